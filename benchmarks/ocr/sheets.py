"""Printed sheets of invented acts in several layouts, as PDF, with the text they carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from random import Random

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.ocr import phrases

FONTS = "/usr/share/fonts/truetype"
FACES = {
    "Serif": f"{FONTS}/liberation/LiberationSerif-Regular.ttf",
    "SerifBold": f"{FONTS}/liberation/LiberationSerif-Bold.ttf",
    "Sans": f"{FONTS}/liberation/LiberationSans-Regular.ttf",
    "SansBold": f"{FONTS}/liberation/LiberationSans-Bold.ttf",
    "Narrow": f"{FONTS}/liberation/LiberationSansNarrow-Regular.ttf",
    "NarrowBold": f"{FONTS}/liberation/LiberationSansNarrow-Bold.ttf",
    "DejaVu": f"{FONTS}/dejavu/DejaVuSans.ttf",
    "DejaVuBold": f"{FONTS}/dejavu/DejaVuSans-Bold.ttf",
    "Mono": f"{FONTS}/liberation/LiberationMono-Regular.ttf",
    "MonoBold": f"{FONTS}/liberation/LiberationMono-Bold.ttf",
}
LEFT, RIGHT, TOP, BOTTOM = 62.0, 533.0, 790.0, 62.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed page and its text in reading order, a line a line."""

    pdf: bytes
    lines: tuple[str, ...]


class Pen:
    """Writes on a page from top to bottom and remembers what it wrote."""

    def __init__(self, face: str, size: float) -> None:
        for name, path in FACES.items():
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, path))
        self.out = BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4)
        self.face, self.size, self.y = face, size, TOP
        self.lines: list[str] = []

    def put(self, text: str, x: float, y: float, *, bold: bool = False, size: float = 0) -> None:
        """Print at a place, without remembering it."""
        self.canvas.setFont(self.face + "Bold" * bold, size or self.size)
        self.canvas.drawString(x, y, text)

    def centred(self, text: str, *, size: float = 0, bold: bool = True) -> None:
        """Print a title."""
        self.canvas.setFont(self.face + "Bold" * bold, size or self.size)
        self.canvas.drawCentredString((LEFT + RIGHT) / 2, self.y, text)
        self.lines.append(text)
        self.y -= 1.6 * (size or self.size)

    def wrapped(self, text: str, x0: float, x1: float) -> list[str]:
        """The text cut into rows that fit."""
        kept: list[str] = []
        for word in text.split():
            longer = f"{kept[-1]} {word}" if kept else word
            fits = pdfmetrics.stringWidth(longer, self.face, self.size) <= x1 - x0
            kept[-1:] = [longer] if fits and kept else [*kept[-1:], word]
        return kept

    def paragraph(
        self, text: str, *, x0: float = LEFT, x1: float = RIGHT, just: bool = False
    ) -> None:
        """Print a paragraph, justified or not."""
        rows = self.wrapped(text, x0, x1)
        for number, row in enumerate(rows):
            if self.y < BOTTOM:
                return
            self.canvas.setFont(self.face, self.size)
            if just and number < len(rows) - 1 and " " in row:
                spare = x1 - x0 - pdfmetrics.stringWidth(row, self.face, self.size)
                self.canvas.drawString(x0, self.y, row, wordSpace=spare / row.count(" "))
            else:
                self.canvas.drawString(x0, self.y, row)
            self.lines.append(row)
            self.y -= 1.28 * self.size
        self.y -= 0.45 * self.size

    def sheet(self) -> Sheet:
        """What was printed."""
        self.canvas.showPage()
        self.canvas.save()
        return Sheet(self.out.getvalue(), tuple(self.lines))


def _body(pen: Pen, rng: Random, *, just: bool) -> None:
    for visa in rng.sample(phrases.VISAS, 5):
        pen.paragraph(phrases.filled(visa, rng), just=just)
    for recital in rng.sample(phrases.RECITALS, 3):
        pen.paragraph(phrases.filled(recital, rng), just=just)
    pen.centred("ARRÊTE", size=pen.size + 2)
    for number, article in enumerate(rng.sample(phrases.ARTICLES, len(phrases.ARTICLES)), 1):
        if pen.y < BOTTOM + 7 * pen.size:
            break
        label = f"Article {'1er' if number == 1 else number} : "
        pen.paragraph(label + phrases.filled(article, rng), just=just)
    _signing(pen, rng)


def _signing(pen: Pen, rng: Random) -> None:
    pen.y -= pen.size
    for text in (f"Fait à {rng.choice(phrases.TOWNS)}, le {phrases.date_of(rng)}", "Le maire,"):
        pen.put(text, 320, pen.y)
        pen.lines.append(text)
        pen.y -= 1.5 * pen.size


def letter(rng: Random) -> Sheet:
    """An act in serif type, justified, with a heading and its titles centred."""
    pen = Pen("Serif", 11)
    pen.centred("RÉPUBLIQUE FRANÇAISE", size=10)
    pen.centred(f"COMMUNE DE {rng.choice(phrases.TOWNS).upper()}", size=12)
    pen.centred(f"ARRÊTÉ n° {phrases.filled('{num}', rng)}", size=12)
    pen.centred("accordant un permis de construire au nom de la commune")
    for row in (
        f"Dossier n° {phrases.dossier_of(rng)}",
        f"Demande déposée le {phrases.date_of(rng)} par {rng.choice(phrases.NAMES)}",
        f"pour {rng.choice(phrases.WORKS)}, {rng.choice(phrases.STREETS)}",
    ):
        pen.paragraph(row)
    _body(pen, rng, just=True)
    return pen.sheet()


