"""Pages of a PDF made worse, as scanners and people make them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image, ImageFilter

DPI = 150
Pages = list[Image.Image]
WHITE = 255


def _blurred(radius: float) -> Callable[[Pages], Pages]:
    return lambda pages: [page.filter(ImageFilter.GaussianBlur(radius)) for page in pages]


def _turned(angle: float) -> Callable[[Pages], Pages]:
    return lambda pages: [page.rotate(angle, expand=True, fillcolor=WHITE) for page in pages]


DAMAGES: dict[str, Callable[[Pages], Pages]] = {
    "blurred": _blurred(1.5),
    "skewed": _turned(5),
    "last page dropped": lambda pages: pages[:-1],
    "blurred hard": _blurred(3),
    "turned": _turned(90),
    "first page dropped": lambda pages: pages[1:],
    "one page blurred": lambda pages: [*_blurred(3)(pages[:1]), *pages[1:]],
}


def degraded(data: bytes, damage: str) -> bytes:
    """The document scanned with a damage."""
    whole = _rendered(data)
    pages = DAMAGES[damage](whole) or [Image.new("L", whole[0].size, WHITE)]
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=DPI)
    return out.getvalue()


def _rendered(data: bytes) -> Pages:
    document = pdfium.PdfDocument(data)
    try:
        return [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()
