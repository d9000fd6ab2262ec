"""Native text of a page by PDFium: tokens with boxes, in points as the page is shown."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from copy import copy
from math import degrees
from statistics import mode
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ocr.layout import Token
from ocr.place import Affine, quarter_turn

Runs = list[list[Token]]

SAMPLE = 25  # characters whose angle is looked at
LINE_ENDS = "\x02\ufffe"  # what PDFium gives for a hyphen that splits a word over two lines
_SPLIT = re.compile(r"[^\s\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe\n]")
_CLEAN = str.maketrans(
    {"\x02": "-", "\ufffe": "-", "\u00ad": "-", "\u200b": None, "\ufeff": None, "\u200d": None}
    | {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_ODD = re.compile("[" + "".join(map(chr, _CLEAN)) + "]")  # what has to be translated
# The same function as pypdfium2's, but one that takes a bare address: half the time of a call.
_loose_box = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
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

    def boxes(self, sides: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Boxes of user space, a column each (left, bottom, right, top), as on the page."""
        return np.stack(self.box(*sides))

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
    found = _words(text)
    if not found:
        return []
    numbers, words, firsts, lasts = zip(*found, strict=True)
    boxes = frame.boxes(_boxes(textpage, firsts, lasts))
    on_page = (
        (boxes[2] >= 0) & (boxes[3] >= 0) & (boxes[0] <= frame.width) & (boxes[1] <= frame.height)
    )  # what has no box is nowhere: every comparison with NaN is false
    tokens = list(map(Token, words, *boxes.tolist()))
    runs: Runs = [[] for _ in range(numbers[-1] + 1)]
    for number, token, kept in zip(numbers, tokens, on_page.tolist(), strict=True):
        if kept:
            runs[number].append(token)
    return [run for run in runs if run]


def _words(text: str) -> list[tuple[int, str, int, int]]:
    """The line, text, first and last character of every word."""
    found = []
    number = 0
    cleaner = _CLEAN if _ODD.search(text) else None
    for match in _SPLIT.finditer(text):
        word = match.group()
        if word == "\n":
            number += 1
            continue
        start, end = match.span()
        shown = word.translate(cleaner) if cleaner else word
        if shown:
            found.append((number, shown, start, end - 1))
        if word[-1] in LINE_ENDS:
            number += 1
    return found


def _boxes(
    textpage: pdfium.PdfTextPage, firsts: Sequence[int], lasts: Sequence[int]
) -> npt.NDArray[np.float64]:
    """Left, bottom, right and top in user space, a column a word; NaN where there is no box."""
    count = len(firsts)
    sides = np.empty((count, 2, 4), np.float32)
    handle, at = ctypes.cast(textpage.raw, ctypes.c_void_p), sides.ctypes.data
    size = sides.itemsize * 4
    lost, short = [], []
    for place, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        if not _loose_box(handle, first, at):
            lost.append(place)
        if last == first or not _loose_box(handle, last, at + size):
            short.append(place)
        at += 2 * size
    sides[short, 1] = sides[short, 0]
    left, top, right, bottom = (sides[:, :, side] for side in range(4))  # FS_RECTF's order
    boxes = np.stack([left.min(1), bottom.min(1), right.max(1), top.max(1)]).astype(np.float64)
    boxes[:, lost] = np.nan
    return boxes
