"""Plain builders: each names only what the test is about."""

from __future__ import annotations

from datetime import date
from typing import Any

from vigie.domain.deadline import Clock
from vigie.domain.dossier import Dossier
from vigie.domain.evidence import PageEvidence
from vigie.domain.fact import Fact, Facts
from vigie.domain.page import Box, Page, PageKind, PageSource, Reading, Word
from vigie.domain.place import NOWHERE, Place


def a_page(text: str, *, number: int = 1, confidence: float = 1.0) -> Page:
    """A page whose words stand on a grid: one line of text a line, 6 pt a character."""
    words = []
    for row, line in enumerate(text.split("\n")):
        column = 0
        for token in line.split():
            box = Box(50 + 6 * column, 60 + 14 * row, 50 + 6 * (column + len(token)), 72 + 14 * row)
            words.append(Word(token, box, confidence, row))
            column += len(token) + 1
    return Page(
        number=number,
        width_pt=595,
        height_pt=842,
        source=PageSource.NATIVE,
        kind=PageKind.NATIVE,
        reason="texte natif",
        confidence=confidence,
        words=tuple(words),
    )


def a_reading(*texts: str, confidence: float = 1.0) -> Reading:
    """A reading of pages, one a text."""
    pages = tuple(a_page(t, number=i, confidence=confidence) for i, t in enumerate(texts, 1))
    return Reading("0" * 64, pages)


def a_fact(value: Any, *, confidence: float = 0.99) -> Fact[Any]:
    """A fact with one piece of evidence."""
    return Fact(value, confidence, (PageEvidence(1, Box(50, 60, 100, 72), str(value)),))


def some_facts(**values: Any) -> Facts:
    """Facts with the values given, by name."""
    return Facts(**{name: a_fact(value) for name, value in values.items()})


def a_dossier(*, place: Place = NOWHERE, clock: Clock | None = None, **values: Any) -> Dossier:
    """A dossier that says the values given, on the place given."""
    default = Clock(decided_on=date(2025, 1, 10), received_on=date(2025, 1, 15))
    return Dossier("act-1", some_facts(**values), place, clock or default)
