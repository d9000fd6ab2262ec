"""The queue as CSV for a French spreadsheet: « ; », decimal comma, BOM, formulas disarmed."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable

from api.exports.sheet import COLUMNS, Cell, rows
from vigie.domain.record import QueueEntry

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_csv(entries: Iterable[QueueEntry], today: dt.date) -> bytes:
    """The bytes of a CSV file in UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_text(cell) for cell in row] for row in rows(entries, today))
    return (BOM + out.getvalue()).encode("utf-8")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",")
    return guarded(cell) if isinstance(cell, str) else str(cell)


def guarded(text: str) -> str:
    """Text that a spreadsheet will not run as a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(DANGEROUS) else text
