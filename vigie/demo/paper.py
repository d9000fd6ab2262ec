"""What stands on the paper beside the text: mention, stamps, seals, signatures, plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from random import Random
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from vigie.demo.land import Parcel

MENTION = "Données fictives – démonstration Vigie"
INK_BLUE, INK_RED, INK_VIOLET = HexColor("#1f3f8f"), HexColor("#b3202c"), HexColor("#4b2a86")
BOLD = {"Times": "Times-Bold", "Helvetica": "Helvetica-Bold", "Courier": "Courier-Bold"}
PLAIN = {"Times": "Times-Roman", "Helvetica": "Helvetica", "Courier": "Courier"}
OnPage = Callable[[Canvas, Any], None]


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is printed on the pages of one document beside its text."""

    transmitted: tuple[str, ...]  # lines of the platform's stamp, empty for none
    corner: bool  # the stamp stands in the top right corner, else at the bottom
    received: str | None  # rubber stamp of reception, over the text
    slant: float
    reference: str


def style(font: str, size: float, **more: Any) -> ParagraphStyle:
    """A paragraph style."""
    given = {"leading": size * 1.24, **more}
    return ParagraphStyle("p", fontName=PLAIN[font], fontSize=size, **given)


def text(words: str, shape: ParagraphStyle, *, bold: bool = False) -> Paragraph:
    """A paragraph of plain words."""
    inner = safe(words)
    return Paragraph(f"<b>{inner}</b>" if bold else inner, shape)


def safe(words: str) -> str:
    """Plain words as paragraph markup: line ends kept."""
    return escape(words, quote=False).replace("\n", "<br/>")


def labelled(label: str, value: str, shape: ParagraphStyle) -> Paragraph:
    """A label and its value on one line."""
    return Paragraph(f"{escape(label, quote=False)} <b>{escape(value, quote=False)}</b>", shape)


def on_page(furniture: Furniture) -> OnPage:
    """The callback that prints the furniture on each page."""

    def draw(canvas: Canvas, _document: Any) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 7)
        canvas.setFillGray(0.35)
        canvas.drawString(18 * mm, 7 * mm, MENTION)
        page = canvas.getPageNumber()
        canvas.drawRightString(A4[0] - 18 * mm, 7 * mm, f"{furniture.reference}   page {page}")
        if furniture.transmitted:
            _transmitted(canvas, furniture)
        if furniture.received and page == 1:
            _received(canvas, furniture)
        canvas.restoreState()

    return draw


def _transmitted(canvas: Canvas, furniture: Furniture) -> None:
    """The block that a transmission platform prints on every page."""
    width, height = 68 * mm, (4 + 3.1 * len(furniture.transmitted)) * mm
    left = A4[0] - width - 7 * mm
    bottom = A4[1] - height - 5 * mm if furniture.corner else 11 * mm
    canvas.setStrokeGray(0.3)
    canvas.setLineWidth(0.6)
    canvas.rect(left, bottom, width, height)
    canvas.setFillGray(0.1)
    canvas.setFont("Helvetica", 6.6)
    for row, line in enumerate(furniture.transmitted):
        canvas.drawString(left + 2 * mm, bottom + height - (4 + 3.1 * row) * mm, line)


def _received(canvas: Canvas, furniture: Furniture) -> None:
    """The rubber stamp of the préfecture's mail room, on top of the text."""
    canvas.translate(A4[0] * 0.62, A4[1] * 0.64)
    canvas.rotate(furniture.slant)
    canvas.setStrokeColor(Color(0.7, 0.13, 0.17, alpha=0.75))
    canvas.setFillColor(Color(0.7, 0.13, 0.17, alpha=0.75))
    canvas.setLineWidth(1.4)
    canvas.roundRect(0, 0, 52 * mm, 19 * mm, 4)
    canvas.setFont("Helvetica-Bold", 9)
    canvas.drawCentredString(26 * mm, 13.5 * mm, "PRÉFECTURE DE L'HÉRAULT")
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawCentredString(26 * mm, 8 * mm, f"REÇU LE {furniture.received}")
    canvas.setFont("Helvetica", 7)
    canvas.drawCentredString(26 * mm, 3 * mm, "Contrôle de légalité – urbanisme")


