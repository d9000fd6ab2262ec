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
from ocr.spelling import is_word, near_word

Line = list[Token]

# What a reading is worth beside its confidence.
TESSERACT = 0.05  # where all else is equal
WORD = 0.3  # to be words of the trade
NEARLY = 0.5  # of that, to be one but for a letter or two
ACCENT = 0.25  # to have accents that the other dropped
THIN = 0.15  # for each letter that the other, RapidOCR, only dropped
ALONE = 0.6  # least confidence of a word that one engine alone saw on the line
FAINT = 0.1  # the same where it is likely to be a word
CUT = 0.4  # against a reading that stands on a part of the other's width only
SHORT = 0.7  # of the width: that part
OVER = 0.1  # of the height: how far words that stand beside each other may overlap
FORM = re.compile(
    r"^(?:\d{1,2}/\d{1,2}/\d{4}|[LRDA]\.?\d{3}-\d{1,3}(?:-\d{1,2})?|\d+(?:,\d+)?|\d{4}-\d{1,4})[.,;:)]*$"
)
SAME = str.maketrans("’‘º", "''°")


def merged(first: Line, second: Line) -> Line:
    """What Tesseract (``first``) and RapidOCR (``second``) read, confidences calibrated."""
    return [
        token
        for both in segments(first, second)
        for one, two in beside(*both)
        for token in _chosen(one, two)
    ]


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


def beside(one: Line, two: Line) -> Iterator[tuple[Line, Line]]:
    """Two groups that differ, cut again where neither has a word: words stand above each other.

    Where an engine lost the end of a line, what the other read there is not weighed against the
    one word that it made of it.
    """
    few = min(len(one), len(two)) == 0 or max(len(one), len(two)) == 1
    if few or _text(one) == _text(two) or _alike(_text(one), _text(two)) is not None:
        yield one, two
        return
    left: Line = []
    right: Line = []
    reach = float("-inf")
    for token, is_first in sorted(
        [(t, True) for t in one] + [(t, False) for t in two], key=lambda pair: pair[0].x0
    ):
        if (left or right) and token.x0 > reach - OVER * (token.bottom - token.top):
            yield left, right
            left, right = [], []
        (left if is_first else right).append(token)
        reach = max(reach, token.x1)
    yield left, right


def _chosen(one: Line, two: Line) -> Line:
    if not two:
        return [
            _sure(t, Provenance.TESSERACT_KEPT) for t in one if _is_kept(t, Provenance.TESSERACT)
        ]
    if not one:
        return [_sure(t, Provenance.RAPIDOCR_KEPT) for t in two if _is_kept(t, Provenance.RAPIDOCR)]
    left, right = _text(one), _text(two)
    if left == right:
        return [_sure(token, Provenance.AGREED) for token in one]
    alike = _alike(left, right)
    if alike is not None:
        return [_sure(token, Provenance.ALIKE) for token in (one if alike else two)]
    if _worth(one, two) + TESSERACT + _dropped(left, right) >= _worth(two, one):
        return [_sure(token, Provenance.TESSERACT_KEPT) for token in one]
    return [_sure(token, Provenance.RAPIDOCR_KEPT) for token in two]


def _alike(left: str, right: str) -> bool | None:
    """Of two readings that differ by spaces or signs only, whether the first is kept."""
    if _bare(left) == _bare(right):
        return right.count("'") <= left.count("'")
    if _letters(left) == _letters(right):
        return len(left) >= len(right)
    return None


def _is_kept(token: Token, by: Provenance) -> bool:
    """Whether a word that one engine alone saw on the line is one: RapidOCR invents few."""
    letters = sum(map(str.isalnum, token.text))
    likely = letters > 1 if by is Provenance.RAPIDOCR else letters > 2 and _known(token.text) > 0
    return token.confidence >= (FAINT if likely else ALONE)


def _worth(line: Line, other: Line) -> float:
    text, against = _text(line), _text(other)
    accents = _plain(text) == _plain(against) and len(_marks(text)) > len(_marks(against))
    known, others = _share_known(line), _share_known(other)
    worth = min(t.confidence for t in line) + WORD * known + _signs(text)
    worth += ACCENT * (accents and known >= others)
    return worth - CUT * (_width(line) < SHORT * _width(other))


def _share_known(line: Line) -> float:
    words = [token.text for token in line if any(map(str.isalnum, token.text))]
    return sum(map(_known, words)) / max(len(words), 1)


def _width(line: Line) -> float:
    return max(t.x1 for t in line) - min(t.x0 for t in line)


def _signs(text: str) -> float:
    """Tesseract's French cannot print these, RapidOCR reads them."""
    return 0.4 if any(sign in text for sign in "²³") else 0.0


def _dropped(left: str, right: str) -> float:
    """How much speaks for ``left`` when ``right`` is the same with letters lost."""
    lost = len(left) - len(right)
    if not 0 < lost <= 3 or Levenshtein.distance(left, right) != lost:
        return 0.0
    return THIN * lost if left.isalpha() else 0.0


def _known(text: str) -> float:
    """1 for a word of the trade, or a date, a number or an article in its usual form."""
    if FORM.match(text):
        return 1.0
    bare = text.strip('.,;:()«»"').lower().replace("’", "'")
    if is_word(bare):
        return 1.0
    return NEARLY if near_word(bare) else 0.0


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
