"""The text of several pages as one string whose spans lead back to boxes on the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from vigie.domain.evidence import PageEvidence
from vigie.domain.page import Box, Page, Word

LONG = 4  # letters


@dataclass(frozen=True, slots=True)
class Text:
    """Pages joined by newlines. ``starts[i]`` is the offset of ``words[i]`` in ``string``."""

    string: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]
    pages: tuple[int, ...]

    @classmethod
    def of(cls, pages: Iterable[Page]) -> Text:
        """Join the words of pages: a space inside a line, a newline between lines and pages."""
        parts: list[str] = []
        words: list[Word] = []
        starts: list[int] = []
        numbers: list[int] = []
        offset = 0
        last: tuple[int, int] | None = None
        for page in pages:
            for word in page.words:
                here = (page.number, word.line)
                if last is not None:
                    parts.append(" " if here == last else "\n")
                    offset += 1
                words.append(word)
                starts.append(offset)
                numbers.append(page.number)
                parts.append(word.text)
                offset += len(word.text)
                last = here
        return cls("".join(parts), tuple(words), tuple(starts), tuple(numbers))

    def word_range(self, start: int, end: int) -> range:
        """Indices of the words that the span [start, end) touches."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        if self.words and self.starts[first] + len(self.words[first].text) <= start:
            first += 1
        last = first
        while last < len(self.words) and self.starts[last] < end:
            last += 1
        return range(first, last)

    def evidence(self, start: int, end: int) -> tuple[PageEvidence, ...]:
        """One piece of evidence for each line that the span [start, end) touches."""
        found: list[tuple[int, int, Box, list[str]]] = []
        for index in self.word_range(start, end):
            word, page = self.words[index], self.pages[index]
            if found and found[-1][:2] == (page, word.line):
                _, _, box, texts = found[-1]
                found[-1] = (page, word.line, box.union(word.box), [*texts, word.text])
            else:
                found.append((page, word.line, word.box, [word.text]))
        return tuple(
            PageEvidence(page, box, " ".join(texts), follows=line > 0)
            for line, (page, _, box, texts) in enumerate(found)
        )

    def confidence(self, start: int, end: int) -> float:
        """The lowest confidence among the words that the span touches; 0 for none."""
        return min((self.words[i].confidence for i in self.word_range(start, end)), default=0.0)

    def wording(self, start: int, end: int) -> float:
        """The same among the long words of the span, where it has some.

        What chooses between known senses (« accordé », « piscine ») is as sure as its words, not
        as the marks, figures and small words between them.
        """
        words = [self.words[i] for i in self.word_range(start, end)]
        long = [word.confidence for word in words if sum(map(str.isalpha, word.text)) >= LONG]
        return min(long) if long else self.confidence(start, end)
