from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from ocr.options import ReadOptions
from ocr.read import read_document
from tests.ocr.pages import ACT, a_pdf, lines, picture, scan_of, together
from vigie.domain.page import PageKind, PageSource
from vigie.errors import Refused


def test_native_page_gives_its_lines_with_boxes_from_the_top():
    page = read_document(a_pdf(lines(*ACT))).pages[0]
    assert (page.kind, page.source) == (PageKind.NATIVE, PageSource.NATIVE)
    assert page.text.split("\n") == list(ACT)
    first = page.words[0]
    assert first.text == "COMMUNE"
    assert first.box.x0 == pytest.approx(60, abs=1)
    assert first.box.top < 842 - 780 < first.box.bottom


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_boxes_follow_the_page_as_it_is_shown(rotation):
    shown = read_document(a_pdf(lines("Bonjour le maire", y=400), rotation=rotation)).pages[0]
    box = shown.words[0].box
    assert 0 <= box.x0 < box.x1 <= shown.width_pt
    assert 0 <= box.top < box.bottom <= shown.height_pt
    tall = box.bottom - box.top > box.x1 - box.x0
    assert tall == (rotation in (90, 270))
    assert shown.text == "Bonjour le maire"


def test_scanned_page_is_read_by_the_engine():
    page = read_document(a_pdf(picture(scan_of()))).pages[0]
    assert (page.kind, page.source) == (PageKind.IMAGE, PageSource.OCR)
    assert "permis de construire est accordé" in page.text
    word = next(w for w in page.words if w.text == "COMMUNE")
    assert word.box.x0 == pytest.approx(0.8 * 72, abs=3)
    assert 0.9 * 72 - 3 < word.box.top < word.box.bottom < 0.9 * 72 + 16
    assert 0 < word.confidence <= 1


def test_stamp_printed_over_a_scan_does_not_hide_the_scan():
    stamp = lines("Envoyé en préfecture le 12/06/2025", x=360, y=815, size=8)
    page = read_document(a_pdf(together(picture(scan_of()), stamp))).pages[0]
    assert page.kind is PageKind.MIXED
    assert "permis de construire est accordé" in page.text
    assert page.text.count("préfecture") == 1


def test_a_text_hidden_behind_a_scan_is_less_sure_than_printed_text():
    def hidden(canvas):
        for number, row in enumerate(ACT):
            text = canvas.beginText(60, 780 - 17 * number)
            text.setTextRenderMode(3)
            text.textOut(row)
            canvas.drawText(text)

    page = read_document(a_pdf(together(picture(scan_of(dpi=60)), hidden))).pages[0]
    assert (page.kind, page.source) == (PageKind.MIXED, PageSource.NATIVE)
    sure = {word.text: word.confidence for word in page.words}
    assert sure["12/03/2025"] < sure["COMMUNE"] < 1


def test_empty_page_is_blank():
    assert read_document(a_pdf(lines())).pages[0].kind is PageKind.BLANK


def test_pages_beyond_the_budget_are_shown_unread():
    data = a_pdf(*[lines(f"page {n}") for n in range(5)])
    pages = read_document(data, options=ReadOptions(max_pages=2)).pages
    assert [p.kind for p in pages] == [PageKind.NATIVE] * 2 + [PageKind.UNREAD] * 3
    assert "2 premières pages" in pages[-1].reason
    assert [p.number for p in pages] == [1, 2, 3, 4, 5]


def test_scans_beyond_the_budget_are_shown_unread():
    data = a_pdf(*[picture(scan_of(("Bonjour",), dpi=75))] * 2)
    pages = read_document(data, options=ReadOptions(max_ocr_pages=1)).pages
    assert pages[1].kind is PageKind.UNREAD
    assert "numérisées" in pages[1].reason


def _encrypted() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(a_pdf(lines("secret")))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "vide"),
        (b"\0\0\n", "vide"),
        (b"PK\x03\x04 etc.", "archive"),
        (b"rien de connu", "pas un PDF"),
        (b"%PDF-1.7\n", "endommagé"),
        (_encrypted(), "mot de passe"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data, says):
    with pytest.raises(Refused, match=says):
        read_document(data)


def test_broken_cross_references_are_mended():
    data = a_pdf(lines(*ACT))
    cut = data[: data.rindex(b"xref")]
    assert "ARRÊTE" in read_document(cut).pages[0].text
