"""Shapefiles and lone dBASE tables, by GDAL once their first bytes were checked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.errors
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from ingest.layers.containers.signature import Signature, signature
from ingest.layers.layer import Geometries, RawTable
from vigie.errors import Refused

_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def siblings(path: Path) -> dict[str, Path]:
    """The files of a shapefile by lower-case suffix, whatever the case of their names."""
    stem = path.stem.lower()
    return {
        found.suffix.lower(): found
        for found in sorted(path.parent.iterdir())
        if found.stem.lower() == stem and found.suffix.lower() in _PARTS
    }


def read_shapefile(path: Path, *, where: str) -> RawTable:
    """The table of a shapefile.

    Raises:
        Refused: a part is missing or cannot be read.
    """
    parts = siblings(path)
    missing = [suffix for suffix in (".shp", ".shx", ".dbf") if suffix not in parts]
    if missing:
        raise Refused(
            f"{where} : Shapefile incomplet, il manque {', '.join(missing)}. "
            "Ajoutez les fichiers .shp, .shx, .dbf et .prj ensemble."
        )
    if signature(parts[".dbf"]) is not Signature.DBF:
        raise Refused(
            f"{where} : le fichier .dbf n'est pas une table dBASE. Reprenez la livraison."
        )
    return _read(parts[".shp"], parts, where)


def read_dbf(path: Path, *, where: str) -> RawTable:
    """A dBASE table without geometry (a table of documents).

    Raises:
        Refused: it cannot be read.
    """
    return _read(path, siblings(path), where)


def _read(path: Path, parts: dict[str, Path], where: str) -> RawTable:
    declared = ".cpg" in parts
    try:
        meta, _, wkb, fields = pyogrio.raw.read(path, encoding=None if declared else "ISO-8859-1")
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        raise Refused(f"{where} : illisible ({error}). Reprenez la livraison.") from error
    except (pyogrio.errors.FeatureError, pyogrio.errors.GeometryError) as error:
        raise Refused(f"{where} : géométrie illisible ({error}). Reprenez la livraison.") from error
    columns = {
        str(name).lower(): _values(values, declared)
        for name, values in zip(meta["fields"], fields, strict=True)
    }
    geometries: Geometries | None = None
    if wkb is not None and path.suffix.lower() == ".shp":
        geometries = shapely.from_wkb(wkb, on_invalid="ignore")
    rows = len(fields[0]) if len(fields) else len(wkb if wkb is not None else ())
    return RawTable(
        where=where,
        name=path.stem,
        columns=columns,
        geometries=geometries,
        crs=_crs(parts.get(".prj"), where) if geometries is not None else None,
        digest=_digest(parts),
        rows=rows,
    )


def _values(values: np.ndarray[Any, Any], declared: bool) -> Sequence[Any]:
    """Python values; text without declared encoding is UTF-8 when it can be, else Latin-1."""
    plain: list[Any] = values.tolist()
    return plain if declared else [_utf8(v) if isinstance(v, str) else v for v in plain]


def _utf8(value: str) -> str:
    if value.isascii():
        return value
    try:
        return value.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return value


def _crs(prj: Path | None, where: str) -> CRS | None:
    if prj is None or not (text := prj.read_text("utf-8", errors="replace").strip()):
        return None
    try:
        return CRS.from_wkt(text)
    except CRSError as error:
        raise Refused(
            f"{where} : le fichier .prj n'est pas un système de coordonnées connu. "
            "Exportez la couche en Lambert-93 (EPSG:2154)."
        ) from error


def _digest(parts: dict[str, Path]) -> str:
    total = hashlib.sha256()
    for suffix in _PARTS:
        if suffix in parts:
            with parts[suffix].open("rb") as stream:
                total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()
