"""Large polygons cut into small pieces: a question then touches only the ground it is about."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from ingest.layers.layer import Geometries
from vigie.store.layer_files import PIECES, columns_of

MAX_VERTICES = 128
_DEPTH = 24
_POLYGON = 3
_POLYGONAL = (3, 6)
_TOLERANCE = 1e-9


def cut(geometries: Geometries) -> pa.Table:
    """Pieces of every geometry, as rows of ``layer_files.PIECES``; others stay whole."""
    rows: list[int] = []
    pieces: list[BaseGeometry] = []
    for row, geometry in enumerate(geometries):
        if geometry is None:
            continue
        found = pieces_of(geometry)
        rows.extend([row] * len(found))
        pieces.extend(found)
    made = np.array(pieces, dtype=object)
    columns = columns_of(made)
    columns["row"] = np.array(rows, dtype=np.int32)
    columns["full"] = _full(made)
    return pa.table(columns).select(PIECES.names).cast(PIECES)


def pieces_of(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Pieces of at most ``MAX_VERTICES`` vertices whose areas add up to the geometry's."""
    if shapely.get_type_id(geometry) not in _POLYGONAL:
        return [geometry]
    return [piece for part in shapely.get_parts(geometry) for piece in _cut_polygon(part)]


def _cut_polygon(polygon: BaseGeometry) -> list[BaseGeometry]:
    """The fast clip first; its pieces are proved, else the exact intersection does it again."""
    if shapely.get_num_coordinates(polygon) <= MAX_VERTICES:
        return [polygon]
    try:
        pieces = _split(polygon, _DEPTH, _fast)
        if _whole(pieces, polygon):
            return pieces
    except shapely.errors.GEOSException:
        pass  # the fast clip fails on some degenerate rings
    pieces = _split(polygon, _DEPTH, _exact)
    return pieces if _whole(pieces, polygon) else [polygon]


def _whole(pieces: list[BaseGeometry], polygon: BaseGeometry) -> bool:
    """Whether the pieces are valid and their areas add up."""
    areas = float(np.sum(shapely.area(pieces)))
    same = abs(areas - polygon.area) <= _TOLERANCE * polygon.area
    return bool(same and np.all(shapely.is_valid(pieces)))


_Box = tuple[float, float, float, float]
_Clip = Callable[[BaseGeometry, _Box], BaseGeometry]


def _fast(polygon: BaseGeometry, box: _Box) -> BaseGeometry:
    clipped: BaseGeometry = shapely.clip_by_rect(polygon, *box)
    return clipped


def _exact(polygon: BaseGeometry, box: _Box) -> BaseGeometry:
    shared: BaseGeometry = shapely.intersection(polygon, shapely.box(*box))
    return shared


def _split(polygon: BaseGeometry, depth: int, clip: _Clip) -> list[BaseGeometry]:
    if shapely.get_num_coordinates(polygon) <= MAX_VERTICES or depth == 0:
        return [polygon]
    found: list[BaseGeometry] = []
    for box in _halves(polygon):
        half = clip(polygon, box)
        parts = [half] if shapely.get_type_id(half) == _POLYGON else shapely.get_parts(half)
        for part in parts:
            if shapely.get_num_coordinates(part) and shapely.get_type_id(part) == _POLYGON:
                found.extend(_split(part, depth - 1, clip))
    return found


def _halves(polygon: BaseGeometry) -> tuple[_Box, _Box]:
    """The box of each side of the middle of the longer side of a polygon."""
    xmin, ymin, xmax, ymax = polygon.bounds
    if xmax - xmin > ymax - ymin:
        middle = (xmin + xmax) / 2
        return (xmin, ymin, middle, ymax), (middle, ymin, xmax, ymax)
    middle = (ymin + ymax) / 2
    return (xmin, ymin, xmax, middle), (xmin, middle, xmax, ymax)


def _full(pieces: Geometries) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a piece is a rectangle with sides along the axes."""
    boxes = shapely.bounds(pieces)
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    corners = shapely.get_num_coordinates(pieces) == 5
    full: np.ndarray[tuple[int], np.dtype[np.bool_]] = corners & np.isclose(
        shapely.area(pieces), areas, rtol=1e-12, atol=0
    )
    return full
