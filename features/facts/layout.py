"""From the words of a page to cells in reading order: a cell is a line of its own.

The reader of pages has already parted columns; what is left here are the rows of a table. A row of
bare labels is followed by its values, read under each label.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from vigie.domain.page import Page, Word

GAP = 1.4  # of the height of the words: a wider gap parts two cells
REACH = 6  # rows under a row of labels where its values may stand

Cell = tuple[Word, ...]
Row = list[Cell]


def cells_as_lines(page: Page, is_label: Callable[[str], bool]) -> Page:
    """The page with one line a cell; values under a row of labels follow their label."""
    rows = _rows(page.words)
    lines: list[Cell] = []
    index = 0
    while index < len(rows):
        taken = _table(rows, index, is_label, lines)
        if not taken:
            lines.extend(rows[index])
        index += max(taken, 1)
    words = tuple(replace(w, line=n) for n, cell in enumerate(lines) for w in cell)
    return replace(page, words=words)


def cell_text(cell: Sequence[Word]) -> str:
    """Words of a cell, a space between two."""
    return " ".join(word.text for word in cell)


def _rows(words: Sequence[Word]) -> list[Row]:
    rows: list[Row] = []
    cell: list[Word] = []
    last: Word | None = None
    for word in words:
        if last is None or word.line != last.line:
            if cell:
                rows[-1].append(tuple(cell))
            rows.append([])
            cell = [word]
        elif _apart(last, word) or word.text == "|":
            rows[-1].append(tuple(cell))
            cell = [word]
        else:
            cell.append(word)
        last = word
    if cell:
        rows[-1].append(tuple(cell))
    return rows


def _apart(left: Word, right: Word) -> bool:
    height = max(left.box.bottom - left.box.top, right.box.bottom - right.box.top)
    gap = right.box.x0 - left.box.x1
    return gap > GAP * height or gap < -4 * height


def _table(rows: list[Row], index: int, is_label: Callable[[str], bool], lines: list[Cell]) -> int:
    """Reads a row of labels with the rows under it; how many rows were taken, 0 for none."""
    head = rows[index]
    if len(head) < 2 or not all(is_label(cell_text(cell)) for cell in head):
        return 0
    under: list[list[Cell]] = [[] for _ in head]
    taken = 1
    while index + taken < len(rows) and taken <= REACH:
        places = [_column(head, cell) for cell in rows[index + taken]]
        if None in places or any(is_label(cell_text(c)) for c in rows[index + taken]):
            break
        if taken > 1 and len(places) < 2 <= len(head) and not _close(rows, index + taken):
            break
        for place, cell in zip(places, rows[index + taken], strict=True):
            under[place or 0].append(cell)
        taken += 1
    if taken == 1:
        return 0
    for cell, values in zip(head, under, strict=True):
        lines.extend([cell, *values])
    return taken


def _close(rows: list[Row], index: int) -> bool:
    """Whether a row follows the one above as the next line of a cell does."""
    above = max(w.box.bottom for cell in rows[index - 1] for w in cell)
    top = min(w.box.top for cell in rows[index] for w in cell)
    height = max(w.box.bottom - w.box.top for cell in rows[index] for w in cell)
    return top - above < 0.5 * height


def _column(head: Row, cell: Cell) -> int | None:
    """The label under which a cell stands: none when it runs under several."""
    x0, x1 = cell[0].box.x0, cell[-1].box.x1
    edges = [c[0].box.x0 for c in head]
    starts = [i for i, edge in enumerate(edges) if edge <= x0 + 12]
    place = starts[-1] if starts else 0
    if place + 1 < len(edges) and x1 > edges[place + 1] + 2:
        middle = (x0 + x1) / 2
        spans = [(c[0].box.x0, c[-1].box.x1) for c in head]
        near = min(range(len(spans)), key=lambda i: abs(sum(spans[i]) / 2 - middle))
        return near if x1 - x0 < 1.6 * (spans[near][1] - spans[near][0]) + 20 else None
    return place
