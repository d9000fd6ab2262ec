"""The last rung of the repair ladder: the text alone, by pdfplumber, of what PDFium refuses."""

from __future__ import annotations

import struct
from io import BytesIO
from statistics import fmean
from typing import Any

import pdfplumber
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ocr.layout import Token, lines_in_order, numbered
from ocr.tables import WORD_GAP
from vigie.domain.page import Page, PageKind, PageSource

CONFIDENCE = 0.9  # of a word whose page cannot be shown
NOTE = "Fichier trop endommagé pour être affiché : seul son texte a été lu."
_FAULTS = (
    PdfminerException,
    MalformedPDFException,
    PSException,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    struct.error,
)


def rescued_pages(data: bytes, *, max_pages: int) -> tuple[Page, ...]:
    """The text of a document that cannot be shown; no page where nothing can be read."""
    try:
        with pdfplumber.open(BytesIO(data), pages=list(range(1, max_pages + 1))) as document:
            pages = tuple(_page(page) for page in document.pages)
    except _FAULTS:
        return ()
    return pages if any(page.words for page in pages) else ()


def _page(page: Any) -> Page:
    found = page.extract_words(x_tolerance_ratio=WORD_GAP)
    runs = [[Token(w["text"], w["x0"], w["top"], w["x1"], w["bottom"], CONFIDENCE)] for w in found]
    words = numbered(lines_in_order(runs))
    page.close()
    return Page(
        number=page.page_number,
        width_pt=float(page.width),
        height_pt=float(page.height),
        source=PageSource.NATIVE,
        kind=PageKind.NATIVE if words else PageKind.UNREAD,
        reason="texte seul : page trop endommagée pour être affichée",
        confidence=fmean(word.confidence for word in words) if words else None,
        words=words,
    )
