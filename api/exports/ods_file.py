"""The queue as .ods: numbers are numbers, dates are dates, and text is only ever text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from io import BytesIO

from odfdo import Cell as OdsCell
from odfdo import Document, Table
from odfdo import Row as OdsRow

from api.exports.sheet import COLUMNS, Cell, rows
from vigie.domain.record import QueueEntry


def to_ods(entries: Iterable[QueueEntry], today: dt.date) -> bytes:
    """The bytes of an .ods file with one sheet."""
    table = Table("File du jour")
    for row in [COLUMNS, *rows(entries, today)]:
        line = OdsRow()
        line.set_cells([_cell(value) for value in row])
        table.append(line)
    document = Document("spreadsheet")
    document.body.clear()
    document.body.append(table)
    document.meta.title = f"File du {today:%d/%m/%Y}"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _cell(value: Cell) -> OdsCell:
    if value is None:
        return OdsCell()
    if isinstance(value, str):
        return OdsCell(value, cell_type="string", text=value)
    return OdsCell(value)
