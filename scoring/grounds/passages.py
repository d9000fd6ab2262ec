"""Where a reason shows what the act says: of each fact, the words that bear on the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from scoring.grounds.wording import fold
from vigie.domain.evidence import PageEvidence
from vigie.domain.fact import Fact, Opinion, OpinionBody, OpinionSense

PERSONS = {"signatory": "bloc de signature", "applicant_name": "demandeur"}
MOST_PLACES, MOST_LINES = 6, 3
_AGAINST = re.compile(r"defavorable|refus|desaccord")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")

Passage = tuple[PageEvidence, ...]


def places_of(
    name: str, fact: Fact[Any], bodies: frozenset[OpinionBody]
) -> tuple[PageEvidence, ...]:
    """The pieces to show of one fact; persons are shown without their names."""
    if name in PERSONS:
        return tuple(replace(piece, text=PERSONS[name]) for piece in fact.evidence[:1])
    if name == "parcels":
        return _by_line(fact.evidence)[:MOST_PLACES]
    spoken = passages(fact.evidence)
    if name == "opinions":
        return _flat(_opinions(fact.value, spoken, bodies))
    if name == "risk_zones_cited":
        return _flat(spoken[:MOST_LINES])
    return _flat(spoken[:1])[:MOST_LINES]


def passages(evidence: Iterable[PageEvidence]) -> list[Passage]:
    """Pieces of evidence by passage: one that goes on over several lines is one."""
    found: list[Passage] = []
    for piece in evidence:
        if piece.follows and found:
            found[-1] = (*found[-1], piece)
        else:
            found.append((piece,))
    return found


def pieces_of(text: str, evidence: Iterable[PageEvidence]) -> tuple[PageEvidence, ...]:
    """The pieces that say a text, or a line of it."""
    whole = _tight(text)
    return tuple(piece for piece in evidence if (said := _tight(piece.text)) and said in whole)


def _opinions(
    opinions: Sequence[Opinion], spoken: list[Passage], bodies: frozenset[OpinionBody]
) -> list[Passage]:
    """The passages of the opinions of these bodies; without bodies, of those against."""
    if len(opinions) == len(spoken):
        pairs = zip(opinions, spoken, strict=True)
        return [passage for opinion, passage in pairs if _wanted(opinion, bodies)]
    if not any(_wanted(opinion, bodies) for opinion in opinions):
        return []
    against = [p for p in spoken if any(_AGAINST.search(fold(piece.text)) for piece in p)]
    return (spoken if bodies else against)[:MOST_LINES]


def _wanted(opinion: Opinion, bodies: frozenset[OpinionBody]) -> bool:
    return opinion.body in bodies if bodies else opinion.sense is OpinionSense.UNFAVOURABLE


def _by_line(evidence: Iterable[PageEvidence]) -> tuple[PageEvidence, ...]:
    """One piece for each line that holds several."""
    lines = groupby(evidence, key=lambda piece: (piece.document, piece.page, round(piece.box.top)))
    return tuple(_joined(list(pieces)) for _, pieces in lines)


def _joined(pieces: list[PageEvidence]) -> PageEvidence:
    box = pieces[0].box
    for piece in pieces[1:]:
        box = box.union(piece.box)
    return replace(
        pieces[0],
        box=box,
        text=", ".join(piece.text.strip(" ,;") for piece in pieces),
        follows=False,
    )


def _flat(spoken: Iterable[Passage]) -> tuple[PageEvidence, ...]:
    return tuple(piece for passage in spoken for piece in passage)


def _tight(text: str) -> str:
    return _NOT_WORDS.sub("", fold(text))
