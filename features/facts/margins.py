"""A cartouche in the margin, beside the text of the act: read before the text, not across it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from features.facts.bands import GUTTER
from features.facts.fold import fold
from features.facts.straight import straightened
from vigie.domain.page import Page, Word

_OPENS = re.compile(r"\W*(?:vus?|considerant|article|art)\b\W*\Z")
ALIGNED = 2.0  # points between the first words of the paragraphs of one text
NARROW = 0.12  # of the width of the words of a page: an indent is not a margin
BESIDE = 3  # lines of the margin that stand beside the text, at least


@dataclass(frozen=True, slots=True)
class _Body:
    """Where the text of the act begins, and the heights between which nothing crosses that line."""

    left: float
    top: float
    bottom: float

    def holds(self, word: Word) -> bool:
        """Whether a word stands at the heights of the text."""
        return self.top <= (word.box.top + word.box.bottom) / 2 <= self.bottom


def margin_first(page: Page) -> Page:
    """The page with the lines of its margin over those of its text; as it is without a margin."""
    level = straightened(page.words)
    body = _body(level)
    if body is None:
        return page
    words: list[Word] = []
    line = -1
    last: tuple[int, int] | None = None
    for place, index in sorted((_place(word, body), i) for i, word in enumerate(level)):
        word = page.words[index]
        if last != (place, word.line):
            line, last = line + 1, (place, word.line)
        words.append(replace(word, line=line))
    return replace(page, words=tuple(words))


def _place(word: Word, body: _Body) -> int:
    """0 over the text, 1 in the margin, 2 in the text, 3 under it."""
    if body.holds(word):
        return 1 if word.box.x1 < body.left - 1 else 2
    return 0 if word.box.bottom <= body.bottom else 3


def _body(words: Sequence[Word]) -> _Body | None:
    openings = list(_openings(words))
    if len(openings) < 2:
        return None
    left = min(word.box.x0 for word in openings)
    edge = min(word.box.x0 for word in words)
    width = max(word.box.x1 for word in words) - edge
    if left - edge < NARROW * width:
        return None
    first, last = min(w.box.top for w in openings), max(w.box.bottom for w in openings)
    across = [w for w in words if w.box.x0 < left - 1 and w.box.x1 > left - 4]
    if any(first < (w.box.top + w.box.bottom) / 2 < last for w in across):
        return None
    body = _Body(
        left,
        max((w.box.bottom for w in across if w.box.bottom <= first + 2), default=0.0),
        min((w.box.top for w in across if w.box.top >= last - 2), default=1e6),
    )
    beside = {w.line for w in words if w.box.x1 < left - 1 and first - 1 <= w.box.top <= last}
    return body if len(beside) >= BESIDE else None


def _openings(words: Sequence[Word]) -> Iterator[Word]:
    """First words of visas, reasons and articles that begin at one place after a blank."""
    found = [
        word
        for before, word in pairwise([None, *words])
        if word is not None
        and (before is None or before.line != word.line or word.box.x0 - before.box.x1 > GUTTER)
        and _OPENS.match(fold(word.text))
    ]
    visas = [word.box.x0 for word in found if fold(word.text).startswith("vu")]
    if visas:
        yield from (word for word in found if abs(word.box.x0 - min(visas)) <= ALIGNED)
