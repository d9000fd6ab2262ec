"""Features of layers on disk: one Arrow file a layer, mapped in memory and decoded on demand.

Beside it, ``<layer_id>.pieces.arrow`` holds the large polygons cut into pieces, which is what makes
a question cheap. Geometries are WKB in EPSG:2154. A file is written once, under a temporary name,
and never changed.
"""

from __future__ import annotations

import os
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

TEXT = pa.string()
SCHEMA = pa.schema(
    [
        ("plan", TEXT),  # identifier of the plan or document
        ("code", TEXT),  # code of the zone; identifier of a parcel; INSEE code of a commune
        ("regime", TEXT),
        ("label", TEXT),
        ("subject", TEXT),
        ("state", TEXT),
        ("valid_from", pa.date32()),
        ("valid_to", pa.date32()),
        ("insee", TEXT),  # commune of the feature when the source names it
        ("properties", TEXT),  # JSON: what else the source says
        ("xmin", pa.float64()),
        ("ymin", pa.float64()),
        ("xmax", pa.float64()),
        ("ymax", pa.float64()),
        ("wkb", pa.large_binary()),
    ]
)
PIECES = pa.schema(
    [
        ("row", pa.int32()),  # row of the feature in the layer's file
        ("full", pa.bool_()),  # the piece is the whole of its box
        ("xmin", pa.float64()),
        ("ymin", pa.float64()),
        ("xmax", pa.float64()),
        ("ymax", pa.float64()),
        ("wkb", pa.large_binary()),
    ]
)


class LayerFile:
    """One file of features or pieces, mapped in memory; geometries are decoded when asked for."""

    def __init__(self, path: Path) -> None:
        """Map the file at ``path``."""
        with pa.memory_map(str(path)) as source:
            self.table: pa.Table = pa.ipc.open_file(source).read_all()

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @cached_property
    def boxes(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Bounds of the features, one row each: xmin, ymin, xmax, ymax (NaN without geometry)."""
        names = ("xmin", "ymin", "xmax", "ymax")
        return np.column_stack([self.table[name].to_numpy() for name in names])

    def column(self, name: str) -> list[Any]:
        """A column as Python values."""
        values: list[Any] = self.table[name].to_pylist()
        return values

    def geometries(self, rows: Any) -> np.ndarray[Any, np.dtype[np.object_]]:
        """Geometries of the rows given, decoded now."""
        return np.asarray(shapely.from_wkb(self.table["wkb"].take(pa.array(rows)).to_numpy()))

    def geometry(self, row: int) -> Any:
        """Geometry of one row, decoded now."""
        return shapely.from_wkb(self.table["wkb"][row].as_py())


def features_path(home: Path, layer_id: str) -> Path:
    """Where the features of a layer stand."""
    return home / "layers" / f"{layer_id}.arrow"


def pieces_path(home: Path, layer_id: str) -> Path:
    """Where the pieces of a layer's large polygons stand."""
    return home / "layers" / f"{layer_id}.pieces.arrow"


def write(table: pa.Table, path: Path) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    try:
        options = pa.ipc.IpcWriteOptions(compression=None)
        with pa.ipc.new_file(temporary, table.schema, options=options) as sink:
            sink.write_table(table, max_chunksize=None)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def columns_of(geometries: np.ndarray[Any, np.dtype[np.object_]]) -> dict[str, Any]:
    """The columns that a geometry gives: its bounds and its WKB."""
    boxes = shapely.bounds(geometries)
    names = ("xmin", "ymin", "xmax", "ymax")
    columns: dict[str, Any] = {name: boxes[:, i] for i, name in enumerate(names)}
    columns["wkb"] = pa.array(shapely.to_wkb(geometries), pa.large_binary())
    return columns
