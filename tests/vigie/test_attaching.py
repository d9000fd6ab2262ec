"""What belongs to an act without being one reaches it, in whatever order it came."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest

from ingest.receive import receive
from tests.ingest.formats.test_actes import ID, act_xml, archive, message
from tests.ingest.formats.test_cerfa import a_form
from tests.ingest.formats.test_letters import LETTER, docx
from tests.ingest.formats.test_opinion import ABF
from tests.vigie.chain import NUMBER, a_pdf, a_store, process
from vigie.domain.document import DocumentStage
from vigie.domain.dossier import DocumentRole
from vigie.domain.fact import OpinionBody, OpinionSense, said
from vigie.domain.outcome import Rung
from vigie.domain.record import ActRecord
from vigie.store import Store, acts, attachments, documents
from vigie.views import act_json

GRANTED = {"dossier_number": NUMBER, "decision": "granted", "decided_on": "2025-02-04"}
ACT = a_pdf({**GRANTED, "commune_insee": "34150"})
OPINION = a_pdf(text=ABF.format(conclusion="donne son accord"))
ENVELOPE = archive(
    {
        f"{ID}-1-1_0.xml": act_xml(),
        f"99_AI-{ID}-1-1_1.pdf": ACT,
        f"22_AV-{ID}-1-1_2.pdf": OPINION,
    }
)
RECEIPT = message("ARActe", 'actes:DateReception="2025-02-06"')


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def the_act(store: Store) -> ActRecord:
    (record,) = acts.iterate(store)
    return record


def test_an_envelope_gives_its_act_an_identifier_and_its_annexes(store: Store) -> None:
    for data in (ENVELOPE, RECEIPT):
        receive(store, data, name="envoi")
    process(store)
    record = the_act(store)
    assert said(record.dossier.facts.actes_id) == ID
    assert record.dossier.clock.received_on == date(2025, 2, 6)  # by the receipt: it names the ID
    roles = [one.role for one in record.dossier.documents]
    assert roles == [DocumentRole.ACT, DocumentRole.ANNEX]
    opinions = record.dossier.facts.opinions
    assert opinions is not None
    (given,) = opinions.value
    assert (given.body, given.sense) == (OpinionBody.ABF, OpinionSense.FAVOURABLE)
    assert opinions.evidence[0].document == record.dossier.documents[1].sha256
    assert acts.find(store, record.dossier.documents[1].sha256) == (record,)


def test_what_the_sender_declares_is_told_beside_the_act(store: Store) -> None:
    receive(store, ACT, name="a.pdf")
    process(store)
    assert act_json(the_act(store))["declared"] == {"envelope": None, "form": None}
    receive(store, ENVELOPE, name="envoi")
    process(store)
    envelope = {"matter": "2.2", "nature": "3", "nature_label": "acte individuel"}
    assert act_json(the_act(store))["declared"]["envelope"] == envelope
    assert act_json(the_act(store))["declared"]["form"] is None


def test_whatever_came_first(tmp_path: Path) -> None:
    seen = []
    loose = a_pdf(text=LETTER.replace("034 157 24 V0036", "034 150 24 V0036"))
    for number, order in enumerate(itertools.permutations([ENVELOPE, OPINION, ACT, loose])):
        store = a_store(tmp_path / str(number))
        for data in order:
            receive(store, data, name="a")
            process(store)
        record = the_act(store)
        seen.append((record.dossier, record.outcomes))
        assert documents.count_by_stage(store)[DocumentStage.RECEIVED] == 0
        store.close()
    assert all(one == seen[0] for one in seen)
    assert [one.rung for one in seen[0][1]] == [Rung.OBSERVATIONS]


@pytest.mark.parametrize("typed", [False, True])
def test_a_letter_is_an_outcome_and_no_act(store: Store, typed: bool) -> None:
    text = LETTER.replace("034 157 24 V0036", "034 150 24 V0036")
    receive(store, docx(text) if typed else a_pdf(text=text), name="rg")
    process(store)
    assert acts.count(store) == 0
    assert [one.name for one in attachments.orphans(store)] == [NUMBER]
    receive(store, ACT, name="a.pdf")
    process(store)
    record = the_act(store)
    assert [one.rung for one in record.outcomes] == [Rung.OBSERVATIONS]
    assert record.dossier.documents[1].role is DocumentRole.LETTER
    assert attachments.orphans(store) == ()


def test_a_form_says_what_the_act_does_not(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    form = a_form("F5PR1_risquesoui", N1R_reference="PC 034 150 24 V0036", W2SF1="400")
    receive(store, form, name="cerfa.pdf")
    receive(store, a_pdf({**GRANTED, "commune_insee": "34150", "site_area_m2": 700.0}), name="a")
    process(store, do=_reading_anything)
    record = the_act(store)
    declared, facts = record.dossier.declared, record.dossier.facts
    assert declared is not None
    assert declared.in_risk_plan is True
    assert len(declared.contradictions) == 1
    assert said(facts.site_area_m2) == 700.0  # the act's own word
    assert said(facts.parcels) == ("34150000LV0040", "341500000B0007")
    assert facts.parcels is not None
    assert facts.parcels.evidence[0].document == declared.document
    told = act_json(record)["declared"]["form"]
    assert told["document"] == declared.document
    assert told["in_risk_plan"] is True
    assert told["contradictions"] == list(declared.contradictions)
    assert told["facts"]["parcels"]["value"] == ["34150000LV0040", "341500000B0007"]


def _reading_anything(job):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    from tests.builders import a_reading
    from tests.vigie.chain import extract, read
    from vigie.digest import digest

    def lenient(data: bytes, sha256: str):  # type: ignore[no-untyped-def]
        plain = b"\n{" in data[:12]
        return read(data, sha256) if plain else replace(a_reading("Demande"), sha256=sha256)

    return digest(job, read=lenient, extract=extract)


def test_registers_reach_the_acts_of_their_communes(store: Store) -> None:
    receive(store, ACT, name="a.pdf")
    process(store)
    assert the_act(store).dossier.delegations is None
    delegations = "insee;signataire;qualité;date d'effet\n34150;Jeanne Roux;adjointe;01/07/2020\n"
    plans = "insee;document d'urbanisme;approbation\n34150;PLU;2024-01-01\n34150;POS;1999-01-01\n"
    for text in (delegations, plans):
        receive(store, text.encode(), name="registre.csv")
    process(store)
    dossier = the_act(store).dossier
    assert dossier.delegations is not None
    assert [one.name for one in dossier.delegations] == ["Jeanne Roux"]
    assert dossier.commune is not None
    assert dossier.commune.planning_document == "PLU"
