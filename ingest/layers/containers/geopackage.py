"""GeoPackages, read with sqlite3 alone: read-only, no function of the file is trusted."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from ingest.layers.layer import Geometries, RawTable
from ingest.layers.metadata import Metadata, read_metadata
from vigie.errors import Refused

_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_HEADER = 8


def read_geopackage(path: Path, *, where: str) -> Iterator[RawTable]:
    """Every user table of a GeoPackage.

    Raises:
        Refused: it is not a GeoPackage or cannot be read.
    """
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    uri = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as base:
            base.execute("PRAGMA trusted_schema=off")
            base.execute("PRAGMA query_only=on")
            base.text_factory = _text
            said = _metadata(base)
            for name in _user_tables(base, where):
                read = _read(base, name, where=f"{where}, table {name}", digest=digest)
                yield replace(read, metadata=said)
    except sqlite3.Error as error:
        raise Refused(
            f"{where} : GeoPackage illisible ({error}). Exportez-le de nouveau depuis QGIS."
        ) from error


def _metadata(base: sqlite3.Connection) -> Metadata | None:
    """What the records of metadata that a GeoPackage carries say, the first that speaks."""
    tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master")}
    if "gpkg_metadata" not in tables:
        return None
    records = base.execute("SELECT metadata FROM gpkg_metadata ORDER BY id")
    texts = (text for (text,) in records if isinstance(text, str))
    return next((found for text in texts if (found := read_metadata(text))), None)


def _text(value: bytes) -> str:
    return value.decode("utf-8", errors="replace")


def _user_tables(base: sqlite3.Connection, where: str) -> list[str]:
    """Plain tables that gpkg_contents names: never a view, never a virtual table."""
    names = {
        name: sql or ""
        for name, sql in base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    }
    if "gpkg_contents" not in names:
        raise Refused(
            f"{where} : base SQLite qui n'est pas un GeoPackage. Exportez la couche en GeoPackage."
        )
    listed = base.execute(
        "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes')"
    )
    return [
        name
        for (name,) in listed
        if name in names and not names[name].upper().startswith("CREATE VIRTUAL")
    ]


def _read(base: sqlite3.Connection, name: str, *, where: str, digest: str) -> RawTable:
    quoted = '"' + name.replace('"', '""') + '"'
    cursor = base.execute(f"SELECT * FROM {quoted}")  # noqa: S608 - a table that the file lists
    titles = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    geometry, srs = _geometry_column(base, name)
    columns = {
        title.lower(): [row[i] for row in rows]
        for i, title in enumerate(titles)
        if title != geometry
    }
    geometries: Geometries | None = None
    if geometry is not None:
        place = titles.index(geometry)
        geometries = shapely.from_wkb(
            np.array([_wkb(row[place]) for row in rows], dtype=object), on_invalid="ignore"
        )
    return RawTable(
        where=where,
        name=name,
        columns=columns,
        geometries=geometries,
        crs=_crs(base, srs) if geometry is not None else None,
        digest=hashlib.sha256(f"{digest}\n{name}".encode()).hexdigest(),
        rows=len(rows),
    )


def _geometry_column(base: sqlite3.Connection, name: str) -> tuple[str | None, int]:
    found = base.execute(
        "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?", (name,)
    ).fetchone()
    return (found[0], int(found[1])) if found else (None, 0)


def _wkb(blob: Any) -> bytes | None:
    """The WKB inside a GeoPackage geometry (OGC 12-128r18, 2.1.3)."""
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) <= _HEADER:
        return None
    flags = blob[3]
    start = _HEADER + _ENVELOPES.get((flags >> 1) & 0b111, len(blob))
    empty = flags & 0b10000
    return None if empty else blob[start:] or None


def _crs(base: sqlite3.Connection, srs: int) -> CRS | None:
    found = base.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys "
        "WHERE srs_id = ?",
        (srs,),
    ).fetchone()
    if found is None or srs in (-1, 0):
        return None
    organization, number, definition = found
    for candidate in (f"{organization}:{number}", definition):
        try:
            return CRS.from_user_input(candidate)
        except CRSError:
            continue
    return None
