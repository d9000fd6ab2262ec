"""Where a page falls into two columns that are read one after the other."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import mean, median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocr.layout import Row

WIDTH = 0.8  # of the height of the text: least width of a gutter
BOTH = 3  # rows with text on both sides that make a gutter
LABEL = re.compile(r"^[^\W\d_][^:]{1,48}:(?!\d)")
PROSE = 4.0  # words a row on each side, on average: two columns of prose
FILLED = 0.6  # of the width of its column that prose fills, on average

Strip = tuple[float, float, int]  # left, right, first row


def split_column(rows: list[Row]) -> tuple[int, int, float] | None:
    """The first row, the row after the last, and the place of the clearest gutter to split at."""
    height = median(p.bottom - p.top for row in rows for p in row)
    found = [
        (both, first, last, x)
        for first, last, x in _gutters(rows, WIDTH * height)
        if (both := _both(rows[first:last], x)) >= BOTH and _parts(rows[first:last], x)
    ]
    if not found:
        return None
    _, first, last, x = max(found, key=lambda gutter: gutter[0])
    return first, last, x


def _gutters(rows: list[Row], width: float) -> list[tuple[int, int, float]]:
    """White strips that run down successive rows, as (first row, row after the last, middle)."""
    closed: list[tuple[int, int, float]] = []
    open_: list[Strip] = []
    for index, row in enumerate([*rows, []]):
        gaps = _gaps(row) if row else []
        grown: list[Strip] = []
        for left, right, first in open_:
            kept = [
                (max(left, a), min(right, b), first)
                for a, b in gaps
                if min(right, b) - max(left, a) >= width
            ]
            if kept:
                grown.extend(kept)
            elif index - first >= BOTH:
                closed.append((first, index, (left + right) / 2))
        taken = [(a, b) for a, b, _ in grown]
        for a, b in _inner(row):
            if b - a >= width and not any(s < b and a < e for s, e in taken):
                grown.append((a, b, index))
        open_ = grown
    return closed


def _inner(row: Row) -> list[tuple[float, float]]:
    return [(a.x1, b.x0) for a, b in pairwise(row) if b.x0 > a.x1]


def _gaps(row: Row) -> list[tuple[float, float]]:
    """White intervals of a row, its margins included."""
    return [
        (float("-inf"), row[0].x0),
        *_inner(row),
        (max(piece.x1 for piece in row), float("inf")),
    ]


def _both(rows: list[Row], x: float) -> int:
    return sum(row[0].x0 < x <= row[-1].x0 for row in rows)


def _parts(rows: list[Row], x: float) -> bool:
    """Whether the two sides are columns of their own, not labels and their values."""
    split = join = 0
    sides: list[tuple[list[str], list[str]]] = []
    for row in rows:
        left = [t.text for p in row if p.x0 < x for t in p.tokens]
        right = [t.text for p in row if p.x0 >= x for t in p.tokens]
        if not (left and right):
            continue
        sides.append((left, right))
        if left[-1].endswith(":") or right[0].startswith(":"):
            join += 1
        elif LABEL.match(" ".join(right)):
            split += 1
    if split or join:
        return split > join
    return _is_prose(rows, x, sides)


def _is_prose(rows: list[Row], x: float, sides: list[tuple[list[str], list[str]]]) -> bool:
    words = min(mean(len(left) for left, _ in sides), mean(len(right) for _, right in sides))
    return words >= PROSE and min(_filled(rows, x, True), _filled(rows, x, False)) >= FILLED


def _filled(rows: list[Row], x: float, is_left: bool) -> float:
    extents = [
        (side[0].x0, max(p.x1 for p in side))
        for row in rows
        if (side := [p for p in row if (p.x0 < x) is is_left])
    ]
    width = max(b for _, b in extents) - min(a for a, _ in extents)
    return mean(b - a for a, b in extents) / width if width > 0 else 0.0
