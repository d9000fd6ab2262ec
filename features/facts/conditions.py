"""The prescriptions that an act sets, as texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from features.facts import sentences
from features.facts.act_text import ActText
from features.facts.decision import NOT_CONDITION, PRESCRIBES
from features.facts.found import fact_of_spans
from features.facts.operative import operative_span
from features.facts.sections import IN_LETTERS, Part
from features.facts.values import flat
from vigie.domain.fact import Decision, Fact, Facts, said

_MARK = r"(?:[-•*·–—►➢]|\(?\d{1,2}\s?[°).]{1,2}|\d{1,2}[.-]\d{1,2}\s?[.)]?|[a-h]\s?[).])\s+"
_ITEM = re.compile(
    rf"\n\s*{_MARK}|(?<=[.;])\s+(?:—\s+)?(?=[A-ZÉÈÀ«\"-])|(?<=[;:])\s*\n(?:\s*{_MARK})?|\n\s*\n|(?<=[;:])\s+\(?[a-h]\s?\)\s+"
)
_HEAD = re.compile(
    rf"^\s*(?:articles?|art\.)\s*(?:n\s?°\s*)?(?:\d{{1,2}}|1er|{'|'.join(IN_LETTERS)}|"
    r"[ivx]{1,4})\b\s*(?:er)?[\s:.\-–—)]*|^\s*[-•*·–—►➢]\s*|^\s*\d{1,2}[.-]\d{1,2}\s?[.)]?\s+|"
    r"^\s*\(?\d{1,2}\s?[°).]{1,2}\s*"
)
_INTRODUCES = re.compile(
    r"(?:prescriptions?|reserves?|conditions?|respecte[ers]*|suivantes?|ci-apres|ci-dessous|"
    r"suit)[^.;]{0,60}:?\s*$"
)
# « assorti des prescriptions de l'article suivant » sends to them and sets none.
ANNOUNCED = 2  # the article in which the prescriptions that the first one announces stand
_SENDS_TO = re.compile(
    r"prescriptions?\b[^.;]{0,30}\b(?:articles?\b|ci-apres|ci-dessous|suivantes?\s*[:.]?\s*$)"
)
_INLINE = re.compile(
    r"sous\s+(?:la\s+|les\s+)?reserves?\s+(?:que\s+|de\s+|d'|du\s+|des\s+)(?!(?:respect|droits?|"
    r"l'observation|l'article|articles?|ce qui|dispositions?|prescriptions?|la prescription|"
    r"conditions?)\b)(?!respect)"
)
_GRANTS = {
    Decision.GRANTED_WITH_CONDITIONS,
    Decision.NON_OPPOSITION_WITH_CONDITIONS,
    Decision.GRANTED,
    Decision.NON_OPPOSITION,
    Decision.POSITIVE,
}


def read_conditions(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """Sentences of the operative part that bind the applicant; of favourable decisions only."""
    decision = said(facts.decision)
    if decision is None or decision not in _GRANTS:
        return {}
    spans = list(_spans(act))
    if not spans:
        return {}
    texts = tuple(flat(act.text.string[start:end]) for start, end in spans)
    graded = tuple(round(sentences.precise(text), 3) for text in texts)
    return {"conditions": replace(fact_of_spans(act, texts, spans, sure=0.92), precise=graded)}


def _spans(act: ActText) -> Iterator[tuple[int, int]]:
    decided = operative_span(act)
    if decided is None:
        return
    inline = _INLINE.search(act.folded, *decided)
    if inline:
        yield _trim(act.folded, inline.end(), decided[1])
    prescribing = announced = False
    for section in act.sections:
        if section.part is not Part.OPERATIVE or section.end <= decided[0]:
            continue
        start = max(section.start, decided[0])
        for first, last in _items(act, start, section.end):
            text = act.folded[first:last].replace("\n", " ")
            if last <= decided[1] and not (first > decided[0] + 30 and PRESCRIBES.search(text)):
                prescribing = prescribing or bool(_INTRODUCES.search(text))
                announced = announced or bool(_INTRODUCES.search(text.rstrip(" .")))
                continue
            announced = announced or bool(_SENDS_TO.search(text))
            if _is_condition(text, prescribing or (announced and section.article == ANNOUNCED)):
                yield first, last
            elif _INTRODUCES.search(text):
                prescribing = True


def _items(act: ActText, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = act.text.string[start:end]
    marks = [(m.start(), m.end()) for m in _ITEM.finditer(text)]
    for (_, first), (last, _) in pairwise([(0, 0), *marks, (len(text), len(text))]):
        span = _trim(act.folded, start + first, start + last)
        if span[1] - span[0] > 12:
            yield span


def _trim(folded: str, start: int, end: int) -> tuple[int, int]:
    head = _HEAD.match(folded[start:end])
    first = start + (head.end() if head else 0)
    while first < end and folded[first] in " \n:-.;":
        first += 1
    return first, first + len(folded[first:end].rstrip(" \n;-"))


def _is_condition(text: str, prescribing: bool) -> bool:
    if NOT_CONDITION.search(text):
        return False
    if len(text) < 110 and _SENDS_TO.search(text):
        return False
    if (
        _INTRODUCES.search(text)
        and len(text) < 110
        and not re.search(r"\b(?:devra|devront|sera|seront)\b.{25}", text)
    ):
        return False
    return bool(PRESCRIBES.search(text)) or (prescribing and len(text.split()) > 4)
