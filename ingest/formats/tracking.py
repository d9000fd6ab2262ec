"""Tracking sheets of acts received: dates of reception and what the control made of them."""

from __future__ import annotations

from ingest.contents import Contents, FormatReader
from ingest.formats.control_sheet import SheetKind, corrections_folder, kind_of, read_sheet


def recognises(data: bytes) -> bool:
    """True for a spreadsheet whose columns are those of acts received."""
    return kind_of(data) is SheetKind.TRACKING


def read(data: bytes, name: str) -> Contents:
    """The rows of a tracking sheet; an act without a word of control was not reviewed."""
    return read_sheet(data, name, source="suivi des actes", folder=corrections_folder())


READER = FormatReader("tracking", "tableau de suivi des actes", recognises, read)
