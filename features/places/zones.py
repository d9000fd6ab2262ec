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

KEPT_PIECES = 30_000  # some 600 MB prepared, at most: then the layer starts again from the file

_POLYGON, _MULTIPOLYGON = 3, 6
_STEP = 6  # pieces decoded together when the nearest is looked for
_RINGS_M = (300.0, 1_500.0, 5_000.0)  # how far the nearest is looked for, ring by ring
_TILED = 1e-9  # of the ground: pieces that add up to it cover it

Rows = np.ndarray[Any, np.dtype[np.int64]]
Bounds = np.ndarray[Any, np.dtype[np.float64]]
Geometries = np.ndarray[Any, np.dtype[np.object_]]


class Column:
    """A column of a layer's file: values by row, each decoded the first time it is asked for."""

    def __init__(self, values: pa.ChunkedArray) -> None:
        """Values as Arrow keeps them."""
        self._values = values.combine_chunks() if values.num_chunks != 1 else values.chunk(0)
        self._known: dict[int, Any] = {}

    def __getitem__(self, row: int) -> Any:
        known = self._known
        if row not in known:
            known[row] = self._values[row].as_py()
        return known[row]

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
        """Tree of the boxes of the pieces: no geometry is decoded to build it.

        Each box stands there as its diagonal, which is lighter and has the same bounds.
        """
        diagonals = shapely.linestrings(self.pieces.boxes.reshape(-1, 2, 2))
        return shapely.STRtree(np.asarray(diagonals))

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
        shapely.prepare(shapes)
        met = shapely.intersects(shapes, geometry)
        owners, shapes = self.owners[found[met]], shapes[met]
        whole = shapely.contains_properly(shapes, geometry)
        total = float(geometry.area)
        for row in dict.fromkeys(owners[whole].tolist()):
            yield Meeting(row, total, geometry)
        cut = ~whole
        if cut.any():
            boxes = self.pieces.boxes[found[met][cut]]
            yield from _cut_meetings(owners[cut], shapes[cut], boxes, geometry, total)

    def nearest(
        self, geometry: BaseGeometry, reach: float, wanted: Callable[[int], bool]
    ) -> tuple[int, float] | None:
        """The nearest feature that is wanted and its distance; None beyond ``reach`` metres.

        It is looked for further and further; what a box tells is nearer is looked at first.
        """
        best: tuple[int, float] | None = None
        done = -1.0
        for step in (*(s for s in _RINGS_M if s < reach), reach):
            pieces, least = self._within(geometry, step, done)
            best = self._nearest_of(geometry, pieces, least, wanted, best)
            if best is not None and best[1] <= step:
                break
            done = step
        return best if best is not None and best[1] <= reach else None

    def _within(
        self, geometry: BaseGeometry, reach: float, done: float
    ) -> tuple[Rows, np.ndarray[Any, np.dtype[np.float64]]]:
        """Pieces whose box is beyond ``done`` and within ``reach``, the nearest box first."""
        xmin, ymin, xmax, ymax = geometry.bounds
        frame = (xmin - reach, ymin - reach, xmax + reach, ymax + reach)
        if not self.reaches(frame):
            return np.empty(0, dtype=np.int64), np.empty(0)
        found = self.tree.query(shapely.box(*frame))
        least = _least_distances(self.pieces.boxes[found], (xmin, ymin, xmax, ymax))
        fresh = np.flatnonzero((least > done) & (least <= reach))
        order = fresh[np.argsort(least[fresh], kind="stable")]
        return found[order], least[order]

    def _nearest_of(
        self,
        geometry: BaseGeometry,
        pieces: Rows,
        least: np.ndarray[Any, np.dtype[np.float64]],
        wanted: Callable[[int], bool],
        best: tuple[int, float] | None,
    ) -> tuple[int, float] | None:
        """The best of the pieces given and of what was found before, until no box can do better."""
        for start in range(0, len(pieces), _STEP):
            if best is not None and least[start] > best[1]:
                break
            step = pieces[start : start + _STEP].tolist()
            asked = [piece for piece in step if wanted(int(self.owners[piece]))]
            if not asked:
                continue
            distances = shapely.distance(self._decoded(np.array(asked)), geometry)
            at = int(distances.argmin())
            if best is None or distances[at] < best[1]:
                best = int(self.owners[asked[at]]), float(distances[at])
        return best

    def _decoded(self, rows: Rows) -> Geometries:
        kept, asked = self._pieces, rows.tolist()
        if len(kept) > KEPT_PIECES:
            self._pieces = kept = {row: kept[row] for row in asked if row in kept}
        fresh = [row for row in asked if row not in kept]
        if fresh:
            kept.update(zip(fresh, self.pieces.geometries(fresh), strict=True))
        return np.array([kept[row] for row in asked], dtype=object)


