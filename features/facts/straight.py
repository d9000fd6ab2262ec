"""The words of a page as if it lay straight: what a skewed or turned sheet is read by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from statistics import median

from vigie.domain.page import Box, Word

STEEPEST = 0.2  # of a line: beyond, the page lies on its side and is left as it is
_MANY = 4  # words that a line needs to tell which way it runs


def straightened(words: Sequence[Word]) -> tuple[Word, ...]:
    """The same words in the same order, boxes turned so that lines run level, left to right.

    Empty when the lines do not say which way they run, or run up or down.
    """
    lines = [line for _, group in groupby(words, lambda w: w.line) if len(line := list(group)) > 1]
    runs = [_run(line) for line in lines]
    turned = sum(dx < 0 for dx, _ in runs) * 2 > len(runs)
    if not runs or sum(abs(dy) > abs(dx) for dx, dy in runs) * 2 > len(runs):
        return ()
    long = [run for run, line in zip(runs, lines, strict=True) if len(line) >= _MANY] or runs
    slope = median(dy / dx for dx, dy in long if dx) if any(dx for dx, _ in long) else 0.0
    if abs(slope) > STEEPEST:
        return ()
    if not turned and abs(slope) < 1e-4:
        return tuple(words)
    return tuple(_moved(word, slope, turned=turned) for word in words)


def _run(line: Sequence[Word]) -> tuple[float, float]:
    """How far a line goes, from the middle of its first word to that of its last."""
    (x0, y0), (x1, y1) = _middle(line[0]), _middle(line[-1])
    return x1 - x0, y1 - y0


def _middle(word: Word) -> tuple[float, float]:
    box = word.box
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def _moved(word: Word, slope: float, *, turned: bool) -> Word:
    box = word.box
    x, y = _middle(word)
    right, down = slope * y, -slope * x
    moved = Box(box.x0 + right, box.top + down, box.x1 + right, box.bottom + down)
    if turned:
        moved = Box(-moved.x1, -moved.bottom, -moved.x0, -moved.top)
    return Word(word.text, moved, word.confidence, word.line, word.printed)
