"""A scan of a born-digital act: grey pages, a little skewed, soft and noisy."""

from __future__ import annotations

from io import BytesIO
from random import Random

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

DPI = 200
WHITE = 255


def scanned(data: bytes, *, seed: str) -> bytes:
    """The document as an office scanner would give it back; the seed decides the damage."""
    draw = Random(seed)  # noqa: S311 - seeded, not secret
    pages = [_worn(page, draw) for page in _rendered(data)]
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality=60)
    return out.getvalue()


def _rendered(data: bytes) -> list[Image.Image]:
    document = pdfium.PdfDocument(data)
    try:
        return [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def _worn(page: Image.Image, draw: Random) -> Image.Image:
    """Skew within 1.5°, softness, grain, paper that is not quite white."""
    turned = page.rotate(draw.uniform(-1.5, 1.5), Image.Resampling.BICUBIC, fillcolor=WHITE)
    soft = turned.filter(ImageFilter.GaussianBlur(draw.uniform(0.3, 0.9)))
    grain = np.random.default_rng(draw.randrange(2**32)).normal(
        0, draw.uniform(2, 10), soft.size[::-1]
    )
    paper = draw.uniform(0.88, 1.0)
    return Image.fromarray(np.clip(np.asarray(soft) * paper + grain, 0, WHITE).astype(np.uint8))
