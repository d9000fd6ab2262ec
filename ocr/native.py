"""Native text of a page by PDFium: tokens with boxes, in points as the page is shown."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from copy import copy
from math import degrees
from statistics import mode
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ocr.layout import Token
from ocr.place import Affine, quarter_turn

Runs = list[list[Token]]

SAMPLE = 25  # characters whose angle is looked at
LINE_ENDS = "\x02\ufffe"  # what PDFium gives for a hyphen that splits a word over two lines
Rect = tuple[float, float, float, float]  # left, bottom, right, top
_SPLIT = re.compile(r"[^\s\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_CLEAN = str.maketrans(
    {"\x02": "-", "\ufffe": "-", "\u00ad": "-", "\u200b": None, "\ufeff": None, "\u200d": None}
    | {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


class Frame:
    """How a page is shown: from PDF user space (origin at the bottom left) to points on it."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.rotation: int = page.get_rotation()
        self.width, self.height = page.get_size()

    def turned(self, rotation: int) -> Frame:
        """The same page shown with another rotation."""
        frame = copy(self)
        if (rotation - self.rotation) % 180:
            frame.width, frame.height = self.height, self.width
        frame.rotation = rotation % 360
        return frame

    def from_turned(self, other: Frame) -> Affine:
        """The map from points of the other frame to points of this one."""
        return quarter_turn(self.rotation - other.rotation, other.width, other.height)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A box of user space (left, bottom, right, top) as x0, top, x1, bottom on the page."""
        if self.rotation == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        if self.rotation == 90:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.rotation == 180:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        return self.top - y1, self.right - x1, self.top - y0, self.right - x0


def native_text(textpage: pdfium.PdfTextPage, limit: int) -> str:
    """The characters of a page, one a PDFium character index, at most ``limit`` of them."""
    count = min(textpage.count_chars(), limit)
    if count <= 0:
        return ""
    buffer = ctypes.create_string_buffer(2 * count + 2)
    raw: Any = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    got = pdfium_c.FPDFText_GetText(textpage, 0, count, raw)
    text = buffer.raw[: 2 * max(got - 1, 0)].decode("utf-16-le", errors="replace")
    if len(text) == count:
        return text
    codes = (pdfium_c.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0xD800 else "\ufffd" for code in codes)


def reading_rotation(textpage: pdfium.PdfTextPage, text: str) -> int:
    """The rotation in which most of the text stands level: 0, 90, 180 or 270, clockwise."""
    step = max(len(text) // SAMPLE, 1)
    sample = [index for index in range(0, len(text), step) if text[index].isalnum()]
    handle = textpage.raw
    angles = [pdfium_c.FPDFText_GetCharAngle(handle, index) for index in sample]
    quarters = [round(degrees(angle) / 90) * 90 % 360 for angle in angles if angle >= 0]
    return mode(quarters) if quarters else 0


def native_runs(textpage: pdfium.PdfTextPage, text: str, frame: Frame) -> Runs:
    """Tokens of ``text`` line by line as PDFium found them, without those off the page."""
    runs: Runs = []
    box_of = _boxes(textpage)
    fresh = True
    for match in _SPLIT.finditer(text):
        start, end = match.span()
        box = box_of(start, end - 1)
        word = match.group()
        if start and "\n" in text[max(start - 3, 0) : start]:
            fresh = True
        if box is not None and (word := word.translate(_CLEAN)):
            left, top, right, bottom = frame.box(*box)
            if right >= 0 and bottom >= 0 and left <= frame.width and top <= frame.height:
                if fresh:
                    runs.append([])
                runs[-1].append(Token(word, left, top, right, bottom))
                fresh = False
        if text[end - 1] in LINE_ENDS:
            fresh = True
    return runs


def _boxes(textpage: pdfium.PdfTextPage) -> Callable[[int, int], Rect | None]:
    """A function that gives the box, in user space, from one character to another."""
    handle, rect = textpage.raw, pdfium_c.FS_RECTF()
    pointer, loose = ctypes.byref(rect), pdfium_c.FPDFText_GetLooseCharBox

    def box(first: int, last: int) -> Rect | None:
        if not loose(handle, first, pointer):
            return None
        x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
        if last > first and loose(handle, last, pointer):
            x0, x1 = min(x0, rect.left), max(x1, rect.right)
            y0, y1 = min(y0, rect.bottom), max(y1, rect.top)
        return x0, y0, x1, y1

    return box
