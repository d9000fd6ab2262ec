"""Two readings of one line made one, group of words by group of words.

Their errors differ: Tesseract loses stamped and faint words, RapidOCR glues words and drops
apostrophes and thin letters. Where they agree the word is nearly certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from unicodedata import normalize

from rapidfuzz.distance import Levenshtein

from ocr import calibrate
from ocr.calibrate import Provenance
from ocr.layout import Token
from ocr.lexicon import WORDS

Line = list[Token]

# What a reading is worth beside its confidence.
TESSERACT = 0.05  # where all else is equal
WORD = 0.3  # to be words of the trade
ACCENT = 0.25  # to have accents that the other dropped
THIN = 0.15  # for each letter that the other, RapidOCR, only dropped
ALONE = 0.6  # least confidence of a word that one engine alone saw on the line
FORM = re.compile(
    r"^(?:\d{1,2}/\d{1,2}/\d{4}|[LRDA]\.?\d{3}-\d{1,3}(?:-\d{1,2})?|\d+(?:,\d+)?|\d{4}-\d{1,4})[.,;:)]*$"
)
SAME = str.maketrans("’‘º", "''°")


def merged(first: Line, second: Line) -> Line:
    """What Tesseract (``first``) and RapidOCR (``second``) read, confidences calibrated."""
    return [token for one, two in segments(first, second) for token in _chosen(one, two)]


def alone(line: Line, provenance: Provenance) -> Line:
    """A line that one engine alone read, confidences calibrated."""
    return [_sure(token, provenance) for token in line]


def segments(first: Line, second: Line) -> Iterator[tuple[Line, Line]]:
    """The two lines cut where both have a space at one place: pairs of groups of words."""
    one, two = _text(first), _text(second)
    cuts = [(0, 0)]
    for op in Levenshtein.opcodes(one, two):
        if op.tag == "equal":
            spaces = (i for i in range(op.src_end - op.src_start) if one[op.src_start + i] == " ")
            cuts.extend((op.src_start + i + 1, op.dest_start + i + 1) for i in spaces)
    cuts.append((len(one) + 1, len(two) + 1))
    starts_one, starts_two = _starts(first), _starts(second)
    for (a, b), (c, d) in pairwise(cuts):
        left = [t for t, at in zip(first, starts_one, strict=True) if a <= at < c]
        right = [t for t, at in zip(second, starts_two, strict=True) if b <= at < d]
        if left or right:
            yield left, right


def _chosen(one: Line, two: Line) -> Line:
    left, right = _text(one), _text(two)
    if left == right:
        return [_sure(token, Provenance.AGREED) for token in one]
    if not (one and two):
        provenance = Provenance.TESSERACT_KEPT if one else Provenance.RAPIDOCR_KEPT
        return [_sure(t, provenance) for t in one or two if t.confidence >= ALONE]
    if _bare(left) == _bare(right):
        kept = two if right.count("'") > left.count("'") else one
        return [_sure(token, Provenance.ALIKE) for token in kept]
    if _letters(left) == _letters(right):
        kept = one if len(left) >= len(right) else two
        return [_sure(token, Provenance.ALIKE) for token in kept]
    if _worth(one, two) + TESSERACT + _dropped(left, right) >= _worth(two, one):
        return [_sure(token, Provenance.TESSERACT_KEPT) for token in one]
    return [_sure(token, Provenance.RAPIDOCR_KEPT) for token in two]


def _worth(line: Line, other: Line) -> float:
    text, against = _text(line), _text(other)
    accents = _plain(text) == _plain(against) and len(_marks(text)) > len(_marks(against))
    words = [token.text for token in line if any(c.isalnum() for c in token.text)]
    known = sum(map(_is_known, words)) / max(len(words), 1)
    return min(t.confidence for t in line) + WORD * known + ACCENT * accents + _signs(text)


def _signs(text: str) -> float:
    """Tesseract's French cannot print these, RapidOCR reads them."""
    return 0.4 if any(sign in text for sign in "²³") else 0.0


def _dropped(left: str, right: str) -> float:
    """How much speaks for ``left`` when ``right`` is the same with letters lost."""
    lost = len(left) - len(right)
    if not 0 < lost <= 3 or Levenshtein.distance(left, right) != lost:
        return 0.0
    return THIN * lost if left.isalpha() else 0.0


def _is_known(text: str) -> bool:
    """A word of the trade, or a date, a number or an article in its usual form."""
    if FORM.match(text):
        return True
    parts = text.strip('.,;:()«»"').lower().replace("’", "'").split("'")
    return all(part in WORDS or part in ("l", "d", "qu", "n", "s", "c", "j") for part in parts)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum() or c in "°%/")


def _plain(text: str) -> str:
    return "".join(c for c in normalize("NFD", text) if not "\u0300" <= c <= "\u036f")


def _marks(text: str) -> str:
    return "".join(c for c in normalize("NFD", text) if "\u0300" <= c <= "\u036f")


def _bare(text: str) -> str:
    return text.translate(SAME).replace(" ", "").replace("'", "")


def _sure(token: Token, provenance: Provenance) -> Token:
    return token._replace(confidence=calibrate.sure(provenance, token.confidence))


def _text(line: Line) -> str:
    return " ".join(token.text.translate(SAME) for token in line)


def _starts(line: Line) -> list[int]:
    starts, at = [], 0
    for token in line:
        starts.append(at)
        at += len(token.text) + 1
    return starts
