"""Bands of rows of words that an empty gutter parts from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from vigie.domain.page import Word

Interval = tuple[float, float]
Row = tuple[Word, ...]

GUTTER = 6.0  # points: a narrower blank is a space between words, unless what follows is aligned
SPACES = (
    1.6  # usual spaces of the page: in a typewriter's face a space alone is as wide as a gutter
)
ALIGNED = 2  # rows that have a word at the same place, so that a column begins there
_SPACE = 1.8  # points: blanks narrower than this part nothing


@dataclass(frozen=True, slots=True)
class Band:
    """Rows that share gutters, left to right."""

    rows: tuple[Row, ...]
    gutters: tuple[Interval, ...]


def gutter_of(rows: Sequence[Row]) -> float:
    """Width from which a blank parts columns."""
    blanks = [b.box.x0 - a.box.x1 for row in rows for a, b in pairwise(row)]
    return max(GUTTER, SPACES * median(blanks)) if blanks else GUTTER


def column_starts(rows: Sequence[Row], gutter: float) -> tuple[float, ...]:
    """Where columns begin: places where several rows have a word after a wide blank."""
    places: list[float] = []
    for row in rows:
        right = -1e6
        for word in row:
            if gutter <= word.box.x0 - right < 1e5:
                places.append(word.box.x0)
            right = max(right, word.box.x1)
    return tuple(x for x in set(places) if sum(abs(x - other) < 0.8 for other in places) >= ALIGNED)


def band_of(rows: Sequence[Row], blanks: Sequence[list[Interval]], gutter: float) -> Band | None:
    """The longest band that begins with the first row, None when no gutter parts it.

    It ends before the row that stands across one of its gutters.
    """
    gaps = blanks[0]
    if not any(b - a >= gutter for a, b in gaps if a > -1e5 and b < 1e5):
        return None
    best: Band | None = None
    for count in range(2, len(rows) + 1):
        gaps = _both(gaps, blanks[count - 1])
        gutters = tuple(gap for gap in gaps if _parts(rows[:count], gap, gutter))
        kept = best is None or all(any(_meet(gap, old) for gap in gutters) for old in best.gutters)
        if not gaps or not kept:
            best = _until_gap(best, rows[count - 1], gutter) if best else None
            break
        if gutters:
            best = Band(tuple(rows[:count]), gutters)
    return _trimmed(best, gutter) if best is not None else None


def _meet(one: Interval, other: Interval) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _until_gap(band: Band, crossing: Row, gutter: float) -> Band:
    """The band up to its last wide blank, where the row that breaks it goes on without one.

    That row belongs to another table, which began after the blank.
    """
    if _apart([*band.rows, crossing]):
        return band
    for count in range(len(band.rows) - 1, 1, -1):
        rows = band.rows[:count]
        if _apart(band.rows[: count + 1]):
            gutters = tuple(gap for gap in band.gutters if _parts(rows, gap, gutter))
            return Band(rows, gutters) if gutters else band
    return band


def _trimmed(band: Band, gutter: float) -> Band | None:
    """Without the last rows that stand apart, on one side only."""
    if not any(_parts([band.rows[0]] * 2, gap, gutter) for gap in band.gutters):
        return None
    rows = list(band.rows)
    while len(rows) > 2 and _apart(rows) and len(columns_of(rows[-1], band.gutters)) == 1:
        rows.pop()
    gutters = tuple(gap for gap in band.gutters if _parts(rows, gap, gutter))
    return Band(tuple(rows), gutters) if gutters else None


def _apart(rows: Sequence[Row]) -> bool:
    pitches = [
        min(w.box.top for w in below) - max(w.box.bottom for w in above)
        for above, below in pairwise(rows)
    ]
    height = median(w.box.bottom - w.box.top for w in rows[-1])
    return pitches[-1] > median(pitches) + 0.4 * height


def gaps_of(row: Row, starts: Sequence[float], gutter: float) -> list[Interval]:
    """What a row leaves blank, its margins with it."""
    gaps: list[Interval] = []
    right = -1e6
    for word in row:
        blank = word.box.x0 - right
        if blank >= gutter or (blank >= _SPACE and any(abs(word.box.x0 - x) < 0.8 for x in starts)):
            gaps.append((right, word.box.x0))
        right = max(right, word.box.x1)
    return [*gaps, (right, 1e6)]


def _both(first: Sequence[Interval], second: Sequence[Interval]) -> list[Interval]:
    """What both leave blank."""
    found = [(max(a, c), min(b, d)) for a, b in first for c, d in second]
    return [(a, b) for a, b in found if b - a >= _SPACE]


def _parts(rows: Sequence[Row], gap: Interval, gutter: float) -> bool:
    """Whether two rows have words on each side, and half of those with both leave it wide."""
    if gap[0] < -1e5 or gap[1] > 1e5:
        return False
    ends = [max((w.box.x1 for w in row if w.box.x1 <= gap[0] + 0.1), default=None) for row in rows]
    starts = [min((w.box.x0 for w in r if w.box.x0 >= gap[1] - 0.1), default=None) for r in rows]
    blanks = [b - a for a, b in zip(ends, starts, strict=True) if a is not None and b is not None]
    wide = sum(blank >= gutter for blank in blanks)
    sides = min(len(rows) - ends.count(None), len(rows) - starts.count(None))
    return sides >= 2 and wide > 0 and 2 * wide >= len(blanks)


def columns_of(row: Row, gutters: Sequence[Interval]) -> dict[int, Row]:
    """Words of a row by column."""
    edges = [b for _, b in gutters]
    found: dict[int, list[Word]] = {}
    for word in row:
        found.setdefault(sum(word.box.x0 >= edge - 0.1 for edge in edges), []).append(word)
    return {column: tuple(words) for column, words in found.items()}
