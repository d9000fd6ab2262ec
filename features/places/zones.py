"""One layer of zones ready to be asked: a tree of pieces, decoded on demand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from vigie.domain.layer import LayerRecord
from vigie.store.layer_files import LayerFile, features_path, pieces_path

KEPT_PIECES = 100_000  # some 200 MB at most: then the layer starts again from the file

Rows = np.ndarray[Any, np.dtype[np.int64]]


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
    def columns(self) -> dict[str, list[Any]]:
        """Columns of the features as Python values."""
        names = ("plan", "code", "regime", "label", "subject", "state", "insee", "properties")
        return {name: self.file.column(name) for name in (*names, "valid_from", "valid_to")}

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
        grounds = shapely.intersection(self._decoded(found), geometry)
        areas = shapely.area(grounds)
        owners = self.owners[found]
        met = (areas > 0) | (~shapely.is_empty(grounds) & self._thin(owners))
        for row in np.unique(owners[met]):
            mine = met & (owners == row)
            yield Meeting(int(row), float(areas[mine].sum()), _joined(grounds[mine]))

    def nearest(self, geometry: BaseGeometry, reach: float) -> list[tuple[int, float]]:
        """Features within ``reach`` metres of a surface, each with its distance, nearest first."""
        xmin, ymin, xmax, ymax = geometry.bounds
        if not self.reaches((xmin - reach, ymin - reach, xmax + reach, ymax + reach)):
            return []
        found = np.sort(self.tree.query(geometry, predicate="dwithin", distance=reach))
        if not len(found):
            return []
        distances = shapely.distance(self._decoded(found), geometry)
        close = distances <= reach
        best: dict[int, float] = {}
        for row, distance in zip(self.owners[found[close]], distances[close], strict=True):
            best[int(row)] = min(float(distance), best.get(int(row), reach))
        return sorted(best.items(), key=lambda pair: pair[1])

    def _thin(self, owners: Rows) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Whether each feature is a point or a line: it meets a surface without an area."""
        return self._thin_rows[owners] if len(self._thin_rows) else np.zeros(len(owners), bool)

    @cached_property
    def _thin_rows(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """By row; a WKB says its type in its first bytes, 3 and 6 are the surfaces."""
        heads = [bytes(w.as_py()[:5]) if w.is_valid else b"" for w in self.file.table["wkb"]]
        return np.array([_type(head) not in (0, 3, 6) for head in heads])

    def _decoded(self, rows: Rows) -> np.ndarray[Any, np.dtype[np.object_]]:
        kept, asked = self._pieces, rows.tolist()
        if len(kept) > KEPT_PIECES:
            self._pieces = kept = {row: kept[row] for row in asked if row in kept}
        fresh = [row for row in asked if row not in kept]
        if fresh:
            kept.update(zip(fresh, self.pieces.geometries(fresh), strict=True))
        return np.array([kept[row] for row in asked], dtype=object)


def _type(head: bytes) -> int:
    if len(head) < 5:
        return 0
    return int.from_bytes(head[1:5], "little" if head[0] == 1 else "big") % 1000


def _joined(grounds: np.ndarray[Any, np.dtype[np.object_]]) -> BaseGeometry:
    joined: BaseGeometry = grounds[0] if len(grounds) == 1 else shapely.union_all(grounds)
    return joined
