from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr.layout import Token
from ocr.options import ReadOptions
from ocr.orient import lie_of
from ocr.prepare import cleaned, ink, noise
from ocr.read import read_document
from ocr.render import page_png
from ocr.second import left_out, settle
from tests.ocr.pages import ACT, a_pdf, lines, picture, scan_of
from vigie.domain.page import PageKind
from vigie.errors import Refused


@pytest.mark.parametrize("skew", [-8.5, -2.0, 0.0, 1.5, 6.0])
def test_skew_is_measured(skew):
    lie = lie_of(np.asarray(scan_of(turn=-skew)))
    assert lie.sideways is False
    assert lie.skew == pytest.approx(skew, abs=0.3)


@pytest.mark.parametrize("turn", [90, 270])
def test_a_page_on_its_side_is_seen(turn):
    assert lie_of(np.asarray(scan_of(turn=turn))).sideways is True


@pytest.mark.parametrize("turn", [90, 180])
def test_a_turned_scan_reads_as_well_and_its_boxes_stand_where_it_is_shown(turn):
    page = read_document(
        a_pdf(picture(scan_of(turn=turn)), size=(842, 595) if turn == 90 else (595, 842)),
        options=ReadOptions(engines=("tesseract",)),
    ).pages[0]
    assert page.text.startswith(ACT[0])
    first = page.words[0].box
    assert (first.bottom - first.top > first.x1 - first.x0) == (turn == 90)
    assert first.top > page.height_pt / 2


def test_faint_ink_on_dark_paper_is_made_black_on_white():
    page = np.asarray(scan_of(dpi=100)).astype(float)
    faint = (150 + page * 50 / 255).astype(np.uint8)
    clean = cleaned(faint)
    assert np.median(clean) > 245
    assert ink(clean) == pytest.approx(ink(np.asarray(scan_of(dpi=100))), rel=0.5)


def read_grey(grey):
    shown = picture(Image.fromarray(grey.clip(0, 255).astype(np.uint8)))
    return read_document(a_pdf(shown), options=ReadOptions(engines=("tesseract",))).pages[0]


def test_a_page_printed_very_pale_is_read():
    page = read_grey(255 - (255 - np.asarray(scan_of(dpi=200)).astype(float)) * 0.1)
    assert page.kind is PageKind.IMAGE
    assert page.text.splitlines()[0] == ACT[0]


def test_the_back_of_a_page_seen_through_the_paper_is_not_words():
    page = read_grey(255 - (255 - np.asarray(scan_of(dpi=200))[:, ::-1].astype(float)) * 0.1)
    assert (page.kind, page.words) == (PageKind.BLANK, ())
    assert "trop pâle" in page.reason


SIGNATURE = ("Fait à Saint-Exemple, le 3 juin 2025", "Pour le maire,", "l'adjoint délégué")


def test_a_page_that_holds_only_the_signature_is_no_plan():
    page = scan_of(SIGNATURE, dpi=200)
    ImageDraw.Draw(page).rectangle((200, 900, 600, 1100), fill=0)  # the ink of a stamp
    read = read_grey(np.asarray(page).astype(float))
    assert read.kind is PageKind.IMAGE
    assert read.text.splitlines()[0] == SIGNATURE[0]


def test_the_labels_of_a_drawing_do_not_make_it_prose():
    page = scan_of(("PLAN DE MASSE",), dpi=200)
    ImageDraw.Draw(page).rectangle((200, 900, 600, 1100), fill=0)
    read = read_grey(np.asarray(page).astype(float))
    assert read.kind is PageKind.PLAN


def test_rough_bare_paper_is_blank_without_reserve():
    page = read_grey(np.random.default_rng(1).normal(235, 5, (1100, 800)))
    assert (page.kind, page.reason) == (PageKind.BLANK, "page blanche")


def test_noise_is_measured_and_clean_paper_has_none():
    page = np.asarray(scan_of(dpi=100))
    grain = np.random.default_rng(1).normal(0, 10, page.shape)
    assert noise(page) < 1
    assert noise(np.clip(page * 0.7 + 30 + grain, 0, 255).astype(np.uint8)) > 3.5


