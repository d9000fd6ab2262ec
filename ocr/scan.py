"""From the picture of a page to tokens in its reading frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr.engine import Engine
from ocr.layout import Token
from ocr.lexicon import WORDS
from ocr.orient import lie_of
from ocr.picture import Picture, Pixels
from ocr.place import Affine, after, inverse, mapped, quarter_turn
from ocr.prepare import cleaned, enlarged, ink, revealed
from ocr.repair import repaired
from ocr.second import settle
from vigie.errors import Failed

BARE = 2e-4  # share of ink below which a page is blank
SKEWED = 0.25  # degrees from which the picture is turned level
LOW_DPI, ENOUGH_DPI = 175.0, 200.0  # a scan below the first is enlarged to the second
LARGEST = 8e6  # pixels beyond which it is left as it is: a plan, not a sheet
LEGIBLE = 0.6  # mean confidence that what is read of a faint page must have
POOR = 0.7  # mean confidence below which the page may stand on its head
EVEN = 0.5  # confidence at which a letter speaks neither for a direction nor against it
PROBE_SECONDS = 60.0
BAND = 0.16  # of the height of the page that is read to tell one direction from another


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the engines read: runs of tokens in points of the reading frame, and by whom.

    ``to_shown`` maps the reading frame to the page as shown; ``ink`` is the share of dark pixels;
    ``turn`` is how far the page stands turned, clockwise; ``traces`` says that the page bears
    something too faint to be read: a pale print, or the back of another page seen through it.
    """

    runs: list[list[Token]]
    to_shown: Affine
    ink: float
    by: str
    turn: int = 0
    traces: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """A cleaned page turned so that its lines run level, and the map back to the picture."""

    clean: Pixels
    to_picture: Affine
    turn: int


def read_scan(picture: Picture, engines: tuple[Engine, ...], *, seconds: float) -> Scanned:
    """Clean the picture, turn it level and read it with the engines given, the quick one first."""
    picture = _large_enough(picture)
    clean = cleaned(picture.grey)
    share = ink(clean)
    scale = np.array([[72 / picture.dpi, 0, 0], [0, 72 / picture.dpi, 0]], float)
    blank = Scanned([], after(inverse(scale), picture.to_points), share, "")
    faint = share < BARE
    if faint:
        clean = revealed(clean)
        if ink(clean) < BARE:
            return blank
    level, runs = _read_level(clean, picture.dpi, engines[0], seconds)
    runs, by = settle(level.clean, runs, engines, seconds=seconds)
    if faint and _confidence(runs) < LEGIBLE:
        return replace(blank, traces=True)
    to_shown = after(after(inverse(scale), level.to_picture), picture.to_points)
    placed = [mapped(repaired(run), scale) for run in runs]
    return Scanned(placed, to_shown, share, by, level.turn)


def _large_enough(picture: Picture) -> Picture:
    """The picture, enlarged where its resolution is too low for the engines."""
    scale = ENOUGH_DPI / picture.dpi
    if picture.dpi >= LOW_DPI or picture.grey.size * scale**2 > LARGEST:
        return picture
    to_points = picture.to_points @ np.diag([1 / scale, 1 / scale, 1.0])
    grey = enlarged(picture.grey, scale)
    return replace(picture, grey=grey, to_points=to_points, dpi=ENOUGH_DPI)


def _read_level(
    clean: Pixels, dpi: float, engine: Engine, seconds: float
) -> tuple[Level, list[list[Token]]]:
    lie = lie_of(clean)
    turn = _best_turn(clean, lie.skew, (90, 270), dpi, engine) if lie.sideways else 0
    level = levelled(clean, turn, lie.skew)
    runs = engine.read(level.clean, dpi=dpi, seconds=seconds)
    if not lie.sideways and _is_poor(runs):
        others = (0, 180) if lie.sideways is False else (0, 90, 180, 270)
        turn = _best_turn(clean, lie.skew, others, dpi, engine)
        if turn:
            level = levelled(clean, turn, lie.skew)
            runs = engine.read(level.clean, dpi=dpi, seconds=seconds)
    return level, runs


def levelled(clean: Pixels, turn: int, skew: float) -> Level:
    """The page turned back by ``turn`` (clockwise, in degrees) and by its skew."""
    upright = np.ascontiguousarray(np.rot90(clean, turn // 90))
    height, width = upright.shape
    back = quarter_turn(turn, width, height)
    if abs(skew) < SKEWED:
        return Level(upright, back, turn)
    turned = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0), np.float64)
    wide = round(width * abs(turned[0, 0]) + height * abs(turned[0, 1]))
    high = round(width * abs(turned[0, 1]) + height * abs(turned[0, 0]))
    turned[:, 2] += ((wide - width) / 2, (high - height) / 2)
    flat = cv2.warpAffine(
        upright, turned, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    return Level(np.asarray(flat, dtype=np.uint8), after(inverse(turned), back), turn)


def _best_turn(
    clean: Pixels, skew: float, turns: tuple[int, ...], dpi: float, engine: Engine
) -> int:
    """The turn in which a band of the page reads best; the first where none does."""
    scores = []
    for turn in turns:
        band = _densest(levelled(clean, turn, skew).clean)
        try:
            scores.append(_score(engine.read(band, dpi=dpi, seconds=PROBE_SECONDS)))
        except Failed:
            scores.append(0.0)
    return turns[scores.index(max(scores))]


def _densest(clean: Pixels) -> Pixels:
    """The band of the page that holds most ink."""
    high = max(round(BAND * clean.shape[0]), 1)
    rows = np.cumsum((clean < 128).sum(axis=1))
    start = int(np.argmax(rows[high:] - rows[:-high])) if len(rows) > high else 0
    return clean[start : start + high]


def _score(runs: list[list[Token]]) -> float:
    """How well a band reads: the engine's doubt, and the words that it made of it."""
    tokens = [t for run in runs for t in run if any(map(str.isalnum, t.text))]
    sure = sum((t.confidence - EVEN) * len(t.text) for t in tokens)
    words = sum(t.confidence * len(t.text) for t in tokens if _is_long_word(t.text))
    return sure + words


def _is_long_word(text: str) -> bool:
    return len(text) > 3 and text.strip(".,;:()").lower() in WORDS


def _is_poor(runs: list[list[Token]]) -> bool:
    return _confidence(runs) < POOR


def _confidence(runs: list[list[Token]]) -> float:
    """Mean confidence of the tokens; 0 without any."""
    tokens = [t for run in runs for t in run]
    return sum(t.confidence for t in tokens) / max(len(tokens), 1)
