"""Which lines a second engine reads again, and what comes of the two readings.

The rule was measured: a line is read again when Tesseract doubts one of its words; the page is
searched for text that Tesseract left out when many lines are in doubt or much ink is outside them.
"""

from __future__ import annotations

from statistics import median

import numpy as np
import numpy.typing as npt

from ocr.calibrate import Provenance
from ocr.engine import Engine, Rereader, Zone
from ocr.layout import Token, pieces_of
from ocr.merge import alone, merged
from ocr.picture import Pixels
from ocr.place import without_doubles
from ocr.prepare import without_rules

Runs = list[list[Token]]

DOUBT = 0.8  # confidence of a word below which its line is read again
DAMAGED = 0.35  # of the lines in doubt: the page is searched for what was left out
LEFT_OUT = 0.2  # of the ink outside every word: the same (0.06: +0.2 % words, 0.5 s a page)
OPEN = 1.3  # times its height that a zone must lie open to be read again
FIRM = 0.4  # confidence of a word that the search leaves in its place
TALL = 1.8  # times the usual height: something else crosses the line
LOST = 0.5  # mean confidence of a line below which it is sought anew
SCALE = 3  # one pixel in three is enough to weigh the ink
DARK = 128
EDGE = 3  # pixels around a word that belong to it
HALF = 0.75  # of the usual height, above and below the middle of such a line
LETTERS = 2  # least letters of a line that was left out
HEARD = 0.42  # raw mean confidence of such a line below which it is a stain


def settle(clean: Pixels, runs: Runs, engines: tuple[Engine, ...]) -> tuple[Runs, str]:
    """The runs of the first engine mended by the second where there is one, and by whom."""
    if engines[0].name == "rapidocr":
        return [alone(run, Provenance.RAPIDOCR) for run in runs], "RapidOCR"
    second = next((e for e in engines[1:] if isinstance(e, Rereader)), None)
    if second is None:
        return [alone(run, Provenance.TESSERACT) for run in runs], "Tesseract"
    pieces = [list(piece.tokens) for run in runs if run for piece in pieces_of(run)]
    usual = median(t.bottom - t.top for piece in pieces for t in piece) if pieces else 0.0
    settled: Runs = []
    lost = False
    reread = 0
    for piece in pieces:
        if not _is_doubtful(piece):
            settled.append(alone(piece, Provenance.TESSERACT))
            continue
        reread += 1
        line = merged(piece, second.read_line(clean, zone_of(piece, usual)))
        lost |= _is_lost(line)
        settled.append(line)
    if lost or reread > DAMAGED * len(pieces) or left_out(clean, runs) > LEFT_OUT:
        settled, found = _searched(clean, settled, usual, second)
        reread += found
    return [run for run in settled if run], "Tesseract et RapidOCR" if reread else "Tesseract"


def zone_of(run: list[Token], usual: float) -> Zone:
    """The box of a line; where something tall crosses it, what is usual around its middle."""
    x0, x1 = min(t.x0 for t in run), max(t.x1 for t in run)
    top, bottom = min(t.top for t in run), max(t.bottom for t in run)
    middle = median((t.top + t.bottom) / 2 for t in run)
    return _narrowed((x0, top, x1, bottom), usual, middle)


def _narrowed(zone: Zone, usual: float, middle: float | None = None) -> Zone:
    x0, top, x1, bottom = zone
    if bottom - top <= TALL * usual:
        return zone
    middle = (top + bottom) / 2 if middle is None else middle
    return x0, max(top, middle - HALF * usual), x1, min(bottom, middle + HALF * usual)


def _is_lost(line: list[Token]) -> bool:
    letters = sum(len(t.text) for t in line)
    return sum(t.confidence * len(t.text) for t in line) < LOST * max(letters, 1)


def left_out(clean: Pixels, runs: Runs) -> float:
    """Share of the dark pixels, ruled lines left aside, that stand outside every word."""
    dark = without_rules(clean[::SCALE, ::SCALE] < DARK)
    inside = _taken(clean.shape, runs)[::SCALE, ::SCALE]
    total = int(dark.sum())
    return int((dark & ~inside).sum()) / total if total else 0.0


def _is_doubtful(run: list[Token]) -> bool:
    return any(t.confidence < DOUBT and any(map(str.isalnum, t.text)) for t in run)


def _searched(clean: Pixels, runs: Runs, usual: float, engine: Rereader) -> tuple[Runs, int]:
    """The runs with the text that no firm word covers, and how many lines of it were found."""
    firm = [[t for t in run if _is_firm(t, usual)] for run in runs]
    weak = [[t for t in run if not _is_firm(t, usual)] for run in runs]
    taken = _taken(clean.shape, firm)
    found: Runs = []
    for zone in engine.zones(clean):
        if _widest_gap(taken, zone) < OPEN * (zone[3] - zone[1]):
            continue
        line = engine.read_line(clean, _narrowed(zone, usual))
        (fresh,) = without_doubles([[t for t in line if any(map(str.isalnum, t.text))]], firm)
        letters = sum(sum(map(str.isalnum, t.text)) for t in fresh)
        heard = sum(t.confidence * len(t.text) for t in fresh)
        if letters >= LETTERS and heard >= HEARD * sum(len(t.text) for t in fresh):
            found.append(alone(fresh, Provenance.RAPIDOCR))
    return firm + without_doubles(weak, found) + found, len(found)


def _is_firm(token: Token, usual: float) -> bool:
    return token.confidence >= FIRM and token.bottom - token.top <= TALL * usual


def _widest_gap(taken: npt.NDArray[np.bool_], zone: Zone) -> int:
    """The longest stretch of the zone, in pixels, where no word stands."""
    x0, top, x1, bottom = (max(int(v), 0) for v in zone)
    quarter = (bottom - top) // 4
    covered = taken[top + quarter : bottom - quarter + 1, x0 : x1 + 1].any(axis=0)
    edges = np.flatnonzero(np.concatenate([[True], covered, [True]]))
    return int(np.diff(edges).max()) - 1


def _taken(shape: tuple[int, ...], runs: Runs) -> npt.NDArray[np.bool_]:
    """Where words stand."""
    taken = np.zeros(shape, bool)
    for token in (t for run in runs for t in run):
        rows = slice(max(int(token.top) - EDGE, 0), int(token.bottom) + EDGE)
        taken[rows, max(int(token.x0) - EDGE, 0) : int(token.x1) + EDGE] = True
    return taken
