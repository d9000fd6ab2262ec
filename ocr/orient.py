"""How the text of a scan stands: level or on its side, and how far askew."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.picture import Pixels
from ocr.prepare import without_rules

LOOK = 1000  # pixels of the longer side at which the ink is looked at
POINTS = 20_000  # dark pixels that are weighed
WIDEST = 10.0  # degrees of skew that are tried
SURE = 1.25  # times sharper that rows must be than columns to be certain of the direction

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lie:
    """How the lines run: ``skew`` in degrees clockwise, for the direction that is sharper.

    ``sideways`` is None where rows and columns look alike.
    """

    skew: float
    sideways: bool | None


def lie_of(clean: Pixels) -> Lie:
    """Look at the ink of a cleaned page."""
    points = _ink_points(clean)
    if len(points) < 200:
        return Lie(0.0, False)
    across, level = _sharpest(points)
    down, upright = _sharpest(points[:, ::-1])
    if level > SURE * upright:
        return Lie(across, False)
    if upright > SURE * level:
        return Lie(-down, True)
    return Lie(across if level >= upright else -down, None)


def _ink_points(clean: Pixels) -> Points:
    """Columns and rows of dark pixels, without what is too long to be a letter."""
    scale = LOOK / max(clean.shape)
    small = cv2.resize(clean, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = without_rules(small < 160)
    edge = LOOK // 40
    dark[:edge], dark[-edge:], dark[:, :edge], dark[:, -edge:] = False, False, False, False
    rows, columns = np.nonzero(dark)
    step = max(len(rows) // POINTS, 1)
    return np.stack([columns[::step], rows[::step]], axis=1).astype(np.float64)


def _sharpest(points: Points) -> tuple[float, float]:
    """The angle at which the rows of ink are sharpest, and how sharp they are there."""
    best, sharp = 0.0, 0.0
    for step, reach in ((0.5, WIDEST), (0.1, 0.4)):
        centre = best
        for angle in np.arange(centre - reach, centre + reach + step / 2, step):
            heights = points[:, 1] - points[:, 0] * np.tan(np.radians(angle))
            counts = np.bincount((heights - heights.min()).astype(np.int64)).astype(np.float64)
            value = float((np.diff(counts) ** 2).sum())
            if value > sharp:
                best, sharp = float(angle), value
    return best, sharp
