"""Preparation of a scan: even out the paper, and smooth where the page is noisy."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ocr.picture import Pixels

NOISY = 3.5  # grey levels: above, the page is smoothed first
SMOOTH = 0.8  # pixels of a small scan: deviation of the Gaussian that smooths it
PAPER = 205  # grey level above which a pixel of a flattened page is paper
DARK = 70  # grey level that ink must have
BARE = 1e-3  # of the page: less ink is not stretched, it may be dust
FAINT = 8.0  # grey levels below the paper from which a stroke may be ink
SPREADS = 6.0  # times the spread of the paper: the same on a rough one
RULE = 50  # pixels of a small picture: longer straight ink is a ruled line
_LAPLACIAN = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)


def cleaned(grey: Pixels) -> Pixels:
    """The page with its paper brought to white and its ink to black."""
    if noise(grey) > NOISY:
        grey = cv2.GaussianBlur(cv2.medianBlur(grey, 3), (0, 0), 0.7)  # type: ignore[assignment]
    return inked(flattened(grey))


def enlarged(grey: Pixels, scale: float) -> Pixels:
    """The page ``scale`` times larger and, where it is noisy, smoothed.

    At a low resolution the strokes are too thin for the median that serves elsewhere.
    """
    noisy = noise(grey) > NOISY
    large = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    if noisy:
        large = cv2.GaussianBlur(large, (0, 0), SMOOTH * scale)
    return np.asarray(large, dtype=np.uint8)


def inked(clean: Pixels) -> Pixels:
    """The page with faint ink made dark."""
    sample = clean[::3, ::3]
    dark = sample[sample < PAPER]
    if dark.size < BARE * sample.size:
        return clean
    level = float(np.percentile(dark, 25))
    if level <= DARK:
        return clean
    levels = 255 - (255 - np.arange(256)) * ((255 - DARK) / (255 - level))
    return np.asarray(cv2.LUT(clean, np.clip(levels, 0, 255).astype(np.uint8)), dtype=np.uint8)


def revealed(clean: Pixels) -> Pixels:
    """A cleaned page that looks blank, with the faintest ink that stands out of its paper dark."""
    sample = clean[::3, ::3]
    paper = float(np.median(sample))
    spread = 1.4826 * float(np.median(np.abs(sample - paper)))
    white = paper - max(FAINT, SPREADS * spread) / 2
    faint = sample[sample < 2 * white - paper]
    if faint.size < BARE * sample.size:
        return clean
    level = float(np.percentile(faint, 25))
    levels = 255 - (white - np.arange(256)) * ((255 - DARK) / (white - level))
    return np.asarray(cv2.LUT(clean, np.clip(levels, 0, 255).astype(np.uint8)), dtype=np.uint8)


def flattened(grey: Pixels) -> Pixels:
    """The page divided by its background (shadows, yellowed paper), stretched to 255."""
    height, width = grey.shape
    quarter = cv2.resize(
        grey, (max(width // 4, 1), max(height // 4, 1)), interpolation=cv2.INTER_AREA
    )
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (11, 11))
    paper = cv2.GaussianBlur(cv2.morphologyEx(quarter, cv2.MORPH_CLOSE, kernel), (0, 0), 9)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 1), scale=255), dtype=np.uint8)


def noise(grey: Pixels) -> float:
    """Standard deviation of the noise in grey levels, robust to the print (Immerkær's mask)."""
    response = np.abs(cv2.filter2D(grey[::2, :], cv2.CV_32F, _LAPLACIAN)[1:-1, 1:-1])
    return float(np.median(response) / (6 * 0.6745)) if response.size else 0.0


def ink(clean: Pixels) -> float:
    """Share of dark pixels in a cleaned page, its outer edge left out."""
    height, width = clean.shape
    inner = clean[height // 40 : height - height // 40, width // 40 : width - width // 40]
    return float((inner < 128).mean()) if inner.size else 0.0


def without_rules(dark: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Dark pixels without what is too long and straight to be a letter."""
    pixels = dark.astype(np.uint8)
    for shape in ((RULE, 1), (1, RULE)):
        rules = cv2.morphologyEx(pixels, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        pixels[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 0
    return pixels > 0
