"""From the picture of a page to tokens in its reading frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ocr.engine import Engine
from ocr.layout import Token
from ocr.picture import Picture
from ocr.place import Affine, after, inverse, mapped
from ocr.prepare import cleaned, ink

BARE = 2e-4  # share of ink below which a page is blank


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the engines read: runs of tokens in points of the reading frame, and by whom.

    ``to_shown`` maps the reading frame to the page as shown; ``ink`` is the share of dark pixels.
    """

    runs: list[list[Token]]
    to_shown: Affine
    ink: float
    by: str


def read_scan(picture: Picture, engines: tuple[Engine, ...], *, seconds: float) -> Scanned:
    """Clean the picture and read it."""
    clean = cleaned(picture.grey)
    share = ink(clean)
    scale = np.array([[72 / picture.dpi, 0, 0], [0, 72 / picture.dpi, 0]], float)
    to_shown = after(inverse(scale), picture.to_points)
    if share < BARE:
        return Scanned([], to_shown, share, "")
    runs = engines[0].read(clean, dpi=picture.dpi, seconds=seconds)
    return Scanned([mapped(run, scale) for run in runs], to_shown, share, engines[0].name)
