"""Recognises the columns of a sheet nobody described: by their headings, then by what they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from ingest.formats.cells import actes_ids_in, day_of, numbers_in, shown
from ingest.formats.headings import DATES, Field, by_heading, plain_heading
from ingest.formats.spreadsheet import Cell

HEAD = 60  # rows looked at for the headings and for what columns hold
TITLE_CELLS = 2


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
    if found is None and heading and cells and _share(cells, _is_day) > 0.6:
        found = by_heading(f"date {heading}")
    if found in DATES and cells and _share(cells, _is_day) < 0.3:
        found = _not_dates(found, cells)
    if found is Field.NUMBER and cells and not _holds_numbers(cells):
        found = None
    return found or Field.IGNORED


def _not_dates(field: Field, cells: list[Cell]) -> Field | None:
    """A column named like a date that holds words tells the outcome, else nothing."""
    words = _share(cells, lambda cell: isinstance(cell, str) and len(shown(cell)) > 1)
    telling = field in {Field.RECOURS_SENT, Field.EXAMINED, Field.ANSWERED}
    return Field.OUTCOME if telling and words > 0.6 else None


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
                changed = replace(column, field=field)
                columns = tuple(changed if c is column else c for c in mapping.columns)
                return replace(mapping, columns=columns)
    return mapping


def _has_actes_id(cell: Cell) -> bool:
    return bool(actes_ids_in(shown(cell)))
