"""From an engine's own confidence to the chance that the word is right.

The tables were measured on the pages of the reading benchmark, its held-out kind excepted: for
words of each provenance, the share that was right at eight raw confidences. The benchmark prints
the reliability that comes of it.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum

RAW = (0.0, 0.3, 0.6, 0.8, 0.88, 0.92, 0.96, 1.0)


class Provenance(Enum):
    """Who read a word; the value is the share right at each raw confidence of ``RAW``."""

    TESSERACT = (0.35, 0.44, 0.58, 0.79, 0.93, 0.985, 0.998, 0.999)  # alone, not read again
    RAPIDOCR = (0.05, 0.18, 0.62, 0.81, 0.865, 0.91, 0.935, 0.995)  # alone
    AGREED = (0.94, 0.945, 0.95, 0.965, 0.985, 0.995, 0.998, 0.999)  # both read the same
    ALIKE = (0.1, 0.38, 0.45, 0.62, 0.76, 0.88, 0.89, 0.89)  # the same but for spaces and signs
    TESSERACT_KEPT = (0.5, 0.55, 0.6, 0.7, 0.87, 0.95, 0.975, 0.985)  # they differed
    RAPIDOCR_KEPT = (0.04, 0.13, 0.35, 0.63, 0.66, 0.72, 0.83, 0.955)


def sure(provenance: Provenance, raw: float) -> float:
    """The chance that a word is right."""
    table = provenance.value
    index = min(max(bisect_right(RAW, raw), 1), len(RAW) - 1)
    low, high = RAW[index - 1], RAW[index]
    part = min(max((raw - low) / (high - low), 0.0), 1.0)
    return table[index - 1] + part * (table[index] - table[index - 1])
