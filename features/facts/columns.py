"""The head of a page by columns: bands of rows that an empty gutter parts from top to bottom.

A column of labels goes with the column of values on its right; other columns are read one after
the other. What stands under the head keeps the order of the reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from features.facts.fold import fold
from features.facts.straight import straightened
from vigie.domain.page import Page, Word

Interval = tuple[float, float]
Row = tuple[Word, ...]

GUTTER = 6.0  # points: a narrower blank is a space between words, unless what follows is aligned
SPACES = (
    1.6  # usual spaces of the page: in a typewriter's face a space alone is as wide as a gutter
)
BESIDE = 0.4  # heights between the middles of two lines that stand side by side
ALIGNED = 2  # rows that have a word at the same place, so that a column begins there
MOSTLY = 0.7  # share of the cells of a column that are labels
SOME = 0.4  # the same, beside a pair of labels and values
LONG = 60  # characters: no label is longer
_SPACE = 1.8  # points: blanks narrower than this part nothing
_BODY = re.compile(
    r"^\W*(?:vus?\b|considerant\b|arrete\s*:?$|decide\s*:?$|certifie\s*:?$|a r r e t e|article\b)"
)
_STAMP = re.compile(
    r"^\W*(?:sous-?)?prefecture\b(?!.*:)|\bcontrole\b.*\blegalite\b|accuse de reception|"
    r"^\W*(?:envoyee?|recue?) en (?:sous-?)?prefecture|^\W*id ?:"
)
_STAMP_DATE = re.compile(r"^\W*(?:recue?|arrivee?|publiee?|affichee?|le)\b")


@dataclass(frozen=True, slots=True)
class Band:
    """Rows that share gutters, left to right."""

    rows: tuple[Row, ...]
    gutters: tuple[Interval, ...]


def head_by_columns(page: Page, is_label: Callable[[str], bool]) -> Page:
    """The page with the lines of its head in the order of its columns."""
    level = straightened(page.words)
    originals = {id(word): original for word, original in zip(level, page.words, strict=False)}
    order = {id(word): place for place, word in enumerate(level)}
    stamped = _stamped(page.words)
    rows = _rows([word for word in level if word.line not in stamped])
    body = next((i for i, row in enumerate(rows) if _BODY.match(fold(_text(row)))), 0)
    if body < 3:
        return page
    lines: list[Row] = []
    apart: list[Word] = []  # words of the rows that no band holds, since the last one
    index = 0
    head = rows[:body]
    gutter = _gutter(rows)
    starts = _starts(head, gutter)
    gaps = [_gaps(row, starts, gutter) for row in head]
    moved = False
    while index < len(head):
        band = _band(head[index:], gaps[index:], gutter)
        if band is None:
            apart.extend(head[index])
            index += 1
            continue
        lines.extend([*_lines_as_read(apart, order), *_ordered(band, is_label, order)])
        apart.clear()
        index += len(band.rows)
        moved = True
    if not moved:
        return page
    lines.extend(_lines_as_read(apart, order))
    in_head = {id(word) for row in head for word in row}
    rest = [originals[id(word)] for word in level if id(word) not in in_head]
    return _numbered(page, [tuple(originals[id(w)] for w in row) for row in lines], rest)


def _stamped(words: Sequence[Word]) -> set[int]:
    """Lines of a stamp of the préfecture: it lies over the page and belongs to no column."""
    lines = [
        (line, fold(_text(tuple(group)))) for line, group in groupby(words, lambda word: word.line)
    ]
    sure = {place for place, (_, text) in enumerate(lines) if _STAMP.search(text)}
    near = {
        place
        for place, (_, text) in enumerate(lines)
        if _STAMP_DATE.match(text) and sure & {place - 2, place - 1, place + 1, place + 2}
    }
    return {lines[place][0] for place in sure | near}


def _numbered(page: Page, lines: Sequence[Row], rest: Sequence[Word]) -> Page:
    """The page with its words in the new order; the rest keeps its lines."""
    words = [_on_line(w, n) for n, row in enumerate(lines) for w in row]
    line = len(lines) - 1
    last: int | None = None
    for word in rest:
        if word.line != last:
            line, last = line + 1, word.line
        words.append(_on_line(word, line))
    return replace(page, words=tuple(words))


def _on_line(word: Word, line: int) -> Word:
    return Word(word.text, word.box, word.confidence, line, word.printed)


def _rows(words: Sequence[Word]) -> list[Row]:
    """Words side by side, from top to bottom; what the reader put on one line stays together."""
    lines = [tuple(group) for _, group in groupby(words, lambda w: w.line)]
    level = [(median((w.box.top + w.box.bottom) / 2 for w in line), line) for line in lines]
    height = median(w.box.bottom - w.box.top for w in words) if words else 0.0
    rows: list[list[Word]] = []
    last = -1e6
    for middle, line in sorted(level, key=lambda pair: pair[0]):
        if rows and middle - last < BESIDE * height and not _over(rows[-1], line):
            rows[-1].extend(line)
        else:
            rows.append(list(line))
            last = middle
    return [tuple(sorted(row, key=lambda w: w.box.x0)) for row in rows]


def _over(row: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether a line stands over or under a part of a row: the next line of a cell, set tight."""
    left, right = line[0].box.x0, line[-1].box.x1
    return any(w.box.x0 < right - 1 and left + 1 < w.box.x1 for w in row)


