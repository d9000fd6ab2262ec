"""Plain text as pages of words on a grid, so that the readers of facts can read it."""

from __future__ import annotations

from vigie.domain.page import Box, Page, PageKind, PageSource, Word

CHARACTER_PT, LINE_PT = 6.0, 14.0
LEFT, TOP = 50.0, 60.0


def pages_of(text: str) -> tuple[Page, ...]:
    """One page for each part between form feeds."""
    return tuple(_page(part, number) for number, part in enumerate(text.split("\f"), 1))


def _page(text: str, number: int) -> Page:
    words: list[Word] = []
    lines = [line for line in text.splitlines() if line.strip()]
    for row, line in enumerate(lines):
        words.extend(_words(line, row))
    right = max((word.box.x1 for word in words), default=0.0)
    return Page(
        number=number,
        width_pt=max(595.0, right + LEFT),
        height_pt=max(842.0, TOP + LINE_PT * (len(lines) + 2)),
        source=PageSource.NATIVE,
        kind=PageKind.NATIVE,
        reason="texte donné",
        confidence=1.0 if words else None,
        words=tuple(words),
    )


def _words(line: str, row: int) -> list[Word]:
    words, column, top = [], 0, TOP + LINE_PT * row
    for token in line.split():
        start = LEFT + CHARACTER_PT * column
        box = Box(start, top, start + CHARACTER_PT * len(token), top + LINE_PT - 2)
        words.append(Word(token, box, 1.0, row))
        column += len(token) + 1
    return words
