"""A cheap look at a page: what stands on it, and so how it must be read."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ocr.native import Frame
from ocr.quality import TextLook, look_at_text
from vigie.domain.page import PageKind

DEPTH = 4  # of nested forms that the look goes into
SCAN = 0.5  # of the page that images cover: it may be a scan
HIDDEN = 0.5  # of the text that is hidden: an earlier OCR wrote it
PLAN_PATHS = 1500
PLAN_WORDS = 120
RECEIPT_LABELS = 4
RECEIPT = re.compile(
    r"acte reçu par|nature (?:de la )?transaction|date d'émission de l'accusé|nature de l'acte|"
    r"num[ée]ro (?:de l')?acte|date de décision|objet (?:de l')?acte|mati[èe]re(?: de l'acte)? *:|"
    r"identifiant (?:de l'|unique de l')?acte|nombre de pi[èe]ces jointes|"
    r"classification (?:de l'acte|mati[èe]res)|documents? papiers? complémentaires?|"
    r"date de réception de l'accusé|type de transmission"
)


@dataclass(frozen=True, slots=True)
class Image:
    """An image on the page: its object, its box in user space, whether it stands upright."""

    handle: Any
    left: float
    bottom: float
    right: float
    top: float
    upright: bool


@dataclass(frozen=True, slots=True)
class PageLook:
    """What the page holds. ``coverage`` is the share of the page that images cover."""

    text: TextLook
    is_receipt: bool
    images: tuple[Image, ...]
    coverage: float
    hidden: float  # share of the text objects that are printed in no colour at all
    paths: int
    objects: int


@dataclass(frozen=True, slots=True)
class Decision:
    """How to read the page, and the reason in French."""

    kind: PageKind
    reason: str
    ocr: bool


def look_at_page(page: pdfium.PdfPage, text: str, frame: Frame, *, objects: int) -> PageLook:
    """Count what stands on the page, going through at most ``objects`` of its objects."""
    counter = _Counter(objects)
    counter.go(page, pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject, _IDENTITY, 0)
    area = max((frame.right - frame.left) * (frame.top - frame.bottom), 1.0)
    covered = sum(
        max(min(i.right, frame.right) - max(i.left, frame.left), 0.0)
        * max(min(i.top, frame.top) - max(i.bottom, frame.bottom), 0.0)
        for i in counter.images
    )
    return PageLook(
        text=look_at_text(text),
        is_receipt=is_receipt(text),
        images=tuple(counter.images),
        coverage=min(covered / area, 1.0),
        hidden=counter.hidden / counter.texts if counter.texts else 0.0,
        paths=counter.paths,
        objects=counter.seen,
    )


def is_receipt(text: str) -> bool:
    """Whether the text is that of an @CTES receipt page."""
    if len(text) > 4000:
        return False
    small = text.lower().replace("’", "'")
    if "acte" not in small:  # every receipt names its act: no need to look for its labels
        return False
    return len(set(RECEIPT.findall(small))) >= RECEIPT_LABELS


def decide(look: PageLook) -> Decision:
    """How the page must be read."""
    covered = f"{look.coverage:.0%} de la page en image"
    if look.text.fault:
        reason = f"texte du fichier inutilisable : {look.text.fault}"
        return Decision(PageKind.GARBAGE, reason, ocr=True)
    if look.text.letters == 0:
        if look.images or look.paths:
            return Decision(PageKind.IMAGE, f"aucun texte, {covered}", ocr=True)
        return Decision(PageKind.BLANK, "page vide", ocr=False)
    if look.coverage >= SCAN and not look.is_receipt:
        return _over_an_image(look, covered)
    return _digital(look)


def _over_an_image(look: PageLook, covered: str) -> Decision:
    if look.hidden < HIDDEN:
        return Decision(PageKind.MIXED, f"texte natif sur une image, {covered}", ocr=True)
    reason = "texte caché d'une reconnaissance antérieure, lisible"
    return Decision(PageKind.MIXED, reason, ocr=False)


def _digital(look: PageLook) -> Decision:
    if look.is_receipt:
        return Decision(PageKind.RECEIPT, "accusé de réception @CTES", ocr=False)
    if look.paths >= PLAN_PATHS and look.text.words < PLAN_WORDS:
        return Decision(PageKind.PLAN, f"plan : {look.paths} tracés, peu de texte", ocr=False)
    return Decision(PageKind.NATIVE, "texte natif lisible", ocr=False)


Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class _Counter:
    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.seen = self.texts = self.hidden = self.paths = 0
        self.images: list[Image] = []

    def go(self, holder: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> None:
        number = count(holder)
        for index in range(number):
            if self.seen >= self.budget:
                self.paths += (number - index) * (self.paths > self.seen // 2)
                return
            self.seen += 1
            self._take(get(holder, index), matrix, depth)

    def _take(self, handle: Any, matrix: Matrix, depth: int) -> None:
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            self.texts += 1
            mode = pdfium_c.FPDFTextObj_GetTextRenderMode(handle)
            self.hidden += mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            self.paths += 1
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            self.images.append(_image(handle, matrix))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < DEPTH:
            inner = _product(_matrix(handle), matrix)
            self.go(
                handle,
                pdfium_c.FPDFFormObj_CountObjects,
                pdfium_c.FPDFFormObj_GetObject,
                inner,
                depth + 1,
            )


def _matrix(handle: Any) -> Matrix:
    raw = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, ctypes.byref(raw)):
        return _IDENTITY
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _product(m: Matrix, n: Matrix) -> Matrix:
    """First ``m``, then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _image(handle: Any, outer: Matrix) -> Image:
    """The image's unit square, as the matrices place it."""
    a, b, c, d, e, f = _product(_matrix(handle), outer)
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    upright = a > 0 and d > 0 and abs(b) + abs(c) < 1e-3 * (abs(a) + abs(d))
    return Image(handle, min(xs), min(ys), max(xs), max(ys), upright)
