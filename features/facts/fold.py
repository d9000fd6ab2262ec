"""Text folded to plain lower case, character for character, so that offsets stay true."""

from __future__ import annotations

import unicodedata

_SPECIAL = {
    "œ": "o", "æ": "a", "ß": "s", "ø": "o", "’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'",
    "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-",
    "º": "°", "˚": "°", "…": ".", "•": "-", "": "-", "▪": "-", "²": "2", "\u00a0": " ", "\u202f": " ",  # noqa: E501
    "\u2009": " ", "\u2007": " ", "\ufeff": " ", "\t": " ", "ﬁ": "f", "ﬂ": "f",
}  # fmt: skip


def _fold_char(char: str) -> str:
    if char in _SPECIAL:
        return _SPECIAL[char]
    if char < "\x80":
        return char.lower()
    special = _SPECIAL.get(char.lower())
    if special:
        return special
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


class _Table(dict[int, str]):
    """Fills itself: only characters met are folded."""

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        self[code] = folded
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """Lower case without accents; as many characters as ``text`` (œ gives o)."""
    return text.translate(_TABLE)


_DIGITS = str.maketrans({
    "o": "0", "O": "0", "Q": "0", "q": "0", "D": "0", "l": "1", "I": "1", "i": "1", "|": "1",
    "!": "1", "s": "5", "S": "5", "B": "8", "b": "6", "z": "2", "Z": "2", "]": "1", "[": "1",
})  # fmt: skip

DIGIT_LIKE = r"[0-9oql|!\]\[isbz]"  # on folded text: a digit, or what a scan makes of one


def as_digits(text: str) -> str:
    """Letters that a scan takes for digits, as digits."""
    return text.translate(_DIGITS)
