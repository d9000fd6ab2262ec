"""The spaCy side: a blank French tokenizer over folded text, and phrase matchers on norms.

A token's norm is what the word most likely is: on scanned pages spaced letters are joined and a
word one letter away from a word of the lexicon takes its norm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import spacy
from rapidfuzz.distance import Levenshtein
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from features.facts.fold import fold

_SPACED = re.compile(r"(?<![a-z])(?:[a-z&] ){3,}[a-z&](?![a-z])")
_WORD = re.compile(r"[a-z][a-z0-9|!]{4,}")


@lru_cache(maxsize=1)
def _blank() -> Language:
    return spacy.blank("fr")


class Lexicon:
    """Phrases with a meaning each, found in a doc by the longest match."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._matcher = PhraseMatcher(_blank().vocab, attr="NORM")
        for meaning, forms in phrases.items():
            docs = [_blank().make_doc(" ".join(fold(form).split())) for form in forms]
            self._matcher.add(meaning, docs)
            _remember(word for doc in docs for word in _words(doc))

    def find(self, doc: Doc | Span) -> list[tuple[str, int, int]]:
        """Meaning, first and last character offsets of each phrase, in order, none overlapping."""
        spans: list[Span] = self._matcher(doc, as_spans=True)
        return [(s.label_, s.start_char, s.end_char) for s in filter_spans(spans)]

    def meanings(self, text: str) -> list[str]:
        """Meanings found in a text that stands alone."""
        return [meaning for meaning, _, _ in self.find(read(fold(text)))]


_KNOWN: set[str] = set()
_BY_LENGTH: dict[int, list[str]] = {}


def _words(doc: Doc) -> list[str]:
    return [t.text for t in doc if t.is_alpha and len(t.text) >= 5]


def _remember(words: Iterable[str]) -> None:
    for word in words:
        if word not in _KNOWN:
            _KNOWN.add(word)
            _BY_LENGTH.setdefault(len(word), []).append(word)
    _repaired.cache_clear()


@lru_cache(maxsize=20_000)
def _repaired(word: str) -> str | None:
    """The word of the lexicon that a damaged word stands for, None when it is not clear.

    One letter may differ up to eight letters, two beyond; never the first (défavorable is not
    favorable), and no two words of the lexicon at the same distance.
    """
    if word in _KNOWN:
        return None
    limit = 1 if len(word) <= 8 else 2
    near: dict[str, int] = {}
    for length in range(len(word) - 1, len(word) + 2):
        for known in _BY_LENGTH.get(length, ()):
            if known[0] == word[0] and known[-2:] != "er":
                distance = Levenshtein.distance(word, known, score_cutoff=limit)
                if distance <= limit:
                    near[known] = distance
    if not near:
        return None
    best = min(near.values())
    closest = [known for known, distance in near.items() if distance == best]
    return closest[0] if len(closest) == 1 else None


def read(folded: str, *, damaged: bool = False) -> Doc:
    """Tokens of folded text; offsets are those of the text."""
    doc = _blank().make_doc(folded)
    _join_spaced(doc, folded)
    if damaged:
        for token in doc:
            if _WORD.fullmatch(token.text) and (word := _repaired(token.text)):
                token.norm_ = word
    return doc


def _join_spaced(doc: Doc, folded: str) -> None:
    """« A R R E T E » becomes one token."""
    spans = [doc.char_span(m.start(), m.end()) for m in _SPACED.finditer(folded)]
    found = [span for span in spans if span is not None]
    if not found:
        return
    with doc.retokenize() as retokenizer:
        for span in filter_spans(found):
            retokenizer.merge(span, attrs={"NORM": span.text.replace(" ", "")})
