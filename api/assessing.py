"""Facts and a text scored at once; nothing is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from vigie import assembly, pipeline
from vigie.domain.dossier import Dossier
from vigie.domain.fact import Facts, said
from vigie.domain.page import Reading
from vigie.domain.record import ActRecord, ActStatus
from vigie.store import Store, earlier


def assess(
    store: Store, stages: pipeline.Stages, facts: Facts, text: str | None, day: dt.date
) -> ActRecord:
    """Score facts at once; nothing is kept."""
    masked = None
    if text and text.strip():
        facts, masked = read_text(facts, text)
    clock = assembly.clock(facts, ())
    insee = said(facts.commune_insee)
    as_of = clock.decided_on or clock.tacit_on or clock.received_on or day
    place = stages.place(facts, as_of, insee)
    dossier = Dossier(
        act_id="sans-suite",
        facts=assembly.checked(facts, place),
        place=place,
        clock=clock,
        commune=stages.commune(insee, as_of) if insee else None,
        masked_text=masked,
        earlier=earlier.of_act(store, None, facts, clock, otherwise=day),
    )
    findings = stages.assess(dossier)
    deadlines = stages.deadlines(clock)
    score = stages.score(dossier, findings, deadlines, day)
    outside = pipeline.out_of_scope(facts)
    status = ActStatus.OUT_OF_SCOPE if outside else ActStatus.READY
    return ActRecord(dossier, status, outside, findings, deadlines, score)


def read_text(facts: Facts, text: str) -> tuple[Facts, str]:
    """Facts given, completed by what a text says; and the text without identities."""
    from api.plain_text import pages_of  # noqa: PLC0415
    from features.facts.extract import extract  # noqa: PLC0415 - spaCy takes a second to load

    found = extract(Reading("0" * 64, pages_of(text)))
    if not found:
        return facts, ""
    read = {name: replace(fact, evidence=()) for name, fact in found[0].facts.items()}
    return Facts(**{**read, **dict(facts.items())}), found[0].masked_text