def cartouche(rng: Random) -> Sheet:
    """An act in sans type with a ruled cartouche of two columns."""
    pen = Pen("Sans", 10)
    pen.centred(f"MAIRIE DE {rng.choice(phrases.TOWNS).upper()}", size=13)
    pen.centred("PERMIS DE CONSTRUIRE DÉLIVRÉ PAR LE MAIRE AU NOM DE LA COMMUNE", size=10)
    top = pen.y + 6
    left = (
        f"Demande déposée le {phrases.date_of(rng)}", f"Par : {rng.choice(phrases.NAMES)}",
        f"Demeurant à : {rng.choice(phrases.STREETS)}", "Pour : construction d'une maison",
        f"Sur un terrain sis : {rng.choice(phrases.TOWNS)}",
    )  # fmt: skip
    right = (
        f"N° {phrases.dossier_of(rng)}",
        f"Surface de plancher : {rng.randint(20, 400)} m²",
        "Destination : habitation",
        f"Cadastré : {phrases.parcel_of(rng)} et {phrases.parcel_of(rng)}",
    )
    for number, text in enumerate(left):
        pen.put(text, LEFT + 5, top - 16 - 15 * number)
    for number, text in enumerate(right):
        pen.put(text, 355, top - 16 - 18 * number)
    pen.canvas.grid([LEFT, 348, RIGHT], [top - 88, top])
    pen.lines += [*left, *right]
    pen.y = top - 110
    _body(pen, rng, just=False)
    return pen.sheet()


def table(rng: Random) -> Sheet:
    """A page of prescriptions with a ruled table and dotted leaders."""
    pen = Pen("DejaVu", 9)
    pen.centred(f"ANNEXE À L'ARRÊTÉ n° {phrases.filled('{num}', rng)}", size=11)
    for number in range(1, 6):
        label, page = f"{number}. {rng.choice(phrases.WORKS).capitalize()[:48]}", rng.randint(1, 99)
        pen.put(label, LEFT, pen.y)
        start = LEFT + pdfmetrics.stringWidth(label, pen.face, pen.size) + 4
        dots = "." * int((500 - start) / pdfmetrics.stringWidth(".", pen.face, pen.size))
        pen.put(f"{dots} {page}", start, pen.y)
        pen.lines.append(f"{label} {page}")
        pen.y -= 15
    pen.y -= 10
    rows = [("Parcelle", "Superficie", "Zone du PLU", "Zone du PPRI")]
    for _ in range(rng.randint(6, 9)):
        zones = (phrases.filled("{zone}", rng), phrases.filled("{ppri}", rng))
        rows.append((phrases.parcel_of(rng), f"{rng.randint(80, 4999)} m²", *zones))
    xs = [LEFT, 180, 300, 415, RIGHT]
    pen.canvas.grid(xs, [pen.y + 14 - 18 * n for n in range(len(rows) + 1)])
    for row in rows:
        for x, cell in zip(xs, row, strict=False):
            pen.put(cell, x + 6, pen.y)
        pen.lines.append(" ".join(row))
        pen.y -= 18
    pen.y -= 14
    for recital in rng.sample(phrases.RECITALS, 5):
        pen.paragraph(phrases.filled(recital, rng))
    _signing(pen, rng)
    return pen.sheet()


def notice(rng: Random) -> Sheet:
    """Small print: the notices at the foot of an act, in narrow type."""
    pen = Pen("Narrow", 8)
    pen.centred("INFORMATIONS À LIRE ATTENTIVEMENT", size=9)
    while pen.y > 300:
        for text in rng.sample(phrases.NOTICE, len(phrases.NOTICE)):
            if pen.y > 300:
                pen.paragraph(text, just=True)
    for article in rng.sample(phrases.ARTICLES, 4):
        pen.paragraph(phrases.filled(article, rng))
    _signing(pen, rng)
    return pen.sheet()


def typed(rng: Random) -> Sheet:
    """A typewritten act, its lines ragged and doubly spaced."""
    pen = Pen("Mono", 10)
    pen.centred(f"VILLE DE {rng.choice(phrases.TOWNS).upper()}", bold=False)
    pen.centred("DÉCLARATION PRÉALABLE - DÉCISION DE NON-OPPOSITION", bold=False)
    pen.paragraph(f"Dossier {phrases.dossier_of(rng)} - terrain : {rng.choice(phrases.STREETS)}")
    pen.paragraph(f"Parcelles {phrases.parcel_of(rng)} et {phrases.parcel_of(rng)}")
    _body(pen, rng, just=False)
    return pen.sheet()


LAYOUTS: dict[str, Callable[[Random], Sheet]] = {
    "letter": letter,
    "cartouche": cartouche,
    "table": table,
    "notice": notice,
    "typed": typed,
}
