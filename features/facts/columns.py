"""The head of a page by columns: bands of rows that an empty gutter parts from top to bottom.

A column of labels goes with the column of values on its right; other columns are read one after
the other. What stands under the head keeps the order of the reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

from features.facts.bands import Band, Row, band_of, column_starts, columns_of, gaps_of, gutter_of
from features.facts.fold import fold
from features.facts.label_kinds import label_by_words
from features.facts.labels import Label
from features.facts.straight import straightened
from vigie.domain.page import Page, Word

BESIDE = 0.4  # heights between the middles of two lines that stand side by side
MOSTLY = 0.7  # share of the cells of a column that are labels
SOME = 0.4  # the same, beside a pair of labels and values
FEW = 4  # words of a label that no list holds
LONG = 60  # characters: no label is longer
_VISA = re.compile(r"^\W*(?:(?:au )?vus?\b|considerant\b)|^\W*l[ea] (?:maire|president)\b.*\bvu\b")
_AUTHORITY = re.compile(r"^\W*l[ea] (?:maire|presidente?|prefete?)\b[^:]*$")
_ENACTS = re.compile(
    r"^\W*(?:arrete\s*:?$|decide\s*:?$|certifie\s*:?$|a r r e t e|d e c i d e|article\b)"
)
_STAMP = re.compile(
    r"^\W*(?:sous-?)?prefecture\b(?!.*:)|\bcontrole\b.*\blegalite\b|accuse de reception|"
    r"^\W*(?:envoyee?|recue?) en (?:sous-?)?prefecture|^\W*id ?:"
)
_STAMP_DATE = re.compile(r"^\W*(?:recue?|arrivee?|publiee?|affichee?|le)\b")


def head_by_columns(page: Page, is_label: Callable[[str], bool]) -> Page:
    """The page with the lines of its head in the order of its columns."""
    level = straightened(page.words)
    originals = {id(word): original for word, original in zip(level, page.words, strict=False)}
    order = {id(word): place for place, word in enumerate(level)}
    stamped = _stamped(page.words)
    rows = _rows([word for word in level if word.line not in stamped])
    body = _body(rows)
    if body < 3:
        return page
    lines: list[Row] = []
    apart: list[Word] = []  # words of the rows that no band holds, since the last one
    index = 0
    head = rows[:body]
    gutter = gutter_of(rows)
    starts = column_starts(head, gutter)
    gaps = [gaps_of(row, starts, gutter) for row in head]
    moved = False
    while index < len(head):
        band = band_of(head[index:], gaps[index:], gutter)
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


def _body(rows: Sequence[Row]) -> int:
    """The row at which the head ends: the first visa with the authority above it, else the verb.

    « ARRÊTÉ » over the visas is the title.
    """
    texts = [fold(_text(row)) for row in rows]
    visa = next((i for i, text in enumerate(texts) if _VISA.match(text)), None)
    if visa is None:
        return next((i for i, text in enumerate(texts) if _ENACTS.match(text)), 0)
    return visa - 1 if visa and _AUTHORITY.match(texts[visa - 1]) else visa


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
        {column: _as_read(words, order) for column, words in columns_of(row, band.gutters).items()}
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
        if width == 2 and column + 2 < count and _colons(cut, column + 1):
            width = 3
        groups.append(tuple(range(column, column + width)))
        column += width
    return groups


def _colons(cut: Sequence[dict[int, Row]], column: int) -> bool:
    """Whether a column holds the colons that stand between labels and values."""
    cells = {_text(row[column]) for row in cut if column in row}
    return cells <= {":"}


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
        _share(cells, is_label, by_words=True) >= least
        and 2 * len(right) >= len(cells)
        and _share(right, is_label) < least
    )


def _share(
    cells: Sequence[str], is_label: Callable[[str], bool], *, by_words: bool = False
) -> float:
    """Share of the cells that are labels, or lines of one; ``by_words`` for those that look so."""
    named = sum(
        _names(cell, is_label)
        or (by_words and _looks(cell))
        or any(is_label(f"{cell} {below}") for below in cells[i + 1 : i + 2])
        or any(is_label(f"{above} {cell}") for above in cells[max(i - 1, 0) : i])
        for i, cell in enumerate(cells)
    )
    return named / max(len(cells), 1)


def _names(cell: str, is_label: Callable[[str], bool]) -> bool:
    return is_label(cell) or (cell.endswith(":") and 1 < len(cell) < LONG)


def _looks(cell: str) -> bool:
    """Whether a few words without a figure are about something that a cartouche tells."""
    few = len(cell.split()) <= FEW and not any(char.isdigit() for char in cell)
    return few and label_by_words(fold(cell)) is not Label.OTHER


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
