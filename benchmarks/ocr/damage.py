"""Scans of printed sheets: kinds of scanner, four grades of damage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.ocr.sheets import LAYOUTS, Sheet

Pixels = npt.NDArray[np.uint8]
GRADES = ("clean", "light", "medium", "hard")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of scan: what is printed, how it is scanned, whether it stands on its side."""

    layouts: tuple[str, ...]
    scan: Callable[[Pixels, int, Random], Pixels]
    dpi: tuple[int, int, int, int]  # by grade
    turns: tuple[int, ...] = (0,)


def page_pdf(kind: Kind, grade: int, seed: int) -> tuple[bytes, Sheet, int]:
    """One scanned page as PDF, the sheet it shows, and how far it is turned clockwise."""
    rng = Random(seed)  # noqa: S311 - pages that anybody can make again
    sheet = LAYOUTS[kind.layouts[seed % len(kind.layouts)]](rng)
    dpi = kind.dpi[grade]
    with pdfium.PdfDocument(sheet.pdf) as document:
        pixels = document[0].render(scale=dpi / 72, rev_byteorder=True).to_numpy()[:, :, :3].copy()
    scan = kind.scan(np.ascontiguousarray(pixels), grade, rng)
    turn = kind.turns[seed % len(kind.turns)]
    return _pdf(np.rot90(scan, -turn // 90), dpi, grade), sheet, turn


def _pdf(scan: npt.NDArray[Any], dpi: int, grade: int) -> bytes:
    bilevel = scan.ndim == 2 and set(np.unique(scan[::7, ::7])) <= {0, 255}
    image = Image.fromarray(np.ascontiguousarray(scan))
    size = (72 * image.width / dpi, 72 * image.height / dpi)
    out, packed = BytesIO(), BytesIO()
    if bilevel:
        image.convert("1", dither=Image.Dither.NONE).save(packed, "PNG")
    else:
        image.save(packed, "JPEG", quality=(92, 80, 55, 45)[grade])
    canvas = Canvas(out, pagesize=size)
    packed.seek(0)
    canvas.drawImage(ImageReader(packed), 0, 0, *size)
    canvas.save()
    return out.getvalue()


def office_grey(page: Pixels, grade: int, rng: Random) -> Pixels:
    """A flatbed in grey: a lamp that fades to one side, a little blur, grain."""
    grey = cv2.cvtColor(stamped(page, rng) if grade >= 2 else page, cv2.COLOR_RGB2GRAY)
    grey = askew(grey, rng.uniform(-1, 1) * (0, 0.4, 1.4, 1.6)[grade])
    grey = faded(grey, (1.0, 0.95, 0.8, 0.42)[grade])
    grey = shaded(grey, (0.0, 0.05, 0.25, 0.3)[grade], rng)
    grey = cv2.GaussianBlur(grey, (0, 0), (0.3, 0.5, 0.7, 0.75)[grade])
    return grainy(grey, (0, 3, 7, 16)[grade], rng)


def copier_bilevel(page: Pixels, grade: int, rng: Random) -> Pixels:
    """A copier in black and white: thick or broken strokes, specks, black edges."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    if grade >= 2:
        grey = cv2.cvtColor(stamped(page, rng, ink=(60, 60, 60)), cv2.COLOR_RGB2GRAY)
    grey = askew(grey, rng.uniform(-1, 1) * (0, 0.4, 1.2, 1.5)[grade])
    grey = cv2.GaussianBlur(grey, (0, 0), (0.5, 0.8, 1.0, 0.9)[grade])
    grey = grainy(grey, (0, 8, 18, 30)[grade], rng)
    bilevel = np.where(grey < (150, 145, 135, 118)[grade], 0, 255).astype(np.uint8)
    specks = np.random.default_rng(rng.randrange(1 << 30)).random(bilevel.shape)
    bilevel[specks < (0, 1e-5, 3e-4, 2e-3)[grade]] = 0
    if grade >= 2:
        bilevel[:, : rng.randint(4, 18)] = 0
    return bilevel


def colour_device(page: Pixels, grade: int, rng: Random) -> Pixels:
    """A colour device: yellowed paper, blue and red stamps, show-through of the back."""
    page = stamped(page, rng) if grade >= 1 else page
    page = askew(page, rng.uniform(-1, 1) * (0, 0.5, 1.5, 1.8)[grade])
    if grade >= 2:
        back = cv2.GaussianBlur(page[:, ::-1], (0, 0), 2.2)
        page = cv2.addWeighted(page, 0.9, back, 0.1, 0)
    page = faded(page, (1.0, 0.92, 0.75, 0.5)[grade])
    tint = np.array([(255, 255, 255), (252, 250, 240), (242, 235, 215), (232, 222, 200)][grade])
    page = shaded((page * (tint / 255.0)).astype(np.uint8), (0, 0.1, 0.3, 0.35)[grade], rng)
    return grainy(
        cv2.GaussianBlur(page, (0, 0), (0.3, 0.5, 0.6, 0.7)[grade]), (0, 3, 6, 12)[grade], rng
    )


def fax(page: Pixels, grade: int, rng: Random) -> Pixels:
    """A fax or an old thermal print: uneven resolution, dither, lost rows, streaks."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    height, width = grey.shape
    squeeze = (1.0, 0.95, 0.85, 0.8)[grade]
    small = cv2.resize(grey, (width, round(height * squeeze)), interpolation=cv2.INTER_AREA)
    small = askew(small, rng.uniform(-1, 1) * (0, 0.3, 0.9, 1.1)[grade])
    grain = np.random.default_rng(rng.randrange(1 << 30))
    noise = grain.uniform(-1, 1, small.shape) * (10, 30, 55, 80)[grade]
    bilevel = np.where(small + noise < 150, 0, 255).astype(np.uint8)
    for _ in range((0, 0, 3, 7)[grade]):
        column = rng.randrange(width)
        bilevel[:, column : column + 1] = 0
    for _ in range((0, 1, 5, 10)[grade]):
        bilevel[rng.randrange(small.shape[0])] = 255
    whole = cv2.resize(bilevel, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole, dtype=np.uint8)


def askew(page: Pixels, degrees: float) -> Pixels:
    """The page turned a little, white around."""
    if not degrees:
        return page
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    white = (255, 255, 255)
    return np.asarray(
        cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=white),
        dtype=np.uint8,
    )


def faded(page: Pixels, strength: float) -> Pixels:
    """The ink brought nearer to the paper."""
    return np.asarray(255 - (255 - page.astype(np.float32)) * strength, dtype=np.uint8)


def shaded(page: Pixels, depth: float, rng: Random) -> Pixels:
    """A shadow that grows across the page."""
    height, width = page.shape[:2]
    across = np.linspace(0, 1, width)[None, :] ** 2
    if rng.random() < 0.5:
        across = across[:, ::-1]
    down = np.linspace(0.6, 1, height)[:, None]
    light = 1 - depth * across * down
    return np.asarray(page * (light if page.ndim == 2 else light[:, :, None]), dtype=np.uint8)


def grainy(page: Pixels, deviation: float, rng: Random) -> Pixels:
    """The page with grain."""
    if not deviation:
        return page
    grain = np.random.default_rng(rng.randrange(1 << 30)).normal(0, deviation, page.shape)
    return np.asarray(np.clip(page + grain, 0, 255), dtype=np.uint8)


def stamped(page: Pixels, rng: Random, ink: tuple[int, int, int] | None = None) -> Pixels:
    """A round stamp and a signature over the text, as ink that multiplies."""
    height, width = page.shape[:2]
    layer = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(layer)
    colour = ink or rng.choice(((170, 60, 40), (60, 40, 170), (140, 60, 120)))
    radius = width // 11
    x, y = rng.randint(width // 2, 4 * width // 5), rng.randint(height // 2, 7 * height // 8)
    for r in (radius, int(radius * 0.72)):
        draw.ellipse((x - r, y - r, x + r, y + r), outline=colour, width=max(width // 600, 2))
    points = [
        (x - radius * 1.6 + n * radius / 4, y + rng.uniform(-0.6, 0.6) * radius) for n in range(14)
    ]
    draw.line(points, fill=(120, 50, 30), width=max(width // 500, 2), joint="curve")
    draw.regular_polygon((x, y, radius // 3), 5, outline=colour, width=max(width // 700, 2))
    return np.asarray(np.minimum(page, np.asarray(layer)), dtype=np.uint8)


KINDS: dict[str, Kind] = {
    "grey": Kind(("letter", "cartouche"), office_grey, (200, 200, 200, 150)),
    "bilevel": Kind(("cartouche", "letter"), copier_bilevel, (300, 300, 200, 200)),
    "colour": Kind(("table", "letter"), colour_device, (200, 200, 200, 150)),
    "small": Kind(("notice",), office_grey, (300, 250, 200, 200)),
    "turned": Kind(("letter", "table"), office_grey, (200, 200, 200, 150), turns=(90, 180, 270)),
    "fax": Kind(("typed", "cartouche"), fax, (200, 200, 200, 200)),
}
UPRIGHT = Kind(KINDS["turned"].layouts, office_grey, KINDS["turned"].dpi)  # the same, not turned
HELD_OUT = "fax"  # never looked at when a threshold is chosen