def _gutter(rows: Sequence[Row]) -> float:
    """Width from which a blank parts columns."""
    blanks = [b.box.x0 - a.box.x1 for row in rows for a, b in pairwise(row)]
    return max(GUTTER, SPACES * median(blanks)) if blanks else GUTTER


def _starts(rows: Sequence[Row], gutter: float) -> tuple[float, ...]:
    """Where columns begin: places where several rows have a word after a wide blank."""
    places: list[float] = []
    for row in rows:
        right = -1e6
        for word in row:
            if gutter <= word.box.x0 - right < 1e5:
                places.append(word.box.x0)
            right = max(right, word.box.x1)
    return tuple(x for x in set(places) if sum(abs(x - other) < 0.8 for other in places) >= ALIGNED)


def _band(rows: Sequence[Row], blanks: Sequence[list[Interval]], gutter: float) -> Band | None:
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
    while len(rows) > 2 and _apart(rows) and len(_columns(rows[-1], band.gutters)) == 1:
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


def _gaps(row: Row, starts: Sequence[float], gutter: float) -> list[Interval]:
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


def _columns(row: Row, gutters: Sequence[Interval]) -> dict[int, Row]:
    """Words of a row by column."""
    edges = [b for _, b in gutters]
    found: dict[int, list[Word]] = {}
    for word in row:
        found.setdefault(sum(word.box.x0 >= edge - 0.1 for edge in edges), []).append(word)
    return {column: tuple(words) for column, words in found.items()}


def _lines_as_read(words: Sequence[Word], order: Mapping[int, int]) -> list[Row]:
    """Lines as read: the reader may have parted columns whose rows are not level."""
    read = sorted(words, key=lambda word: order[id(word)])
    return [tuple(group) for _, group in groupby(read, lambda word: word.line)]


def _as_read(words: Row, order: Mapping[int, int]) -> Row:
    """Words of one line in the order of the reader: two tight lines are not read across."""
    if len({word.line for word in words}) > 1:
        return words
    return tuple(sorted(words, key=lambda word: order[id(word)]))


def _ordered(band: Band, is_label: Callable[[str], bool], order: Mapping[int, int]) -> list[Row]:
    """Lines of a band, group of columns by group of columns."""
    cut = [
        {column: _as_read(words, order) for column, words in _columns(row, band.gutters).items()}
        for row in band.rows
    ]
    if sum(len(row) > 1 for row in cut) < 2:
        return _lines_as_read([word for row in band.rows for word in row], order)
    return [
        tuple(word for column in group for word in row.get(column, ()))
        for group in _groups(cut, len(band.gutters) + 1, is_label)
        for row in cut
        if any(column in row for column in group)
    ]


def _groups(
    cut: Sequence[dict[int, Row]], count: int, is_label: Callable[[str], bool]
) -> list[tuple[int, ...]]:
    """Columns that are read together: labels with the values on their right."""
    groups: list[tuple[int, ...]] = []
    column = 0
    least = MOSTLY
    while column < count:
        width = 2 if column + 1 < count and _labels(cut, column, is_label, least) else 1
        least = SOME if width == 2 else least  # after a pair, another pair is likely
        groups.append(tuple(range(column, column + width)))
        column += width
    return groups


def _labels(
    cut: Sequence[dict[int, Row]], column: int, is_label: Callable[[str], bool], least: float
) -> bool:
    """Whether a column holds labels, the values of which stand on their right."""
    if (
        sum(_text(row[column + 1])[:1] == ":" for row in cut if {column, column + 1} <= row.keys())
        > 2
    ):
        return True
    cells = [_text(row[column]) for row in cut if column in row]
    right = [_text(row[column + 1]) for row in cut if column in row and column + 1 in row]
    return (
        _share(cells, is_label) >= least
        and 2 * len(right) >= len(cells)
        and _share(right, is_label) < least
    )


def _share(cells: Sequence[str], is_label: Callable[[str], bool]) -> float:
    """Share of the cells that are labels, or lines of one."""
    named = sum(
        _names(cell, is_label)
        or any(is_label(f"{cell} {below}") for below in cells[i + 1 : i + 2])
        or any(is_label(f"{above} {cell}") for above in cells[max(i - 1, 0) : i])
        for i, cell in enumerate(cells)
    )
    return named / max(len(cells), 1)


def _names(cell: str, is_label: Callable[[str], bool]) -> bool:
    return is_label(cell) or (cell.endswith(":") and len(cell) < LONG)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
