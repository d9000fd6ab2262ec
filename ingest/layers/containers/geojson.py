"""GeoJSON, parsed here rather than by a driver: a JSON file may be many other things to GDAL."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from ingest.layers.layer import Geometries, RawTable
from ingest.layers.metadata import Metadata
from vigie.errors import Refused

MAX_BYTES = 1 << 30


def read_geojson(path: Path, *, where: str) -> list[RawTable]:
    """The table of a FeatureCollection, or of a list of plain objects (no geometry).

    A property that holds geometries itself (a shoreline beside each commune) is one more table.

    Raises:
        Refused: not JSON, or JSON of another kind.
    """
    if path.stat().st_size > MAX_BYTES:
        raise Refused(f"{where} : plus de 1 Go de GeoJSON. Convertissez-le en GeoPackage.")
    data = path.read_bytes()
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{where} : JSON illisible ({error}). Reprenez-le à sa source.") from error
    rows, geometries, crs = _parts(content, where)
    names = {str(name): None for row in rows for name in row}
    whole = RawTable(
        where=where,
        name=path.name.removesuffix(".gz").rsplit(".", 1)[0],
        columns={name: [row.get(name) for row in rows] for name in names},
        geometries=geometries,
        crs=crs,
        digest=hashlib.sha256(data).hexdigest(),
        rows=len(rows),
        metadata=_metadata(content),
    )
    return [whole, *(_nested(whole, name) for name in names if _holds_geometry(whole, name))]


def _metadata(content: Any) -> Metadata | None:
    """What members of the collection say of its maker and its licence."""
    if not isinstance(content, dict):
        return None

    def said(*names: str) -> str | None:
        values = (content.get(name) for name in names)
        return next((v.strip() for v in values if isinstance(v, str) and v.strip()), None)

    return Metadata(said("source", "attribution", "producteur"), said("licence", "license"))


def _holds_geometry(table: RawTable, name: str) -> bool:
    values = [v for v in table.columns[name] if v is not None]
    return bool(values) and all(isinstance(v, dict) and "coordinates" in v for v in values)


def _nested(table: RawTable, name: str) -> RawTable:
    """The geometries that stand in a property, with the text of the other properties."""
    rows = [row for row, value in enumerate(table.columns[name]) if value is not None]
    texts = np.array([json.dumps(table.columns[name][row]) for row in rows], dtype=object)
    others = [n for n in table.columns if n != name]
    return RawTable(
        where=f"{table.where}, propriété {name}",
        name=name,
        columns={n: [table.columns[n][row] for row in rows] for n in others},
        geometries=shapely.from_geojson(texts, on_invalid="ignore"),
        crs=table.crs or CRS.from_user_input("OGC:CRS84"),
        digest=hashlib.sha256(f"{table.digest}\n{name}".encode()).hexdigest(),
        rows=len(rows),
        metadata=table.metadata,
    )


def _parts(content: Any, where: str) -> tuple[list[dict[str, Any]], Geometries | None, CRS | None]:
    """Rows, geometries and CRS; a list of objects (a register) has rows only."""
    if isinstance(content, list) and content and all(isinstance(row, dict) for row in content):
        return [_lower(row) for row in content], None, None
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise Refused(f"{where} : JSON sans FeatureCollection. Exportez la couche en GeoJSON.")
    features = [f for f in content.get("features") or [] if isinstance(f, dict)]
    shapes = [feature.get("geometry") for feature in features]
    texts = np.array([json.dumps(s) if s else None for s in shapes], dtype=object)
    geometries = shapely.from_geojson(texts, on_invalid="ignore")
    return [_properties(feature) for feature in features], geometries, _crs(content, where)


def _lower(row: dict[str, Any]) -> dict[str, Any]:
    return {str(name).lower(): value for name, value in row.items()}


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    """Properties by lower-case name; the id of the feature when no property bears that name."""
    properties = _lower(feature.get("properties") or {})
    if "id" in feature:
        properties.setdefault("id", feature["id"])
    return properties


def _crs(content: dict[str, Any], where: str) -> CRS:
    """Longitude and latitude (RFC 7946) unless the old ``crs`` member names another system."""
    named = content.get("crs")
    name = named.get("properties", {}).get("name") if isinstance(named, dict) else None
    if not name:
        return CRS.from_user_input("OGC:CRS84")
    try:
        return CRS.from_user_input(str(name))
    except CRSError as error:
        raise Refused(
            f"{where} : système de coordonnées « {name} » inconnu. Exportez en EPSG:4326 ou 2154."
        ) from error
