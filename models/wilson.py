"""The Wilson interval of a share."""

from __future__ import annotations

from math import sqrt

from models.evaluate import Estimate

Z = 1.645  # 90 %


def share_interval(count: int, total: int) -> Estimate:
    """A share with its interval of 90 %; nothing can be said of nothing."""
    if not total:
        return Estimate(None, None, None)
    p = count / total
    shrink = 1 + Z * Z / total
    centre = (p + Z * Z / (2 * total)) / shrink
    half = Z / shrink * sqrt(p * (1 - p) / total + Z * Z / (4 * total * total))
    return Estimate(p, max(0.0, centre - half), min(1.0, centre + half))
