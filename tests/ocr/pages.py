"""Small PDFs made for one test each."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

A4 = (595.28, 841.89)
FONT = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
ACT = (
    "COMMUNE DE SAINT-EXEMPLE",
    "ARRÊTÉ accordant un permis de construire au nom de la commune",
    "Demande déposée le 12/03/2025 sous le numéro PC 034 999 25 V0012",
    "Le maire de Saint-Exemple,",
    "Vu le code de l'urbanisme, notamment ses articles L.421-1 et suivants ;",
    "Vu le plan local d'urbanisme approuvé par délibération du 4 juillet 2019 ;",
    "Considérant que le projet est situé en zone UC du plan local d'urbanisme,",
    "ARRÊTE",
    "Article 1 : Le permis de construire est accordé pour le projet décrit.",
    "Article 2 : La surface de plancher créée est de 128 m².",
    "Fait à Saint-Exemple, le 3 juin 2025",
)

Draw = Callable[[Canvas], None]


def a_pdf(*pages: Draw, size: tuple[float, float] = A4, rotation: int = 0) -> bytes:
    """A PDF whose pages are drawn by the functions given."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size)
    for draw in pages:
        canvas.setPageRotation(rotation)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(*texts: str, x: float = 60, y: float = 780, size: float = 11) -> Draw:
    """Lines of text, one under the other."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        for number, text in enumerate(texts):
            canvas.drawString(x, y - 1.5 * size * number, text)

    return draw


def scan_of(texts: tuple[str, ...] = ACT, *, dpi: int = 150, turn: float = 0) -> Image.Image:
    """The lines printed on an A4 page and scanned in grey, turned counter-clockwise."""
    width, height = round(8.27 * dpi), round(11.69 * dpi)
    image = Image.new("L", (width, height), 255)
    font = ImageFont.truetype(FONT, round(dpi * 12 / 72))
    draw = ImageDraw.Draw(image)
    for number, text in enumerate(texts):
        draw.text((dpi * 0.8, dpi * (0.9 + 0.33 * number)), text, fill=20, font=font)
    return image.rotate(turn, expand=turn % 90 == 0, fillcolor=255)


def picture(image: Image.Image, box: tuple[float, float, float, float] | None = None) -> Draw:
    """An image over the whole page, or in the box x, y, width, height."""

    def draw(canvas: Canvas) -> None:
        x, y, width, height = box or (0, 0, *canvas._pagesize)
        canvas.drawImage(ImageReader(image), x, y, width, height)

    return draw


def together(*draws: Draw) -> Draw:
    """Several things on one page."""

    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw
