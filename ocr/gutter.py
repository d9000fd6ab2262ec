"""Where a page falls into two columns that are read one after the other."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import mean, median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ocr.layout import Row

WIDTH = 0.8  # of the height of the text: least width of a gutter
ROWS = 3  # rows of text on each side that make a gutter
BAND = 0.6  # of the height of the text, above the usual gap: a white band crosses the page
ALIGNED = 0.6  # of the rows: fewer stand at one height, the sides are not rows of one table
LABEL = re.compile(r"^[^\W\d_][^:]{1,48}:(?!\d)")
CELLS = 4  # pieces a row, usually: a table, unless labels say otherwise
TOLD = 0.25  # of the rows: fewer labels say nothing
PROSE = 4.0  # words a row on each side, on average: two columns of prose
FILLED = 0.6  # of the width of its column that prose fills, on average

Strip = tuple[float, float, int]  # left, right, first row


def split_column(rows: list[Row]) -> tuple[int, int, float] | None:
    """The first row, the row after the last, and the place of the clearest gutter to split at."""
    height = median(p.bottom - p.top for row in rows for p in row)
    found = []
    for top, end, x in _gutters(rows, WIDTH * height):
        first, last = _beside(rows, top, end, x)
        last = _broken_off(rows, first, last, x)
        sides = [_Side.of(row, x) for row in rows[first:last]]
        weight = min(sum(bool(s.left) for s in sides), sum(bool(s.right) for s in sides))
        if weight >= ROWS and _parts(sides):
            found.append((weight, first, last, x))
    if not found:
        return None
    _, first, last, x = max(found, key=lambda gutter: gutter[0])
    return first, last, x


class _Side(NamedTuple):
    """The pieces of a row on the two sides of a gutter."""

    left: Row
    right: Row

    @classmethod
    def of(cls, row: Row, x: float) -> _Side:
        return cls([p for p in row if p.x0 < x], [p for p in row if p.x0 >= x])


def _beside(rows: list[Row], first: int, last: int, x: float) -> tuple[int, int]:
    """The rows where both sides have begun and neither has ended, give or take one row."""
    left = [i for i in range(first, last) if rows[i][0].x0 < x]
    right = [i for i in range(first, last) if rows[i][-1].x0 >= x]
    if not (left and right):
        return first, first
    first = max(min(left[0], right[0]), max(left[0], right[0]) - 1)
    return first, min(max(left[-1], right[-1]), min(left[-1], right[-1]) + 1) + 1


def _broken_off(rows: list[Row], first: int, last: int, x: float) -> int:
    """The row where a white band crosses the page and one side ends for a while, else ``last``.

    What stands lower on that side belongs to another part of the page: a signature, not the box.
    """
    tops = [min(p.top for p in row) for row in rows[first:last]]
    bottoms = [max(p.bottom for p in row) for row in rows[first:last]]
    gaps = [top - bottom for top, bottom in zip(tops[1:], bottoms, strict=False)]
    if not gaps:
        return last
    height = median(p.bottom - p.top for row in rows[first:last] for p in row)
    wide = median(gaps) + BAND * height
    for row, gap in enumerate(gaps, first + 1):
        below = [_Side.of(one, x) for one in rows[row : row + ROWS]]
        alone = not any(s.left for s in below) or not any(s.right for s in below)
        if gap > wide and alone and row - first >= ROWS and last - row >= ROWS:
            return row
    return last


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
            elif index - first >= ROWS:
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


def _parts(sides: list[_Side]) -> bool:
    """Whether the two sides are columns of their own, not labels and their values."""
    join = split = 0
    cells = [(s.left, s.right) for s in sides if s.left and s.right]
    both = [(_words(left), _words(right)) for left, right in cells]
    for left, right in both:
        if left[-1].endswith(":") or right[0].startswith(":"):
            join += 1
        elif LABEL.match(" ".join(right)):
            split += 1
    split += sum(bool(LABEL.match(" ".join(_words(s.right)))) for s in sides if not s.left)
    if split + join < TOLD * len(both) and median(len(a) + len(b) for a, b in cells) >= CELLS:
        return False
    if split or join:
        return split > join
    lefts, rights = [s.left for s in sides if s.left], [s.right for s in sides if s.right]
    if len(both) < ALIGNED * min(len(lefts), len(rights)):
        return True
    return min(_prose(lefts), _prose(rights)) >= 1


def _words(row: Row) -> list[str]:
    return [token.text for piece in row for token in piece.tokens]


def _prose(column: list[Row]) -> float:
    """How much a column looks like prose: above 1, it does."""
    extents = [(row[0].x0, max(p.x1 for p in row)) for row in column]
    width = max(b for _, b in extents) - min(a for a, _ in extents)
    filled = mean(b - a for a, b in extents) / width if width > 0 else 0.0
    return min(mean(len(_words(row)) for row in column) / PROSE, filled / FILLED)
