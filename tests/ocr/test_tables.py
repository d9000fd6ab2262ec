from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from ocr.tables import page_tables
from tests.ocr.pages import a_pdf, lines
from vigie.errors import Refused


def ruled(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    canvas.grid([60, 200, 400], [700, 730, 760])
    canvas.drawString(65, 742, "Surface de plancher")
    canvas.drawString(205, 742, "128 m²")
    canvas.drawString(65, 712, "Destination")
    canvas.drawString(205, 712, "Habitation")


def test_cells_of_a_ruled_table_carry_their_place_and_text():
    (table,) = page_tables(a_pdf(lines("Page"), ruled), 2)
    assert table.page == 2
    assert {(c.row, c.column): c.text for c in table.cells} == {
        (0, 0): "Surface de plancher",
        (0, 1): "128 m²",
        (1, 0): "Destination",
        (1, 1): "Habitation",
    }
    first = table.cells[0].box
    assert (first.x0, first.x1) == pytest.approx((60, 200), abs=1)


def test_page_without_rules_has_no_table():
    assert page_tables(a_pdf(lines("Le maire", "arrête")), 1) == ()


def test_what_is_not_a_pdf_is_refused():
    with pytest.raises(Refused):
        page_tables(b"%PDF-1.4 rien", 1)