class Seal(Flowable):  # type: ignore[misc]
    """A round seal with a signature scrawled across it, and the date when it is a stamp."""

    def __init__(self, town: str, seed: str, dated: str | None = None, left: float = 90 * mm):
        super().__init__()
        self.width, self.height = 160 * mm, 27 * mm
        self.town, self.seed, self.dated, self.left = town, seed, dated, left

    def draw(self) -> None:
        """Draw the seal, the scrawl and the date."""
        canvas, draw = self.canv, Random(self.seed)
        canvas.saveState()
        canvas.translate(self.left + 16 * mm, 13 * mm)
        canvas.rotate(draw.uniform(-12, 12))
        ink = draw.choice((INK_BLUE, INK_VIOLET, HexColor("#333333")))
        canvas.setStrokeColor(ink)
        canvas.setFillColor(ink)
        canvas.setLineWidth(1.1)
        canvas.circle(0, 0, 12 * mm)
        canvas.circle(0, 0, 8.6 * mm)
        canvas.setFont("Helvetica", 5.5)
        canvas.drawCentredString(0, 9.6 * mm, "MAIRIE DE")
        canvas.drawCentredString(0, 0, self.town.upper()[:22])
        canvas.drawCentredString(0, -11 * mm, "HÉRAULT")
        canvas.restoreState()
        self._scrawl(draw)
        if self.dated:
            self._date(draw)

    def _scrawl(self, draw: Random) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(HexColor("#182a66"))
        canvas.setLineWidth(1.2)
        path = canvas.beginPath()
        x, y = self.left + 18 * mm, 12 * mm
        path.moveTo(x, y)
        for _ in range(6):
            ends = [(x + draw.uniform(-4, 14) * mm, y + draw.uniform(-7, 8) * mm) for _ in range(3)]
            path.curveTo(*ends[0], *ends[1], *ends[2])
            x = min(ends[2][0], self.left + 42 * mm)
        canvas.drawPath(path)
        canvas.restoreState()

    def _date(self, draw: Random) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.translate(self.left - 36 * mm, 12 * mm)
        canvas.rotate(draw.uniform(-5, 5))
        canvas.setFillColor(INK_VIOLET)
        canvas.setFont("Courier-Bold", 13)
        canvas.drawString(0, 0, self.dated)
        canvas.restoreState()


class Plan(Flowable):  # type: ignore[misc]
    """A situation plan: the parcels around, those of the project hatched."""

    def __init__(self, around: tuple[Parcel, ...], chosen: tuple[Parcel, ...]):
        super().__init__()
        self.width, self.height = 160 * mm, 150 * mm
        self.around, self.chosen = around, chosen

    def draw(self) -> None:
        """Draw the outlines and the numbers."""
        canvas = self.canv
        middle = self.chosen[0].shape.centroid
        near = [p for p in self.around if p.shape.distance(middle) < 170]

        def at(x: float, y: float) -> tuple[float, float]:
            return 80 * mm + (x - middle.x) * 1.15, 75 * mm + (y - middle.y) * 1.15

        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(0, 0, self.width, self.height)
        canvas.clipPath(clip, stroke=1)
        for parcel in near:
            path = canvas.beginPath()
            path.moveTo(*at(*parcel.shape.exterior.coords[0]))
            for x, y in parcel.shape.exterior.coords[1:]:
                path.lineTo(*at(x, y))
            canvas.setFillColor(HexColor("#f6c9a8" if parcel in self.chosen else "#ffffff"))
            canvas.drawPath(path, fill=1)
            canvas.setFillGray(0.2)
            canvas.setFont("Helvetica", 5.5)
            spot = parcel.shape.representative_point()
            canvas.drawCentredString(*at(spot.x, spot.y), str(parcel.number))
        canvas.restoreState()
