"""One layer of zones ready to be asked: a tree of pieces, decoded on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from vigie.domain.layer import LayerRecord
from vigie.store.layer_files import LayerFile, features_path, pieces_path

KEPT_PIECES = 100_000  # some 200 MB at most: then the layer starts again from the file

_SURFACES = (3, 6)
_STEP = 16  # pieces decoded together when the nearest is looked for

Rows = np.ndarray[Any, np.dtype[np.int64]]


class Column:
    """A column of a layer's file: values by row, decoded one at a time."""

    def __init__(self, values: pa.ChunkedArray) -> None:
        """Values as Arrow keeps them."""
        self._values = values.combine_chunks() if values.num_chunks != 1 else values.chunk(0)

    def __getitem__(self, row: int) -> Any:
        return self._values[row].as_py()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values.to_pylist())


@dataclass(frozen=True, slots=True)
class Meeting:
    """A feature that meets a geometry: its row, and their common ground."""

    row: int
    area_m2: float
    ground: BaseGeometry


class ZoneLayer:
    """The features of one layer. Files are mapped at the first question, geometries kept as met."""

    def __init__(self, record: LayerRecord, home: Path) -> None:
        """A layer of the catalogue whose files stand under ``home``."""
        self.record = record
        self._home = home
        self._pieces: dict[int, BaseGeometry] = {}

    @cached_property
    def file(self) -> LayerFile:
        """Features, one row each."""
        return LayerFile(features_path(self._home, self.record.layer_id))

    @cached_property
    def pieces(self) -> LayerFile:
        """Pieces of the features."""
        return LayerFile(pieces_path(self._home, self.record.layer_id))

    @cached_property
    def owners(self) -> Rows:
        """Row of the feature that each piece belongs to."""
        return np.asarray(self.pieces.table["row"].to_numpy(), dtype=np.int64)

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Tree of the boxes of the pieces: no geometry is decoded to build it."""
        boxes = self.pieces.boxes
        return shapely.STRtree(shapely.box(boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]))

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Columns of the features, each value decoded when asked for."""
        names = ("plan", "code", "regime", "label", "subject", "state", "insee", "properties")
        table = self.file.table
        return {name: Column(table[name]) for name in (*names, "valid_from", "valid_to")}

    @cached_property
    def firsts(self) -> dict[str | None, int]:
        """The first row of each plan."""
        rows = pa.array(np.arange(len(self.file)))
        keyed = pa.table({"plan": self.file.table["plan"], "row": rows})
        grouped = keyed.group_by("plan").aggregate([("row", "min")])
        pairs = zip(grouped["plan"].to_pylist(), grouped["row_min"].to_pylist(), strict=True)
        return dict(pairs)

    @cached_property
    def _communes(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for row, insee in enumerate(self.columns["insee"]):
            if insee:
                rows.setdefault(insee, []).append(row)
        return rows

    def by_commune(self, insee: str) -> list[int]:
        """Rows of the features that the source ties to a commune."""
        return self._communes.get(insee, [])

    def reaches(self, bounds: tuple[float, float, float, float]) -> bool:
        """Whether the extent of the layer touches the bounds given."""
        extent = self.record.extent
        return extent is not None and (
            extent[0] <= bounds[2]
            and extent[2] >= bounds[0]
            and extent[1] <= bounds[3]
            and extent[3] >= bounds[1]
        )

    def meetings(self, geometry: BaseGeometry) -> Iterator[Meeting]:
        """Features whose interior meets a surface, with the exact common ground."""
        if not self.reaches(geometry.bounds):
            return
        found = np.sort(self.tree.query(geometry))
        if not len(found):
            return
        shapes = self._decoded(found)
        grounds = shapely.intersection(shapes, geometry)
        areas = shapely.area(grounds)
        met = areas > 0
        if not met.all():
            thin = ~np.isin(shapely.get_type_id(shapes), _SURFACES)
            met |= thin & ~shapely.is_empty(grounds)
        owners = self.owners[found]
        for row in np.unique(owners[met]).tolist():
            mine = met & (owners == row)
            yield Meeting(row, float(areas[mine].sum()), _joined(grounds[mine]))

    def nearest(
        self, geometry: BaseGeometry, reach: float, wanted: Callable[[int], bool]
    ) -> tuple[int, float] | None:
        """The nearest feature that is wanted and its distance; None beyond ``reach`` metres.

        Pieces are looked at from the nearest box on, until no box can be nearer than the best.
        """
        xmin, ymin, xmax, ymax = geometry.bounds
        frame = (xmin - reach, ymin - reach, xmax + reach, ymax + reach)
        if not self.reaches(frame):
            return None
        found = self.tree.query(shapely.box(*frame))
        least = _least_distances(self.pieces.boxes[found], (xmin, ymin, xmax, ymax))
        order = np.argsort(least, kind="stable")
        best: tuple[int, float] | None = None
        for start in range(0, len(order), _STEP):
            step = order[start : start + _STEP]
            if least[step[0]] > (reach if best is None else best[1]):
                break
            pieces = [int(i) for i in found[step] if wanted(int(self.owners[i]))]
            if not pieces:
                continue
            distances = shapely.distance(self._decoded(np.array(pieces)), geometry)
            at = int(distances.argmin())
            if distances[at] <= (reach if best is None else best[1]):
                best = int(self.owners[pieces[at]]), float(distances[at])
        return best

    def _decoded(self, rows: Rows) -> np.ndarray[Any, np.dtype[np.object_]]:
        kept, asked = self._pieces, rows.tolist()
        if len(kept) > KEPT_PIECES:
            self._pieces = kept = {row: kept[row] for row in asked if row in kept}
        fresh = [row for row in asked if row not in kept]
        if fresh:
            kept.update(zip(fresh, self.pieces.geometries(fresh), strict=True))
        return np.array([kept[row] for row in asked], dtype=object)


def _least_distances(
    boxes: np.ndarray[Any, np.dtype[np.float64]], bounds: tuple[float, float, float, float]
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Distance of each box from the bounds given: what it holds is not nearer."""
    across = np.maximum(np.maximum(boxes[:, 0] - bounds[2], bounds[0] - boxes[:, 2]), 0)
    along = np.maximum(np.maximum(boxes[:, 1] - bounds[3], bounds[1] - boxes[:, 3]), 0)
    return np.asarray(np.hypot(across, along))


def _joined(grounds: np.ndarray[Any, np.dtype[np.object_]]) -> BaseGeometry:
    joined: BaseGeometry = grounds[0] if len(grounds) == 1 else shapely.union_all(grounds)
    return joined
