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
        taken = _table(rows, index, is_label, lines) or _form(rows, index, is_label, lines)
        if not taken:
            lines.extend(rows[index])
        index += max(taken, 1)
    words = tuple(
        Word(w.text, w.box, w.confidence, n, w.printed)
        for n, cell in enumerate(lines)
        for w in cell
    )
    return replace(page, words=words)


def row_heads(page: Page) -> frozenset[str]:
    """Texts of the left cells of the rows of two cells: what may be a label."""
    return frozenset(cell_text(row[0]) for row in _rows(page.words) if len(row) == 2)


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
    if len(head) < 2:
        return 0
    taken = 1
    if index + 1 < len(rows) and _all_wrap(head, rows[index + 1], is_label):
        head, taken = _joined(head, rows[index + 1]), 2
    if not all(is_label(cell_text(cell)) for cell in head):
        return 0
    first = taken
    under: list[list[Cell]] = [[] for _ in head]
    while index + taken < len(rows) and taken <= REACH:
        row = _parted(rows[index + taken], [cell[0].box.x0 for cell in head])
        places = [_column(head, cell) for cell in row]
        if None in places or any(is_label(cell_text(c)) for c in row):
            break
        if taken > first and len(places) < 2 <= len(head) and not _close(rows, index + taken):
            break
        for place, cell in zip(places, row, strict=True):
            under[place or 0].append(cell)
        taken += 1
    if taken == first:
        return 0
    for cell, values in zip(head, under, strict=True):
        lines.extend([cell, *values])
    return taken


def _all_wrap(head: Row, below: Row, is_label: Callable[[str], bool]) -> bool:
    """Whether every cell of a row is the rest of a label of the row above."""
    places = [_column(head, cell) for cell in below]
    return None not in places and all(
        is_label(cell_text((*head[place or 0], *cell)))
        for place, cell in zip(places, below, strict=True)
    )


def _joined(head: Row, below: Row) -> Row:
    """Labels with their second lines."""
    joined = list(head)
    for cell in below:
        place = _column(head, cell) or 0
        joined[place] = (*joined[place], *cell)
    return joined


def _parted(row: Row, edges: list[float]) -> Row:
    """Cells cut where a word begins right under a label, however near the cell before ends."""
    parted: Row = []
    for cell in row:
        start = 0
        for index in range(1, len(cell)):
            if any(abs(cell[index].box.x0 - edge) < 1.5 for edge in edges):
                parted.append(cell[start:index])
                start = index
        parted.append(cell[start:])
    return parted


def _form(rows: list[Row], index: int, is_label: Callable[[str], bool], lines: list[Cell]) -> int:
    """Reads a row of labels each followed by its value, with the lines that go on under them."""
    head = rows[index]
    if len(head) < 2:
        return 0
    below = rows[index + 1] if index + 1 < len(rows) and _close(rows, index + 1) else []
    starts = [i for i, cell in enumerate(head) if _is_label(cell, below, is_label)]
    if not starts or starts[0] != 0 or len(starts) == len(head):
        return 0
    groups = [
        (list(head[first]), list(head[first + 1 : last]))
        for first, last in zip(starts, [*starts[1:], len(head)], strict=True)
    ]
    taken = 1
    while index + taken < len(rows) and taken <= REACH and _close(rows, index + taken):
        if not _goes_on(rows[index + taken], groups, is_label):
            break
        taken += 1
    for label, values in groups:
        lines.extend([tuple(label), *values])
    return taken


def _is_label(cell: Cell, below: Row, is_label: Callable[[str], bool]) -> bool:
    """A label, or the first line of a label that goes on in the cell below."""
    if is_label(cell_text(cell)):
        return True
    return any(
        abs(under[0].box.x0 - cell[0].box.x0) < 2 and is_label(cell_text((*cell, *under)))
        for under in below
    )


def _goes_on(
    row: Row, groups: list[tuple[list[Word], list[Cell]]], is_label: Callable[[str], bool]
) -> bool:
    """Gives the cells of a row to the labels and values above; False when it begins new ones."""
    edges = [label[0].box.x0 for label, _ in groups]
    placed: list[tuple[int, Cell]] = []
    for cell in row:
        inside = [i for i, edge in enumerate(edges) if edge <= cell[0].box.x0 + 2]
        text = cell_text(cell)
        if not inside:
            return False
        ends = text.rstrip().endswith(":") and is_label(text)
        if ends and not _wraps(groups[inside[-1]][0], cell, is_label):
            return False
        if inside[-1] + 1 < len(edges) and cell[-1].box.x1 > edges[inside[-1] + 1]:
            return False
        placed.append((inside[-1], cell))
    for place, cell in placed:
        label, values = groups[place]
        if abs(cell[0].box.x0 - label[0].box.x0) < 2:
            if not _wraps(label, cell, is_label):
                return False
            label.extend(cell)
        else:
            values.append(cell)
    return True


def _wraps(label: list[Word], cell: Cell, is_label: Callable[[str], bool]) -> bool:
    """Whether a cell is the rest of the label above it."""
    return is_label(cell_text((*label, *cell))) and abs(cell[0].box.x0 - label[0].box.x0) < 2


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
