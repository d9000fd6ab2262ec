"""How far a reading is from the text of the page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from unicodedata import normalize

from rapidfuzz.distance import Levenshtein

LEADERS = re.compile(r"[.…·]{4,}")
SAME = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class Errors:
    """Counts of one page, so that pages can be added up."""

    characters: int
    character_errors: int
    words: int
    word_errors: int
    words_found: int
    digits: int
    digits_found: int

    def __add__(self, other: Errors) -> Errors:
        pairs = zip(self.values(), other.values(), strict=True)
        return Errors(*(a + b for a, b in pairs))

    def values(self) -> tuple[int, ...]:
        """The counts in order."""
        return tuple(getattr(self, name) for name in self.__slots__)

    @property
    def cer(self) -> float:
        """Character error rate."""
        return self.character_errors / max(self.characters, 1)

    @property
    def wer(self) -> float:
        """Word error rate."""
        return self.word_errors / max(self.words, 1)

    @property
    def word_recall(self) -> float:
        """Share of the words found anywhere on the page."""
        return self.words_found / max(self.words, 1)

    @property
    def digit_recall(self) -> float:
        """Share of the tokens that hold a digit found anywhere on the page."""
        return self.digits_found / max(self.digits, 1)


NONE = Errors(0, 0, 0, 0, 0, 0, 0)


def errors(truth: str, read: str) -> Errors:
    """Compare a reading with the truth; leaders and kinds of quotes and dashes do not count."""
    truth, read = flat(truth), flat(read)
    wanted, got = truth.split(), read.split()
    missed = Counter(wanted) - Counter(got)
    digits = [word for word in wanted if any(c.isdigit() for c in word)]
    lost = sum(n for word, n in missed.items() if any(c.isdigit() for c in word))
    return Errors(
        characters=len(truth),
        character_errors=Levenshtein.distance(truth, read),
        words=len(wanted),
        word_errors=Levenshtein.distance(wanted, got),
        words_found=len(wanted) - missed.total(),
        digits=len(digits),
        digits_found=len(digits) - lost,
    )


def flat(text: str) -> str:
    """One line, one space between words, one form of each sign."""
    return " ".join(LEADERS.sub(" ", normalize("NFC", text).translate(SAME)).split())
