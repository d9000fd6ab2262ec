"""From bytes received to an act concluded, whatever the order and whatever goes wrong."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.receive import receive
from tests.vigie.chain import NUMBER, Chain, a_pdf, a_store, process, work
from vigie.digest import Digested, Failure, Job, Result, Waiting
from vigie.domain.control import ControlRecord
from vigie.domain.document import DocumentStage
from vigie.domain.dossier import Dossier
from vigie.domain.finding import Finding
from vigie.domain.outcome import Outcome, Rung
from vigie.domain.place import NOWHERE
from vigie.domain.record import ActStatus
from vigie.errors import OperatorError
from vigie.pipeline import rescore
from vigie.store import Store, acts, controls, documents, readings
from vigie.worker import coordinating

GRANTED = {"dossier_number": NUMBER, "decision": "granted", "decided_on": "2025-01-10"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def test_an_act_goes_through_the_whole_chain(store: Store) -> None:
    digest = receive(store, a_pdf({**GRANTED, "commune_insee": "34150"}), name="a.pdf").document
    chain = Chain()
    process(store, chain)
    (record,) = acts.find(store, NUMBER)
    assert record.status is ActStatus.READY
    assert record.score is not None
    assert record.dossier.commune is not None
    assert chain.placed == [(date(2025, 1, 10), "34150")]
    assert [one.sha256 for one in record.dossier.documents] == [digest.sha256]
    assert record.dossier.facts.dossier_number is not None
    assert record.dossier.facts.dossier_number.evidence[0].document == digest.sha256
    assert readings.get(store, digest.sha256) is not None
    ready = documents.get(store, digest.sha256)
    assert ready is not None
    assert (ready.stage, ready.pages, ready.pages_ocr) == (DocumentStage.READY, 2, 0)


def test_the_order_of_arrival_plays_no_part(tmp_path: Path) -> None:
    files = [
        a_pdf(GRANTED),
        a_pdf({**GRANTED, "works": "piscine"}, text="le même, numérisé"),
        a_pdf({**GRANTED, "dossier_number": NUMBER + " M01"}),
        a_pdf({**GRANTED, "stage": "retrait", "decided_on": "2025-03-01"}),
    ]
    seen = []
    for number, order in enumerate(itertools.permutations(files)):
        store = a_store(tmp_path / str(number))
        for data in order:
            receive(store, data, name="a.pdf")
            process(store)
        seen.append([(one.act_id, one.dossier, one.status) for one in acts.iterate(store)])
        store.close()
    assert all(state == seen[0] for state in seen)
    assert len(seen[0]) == 3
    twice = next(dossier for _, dossier, _ in seen[0] if len(dossier.documents) == 2)
    assert twice.facts.works is not None
    assert {tied.tie for tied in twice.related} == {"modificatif", "retrait"}


def test_two_acts_in_one_pdf(store: Store) -> None:
    receive(store, a_pdf(GRANTED, {**GRANTED, "dossier_number": "PC 034150 24 V0037"}), name="a")
    process(store)
    assert acts.count(store) == 2


def test_parcels_that_the_cadastre_does_not_hold_are_kept_with_the_doubt(store: Store) -> None:
    held, lost = "34150000AB0012", "34150000ZZ9999"
    doubts = ((lost, "absente du cadastre"),)
    receive(store, a_pdf({**GRANTED, "parcels": [held, lost]}), name="a.pdf")
    process(store, Chain(land=replace(NOWHERE, parcel_doubts=doubts)))
    (record,) = acts.find(store, NUMBER)
    parcels = record.dossier.facts.parcels
    assert parcels is not None
    assert parcels.value == (held, lost)
    assert parcels.doubt == f"{lost} absente du cadastre"
    assert parcels.confidence == pytest.approx(0.99 * 0.85, abs=1e-4)


def test_acts_of_the_state_are_outside(store: Store) -> None:
    receive(store, a_pdf({**GRANTED, "in_the_name_of": "etat"}), name="a.pdf")
    process(store)
    (record,) = acts.find(store, NUMBER)
    assert record.status is ActStatus.OUT_OF_SCOPE
    assert record.reason is not None
    assert "au nom de l'État" in record.reason
    assert record.score is None


@pytest.mark.parametrize("found", [(), ({"works": "plan de masse"},)])
def test_what_is_no_decision_is_kept_and_said(
    store: Store, found: tuple[dict[str, str], ...]
) -> None:
    receive(store, a_pdf(*found, text="Menu de la cantine"), name="menu.pdf")
    process(store)
    (record,) = acts.iterate(store)
    assert record.status is ActStatus.OUT_OF_SCOPE
    assert record.reason is not None
    assert "décision d'urbanisme" in record.reason


def test_one_bad_file_costs_only_itself(store: Store) -> None:
    receive(store, a_pdf(text="encrypted"), name="secret.pdf")
    receive(store, a_pdf(text="crash"), name="crash.pdf")
    receive(store, b"", name="vide.pdf")
    receive(store, b"bonjour", name="note.pdf")
    for index in range(5):
        receive(store, a_pdf({**GRANTED, "dossier_number": f"PC 034150 24 V000{index}"}), name="a")
    process(store)
    aside = {one.names[0]: one for one in documents.set_aside(store)}
    assert set(aside) == {"secret.pdf", "crash.pdf", "vide.pdf", "note.pdf"}
    assert "mot de passe" in str(aside["secret.pdf"].reason)
    assert aside["secret.pdf"].attempts == 1
    assert aside["crash.pdf"].attempts == 3
    assert "ValueError" in str(aside["crash.pdf"].reason)
    assert "personne" not in str(aside["crash.pdf"].reason)  # never the words of the act
    assert acts.count(store) == 5
    assert documents.due(store) == ()


def test_a_stage_that_fails_keeps_the_act_with_its_reason(store: Store) -> None:
    def broken(dossier: Dossier) -> tuple[Finding, ...]:
        raise ZeroDivisionError

    receive(store, a_pdf(GRANTED), name="a.pdf")
    process(store, Chain(assess=broken))
    (record,) = acts.find(store, NUMBER)
    assert record.status is ActStatus.SET_ASIDE
    assert "ZeroDivisionError" in str(record.reason)
    assert [one.status for one in rescore(store, Chain().stages())] == [ActStatus.READY]


def test_what_the_operator_must_mend_stays_due(store: Store) -> None:
    receive(store, a_pdf(GRANTED), name="a.pdf")

    def without_tesseract(job: Job) -> Result:
        return Waiting("Tesseract absent : apt install tesseract-ocr")

    assert isinstance(process(store, do=without_tesseract)[0], Waiting)
    (document,) = documents.due(store)
    assert (document.attempts, document.stage) == (0, DocumentStage.RECEIVED)
    assert "Tesseract" in str(document.reason)
    assert isinstance(process(store)[0], Digested)
    assert documents.due(store) == ()


def test_a_database_that_fails_marks_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = receive(store, a_pdf(GRANTED), name="a.pdf").document.sha256

    def full(*_: object, **__: object) -> None:
        raise OperatorError("Disque plein")

    with monkeypatch.context() as patched:
        patched.setattr(acts, "save", full)
        with pytest.raises(OperatorError):
            process(store)
    assert readings.get(store, digest) is None
    process(store)
    assert acts.count(store) == 1


def test_a_failure_in_the_middle_is_tried_again(store: Store) -> None:
    for index in range(3):
        receive(store, a_pdf({**GRANTED, "dossier_number": f"PC 034150 24 V000{index}"}), name="a")
    failures = iter([Failure("mort", final=False)])

    def once(job: Job) -> Result:
        return next(failures, None) or work(job)

    process(store, do=once)
    assert acts.count(store) == 3
    assert documents.set_aside(store) == ()


def test_a_control_reaches_an_act_that_came_before_or_after(tmp_path: Path) -> None:
    outcome = Outcome(Rung.OBSERVATIONS, date(2025, 2, 20), "suivi")
    row = ControlRecord(
        where="l. 3", dossier_number=NUMBER, received_on=date(2025, 1, 20), outcomes=(outcome,)
    )
    found = []
    for name in ("before", "after"):
        store = a_store(tmp_path / name)
        if name == "before":
            controls.save(store, [row], source_sha256="a" * 64)
        receive(store, a_pdf(GRANTED), name="a.pdf")
        process(store)
        if name == "after":
            controls.save(store, [row], source_sha256="a" * 64)
            acts.mark_stale(store, dossier_numbers=[NUMBER])
            process(store)
        (record,) = acts.find(store, NUMBER)
        found.append((record.outcomes, record.dossier.clock, record.deadlines))
    assert found[0] == found[1]
    assert found[0][0] == (outcome,)
    assert found[0][1].received_on == date(2025, 1, 20)


def test_a_second_coordinator_refuses_to_start(store: Store) -> None:
    def both() -> None:
        with coordinating(store), coordinating(store):
            pass

    with pytest.raises(OperatorError, match="déjà en cours"):
        both()
    with coordinating(store):
        pass


def test_rescoring_goes_on_where_it_stopped(store: Store) -> None:
    for index in range(4):
        receive(store, a_pdf({**GRANTED, "dossier_number": f"PC 034150 24 V000{index}"}), name="a")
    process(store)
    steps = rescore(store, Chain().stages())
    first = next(steps)
    steps.close()
    rest = [one.act_id for one in rescore(store, Chain().stages(), everything=False)]
    assert sorted([first.act_id, *rest]) == [one.act_id for one in acts.iterate(store)]
