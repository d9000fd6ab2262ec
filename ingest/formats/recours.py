"""Sheets of recours gracieux: when each was sent, what the mayor answered, how it ended."""

from __future__ import annotations

from ingest.contents import Contents, FormatReader
from ingest.formats.control_sheet import SheetKind, corrections_folder, kind_of, read_sheet


def recognises(data: bytes) -> bool:
    """True for a spreadsheet whose columns are those of recours gracieux."""
    return kind_of(data) is SheetKind.RECOURS


def read(data: bytes, name: str) -> Contents:
    """The rows of a sheet of recours gracieux."""
    return read_sheet(data, name, source="suivi des recours gracieux", folder=corrections_folder())


READER = FormatReader("recours", "tableau des recours gracieux", recognises, read)
