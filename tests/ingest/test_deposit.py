"""What a program declares of the act that it deposits: kept, counted in clocks, compared."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.deposit import WHERE, BadDeclaration, declaration, deposit
from tests.vigie.chain import NUMBER, a_pdf, a_store, process
from vigie.domain.control import Transmission
from vigie.domain.fact import said
from vigie.domain.record import ActRecord
from vigie.gaps import Gap, GapKind, found
from vigie.store import Store, acts, documents

ID = "034-213401508-20240110-PC24V0036-AI"
ACT = {"dossier_number": NUMBER, "decision": "granted", "decided_on": "2024-01-10"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def sent(store: Store, pdf: bytes, **metadata: Any) -> None:
    deposit(store, pdf, name="acte.pdf", declared=declaration(metadata))
    process(store)


def the_act(store: Store) -> ActRecord:
    (record,) = acts.iterate(store)
    return record


def conflicts(store: Store) -> list[Gap]:
    return [gap for gap in found(store) if gap.kind is GapKind.CONFLICT]


def test_reads_the_names_it_knows_and_leaves_the_others() -> None:
    said_ = declaration(
        {
            "dossier_number": "pc03415024v0036",
            "actes_id": ID,
            "received_on": "2024-01-15",
            "whole_file": False,
            "matter": "2.2.3",
            "nature": 3,
            "canal": "papier",
        }
    )
    assert said_ is not None
    assert (said_.dossier_number, said_.actes_id, said_.commune_insee) == (NUMBER, ID, "34150")
    assert (said_.received_on, said_.whole_file) == (date(2024, 1, 15), False)
    assert said_.transmission == Transmission("2.2.3", "3")
    assert declaration({"canal": "papier", "received_on": None, "matter": ""}) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("received_on", "15/01/2024"),
        ("received_on", "2024-02-31"),
        ("decided_on", 20240115),
        ("dossier_number", "36"),
        ("dossier_number", f"{NUMBER} et PC 034150 24 V0037"),
        ("actes_id", NUMBER),
        ("commune_insee", "Sète"),
        ("whole_file", "oui"),
        ("matter", ["2", "2"]),
        ("nature", True),
    ],
)
def test_a_value_of_another_form_is_named(name: str, value: Any) -> None:
    with pytest.raises(BadDeclaration, match=name) as refused:
        declaration({name: value})
    assert refused.value.field == name


def test_the_reception_declared_starts_the_clock(store: Store) -> None:
    sent(store, a_pdf(ACT), received_on="2024-01-15", whole_file=True, matter="2.2.3")
    record = the_act(store)
    assert record.dossier.clock.received_on == date(2024, 1, 15)
    assert record.dossier.clock.whole_file is True
    assert record.deadlines is not None
    assert record.deadlines.defere.starts_on == date(2024, 1, 15)
    assert record.dossier.transmission == Transmission("2.2.3", None)
    assert conflicts(store) == []


def test_it_speaks_of_its_own_act_not_of_the_others_of_its_number(store: Store) -> None:
    sent(store, a_pdf(ACT), received_on="2024-01-15", dossier_number=NUMBER)
    withdrawal = {**ACT, "stage": "retrait", "decided_on": "2024-03-01"}
    sent(store, a_pdf(withdrawal), received_on="2024-03-04", dossier_number=NUMBER)
    clocks = {one.dossier.clock.decided_on: one.dossier.clock for one in acts.iterate(store)}
    assert clocks[date(2024, 1, 10)].received_on == date(2024, 1, 15)
    assert clocks[date(2024, 3, 1)].received_on == date(2024, 3, 4)


def test_what_the_act_says_otherwise_is_shown(store: Store) -> None:
    other = "PC 034150 24 V0099"
    sent(
        store,
        a_pdf({**ACT, "received_on": "2024-01-20"}),
        dossier_number=other,
        decided_on="2024-01-11",
        received_on="2024-01-15",
    )
    assert [gap.because for gap in conflicts(store)] == [
        "Date de décision : 10/01/2024 ou 11/01/2024.",
        "Date de réception en préfecture : 15/01/2024 ou 20/01/2024.",
        f"Numéro de dossier : {NUMBER} ou {other}.",
    ]
    assert all(gap.sources[-1].source == WHERE for gap in conflicts(store))
    assert the_act(store).dossier.clock.received_on == date(2024, 1, 15)  # no deadline too late
    assert not [gap for gap in found(store) if gap.kind is GapKind.NO_DOCUMENT]  # it came


def test_an_act_that_prints_no_number_takes_the_one_declared(store: Store) -> None:
    decided = {key: value for key, value in ACT.items() if key != "dossier_number"}
    sent(store, a_pdf(decided), dossier_number=NUMBER, actes_id=ID)
    facts = the_act(store).dossier.facts
    assert (said(facts.dossier_number), said(facts.actes_id)) == (NUMBER, ID)
    assert said(facts.commune_insee) == "34150"
    assert acts.find(store, NUMBER) == (the_act(store),)


def test_what_is_no_decision_takes_no_number(store: Store) -> None:
    sent(store, a_pdf({"works": "un vœu du conseil municipal"}), dossier_number=NUMBER)
    assert the_act(store).dossier.facts.dossier_number is None


def test_of_several_acts_in_one_file_the_number_tells_which(store: Store) -> None:
    other = {**ACT, "dossier_number": "PC 034150 24 V0037"}
    sent(store, a_pdf(ACT, other), dossier_number=NUMBER, received_on="2024-01-15")
    clocks = {said(r.dossier.facts.dossier_number): r.dossier.clock for r in acts.iterate(store)}
    assert clocks[NUMBER].received_on == date(2024, 1, 15)
    assert clocks["PC 034150 24 V0037"].received_on is None
    assert conflicts(store) == []


def test_a_second_deposit_adds_what_it_declares(store: Store) -> None:
    sent(store, a_pdf(ACT))
    assert the_act(store).dossier.clock.received_on is None
    for day in ("2024-01-15", "2024-01-15", "2024-01-17"):
        sent(store, a_pdf(ACT), received_on=day)
    assert the_act(store).dossier.clock.received_on == date(2024, 1, 15)
    (gap,) = conflicts(store)
    assert gap.because == "Date de réception en préfecture : 15/01/2024 ou 17/01/2024."
    assert (
        len(documents.listed(store, [one.sha256 for one in the_act(store).dossier.documents])) == 1
    )
