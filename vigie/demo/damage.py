"""Turns a printed act into a scan with the damage that scans have: skew, noise, fading, JPEG.

The document rendered is the demonstration's own: nothing here reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from random import Random
from time import struct_time
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Grey = NDArray[np.uint8]
GRAIN = 401  # pixels of noise before they repeat
RESOLUTIONS = {"bilevel": (200, 200, 300), "grey": (150, 200, 200), "colour": (150, 150, 200)}
FIXED_TIME: struct_time = datetime(2026, 1, 1, tzinfo=UTC).timetuple()


@dataclass(frozen=True, slots=True)
class Damage:
    """One scanner on one day. ``level`` is light, medium or heavy."""

    level: str
    mode: str  # grey, bilevel or colour
    dpi: int
    skew: float
    blur: float
    noise: float
    ink: float  # 1 is black, lower is faint
    specks: int
    quality: int
    threshold: int
    shade: float
    upside_down: int | None


def draw_damage(draw: Random) -> Damage:
    """A scanner drawn at random: mostly light or medium damage."""
    level = draw.choices(("light", "medium", "heavy"), (52, 36, 12))[0]
    weight = {"light": 0.35, "medium": 1.0, "heavy": 1.7}[level]
    mode = draw.choices(("grey", "bilevel", "colour"), (50, 28, 22))[0]
    dpi = draw.choice(RESOLUTIONS[mode])
    return Damage(
        level=level,
        mode=mode,
        dpi=dpi,
        skew=draw.uniform(-1.3, 1.3) * weight,
        blur=draw.uniform(0.1, 0.45) * weight * dpi / 200,
        noise=draw.uniform(3, 9) * weight,
        ink=1 - draw.uniform(0.03, 0.24) * weight,
        specks=int(draw.uniform(10, 90) * weight),
        quality=int(draw.uniform(58, 78) - 12 * weight),
        threshold=int(draw.uniform(150, 195)),
        shade=draw.uniform(0, 16) * weight,
        upside_down=draw.randint(0, 1) if draw.random() < 0.04 else None,
    )


def scan(data: bytes, damage: Damage, seed: str) -> bytes:
    """The pages of ``data`` as images in a PDF without text; the same bytes for the same seed."""
    noise = np.random.default_rng([ord(c) for c in seed])
    sheets = [
        _sheet(page, damage, noise, number) for number, page in enumerate(_render(data, damage))
    ]
    out = BytesIO()
    lossy = {} if damage.mode == "bilevel" else {"quality": damage.quality}
    sheets[0].save(
        out,
        format="PDF",
        save_all=True,
        append_images=sheets[1:],
        resolution=damage.dpi,
        creationDate=FIXED_TIME,
        modDate=FIXED_TIME,
        producer="Numériseur fictif",
        **lossy,
    )
    return out.getvalue()


def _render(data: bytes, damage: Damage) -> list[Image.Image]:
    document = pdfium.PdfDocument(data)
    scale, grey = damage.dpi / 72, damage.mode != "colour"
    pages = [page.render(scale=scale, grayscale=grey).to_pil() for page in document]
    document.close()
    return pages


def _sheet(
    page: Image.Image, damage: Damage, noise: np.random.Generator, number: int
) -> Image.Image:
    page = _turned(page, damage.skew + (180 if damage.upside_down == number else 0))
    _dirty(page, damage, noise)
    if damage.blur > 0.15:
        page = page.filter(ImageFilter.BoxBlur(damage.blur))
    worn = Image.fromarray(_wear(np.asarray(page), damage, noise))
    if damage.mode != "bilevel":
        return worn
    level = damage.threshold
    return worn.point([255 if value > level else 0 for value in range(256)]).convert(
        "1", dither=Image.Dither.NONE
    )


def _turned(page: Image.Image, degrees: float) -> Image.Image:
    """The page laid askew on the glass; OpenCV turns it ten times faster than Pillow."""
    width, height = page.size
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    white = (255, 255, 255)
    return Image.fromarray(
        cv2.warpAffine(np.asarray(page), turn, page.size, borderValue=white).astype(np.uint8)
    )


def _dirty(page: Image.Image, damage: Damage, noise: np.random.Generator) -> None:
    """Specks, punched holes, the dark edge of a copier, a fold."""
    pen = ImageDraw.Draw(page)
    width, height = page.size
    dark: Any = 70 if page.mode == "L" else (70, 66, 60)
    for x, y, size in noise.random((damage.specks, 3)):
        radius = 0.4 + 1.6 * size
        pen.ellipse(_around(x * width, y * height, radius), fill=dark)
    unit = damage.dpi / 25.4
    if noise.random() < 0.4:
        for y in (0.36, 0.64):
            pen.ellipse(_around(9 * unit, y * height, 3 * unit), fill=dark)
    if damage.level != "light" and noise.random() < 0.5:
        edge = noise.uniform(1, 4) * unit
        pen.rectangle(
            (0, 0, edge, height) if noise.random() < 0.5 else (0, 0, width, edge), fill=dark
        )
    if noise.random() < 0.25:
        y = height * noise.uniform(0.3, 0.68)
        faint: Any = 205 if page.mode == "L" else (208, 205, 200)
        pen.line((0, y, width, y + noise.uniform(-9, 9)), fill=faint, width=max(1, int(unit / 6)))


def _around(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return x - radius, y - radius, x + radius, y + radius


def _wear(page: Grey, damage: Damage, noise: np.random.Generator) -> Grey:
    """Fading, uneven light and sensor noise; in 16-bit integers, for speed."""
    height, width = page.shape[:2]
    faded = (255 - (255 - np.arange(256)) * damage.ink).astype(np.int16)[page]
    light = np.linspace(0, damage.shade, width).astype(np.int16)[None, :]
    grain = noise.normal(-damage.noise, damage.noise, (GRAIN, GRAIN)).astype(np.int16)
    grain = np.repeat(np.repeat(grain, 2, axis=0), 2, axis=1)
    repeats = (height // (2 * GRAIN) + 1, width // (2 * GRAIN) + 1)
    change = np.tile(grain, repeats)[:height, :width] - light
    faded += change if page.ndim == 2 else change[:, :, None]
    return np.clip(faded, 0, 255, out=faded).astype(np.uint8)
