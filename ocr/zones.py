"""A whole page seen by both engines: its zones of text, and what the first engine read in each.

The zones come from the second engine's detector, which sees stamped and faint text; lines that it
misses (small print) keep the place that the first engine gave them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from ocr.engine import Zone
from ocr.layout import Token, pieces_of

Runs = list[list[Token]]

TALL = 1.8  # times the usual height: something else crosses the line
HALF = 0.75  # of the usual height, above and below the middle of such a line
BESIDE = 1.0  # times its height that a word may stand beside its zone
NEAR = 0.5  # of the height of the zone, from its middle to that of a word of it


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line: where it stands, and what the first engine read there."""

    zone: Zone
    tokens: list[Token]
    found: bool  # by the second engine, too


def usual_height(runs: Runs) -> float:
    """The usual height of a word, in pixels; 0 without any."""
    heights = [t.bottom - t.top for run in runs for t in run]
    return median(heights) if heights else 0.0


def parts_of(zones: list[Zone], runs: Runs, usual: float) -> list[Part]:
    """The zones with the tokens that stand in them, and the pieces of runs that stand in none."""
    held: dict[int, list[Token]] = defaultdict(list)
    parts = []
    for run in runs:
        outside = []
        for token in run:
            index = _zone_of(token, zones)
            if index is None:
                outside.append(token)
            else:
                held[index].append(token)
        pieces = [list(piece.tokens) for piece in pieces_of(outside)] if outside else []
        parts += [Part(zone_of(piece, usual), piece, found=False) for piece in pieces]
    for index, zone in enumerate(zones):
        tokens = sorted(held[index], key=lambda t: t.x0)
        parts.append(Part(_widened(zone, tokens), tokens, found=True))
    return parts


def zone_of(run: list[Token], usual: float) -> Zone:
    """The box of a line; where something tall crosses it, what is usual around its middle."""
    x0, x1 = min(t.x0 for t in run), max(t.x1 for t in run)
    top, bottom = min(t.top for t in run), max(t.bottom for t in run)
    middle = median((t.top + t.bottom) / 2 for t in run)
    return narrowed((x0, top, x1, bottom), usual, middle)


def narrowed(zone: Zone, usual: float, middle: float | None = None) -> Zone:
    """The zone no taller than a line of the usual height."""
    x0, top, x1, bottom = zone
    if bottom - top <= TALL * usual:
        return zone
    middle = (top + bottom) / 2 if middle is None else middle
    return x0, max(top, middle - HALF * usual), x1, min(bottom, middle + HALF * usual)


def levelled(line: list[Token], zone: Zone) -> list[Token]:
    """The words of one zone, all as high as it is: two engines box the same line differently."""
    return [token._replace(top=zone[1], bottom=zone[3]) for token in line]


def _zone_of(token: Token, zones: list[Zone]) -> int | None:
    """The zone whose middle is nearest to the token's, among those that it stands in."""
    x, y = (token.x0 + token.x1) / 2, (token.top + token.bottom) / 2
    best, least = None, NEAR
    for index, (x0, top, x1, bottom) in enumerate(zones):
        height = max(bottom - top, 1.0)
        if x0 - BESIDE * height <= x <= x1 + BESIDE * height:
            off = abs(y - (top + bottom) / 2) / height + max(x0 - x, x - x1, 0.0) / (10 * height)
            if off < least:
                best, least = index, off
    return best


def _widened(zone: Zone, tokens: list[Token]) -> Zone:
    x0, top, x1, bottom = zone
    return min([x0, *[t.x0 for t in tokens]]), top, max([x1, *[t.x1 for t in tokens]]), bottom
