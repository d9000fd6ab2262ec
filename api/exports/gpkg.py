"""GeoPackages that QGIS opens already styled: the queue by risk level, a layer by regime."""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import tostring

import numpy as np
import shapely

from api.exports.qgis_style import BY_REGIME, RANKED, Style, qml
from api.ogc.layers import PROPERTIES, LayerFeatures
from api.ogc.model import Feature, Property, Question
from api.ogc.records import QUEUE_PROPERTIES, entry_feature
from vigie.domain.layer import LayerRecord
from vigie.domain.record import QueueEntry

LAYER, ZONES = "file_du_jour", "couche"
LARGEST_LAYER = 100_000  # features: beyond that, the live layer is the better way
_STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
  f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
  styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
  owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
)
"""


def to_gpkg(entries: Iterable[QueueEntry], today: dt.date) -> bytes:
    """The bytes of a GeoPackage in EPSG:2154 with one layer and its default style."""
    features = [entry_feature(entry) for entry in entries]
    queue = _Table(LAYER, QUEUE_PROPERTIES, RANKED, f"File du {today:%d/%m/%Y}")
    return _packed(queue, features, [_surface(feature.geometry) for feature in features])


def layer_to_gpkg(record: LayerRecord, home: Path) -> bytes:
    """The bytes of a GeoPackage in EPSG:2154 that holds a layer of the catalogue, whole."""
    found = LayerFeatures(record, home).features(Question(limit=LARGEST_LAYER)).features
    table = _Table(ZONES, PROPERTIES, BY_REGIME, record.name)
    return _packed(table, found, [feature.geometry for feature in found])


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    properties: tuple[Property, ...]
    style: Style
    title: str


def _packed(table: _Table, features: Sequence[Feature], shapes: Sequence[Any]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="vigie-gpkg-") as folder:
        path = Path(folder) / "file.gpkg"
        _write(table, features, shapes, path)
        _add_style(table, path)
        return path.read_bytes()


def _write(table: _Table, features: Sequence[Feature], shapes: Sequence[Any], path: Path) -> None:
    import pyogrio  # noqa: PLC0415 - it imports pandas, slow to start

    columns = [_column(declared, features) for declared in table.properties]
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array(shapes, dtype=object)),
        [values for values, _ in columns],
        [declared.name for declared in table.properties],
        field_mask=[mask for _, mask in columns],
        layer=table.name,
        driver="GPKG",
        geometry_type="MultiPolygon" if table.name == LAYER else "Unknown",
        crs="EPSG:2154",
    )


def _surface(geometry: Any) -> Any:
    """A multipolygon, as the layer declares; None where the act could not be placed."""
    if geometry is None or geometry.is_empty:
        return None
    polygons = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon"]
    return shapely.multipolygons(polygons) if polygons else None


def _column(
    declared: Property, features: Sequence[Feature]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, np.dtype[np.bool_]]]:
    """Values of a property in its own type, and where there is none."""
    values = [feature.properties.get(declared.name) for feature in features]
    mask = np.array([value is None for value in values], dtype=bool)
    if declared.format == "date":
        return np.array(values, dtype="datetime64[D]"), mask
    if declared.type == "integer":
        return np.array([value or 0 for value in values], dtype=np.int64), mask
    if declared.type == "number":
        return np.array([np.nan if v is None else v for v in values], dtype=np.float64), mask
    return np.array([None if v is None else str(v) for v in values], dtype=object), mask


def _add_style(table: _Table, path: Path) -> None:
    """The style that QGIS takes on opening, and the French names of the columns."""
    style = tostring(qml(table.style, table.properties), encoding="unicode")
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(_STYLES)
        base.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
            "VALUES ('layer_styles', 'attributes', 'layer_styles', 0)"
        )
        base.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
            "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner) "
            "VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '')",
            (
                table.name,
                "Niveau de risque" if table.style is RANKED else "Règlement",
                f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>{style}",
                table.title,
            ),
        )
