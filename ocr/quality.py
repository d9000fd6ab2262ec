"""Whether a native text layer is readable text, from its characters alone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import sqrt
from string import ascii_lowercase
from unicodedata import normalize

FUNCTION_WORDS = frozenset(
    """
    a afin ainsi au aucun aucune aux avec ce cette ces cet ci comme conformément d dans de depuis
    des doit donc dont du elle en entre est et eu fait il ils l la le les leur leurs lors mais
    même ne non notamment nous n on ont ou où par pas peut pour qu que qui s sa sans se sera ses
    si soit son sont sous sur tous tout toute une un vu vous y à été être
    """.split()  # noqa: SIM905
)
EXPECTED = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "àâäçéèêëîïôöùûüÿœæñÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆÑ"
    "áíóúìòãõßÁÍÓÚ"
    " \t\r\n\x02\ufffe.,;:!?'’‘\"«»“”()[]{}<>/\\|&@#%*+-–—‑−=_°º²³ª€£$§~^…·•×÷±½¼¾‰µ©®™œ"
    "\u00a0\u202f\u2009\u00adﬁﬂﬀﬃﬄ`´¨"
)
# Letters of French prose, in per mille, accents folded.
LETTERS = {
    **{"e": 173, "a": 84, "s": 81, "i": 74, "n": 72, "t": 71, "r": 66, "u": 62, "l": 57},
    **{"o": 55, "d": 37, "c": 32, "m": 30, "p": 29, "v": 13, "f": 11, "q": 11, "g": 9},
    **{"b": 9, "h": 8, "x": 4, "y": 3, "j": 5, "z": 1, "k": 1, "w": 1},
}
_WORD = re.compile(r"[^\W\d_]+")
ACCENTED = frozenset("àâçéèêëîïôùûœ")
LOWER = ACCENTED | frozenset(ascii_lowercase)

ODD = 0.01  # of the characters of words: above, the font lies about its characters
FUNCTION = 0.08  # of the words: below, it may not be French
LIKENESS = 0.78  # of the letters' frequencies with those of prose: below, it is no language
NO_TONGUE = 0.72  # the same, for a text long enough to be certain of it
LONE = 0.5  # of the words: above, the letters stand apart
ACCENTS = 0.004  # of the small letters of French prose: below, the font lost them


@dataclass(frozen=True, slots=True)
class TextLook:
    """Figures of a text: characters, words, and shares between 0 and 1."""

    letters: int
    words: int
    odd: float
    function: float
    likeness: float
    lone: float
    accents: float
    lowers: int

    @property
    def fault(self) -> str | None:
        """Why the text cannot be trusted, in French; None when it can."""
        if self.odd > ODD:
            return f"caractères impossibles ({self.odd:.1%} des caractères)"
        if self.words >= 12 and self.letters >= 60:
            foreign = self.function < FUNCTION and self.likeness < LIKENESS
            if foreign or (self.letters >= 200 and self.likeness < NO_TONGUE):
                return "suite de lettres qui n'est pas du français"
            if self.lone > LONE:
                return "lettres isolées"
        if self.lowers >= 400 and self.function > 0.2 and self.accents < ACCENTS:
            return "accents perdus par la police"
        return None


def look_at_text(text: str) -> TextLook:
    """Figures of a page's text."""
    words = Counter(_WORD.findall(text.lower()))
    signs = Counter(text)  # everything about letters is worked out once a kind of letter
    letters = sum(n for sign, n in signs.items() if sign.isalpha())
    lowers = sum(n for sign, n in signs.items() if sign in LOWER)
    total = words.total()
    count = max(total, 1)
    return TextLook(
        letters=letters,
        words=total,
        odd=_odd(text),
        function=sum(n for word, n in words.items() if word in FUNCTION_WORDS) / count,
        likeness=_likeness(signs),
        lone=sum(n for word, n in words.items() if len(word) == 1 and word not in "aày") / count,
        accents=sum(n for sign, n in signs.items() if sign in ACCENTED) / max(lowers, 1),
        lowers=lowers,
    )


def _odd(text: str) -> float:
    """Share of unexpected characters; a token that is one symbol is a bullet, not a fault."""
    if EXPECTED.issuperset(text):
        return 0.0
    tokens = text.split()
    odd = sum(c not in EXPECTED for token in tokens if len(token) > 1 for c in token)
    return odd / max(sum(map(len, tokens)), 1)


def _likeness(signs: Counter[str]) -> float:
    """Cosine between the frequencies of the letters and those of French prose."""
    counts = dict.fromkeys(LETTERS, 0)
    for sign, n in signs.items():
        for letter in normalize("NFKD", sign.lower()):
            if letter in counts:
                counts[letter] += n
    norm = sqrt(sum(n * n for n in counts.values())) * sqrt(sum(f * f for f in LETTERS.values()))
    return sum(counts[k] * f for k, f in LETTERS.items()) / norm if norm else 0.0
