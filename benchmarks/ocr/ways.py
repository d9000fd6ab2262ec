"""The ways of reading that are measured side by side: a PDF of one page in, its text out."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytesseract

from ocr.options import ReadOptions
from ocr.read import read_document

Heard = tuple[str, tuple[tuple[str, float], ...]]  # the text; words and their confidences


def ours(pdf: bytes) -> Heard:
    """Vigie as it runs by default."""
    return _vigie(pdf, ReadOptions())


def tesseract_only(pdf: bytes) -> Heard:
    """Vigie with Tesseract alone."""
    return _vigie(pdf, ReadOptions(engines=("tesseract",)))


def rapidocr_only(pdf: bytes) -> Heard:
    """Vigie with RapidOCR alone."""
    return _vigie(pdf, ReadOptions(engines=("rapidocr",)))


def _vigie(pdf: bytes, options: ReadOptions) -> Heard:
    page = read_document(pdf, options=options).pages[0]
    return page.text, tuple((word.text, word.confidence) for word in page.words)


def plain(pdf: bytes) -> Heard:
    """Pytesseract with its default settings, French, on the page rendered at 200 dpi."""
    with pdfium.PdfDocument(pdf) as document:
        image = document[0].render(scale=200 / 72).to_pil()
    return str(pytesseract.image_to_string(image, lang="fra")), ()


def ocrmypdf(pdf: bytes) -> Heard:
    """OCRmyPDF with its default settings and turned pages put upright, text by PDFium."""
    program = shutil.which("ocrmypdf") or "ocrmypdf"
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.pdf", Path(folder) / "out.pdf"
        source.write_bytes(pdf)
        subprocess.run(  # noqa: S603 - our own files
            [program, "-q", "-l", "fra", "--rotate-pages", "--jobs", "1", source, target],
            check=True,
            capture_output=True,
        )
        with pdfium.PdfDocument(target.read_bytes()) as document:
            return str(document[0].get_textpage().get_text_range()), ()


WAYS: dict[str, Callable[[bytes], Heard]] = {
    "ours": ours,
    "tesseract_only": tesseract_only,
    "rapidocr_only": rapidocr_only,
    "plain": plain,
    "ocrmypdf": ocrmypdf,
}
