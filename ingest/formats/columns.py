"""Recognises the columns of a sheet nobody described: by their headings, then by what they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from ingest.formats.cells import actes_ids_in, day_of, is_day, numbers_in, shown
from ingest.formats.headings import DATES, Field, by_heading, plain_heading
from ingest.formats.spreadsheet import Cell

HEAD = 60  # rows looked at for the headings and for what columns hold
TITLE_CELLS = 2
LONGEST_NUMBER = 26
PARTS = (5, 4, 3, 2)  # columns over which a number may be spread
_IN_WORDS = {
    Field.RECOURS_SENT: Field.OUTCOME,
    Field.EXAMINED: Field.OUTCOME,
    Field.ANSWERED: Field.ANSWER,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place from 0, its heading as printed, what it says."""

    at: int
    heading: str
    field: Field


@dataclass(frozen=True, slots=True)
class Mapping:
    """The columns of a sheet. ``header`` is the index of the row of headings, -1 for none."""

    header: int
    columns: tuple[Column, ...]

    @property
    def signature(self) -> str:
        """Names a family of sheets: the same headings in the same order."""
        text = "|".join(plain_heading(column.heading) for column in self.columns)
        return sha256(text.encode()).hexdigest()[:12]

    def fields(self) -> frozenset[Field]:
        """The fields that were recognised."""
        return frozenset(c.field for c in self.columns) - {Field.IGNORED}

    def places(self, field: Field) -> tuple[int, ...]:
        """Where a field stands, by place from 0."""
        return tuple(column.at for column in self.columns if column.field is field)


def recognise_columns(head: Sequence[Sequence[Cell]]) -> Mapping | None:
    """The mapping of a sheet by its first rows, None when it names no act."""
    rows = [[shown(cell) for cell in row] for row in head[:HEAD]]
    best = max(range(len(rows)), key=lambda i: (_named(rows[i]), -i), default=-1)
    header = best if best >= 0 and _named(rows[best]) >= TITLE_CELLS else -1
    width = max((len(row) for row in rows), default=0)
    headings = _headings(rows, header, width)
    body = head[header + 1 : HEAD]
    columns = tuple(
        Column(at, headings[at], _field(headings[at], _group(rows, header, at), at, body))
        for at in range(width)
    )
    mapping = _with_number(Mapping(header, columns), body)
    return mapping if {Field.NUMBER, Field.ACTES_ID} & mapping.fields() else None


def _named(row: list[str]) -> int:
    """How many different fields the cells of a row name; a row of values names few."""
    if any(numbers_in(cell).normal for cell in row):
        return 0
    return len(
        {field for cell in row if 0 < len(cell) <= 60 for field in [by_heading(cell)] if field}
    )


def _headings(rows: list[list[str]], header: int, width: int) -> list[str]:
    if header < 0:
        return [""] * width
    row = rows[header] + [""] * (width - len(rows[header]))
    return [row[at] or _above(rows, header, at) for at in range(width)]


def _above(rows: list[list[str]], header: int, at: int) -> str:
    """The heading of a column merged over two rows."""
    row = rows[header - 1] if header > 0 else []
    return row[at] if at < len(row) else ""


def _group(rows: list[list[str]], header: int, at: int) -> str:
    """The heading of the group above, carried over the merged cells to its left."""
    if header < 1:
        return ""
    row = rows[header - 1][: at + 1]
    if sum(bool(cell) for cell in rows[header - 1]) < TITLE_CELLS:
        return ""  # a title, not groups
    return next((cell for cell in reversed(row) if cell), "")


def _field(heading: str, group: str, at: int, body: Sequence[Sequence[Cell]]) -> Field:
    """By heading, then by heading and group, then by what the column holds."""
    cells = [row[at] for row in body if at < len(row) and shown(row[at])]
    found = by_heading(heading)
    vague = found is None or plain_heading(heading) in {"date", "le", "numero", "n", "sens"}
    if vague and group:
        found = by_heading(f"{group} {heading}") or found
    if found is None and heading and cells and _share(cells, is_day) > 0.6:
        found = by_heading(f"date {heading}")
    if found in DATES and cells and _share(cells, _is_day) < 0.3:
        found = _not_dates(found, cells)
    if found is Field.NUMBER and cells and not _holds_numbers(cells):
        found = None
    return found or Field.IGNORED


def _not_dates(field: Field, cells: list[Cell]) -> Field | None:
    """A column named like a date that holds words tells the outcome, else nothing."""
    words = _share(cells, lambda cell: isinstance(cell, str) and len(shown(cell)) > 1)
    return _IN_WORDS.get(field) if words > 0.6 else None


def _is_day(cell: Cell) -> bool:
    return day_of(cell) is not None


def _share(cells: list[Cell], holds: Callable[[Cell], bool]) -> float:
    return sum(holds(cell) for cell in cells) / len(cells)


def _holds_numbers(cells: list[Cell]) -> bool:
    return _share(cells, _has_number) >= 0.3


def _has_number(cell: Cell) -> bool:
    found = numbers_in(shown(cell))
    return bool(found.normal or found.untyped)


def _with_number(mapping: Mapping, body: Sequence[Sequence[Cell]]) -> Mapping:
    """Find the column of numbers or of identifiers by content when no heading named it."""
    if {Field.NUMBER, Field.ACTES_ID} & mapping.fields():
        return mapping
    for field, test in ((Field.NUMBER, _has_number), (Field.ACTES_ID, _has_actes_id)):
        for column in mapping.columns:
            cells = [
                row[column.at] for row in body if column.at < len(row) and shown(row[column.at])
            ]
            if len(cells) >= 1 and _share(cells, test) >= 0.5:
                return _as_field(mapping, range(column.at, column.at + 1), field)
    return _as_field(mapping, _spread(mapping, body), Field.NUMBER)


def _as_field(mapping: Mapping, places: range, field: Field) -> Mapping:
    columns = (replace(c, field=field) if c.at in places else c for c in mapping.columns)
    return replace(mapping, columns=tuple(columns))


def _spread(mapping: Mapping, body: Sequence[Sequence[Cell]]) -> range:
    """Neighbouring columns that make a number together (type, département, commune, year…)."""
    rows = [row for row in ([shown(cell) for cell in row] for row in body) if any(row)]
    for count in PARTS if rows else ():
        for first in range(len(mapping.columns) - count + 1):
            places = range(first, first + count)
            parts = [" ".join(row[first : first + count]) for row in rows]
            if sum(_is_number(part) for part in parts) >= 0.5 * len(parts):
                return places
    return range(0)


def _is_number(text: str) -> bool:
    """One number with its type, and nothing else."""
    found = numbers_in(text)
    return len(found.normal) == 1 and len(text) <= LONGEST_NUMBER


def _has_actes_id(cell: Cell) -> bool:
    return bool(actes_ids_in(shown(cell)))
