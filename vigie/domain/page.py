"""A page is words with a place; a reading is the pages of one document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points (1/72 inch), origin at the top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read, and how sure the reader is of it, from 0 to 1.

    ``line`` numbers the lines of the page from 0 in reading order. ``printed`` keeps what was
    read when ``text`` has been repaired; None when nothing was changed.
    """

    text: str
    box: Box
    confidence: float
    line: int
    printed: str | None = None


class PageSource(StrEnum):
    """Where the words of a page come from."""

    NATIVE = "native"
    OCR = "ocr"


class PageKind(StrEnum):
    """What a page is, decided before it is read."""

    NATIVE = "native"  # good native text
    IMAGE = "image"  # a scan, no text
    MIXED = "mixed"  # native text over or beside a scan
    GARBAGE = "garbage"  # a text layer that is not readable French
    PLAN = "plan"  # a plan or a photograph, no prose
    RECEIPT = "receipt"  # an @CTES receipt, not part of the act
    BLANK = "blank"
    UNREAD = "unread"  # beyond a budget, or no reader could read it


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its words in reading order, how they were read and why so.

    ``confidence`` is the mean of its words' confidences, None when it has no word.
    ``reason`` says in French why the page was read this way, or not read.
    """

    number: int
    width_pt: float
    height_pt: float
    source: PageSource
    kind: PageKind
    reason: str
    confidence: float | None
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words, a space between words and a newline between lines."""
        parts: list[str] = []
        for index, word in enumerate(self.words):
            if index:
                parts.append(" " if word.line == self.words[index - 1].line else "\n")
            parts.append(word.text)
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one document. Pages count from 1 and none is left out.

    ``notes`` tells in French what the reader of the act should know (« fichier réparé »…).
    """

    sha256: str
    pages: tuple[Page, ...]
    notes: tuple[str, ...] = ()
