"""Which lines a second engine reads again, and what comes of the two readings.

The rule was measured: a line is read again when Tesseract doubts one of its words; the page is
searched for text that Tesseract left out when many lines are in doubt or much ink is outside them.
"""

from __future__ import annotations

import numpy as np

from ocr.calibrate import Provenance
from ocr.engine import Engine, Rereader, Zone
from ocr.layout import Token
from ocr.merge import alone, merged
from ocr.picture import Pixels

Runs = list[list[Token]]

DOUBT = 0.8  # confidence of a word below which its line is read again
DAMAGED = 0.35  # of the lines in doubt: the page is searched for what was left out
LEFT_OUT = 0.06  # of the ink outside every word: the same
NEW = 0.3  # of a zone that words already cover: above, it is not new
HEARD = 0.55  # raw mean confidence of a new zone below which it is a stain, not text


def settle(clean: Pixels, runs: Runs, engines: tuple[Engine, ...]) -> tuple[Runs, str]:
    """The runs of the first engine mended by the second where there is one, and by whom."""
    runs = [run for run in runs if run]
    if engines[0].name == "rapidocr":
        return [alone(run, Provenance.RAPIDOCR) for run in runs], "RapidOCR"
    second = next((e for e in engines[1:] if isinstance(e, Rereader)), None)
    if second is None:
        return [alone(run, Provenance.TESSERACT) for run in runs], "Tesseract"
    doubtful = [_is_doubtful(run) for run in runs]
    settled = [
        merged(run, second.read_line(clean, zone_of(run)))
        if doubt
        else alone(run, Provenance.TESSERACT)
        for run, doubt in zip(runs, doubtful, strict=True)
    ]
    reread = sum(doubtful)
    found: Runs = []
    if reread > DAMAGED * len(runs) or left_out(clean, runs) > LEFT_OUT:
        found = _found(clean, settled, second)
    by = "Tesseract" if not (reread or found) else "Tesseract et RapidOCR"
    return [run for run in settled + found if run], by


def zone_of(run: list[Token]) -> Zone:
    """The box of a run."""
    return (
        min(t.x0 for t in run),
        min(t.top for t in run),
        max(t.x1 for t in run),
        max(t.bottom for t in run),
    )


def left_out(clean: Pixels, runs: Runs) -> float:
    """Share of the dark pixels that stand outside every word."""
    scale = 4
    dark = clean[::scale, ::scale] < 128
    inside = np.zeros_like(dark)
    for token in (t for run in runs for t in run):
        rows = slice(int(token.top) // scale - 1, int(token.bottom) // scale + 2)
        inside[rows, max(int(token.x0) // scale - 1, 0) : int(token.x1) // scale + 2] = True
    total = int(dark.sum())
    return int((dark & ~inside).sum()) / total if total else 0.0


def _is_doubtful(run: list[Token]) -> bool:
    return any(token.confidence < DOUBT for token in run)


def _found(clean: Pixels, runs: Runs, engine: Rereader) -> Runs:
    """The lines that no word covers, read by the engine."""
    taken = np.zeros(clean.shape, bool)
    for token in (t for run in runs for t in run):
        rows = slice(max(int(token.top), 0), int(token.bottom) + 1)
        taken[rows, max(int(token.x0), 0) : int(token.x1) + 1] = True
    found: Runs = []
    for zone in engine.zones(clean):
        x0, top, x1, bottom = (max(int(v), 0) for v in zone)
        if taken[top : bottom + 1, x0 : x1 + 1].mean() > NEW:
            continue
        run = engine.read_line(clean, zone)
        letters = sum(len(t.text) for t in run)
        if letters and sum(t.confidence * len(t.text) for t in run) / letters >= HEARD:
            found.append(alone(run, Provenance.RAPIDOCR))
    return found
