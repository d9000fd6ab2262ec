"""Where a token stands: maps between the reading frame of a page and the page as it is shown.

The reading frame is the one in which the lines run level from left to right. It differs from the
page as shown where a page was scanned on its side or a little askew.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ocr.layout import Token

Affine = npt.NDArray[np.float64]  # 2 × 3

_TURNS = {0: (1, 0, 0, 1), 90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}


def quarter_turn(degrees: int, width: float, height: float) -> Affine:
    """The map that turns a frame of that size clockwise, the result starting at (0, 0)."""
    a, b, c, d = _TURNS[degrees % 360]
    shift = (max(-a * width, 0) + max(-b * height, 0), max(-c * width, 0) + max(-d * height, 0))
    return np.array([[a, b, shift[0]], [c, d, shift[1]]], float)


def after(first: Affine, then: Affine) -> Affine:
    """The map that does ``first``, then ``then``."""
    return np.hstack([then[:, :2] @ first[:, :2], then[:, :2] @ first[:, 2:] + then[:, 2:]])


def inverse(affine: Affine) -> Affine:
    """The map back."""
    back = np.linalg.inv(affine[:, :2])
    return np.hstack([back, -back @ affine[:, 2:]])


def mapped(tokens: Sequence[Token], affine: Affine) -> list[Token]:
    """The tokens, each with the smallest upright box that holds its turned box."""
    if not tokens:
        return []
    boxes = np.array([token[1:5] for token in tokens], float)
    corners = boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2)
    points = corners @ affine[:, :2].T + affine[:, 2]
    low, high = points.min(axis=1).tolist(), points.max(axis=1).tolist()
    return [
        token._replace(x0=a, top=b, x1=c, bottom=d)
        for token, (a, b), (c, d) in zip(tokens, low, high, strict=True)
    ]


def without_doubles(runs: list[list[Token]], kept: list[list[Token]]) -> list[list[Token]]:
    """The runs without the tokens that stand where a token of ``kept`` stands."""
    boxes = np.array([token[1:5] for run in kept for token in run], float).reshape(-1, 4)
    if not len(boxes):
        return runs
    return [[token for token in run if not _covered(token, boxes)] for run in runs]


def _covered(token: Token, boxes: npt.NDArray[np.float64]) -> bool:
    """Whether boxes of its own line hide more than half of the token's width."""
    high = np.minimum(boxes[:, 3], token.bottom) - np.maximum(boxes[:, 1], token.top)
    low = np.minimum(boxes[:, 3] - boxes[:, 1], token.bottom - token.top)
    wide = np.minimum(boxes[:, 2], token.x1) - np.maximum(boxes[:, 0], token.x0)
    hidden = float(np.clip(wide, 0, None)[high > 0.5 * low].sum())
    return hidden > 0.5 * max(token.x1 - token.x0, 1e-6)
