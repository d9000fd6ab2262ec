"""Ties to acts what belongs to them without being one: annexes, forms, letters, registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ingest import receive
from ingest.contents import Contents, Piece
from ingest.formats.opinion import opinion_of
from vigie import assembly
from vigie.digest import Digested
from vigie.domain.document import Document, DocumentStage
from vigie.domain.dossier import Declared, DocumentRef, DocumentRole, Dossier
from vigie.domain.fact import Fact, Facts, Opinion, said
from vigie.store import (
    Store,
    acts,
    attachments,
    communes,
    documents,
    extractions,
    readings,
    registers,
)
from vigie.store.attachments import Attachment
from vigie.store.extractions import Extraction

# What a form tells when the act is silent: its own object, never what was decided of it.
FROM_FORM = (
    "parcels",
    "site_area_m2",
    "floor_area_created_m2",
    "floor_area_existing_m2",
    "dwellings_created",
)


def keep_piece(store: Store, piece: Piece) -> None:
    """Receive a piece of an archive and tie it to its act.

    An annex that had come alone before, and was read as an act, is read again as an annex.
    """
    received = receive.receive(store, piece.data, name=piece.name).document
    before = attachments.of_document(store, received.sha256)
    attachments.tie(store, received.sha256, piece.names, piece.role)
    if before or not piece.names or received.stage is not DocumentStage.READY:
        return
    if piece.role is DocumentRole.ACT:
        own = extractions.of_document(store, received.sha256)
        acts.mark_stale(store, act_ids=[one.act_id for one in own])
    else:
        documents.retry(store, received.sha256, kind=received.kind)


def keep_registers(store: Store, contents: Contents, *, source_sha256: str) -> None:
    """Keep what registers of communes say; the acts of those communes are to be scored again."""
    lines = contents.communes
    if lines:
        communes.save(store, [line.commune for line in lines])
        dated = [(line.commune.insee, line.since or date.min, line.commune) for line in lines]
        plans = [(i, day, one.planning_document) for i, day, one in dated if one.planning_document]
        registers.save_planning(store, plans)
    if contents.delegations:
        registers.save_delegations(store, contents.delegations, source_sha256=source_sha256)
    touched = {one.commune_insee for one in contents.delegations}
    acts.mark_stale(store, communes=touched | {line.commune.insee for line in lines})


def attach(store: Store, document: Document, digested: Digested) -> bool:
    """Keep a document that belongs to an act; False when it is to be read as an act."""
    contents, ties = digested.contents, attachments.of_document(store, document.sha256)
    role = contents.role
    if role is DocumentRole.ACT:
        others = {tie.role for tie in ties}
        if not others or DocumentRole.ACT in others:
            return False
        role = ties[0].role
    names = {tie.name for tie in ties} | set(contents.names)
    if not names:
        return False
    before = [one.act_id for one in extractions.of_document(store, document.sha256)]
    extractions.save(store, document.sha256, ())
    if digested.reading is not None:
        readings.save(store, digested.reading)
    attachments.keep(store, _attachment(document, digested, role), names)
    acts.mark_stale(store, act_ids=before, dossier_numbers=names, actes_ids=names)
    return True


def _attachment(document: Document, digested: Digested, role: DocumentRole) -> Attachment:
    declared, reading = digested.contents.declared, digested.reading
    if declared is not None:
        facts = assembly.with_document(declared.facts, document.sha256)
        declared = replace(declared, document=document.sha256, facts=facts)
    opinions = None
    if role is DocumentRole.ANNEX and reading is not None:
        opinions = opinion_of(reading.whole().pages)
    facts = assembly.with_document(Facts(opinions=opinions), document.sha256)
    pages = len(reading.outline.pages) if reading is not None else 0
    return Attachment(document.sha256, role, pages, facts, declared)


def identified(store: Store, facts: Facts, documents_: Sequence[Extraction]) -> Facts:
    """Facts with the identifier of @CTES that the envelope gave, when the page prints none."""
    if facts.actes_id is not None:
        return facts
    names = attachments.named(store, [one.sha256 for one in documents_])
    identifiers = [name for name in names if name.count("-") >= 4]
    if len(identifiers) != 1:
        return facts
    return replace(facts, actes_id=Fact(identifiers[0], assembly.OF_SENDER, ()))


def with_file(store: Store, dossier: Dossier, as_of: date) -> Dossier:
    """A dossier with its annexes, the applicant's form, and what the registers say on its day."""
    facts, insee = dossier.facts, said(dossier.facts.commune_insee)
    names = [name for name in (said(facts.dossier_number), said(facts.actes_id)) if name]
    mine = {one.sha256 for one in dossier.documents}
    others = [one for one in attachments.of_act(store, names) if one.sha256 not in mine]
    declared = next((placed(one.declared, insee) for one in others if one.declared), None)
    refs = (DocumentRef(one.sha256, one.pages, one.role) for one in others)
    known = replace(
        dossier,
        facts=completed(facts, [one.facts for one in others], declared),
        documents=(*dossier.documents, *refs),
        declared=declared,
    )
    return known if insee is None else _with_registers(store, known, insee, as_of)


def _with_registers(store: Store, dossier: Dossier, insee: str, as_of: date) -> Dossier:
    plan, commune = registers.planning(store, insee, as_of), dossier.commune
    if plan is not None and commune is not None:
        commune = replace(commune, planning_document=plan)
    delegations = registers.delegations(store, insee, as_of)
    return replace(dossier, commune=commune, delegations=delegations)


def placed(declared: Declared | None, insee: str | None) -> Declared | None:
    """A form whose plots are led by the code of the commune, as the cadastre writes them."""
    if declared is None or declared.facts.parcels is None:
        return declared
    parcels = declared.facts.parcels
    full = tuple(f"{insee or ''}{one}" if len(one) == 9 else one for one in parcels.value)
    known = replace(parcels, value=full) if insee is not None else None
    return replace(declared, facts=replace(declared.facts, parcels=known))


def completed(facts: Facts, annexes: Sequence[Facts], declared: Declared | None) -> Facts:
    """Facts of the act, completed by its annexes: opinions given, and what only the form says."""
    more: dict[str, Fact[Any]] = {}
    if declared is not None:
        for name in FROM_FORM:
            fact = getattr(declared.facts, name)
            if getattr(facts, name) is None and fact is not None:
                more[name] = fact
    opinions = facts.opinions
    for found in (one.opinions for one in annexes if one.opinions is not None):
        opinions = _joined(opinions, found)
    if opinions is not facts.opinions and opinions is not None:
        more["opinions"] = opinions
    return replace(facts, **more)


def _joined(
    cited: Fact[tuple[Opinion, ...]] | None, given: Fact[tuple[Opinion, ...]]
) -> Fact[tuple[Opinion, ...]]:
    """Opinions visaed, and those of the annexes that no visa gives with the same sense."""
    if cited is None:
        return given
    known = {(one.body, one.sense) for one in cited.value}
    new = tuple(one for one in given.value if (one.body, one.sense) not in known)
    if not new:
        return cited
    sure = min(cited.confidence, given.confidence)
    return Fact((*cited.value, *new), sure, (*cited.evidence, *given.evidence))
