"""Which lines a second engine reads again, and what comes of the two readings.

The rule was measured: where the page looks damaged (many lines in doubt, or ink outside every
word), the second engine finds the zones of text of the whole page; then a line is read again when
Tesseract doubts one of its words or left a stretch of it out.
"""

from __future__ import annotations

from math import inf
from time import monotonic

import numpy as np
import numpy.typing as npt

from ocr.calibrate import Provenance
from ocr.engine import Engine, Rereader
from ocr.layout import Token, pieces_of
from ocr.merge import alone, merged
from ocr.picture import Pixels
from ocr.prepare import without_rules
from ocr.spelling import mended
from ocr.zones import Part, Runs, levelled, narrowed, parts_of, usual_height, zone_of

DOUBT = 0.8  # confidence of a word below which its line is read again
FIGURE = 0.93  # the same for a word that holds a digit, on a damaged page
DAMAGED = 0.3  # of the lines in doubt: the page is damaged
LEFT_OUT = 0.02  # of the ink outside every word: the same
OPEN = 1.3  # times its height that a zone must lie open to be read again
LOST = 0.5  # mean confidence below which what stands in no zone is a stain
SCALE = 3  # one pixel in three is enough to weigh the ink
DARK = 128
EDGE = 3  # pixels around a word that belong to it
HEARD = 0.3  # raw mean confidence of a line that was left out below which it is a stain
LONE = 0.8  # the same for a line of one letter: a zone of the PLU in its cell


def settle(
    clean: Pixels, runs: Runs, engines: tuple[Engine, ...], *, seconds: float = inf
) -> tuple[Runs, str]:
    """The runs of the first engine mended by the second where there is one, and by whom.

    Lines whose turn has not come within ``seconds`` stay as the first engine read them.
    """
    until = monotonic() + seconds
    if engines[0].name == "rapidocr":
        return [mended(alone(run, Provenance.RAPIDOCR)) for run in runs], "RapidOCR"
    second = next((e for e in engines[1:] if isinstance(e, Rereader)), None)
    if second is None:
        return [mended(alone(run, Provenance.TESSERACT)) for run in runs], "Tesseract"
    usual = usual_height(runs)
    parts = _lines(runs, usual)
    damaged = _is_damaged(clean, runs, parts)
    if damaged:
        parts = parts_of(second.zones(clean), runs, usual)
    settled: Runs = []
    reread = 0
    for part in parts:
        zone = narrowed(part.zone, usual) if usual else part.zone
        if _is_doubtful(part, damaged=damaged) and monotonic() < until:
            line = mended(_settled(part, second.read_line(clean, zone), damaged=damaged))
            reread += bool(line)
        else:
            line = alone(part.tokens, Provenance.TESSERACT)
        settled.append(levelled(line, zone) if part.found else line)
    return [run for run in settled if run], "Tesseract et RapidOCR" if reread else "Tesseract"


def _lines(runs: Runs, usual: float) -> list[Part]:
    pieces = [list(piece.tokens) for run in runs if run for piece in pieces_of(run)]
    return [Part(zone_of(piece, usual), piece, found=False) for piece in pieces]


def _is_damaged(clean: Pixels, runs: Runs, lines: list[Part]) -> bool:
    doubtful = sum(_is_doubtful(line, damaged=False) for line in lines)
    return doubtful >= DAMAGED * len(lines) or left_out(clean, runs) > LEFT_OUT


def _is_doubtful(part: Part, *, damaged: bool) -> bool:
    """Whether the line is worth reading again, or was not read at all."""
    if not part.tokens or any(t.confidence < _doubt(t.text, damaged=damaged) for t in part.tokens):
        return True
    return part.found and _widest_gap(part) > OPEN * (part.zone[3] - part.zone[1])


def _doubt(text: str, *, damaged: bool) -> float:
    """The confidence below which a word is in doubt: more for figures, none for bare signs."""
    if not any(map(str.isalnum, text)):
        return 0.0
    return FIGURE if damaged and any(map(str.isdigit, text)) else DOUBT


def _widest_gap(part: Part) -> float:
    """The longest stretch of the zone, in pixels, where no word stands."""
    reach, widest = part.zone[0], 0.0
    for token in part.tokens:
        widest = max(widest, token.x0 - reach)
        reach = max(reach, token.x1)
    return max(widest, part.zone[2] - reach)


def _settled(part: Part, again: list[Token], *, damaged: bool) -> list[Token]:
    if not part.tokens:
        return alone(again, Provenance.RAPIDOCR) if _is_text(again) else []
    line = merged(part.tokens, again)
    return [] if damaged and not part.found and _is_stain(line) else line


def _is_text(line: list[Token]) -> bool:
    """Whether a line that Tesseract left out is one."""
    letters = sum(sum(map(str.isalnum, t.text)) for t in line)
    least = HEARD if letters > 1 else LONE
    heard = sum(t.confidence * len(t.text) for t in line)
    return letters > 0 and heard >= least * sum(len(t.text) for t in line)


def _is_stain(line: list[Token]) -> bool:
    letters = sum(len(t.text) for t in line)
    return sum(t.confidence * len(t.text) for t in line) < LOST * letters


def left_out(clean: Pixels, runs: Runs) -> float:
    """Share of the dark pixels, ruled lines left aside, that stand outside every word."""
    dark = without_rules(clean[::SCALE, ::SCALE] < DARK)
    inside = _taken(clean.shape, runs)[::SCALE, ::SCALE]
    total = int(dark.sum())
    return int((dark & ~inside).sum()) / total if total else 0.0


def _taken(shape: tuple[int, ...], runs: Runs) -> npt.NDArray[np.bool_]:
    """Where words stand."""
    taken = np.zeros(shape, bool)
    for token in (t for run in runs for t in run):
        rows = slice(max(int(token.top) - EDGE, 0), int(token.bottom) + EDGE)
        taken[rows, max(int(token.x0) - EDGE, 0) : int(token.x1) + EDGE] = True
    return taken
