"""A dossier from its sources: what each document says, what sheets say, which acts are tied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from vigie.domain.control import ControlRecord
from vigie.domain.deadline import Clock
from vigie.domain.dossier import DocumentRef, DocumentRole, Extracted
from vigie.domain.fact import Decision, Fact, Facts, said
from vigie.domain.outcome import Outcome
from vigie.domain.page import PageKind, Reading
from vigie.domain.place import Place
from vigie.store.extractions import Extraction

OF_SENDER = 0.99  # a name of the act that its sender gives and the page does not print
NOT_HELD = 0.3  # share of confidence that parcels lose when the cadastre holds none of them


def extraction(
    reading: Reading,
    extracted: Extracted,
    *,
    ordinal: int,
    act_id: str,
    role: DocumentRole = DocumentRole.ACT,
) -> Extraction:
    """What one document says of one act, with how well its pages were read."""
    pages = [page for page in reading.pages if page.number in extracted.pages]
    sure = [page.confidence for page in pages if page.confidence is not None]
    return Extraction(
        sha256=reading.sha256,
        ordinal=ordinal,
        act_id=act_id,
        pages=len(reading.pages),
        reading_confidence=sum(sure) / len(sure) if sure else None,
        unread_pages=sum(page.kind is PageKind.UNREAD for page in pages),
        extracted=replace(extracted, facts=with_document(extracted.facts, reading.sha256)),
        role=role,
    )


def with_document(facts: Facts, sha256: str) -> Facts:
    """Facts whose evidence names the document that it stands in."""
    named: dict[str, Fact[Any]] = {}
    for name, fact in facts.items():
        evidence = tuple(replace(one, document=sha256) for one in fact.evidence)
        named[name] = replace(fact, evidence=evidence)
    return replace(facts, **named)


def best_first(extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """Extractions of one act, the one that says most first; arrival plays no part."""
    return tuple(sorted(extractions, key=_quality))


def merged(extractions: Sequence[Extraction]) -> Facts:
    """Facts of the best document, completed by those that only the others give."""
    values: dict[str, Fact[Any]] = {}
    for one in extractions:
        for name, fact in one.extracted.facts.items():
            values.setdefault(name, fact)
    return Facts(**values)


def corrected(facts: Facts, put_right: Facts) -> Facts:
    """Facts as read, with those that a reader of the act put right; each keeps its place."""
    better: dict[str, Fact[Any]] = {}
    for name, fact in put_right.items():
        read = getattr(facts, name)
        better[name] = replace(fact, evidence=read.evidence) if read is not None else fact
    return replace(facts, **better)


def named(facts: Facts, controls: Sequence[ControlRecord]) -> Facts:
    """Facts of a decision that prints no number, with the one that all its senders give.

    The number of what does not read like a decision names another act, that it speaks of.
    """
    decided = said(facts.decision) not in (None, Decision.UNKNOWN)
    if facts.dossier_number is not None or not (decided or facts.act_type):
        return facts
    numbers = {row.dossier_number for row in controls if row.dossier_number}
    communes = {row.commune_insee for row in controls if row.commune_insee}
    if len(numbers) != 1:
        return facts
    if facts.commune_insee is None and len(communes) == 1:
        facts = replace(facts, commune_insee=Fact(communes.pop(), OF_SENDER, ()))
    return replace(facts, dossier_number=Fact(numbers.pop(), OF_SENDER, ()))


def checked(facts: Facts, place: Place) -> Facts:
    """Facts whose parcels that the cadastre of the day does not hold are less sure, with why.

    Nothing is put in the place of a parcel.
    """
    parcels, doubts = facts.parcels, dict(place.parcel_doubts)
    doubtful = [one for one in parcels.value if one in doubts] if parcels else []
    if parcels is None or not doubtful:
        return facts
    sure = parcels.confidence * (1 - NOT_HELD * len(doubtful) / len(parcels.value))
    why = " ; ".join(f"{one} {doubts[one]}" for one in doubtful)
    return replace(facts, parcels=replace(parcels, doubt=why, confidence=round(sure, 4)))


def document_refs(extractions: Sequence[Extraction]) -> tuple[DocumentRef, ...]:
    """The documents of an act, the best first."""
    refs = {one.sha256: DocumentRef(one.sha256, one.pages, one.role) for one in extractions}
    return tuple(refs.values())


def clock(facts: Facts, controls: Sequence[ControlRecord]) -> Clock:
    """Dates of the préfet's clocks: the act's own word first, then what the sheets say.

    Of several days of reception the earliest that can be is kept: no deadline comes too late.
    """
    decided = said(facts.decided_on) or _earliest(row.decided_on for row in controls)
    received = [said(facts.received_on), *(row.received_on for row in controls)]
    since = decided or said(facts.tacit_on)
    possible = [day for day in received if day and (since is None or day >= since)]
    return Clock(
        decided_on=decided,
        tacit_on=said(facts.tacit_on),
        received_on=_earliest(possible or received),
        whole_file=next((row.whole_file for row in controls if row.whole_file is not None), None),
        pieces_asked_on=_earliest(row.pieces_asked_on for row in controls),
        pieces_received_on=_earliest(row.pieces_received_on for row in controls),
        recours_sent_on=_earliest(row.recours_sent_on for row in controls),
        recours_received_on=_earliest(row.recours_received_on for row in controls),
        recours_answered_on=_earliest(row.recours_answered_on for row in controls),
    )


def outcomes(*sources: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Outcomes of every source, once each, in the order they were known."""
    every = {outcome for source in sources for outcome in source}
    return tuple(sorted(every, key=lambda one: (one.known_on, one.rung.level, repr(one))))


def _quality(one: Extraction) -> tuple[int, float, str, int]:
    facts = [fact for _, fact in one.extracted.facts.items()]
    return (-len(facts), -sum(fact.confidence for fact in facts), one.sha256, one.ordinal)


def _earliest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
