"""Ruled tables and cartouches of a native page, by pdfplumber, whose geometry pays there."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from vigie.domain.page import Box
from vigie.errors import Refused

WORD_GAP = 0.15  # of the height of the letters: pdfplumber's default glues justified words
MAX_OBJECTS = 20_000  # rules and letters of a page; above, it is a drawing


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its row and column from 0, its box, its text with a newline between lines."""

    row: int
    column: int
    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table of one page (counted from 1)."""

    page: int
    box: Box
    cells: tuple[Cell, ...]


def page_tables(data: bytes, page: int) -> tuple[Table, ...]:
    """The ruled tables of one native page, from top to bottom; none on a scan.

    Raises:
        Refused: pdfplumber cannot open the document, or it has no such page.
    """
    try:
        with pdfplumber.open(BytesIO(data), pages=[page]) as document:
            if not document.pages:
                raise Refused(f"Pas de page {page} dans ce document.")
            plumbed = document.pages[0]
            try:
                return _tables(plumbed, page)
            finally:
                plumbed.close()
    except (PdfminerException, PSException) as error:
        raise Refused("PDF endommagé : ses tableaux ne peuvent être lus.") from error


def _tables(plumbed: Any, number: int) -> tuple[Table, ...]:
    if sum(map(len, plumbed.objects.values())) > MAX_OBJECTS:
        return ()
    return tuple(
        Table(number, Box(*table.bbox), tuple(_cells(plumbed, table)))
        for table in plumbed.find_tables()
    )


def _cells(plumbed: Any, table: Any) -> list[Cell]:
    cells = []
    for row, line in enumerate(table.rows):
        for column, box in enumerate(line.cells):
            if box is None:
                continue
            text = plumbed.crop(box, strict=False).extract_text(x_tolerance_ratio=WORD_GAP)
            cells.append(Cell(row, column, Box(*box), text or ""))
    return cells
