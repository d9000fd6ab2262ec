"""Native pages: speed against pdfplumber, and whether the need for OCR is decided rightly."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from random import Random

import pdfplumber
import pikepdf
import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.ocr.damage import KINDS, page_pdf
from benchmarks.ocr.metrics import errors
from benchmarks.ocr.sheets import LAYOUTS
from ocr.look import decide, look_at_page
from ocr.native import Frame, native_text
from ocr.options import ReadOptions
from ocr.read import read_document

SEED = 90_000


def measure() -> dict[str, object]:
    """Every figure of native pages, and the memory of a worker."""
    return {"speed": _speed(60), "decisions": _decisions(40), "memory_mb": _memory()}


def _speed(pages: int) -> dict[str, float]:
    """Pages a second of processor and error rate of ours and of pdfplumber, in one process."""
    sheets = [LAYOUTS[name](Random(SEED + n)) for n in range(pages // 5) for name in LAYOUTS]  # noqa: S311
    started = time.process_time()
    texts = [read_document(sheet.pdf).pages[0].text for sheet in sheets]
    middle = time.process_time()
    others = [_plumbed(sheet.pdf) for sheet in sheets]
    ended = time.process_time()
    pairs = [
        (errors("\n".join(s.lines), t), errors("\n".join(s.lines), o))
        for s, t, o in zip(sheets, texts, others, strict=True)
    ]
    length = sum(one.characters for one, _ in pairs)
    return {
        "ours_pages_s": len(sheets) / (middle - started),
        "pdfplumber_pages_s": len(sheets) / (ended - middle),
        "ours_cer": sum(one.character_errors for one, _ in pairs) / length,
        "pdfplumber_cer": sum(other.character_errors for _, other in pairs) / length,
    }


def _plumbed(pdf: bytes) -> str:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return document.pages[0].extract_text() or ""


def _decisions(pages: int) -> dict[str, float]:
    """Share of pages whose need for OCR is decided rightly, and milliseconds of processor each."""
    right = total = 0
    spent = 0.0
    for n in range(pages):
        sheet = LAYOUTS[list(LAYOUTS)[n % len(LAYOUTS)]](Random(SEED + 500 + n))  # noqa: S311
        scan, _, _ = page_pdf(KINDS["grey"], n % 4, SEED + n)
        cases = [
            (sheet.pdf, False),
            (scan, True),
            (_stamped_scan(scan), True),
            (_with_logo(sheet.pdf), False),
            (_garbled(sheet.pdf, n), True),
        ]
        for pdf, needs_ocr in cases:
            with pdfium.PdfDocument(pdf) as document:
                started = time.process_time()
                got = _needs_ocr(document)
                spent += time.process_time() - started
            right += got is needs_ocr
            total += 1
    return {"pages": total, "right": right / total, "ms": 1000 * spent / total}


def _needs_ocr(document: pdfium.PdfDocument) -> bool:
    page = document[0]
    textpage = page.get_textpage()
    text = native_text(textpage, ReadOptions().max_characters)
    return decide(look_at_page(page, text, Frame(page), objects=ReadOptions().max_objects)).ocr


def _stamped_scan(scan: bytes) -> bytes:
    """A scan on which a transmission platform printed its stamp."""
    return _over(scan, lambda c: c.drawString(340, 820, "Envoyé en préfecture le 12/06/2025"))


def _with_logo(pdf: bytes) -> bytes:
    """A digital page with a picture in its heading."""
    logo = Image.effect_noise((200, 120), 60)
    return _over(pdf, lambda c: c.drawImage(ImageReader(logo), 20, 760, 80, 60))


def _over(pdf: bytes, draw: Callable[[Canvas], object]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        page = document.pages[0]
        x0, y0, x1, y1 = (float(v) for v in page.mediabox)
        layer = BytesIO()
        canvas = Canvas(layer, pagesize=(x1 - x0, y1 - y0))
        draw(canvas)
        canvas.save()
        with pikepdf.open(BytesIO(layer.getvalue())) as top:
            page.add_overlay(top.pages[0])
            document.save(out)
    return out.getvalue()


def _garbled(pdf: bytes, way: int) -> bytes:
    """The same page, its fonts with a table that lies about what their characters are."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream) and b"beginbf" in thing.read_bytes():
                thing.write(CODE.sub(LIES[way % len(LIES)], thing.read_bytes()))
        document.save(out)
    return out.getvalue()


def _private(code: re.Match[bytes]) -> bytes:
    """Every character becomes one of private use."""
    return b"<%04X>" % (0xE000 + int(code[1], 16) % 0x800)


def _substituted(code: re.Match[bytes]) -> bytes:
    """Every small letter becomes another one."""
    value = int(code[1], 16)
    return b"<%04X>" % (97 + (value - 97 + 7) % 26 if 97 <= value <= 122 else value)


def _unaccented(code: re.Match[bytes]) -> bytes:
    """Every accented letter becomes a sign that is no letter."""
    value = int(code[1], 16)
    return b"<%04X>" % (0xFFFD if 0xC0 <= value <= 0xFF else value)


CODE = re.compile(rb"<([0-9A-Fa-f]{4})>")
LIES = (_private, _substituted, _unaccented)


def _memory() -> dict[str, float]:
    """Peak memory, in MB, of a fresh process that reads one hard page, and of its children."""
    return {engines: _peak(engines) for engines in ("tesseract", "tesseract,rapidocr")}


def _peak(engines: str) -> float:
    pdf, _, _ = page_pdf(KINDS["grey"], 3, SEED)
    got = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", PEAK, engines], input=pdf, check=True, capture_output=True
    )
    return float(got.stdout)


# The peak that the kernel keeps of a child begins at its parent's: the process says its own, and
# starts Tesseract from a small one.
PEAK = """
import resource, subprocess, sys
from pathlib import Path
import ocr.tesseract
from ocr.options import ReadOptions
from ocr.read import read_document
SMALL = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); " \\
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)"
peaks = []
data = ocr.tesseract.pytesseract.image_to_data
def measured(path, **options):
    command = [sys.executable, "-S", "-c", SMALL, "tesseract", path, "stdout", "-l", "fra"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    peaks.append(int(done.stderr.split()[-1]))
    return data(path, **options)
ocr.tesseract.pytesseract.image_to_data = measured
read_document(sys.stdin.buffer.read(), options=ReadOptions(engines=tuple(sys.argv[1].split(","))))
own = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
print((own + max(peaks)) / 1024)
"""