def _least_distances(
    boxes: Bounds, bounds: tuple[float, float, float, float]
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Distance of each box from the bounds given: what it holds is not nearer."""
    across = np.maximum(np.maximum(boxes[:, 0] - bounds[2], bounds[0] - boxes[:, 2]), 0)
    along = np.maximum(np.maximum(boxes[:, 1] - bounds[3], bounds[1] - boxes[:, 3]), 0)
    return np.asarray(np.hypot(across, along))


def _cut_meetings(
    owners: Rows,
    shapes: Geometries,
    boxes: Bounds,
    geometry: BaseGeometry,
    total: float,
) -> Iterator[Meeting]:
    """Meetings with pieces that do not hold the surface whole: those of a feature together."""
    grounds = common_ground(shapes, boxes, geometry)
    areas = shapely.area(grounds)
    met = areas > 0
    if not met.all():
        met |= ~_are_surfaces(shapes) & ~shapely.is_empty(grounds)
    parts: dict[int, list[int]] = {}
    for at in np.flatnonzero(met).tolist():
        parts.setdefault(int(owners[at]), []).append(at)
    for row, mine in parts.items():
        area = float(areas[mine].sum())
        covered = abs(area - total) <= _TILED * total
        yield Meeting(row, area, geometry if covered else _joined(grounds[mine]))


def common_ground(
    shapes: Geometries,
    boxes: Bounds,
    geometry: BaseGeometry,
) -> Geometries:
    """The common ground of prepared pieces, whose boxes are given, with one surface.

    A surface across the line along which a feature was cut is inside the piece within the piece's
    box: that much is its common ground, and no intersection is worked out.
    """
    grounds = np.full(len(shapes), None, dtype=object)
    xmin, ymin, xmax, ymax = geometry.bounds
    across = (boxes[:, :2] > (xmin, ymin)).any(axis=1) | (boxes[:, 2:] < (xmax, ymax)).any(axis=1)
    for at in np.flatnonzero(across & _are_surfaces(shapes)).tolist():
        grounds[at] = _clipped(geometry, boxes[at])
    beyond = np.flatnonzero(~(shapely.covers(shapes, grounds) & shapely.is_valid(grounds)))
    if len(beyond):
        grounds[beyond] = shapely.intersection(shapes[beyond], geometry)
    return grounds


def _are_surfaces(shapes: Geometries) -> np.ndarray[Any, np.dtype[np.bool_]]:
    kinds = shapely.get_type_id(shapes)
    return np.asarray((kinds == _POLYGON) | (kinds == _MULTIPOLYGON))


def _clipped(geometry: BaseGeometry, box: Bounds) -> BaseGeometry | None:
    """A surface within a box, None where the clip gives up: the exact intersection then answers."""
    try:
        clipped: BaseGeometry = shapely.clip_by_rect(geometry, *box)
    except shapely.errors.GEOSException:
        return None
    return clipped


def _joined(grounds: Geometries) -> BaseGeometry:
    joined: BaseGeometry = grounds[0] if len(grounds) == 1 else shapely.union_all(grounds)
    return joined
