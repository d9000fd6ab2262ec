"""Orders the stages: the only place that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from features.facts.lineage import base_cited
from ingest.contents import Contents
from scoring.changes import act_change, open_clock
from vigie import assembly, attaching, lineage
from vigie.digest import Digested, unexpected
from vigie.domain.control import ControlRecord
from vigie.domain.deadline import Clock, Deadlines
from vigie.domain.document import Document, DocumentStage
from vigie.domain.dossier import Commune, Dossier, Extracted
from vigie.domain.fact import Authority, Decision, Facts, said
from vigie.domain.finding import Finding
from vigie.domain.page import Reading
from vigie.domain.place import NOWHERE, Place
from vigie.domain.record import ActRecord, ActStatus
from vigie.domain.review import Review, ReviewDecision
from vigie.domain.score import Score
from vigie.errors import OperatorError, VigieError
from vigie.identity import act_id
from vigie.store import (
    Store,
    acts,
    calendar,
    changes,
    controls,
    corrections,
    documents,
    earlier,
    extractions,
    readings,
    reviews,
)
from vigie.store.extractions import Extraction
from vigie.store.lineage import kin_of

Scorer = Callable[[Dossier, tuple[Finding, ...], Deadlines, date], Score]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """The stages that need what is in the store or the model; see :mod:`vigie.stages`."""

    place: Callable[[Facts, date, str | None], Place]
    commune: Callable[[str, date], Commune | None]
    assess: Callable[[Dossier], tuple[Finding, ...]]
    deadlines: Callable[[Clock], Deadlines]
    score: Scorer


def conclude(store: Store, stages: Stages, document: Document, digested: Digested) -> Document:
    """Write all that one document gave, in one transaction: it is ready or nothing is.

    Returns the document as it is then.
    """
    with store.transaction() as bound:
        _keep_contents(bound, document, digested.contents)
        attached = attaching.attach(bound, document, digested)
        if digested.reading is not None and not attached:
            readings.save(bound, digested.reading)
            _keep_acts(bound, stages, digested.reading.outline, digested.extracted)
        pages = digested.reading.outline.pages if digested.reading is not None else None
        ocr = None if pages is None else sum(page.source == "ocr" for page in pages)
        count = None if pages is None else len(pages)
        documents.mark_ready(bound, document.sha256, pages=count, pages_ocr=ocr)
    return replace(document, stage=DocumentStage.READY, reason=None, pages=count, pages_ocr=ocr)


def refresh(store: Store, stages: Stages, one: str) -> ActRecord | None:
    """Conclude again of one act from all that the store knows; None when nothing speaks of it."""
    with store.transaction() as bound:
        today = calendar.today(bound)
        known = _dossier(bound, stages, one, today)
        if known is None:
            acts.remove(bound, one)
            return None
        record = _record(bound, stages, *known, today)
        _note_change(bound, stages, record, today)
        acts.save(bound, record)
        return record


def _note_change(store: Store, stages: Stages, now: ActRecord, today: date) -> None:
    """Keep what a layer or a rule that changed does to an act whose clock runs."""
    if not open_clock(now, today):
        return
    before = acts.get(store, now.act_id)
    changed = before and act_change(before, now, stages.assess, at=datetime.now(UTC))
    if changed:
        changes.add(store, changed)


def rescore(store: Store, stages: Stages, *, everything: bool = True) -> Iterator[ActRecord]:
    """Conclude again of every act, or of those that something changed for; one by one.

    Interrupted, it goes on where it stopped when called with ``everything=False``.
    """
    if everything:
        acts.mark_all_stale(store)
    while waiting := acts.stale(store):
        for one in waiting:
            record = refresh(store, stages, one)
            if record is not None:
                yield record


def _keep_contents(store: Store, document: Document, contents: Contents) -> None:
    for piece in contents.pieces:
        attaching.keep_piece(store, piece)
    attaching.keep_registers(store, contents, source_sha256=document.sha256)
    if contents.controls or contents.refused_rows:
        controls.save(
            store,
            contents.controls,
            source_sha256=document.sha256,
            refused=contents.refused_rows,
        )
        controls.mark_stale(store, document.sha256)


def _keep_acts(
    store: Store, stages: Stages, reading: Reading, extracted: tuple[Extracted, ...]
) -> None:
    before = {one.act_id for one in extractions.of_document(store, reading.sha256)}
    found = extracted or (Extracted(tuple(page.number for page in reading.pages), Facts(), ""),)
    kept = [
        assembly.extraction(
            reading,
            one,
            ordinal=ordinal,
            act_id=act_id(one.facts, document=reading.sha256, ordinal=ordinal),
        )
        for ordinal, one in enumerate(found)
    ]
    extractions.save(store, reading.sha256, kept)
    for one in sorted({extraction.act_id for extraction in kept} | before):
        record = refresh(store, stages, one)
        if record is not None:
            acts.mark_stale(store, act_ids=lineage.touched(store, record.dossier))


def _dossier(
    store: Store, stages: Stages, one: str, today: date
) -> tuple[Dossier, tuple[ControlRecord, ...]] | None:
    """All that the store knows of an act, and the rows that speak of it."""
    said_by = assembly.best_first(extractions.of_act(store, one))
    if not said_by:
        return None
    facts, best = assembly.merged(said_by), said_by[0]
    facts = assembly.corrected(facts, corrections.of_act(store, one))
    facts = attaching.identified(store, facts, said_by)
    rows = _controls(store, one, facts, said_by)
    if (better := assembly.named(facts, rows)) is not facts:
        facts, rows = better, _controls(store, one, better, said_by)
    clock = assembly.clock(facts, rows)
    insee, as_of = said(facts.commune_insee), _as_of(clock, today)
    dossier = Dossier(
        act_id=one,
        facts=facts,
        place=NOWHERE,
        clock=clock,
        documents=assembly.document_refs(said_by),
        commune=stages.commune(insee, as_of) if insee is not None else None,
        reading_confidence=best.reading_confidence,
        unread_pages=best.unread_pages,
        masked_text=best.extracted.masked_text,
        earlier=earlier.of_act(store, one, facts, clock),
        transmission=next((row.transmission for row in rows if row.transmission), None),
        base_cited=base_cited(best.extracted.masked_text, facts),
    )
    return attaching.with_file(store, _tied(store, dossier), as_of), rows


def _tied(store: Store, dossier: Dossier) -> Dossier:
    parcels = said(dossier.facts.parcels) or ()
    ties = lineage.related(store, kin_of(dossier), parcels)
    return replace(dossier, related=ties)


def _record(
    store: Store,
    stages: Stages,
    dossier: Dossier,
    rows: tuple[ControlRecord, ...],
    today: date,
) -> ActRecord:
    read = reviews.in_force(reviews.of_act(store, dossier.act_id))
    outside = out_of_scope(dossier.facts) or _left_out(read)
    known = assembly.outcomes(
        *(row.outcomes for row in rows),
        (one.outcome for one in read if one.outcome is not None),
    )
    status = ActStatus.OUT_OF_SCOPE if outside else ActStatus.READY
    bare = ActRecord(dossier, status, outside, (), None, None, known, datetime.now(UTC))
    try:
        return _concluded(stages, bare, today)
    except OperatorError:
        raise
    except Exception as error:  # noqa: BLE001 - the worker's loop: the act is kept, with its reason
        reason = str(error) if isinstance(error, VigieError) else unexpected(error)
        return replace(bare, status=ActStatus.SET_ASIDE, reason=reason)


def _concluded(stages: Stages, bare: ActRecord, today: date) -> ActRecord:
    facts, clock = bare.dossier.facts, bare.dossier.clock
    place = stages.place(facts, _as_of(clock, today), said(facts.commune_insee))
    dossier = replace(bare.dossier, facts=assembly.checked(facts, place), place=place)
    deadlines = stages.deadlines(clock)
    placed = replace(bare, dossier=dossier, deadlines=deadlines)
    if bare.status is ActStatus.OUT_OF_SCOPE:
        return placed
    findings = stages.assess(dossier)
    score = stages.score(dossier, findings, deadlines, today)
    return replace(placed, findings=findings, score=score)


def out_of_scope(facts: Facts) -> str | None:
    """Why an act is outside this control, in French; None when it is inside."""
    if said(facts.in_the_name_of) is Authority.ETAT:
        return "acte pris au nom de l'État : hors du contrôle de légalité (CGCT L2131-4)"
    decided = said(facts.decision) not in (None, Decision.UNKNOWN)
    if facts.dossier_number is None and facts.act_type is None and not decided:
        return (
            "ce document ne se lit pas comme une décision d'urbanisme : "
            "ni numéro de dossier, ni type d'autorisation, ni décision"
        )
    return None


def _left_out(read: tuple[Review, ...]) -> str | None:
    """What a reader said who left the act out of this control."""
    if read and read[-1].decision is ReviewDecision.OUT_OF_SCOPE:
        return "hors du contrôle de légalité, dit à la lecture"
    return None


def _controls(
    store: Store, one: str, facts: Facts, said_by: Sequence[Extraction]
) -> tuple[ControlRecord, ...]:
    return controls.of_act(
        store,
        act_id=one,
        dossier_number=said(facts.dossier_number),
        actes_id=said(facts.actes_id),
        decided_on=said(facts.decided_on),
        documents=(extraction.sha256 for extraction in said_by),
    )


def _as_of(clock: Clock, today: date) -> date:
    return clock.decided_on or clock.tacit_on or clock.received_on or today