def test_a_scan_of_low_resolution_is_read_and_its_boxes_stand_where_it_is_shown():
    options = ReadOptions(engines=("tesseract",))
    small, usual = (
        read_document(a_pdf(picture(scan_of(dpi=dpi))), options=options).pages[0]
        for dpi in (130, 200)
    )
    assert small.text.splitlines()[0] == usual.text.splitlines()[0] == ACT[0]
    assert small.words[0].box.x0 == pytest.approx(usual.words[0].box.x0, abs=3)
    assert small.words[-1].box.bottom == pytest.approx(usual.words[-1].box.bottom, abs=4)


class Second:
    """A second engine that reads every line the same way."""

    name = "second"

    def __init__(self, text: str, zones=()) -> None:
        self.text, self.found, self.read_lines = text, list(zones), 0

    def read(self, grey, *, dpi, seconds):
        return []

    def zones(self, grey):
        return self.found

    def read_line(self, grey, box):
        self.read_lines += 1
        return [Token(self.text, *box, 0.95)]


class First(Second):
    name = "tesseract"
    zones = read_line = None  # type: ignore[assignment]


WHITE = np.full((400, 600), 255, np.uint8)


def test_only_doubtful_lines_are_read_again():
    second = Second("permis")
    runs = [[Token("maire", 50, 50, 100, 70, 0.96)], [Token("pérmis", 50, 90, 100, 110, 0.5)]]
    settled, by = settle(WHITE, runs, (First(""), second))
    assert [[t.text for t in run] for run in settled] == [["maire"], ["permis"]]
    assert (second.read_lines, by) == (1, "Tesseract et RapidOCR")


def test_no_line_is_read_again_once_the_time_is_over():
    second = Second("permis")
    runs = [[Token("pérmis", 50, 90, 100, 110, 0.5)]]
    settled, by = settle(WHITE, runs, (First(""), second), seconds=0)
    assert (settled[0][0].text, second.read_lines, by) == ("pérmis", 0, "Tesseract")


def test_text_that_the_first_engine_left_out_is_sought():
    page = WHITE.copy()
    for x in range(50, 300, 12):
        page[200:220, x : x + 7] = 0  # letters, not a ruled line
    runs = [[Token("maire", 50, 50, 100, 70, 0.96)]]
    second = Second("oubli", zones=[(50, 198, 300, 222), (48, 48, 104, 72)])
    settled, _ = settle(page, runs, (First(""), second))
    assert second.read_lines == 1
    assert left_out(page, runs) > 0.9
    assert sorted([t.text for t in run] for run in settled) == [["maire"], ["oubli"]]


@pytest.mark.parametrize(("confidence", "kept"), [(0.95, [["N"], ["zone"]]), (0.6, [["zone"]])])
def test_a_lone_letter_in_its_cell_is_found_where_it_is_sure(confidence, kept):
    page = WHITE.copy()
    page[200:220, 300:310] = 0
    second = Second("N", zones=[(48, 48, 104, 72), (298, 198, 320, 222)])
    second.read_line = lambda _grey, box: [Token("N", *box, confidence)]  # type: ignore[method-assign]
    runs = [[Token("zone", 50, 50, 100, 70, 0.96)]]
    settled, _ = settle(page, runs, (First(""), second))
    assert sorted([t.text for t in run] for run in settled) == kept


def test_no_engine_leaves_scans_unread_with_the_remedy():
    page = read_document(a_pdf(picture(scan_of(dpi=60))), options=ReadOptions(engines=())).pages[0]
    assert page.kind is PageKind.UNREAD
    assert "tesseract-ocr" in page.reason


def test_a_page_is_shown_as_png():
    data = a_pdf(lines("Bonjour"))
    assert page_png(data, 1, width_px=200)[:8] == b"\x89PNG\r\n\x1a\n"
    with pytest.raises(Refused, match="page 2"):
        page_png(data, 2, width_px=200)
