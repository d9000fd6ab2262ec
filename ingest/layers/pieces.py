"""Large polygons cut into small pieces: a question then touches only the ground it is about."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from ingest.layers.layer import Geometries
from vigie.store.layer_files import PIECES, columns_of

MAX_VERTICES = 128
_DEPTH = 24
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
    found: list[BaseGeometry] = []
    for part in shapely.get_parts(geometry):
        pieces = _split(part, _DEPTH)
        total = float(sum(piece.area for piece in pieces))
        whole = abs(total - part.area) <= _TOLERANCE * part.area
        found.extend(pieces if whole else [part])
    return found


def _split(polygon: BaseGeometry, depth: int) -> list[BaseGeometry]:
    if shapely.get_num_coordinates(polygon) <= MAX_VERTICES or depth == 0:
        return [polygon]
    found: list[BaseGeometry] = []
    for half in _halves(polygon):
        for part in shapely.get_parts(half):
            if part.geom_type == "Polygon" and not part.is_empty:
                found.extend(_split(part, depth - 1))
    return found


def _halves(polygon: BaseGeometry) -> tuple[BaseGeometry, BaseGeometry]:
    """The polygon on each side of the middle of its longer side."""
    xmin, ymin, xmax, ymax = polygon.bounds
    if xmax - xmin > ymax - ymin:
        middle = (xmin + xmax) / 2
        boxes = (xmin, ymin, middle, ymax), (middle, ymin, xmax, ymax)
    else:
        middle = (ymin + ymax) / 2
        boxes = (xmin, ymin, xmax, middle), (xmin, middle, xmax, ymax)
    first, second = (_clip(polygon, box) for box in boxes)
    return first, second


def _clip(polygon: BaseGeometry, box: tuple[float, float, float, float]) -> BaseGeometry:
    """The part of the polygon in the box; the fast clip fails on some degenerate rings."""
    try:
        clipped = shapely.clip_by_rect(polygon, *box)
    except shapely.errors.GEOSException:
        clipped = None
    if clipped is not None and clipped.is_valid:
        return clipped
    return shapely.intersection(polygon, shapely.box(*box))


def _full(pieces: Geometries) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a piece is a rectangle with sides along the axes."""
    boxes = shapely.bounds(pieces)
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    corners = shapely.get_num_coordinates(pieces) == 5
    full: np.ndarray[tuple[int], np.dtype[np.bool_]] = corners & np.isclose(
        shapely.area(pieces), areas, rtol=1e-12, atol=0
    )
    return full
