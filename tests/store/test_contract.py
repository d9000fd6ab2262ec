"""What every store must do, whatever the database."""

from __future__ import annotations

import sqlite3
import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from shapely.geometry import Point
from sqlalchemy import text

from tests.builders import a_dossier, a_fact, a_reading, some_facts
from vigie.domain.control import ControlRecord, RowRefused
from vigie.domain.deadline import Clock
from vigie.domain.document import DocumentStage
from vigie.domain.dossier import DocumentRole, Dossier, Extracted
from vigie.domain.fact import Facts, Opinion, OpinionBody, OpinionSense, Stage
from vigie.domain.layer import LayerRecord, LayerRole, LayerState
from vigie.domain.outcome import Outcome, Rung
from vigie.domain.past import Earlier, Past
from vigie.domain.place import Place, Precision, Regime, Subject, ZoneHit
from vigie.domain.record import ActRecord, ActStatus
from vigie.domain.review import Review, ReviewDecision
from vigie.errors import OperatorError
from vigie.store import (
    Store,
    acts,
    calendar,
    controls,
    deposits,
    documents,
    earlier,
    engine,
    extractions,
    files,
    layers,
    lineage,
    open_store,
    readings,
    reviews,
    schema,
    settings,
)
from vigie.store.extractions import Extraction
from vigie.store.tables import METADATA

NUMBER = "PC 034150 24 V0036"
OF_STANDINGS = (
    "precedents", "standings", "queue_rows", "overrides", "skips", "strategies", "saved_views",
    "act_words", "claims",
)  # fmt: skip


def a_record(act_id: str = "act-1", *, dossier: Dossier | None = None) -> ActRecord:
    base = dossier or a_dossier(dossier_number=NUMBER, parcels=("34150000CA0221",))
    return ActRecord(replace(base, act_id=act_id), ActStatus.READY, None, (), None, None)


def test_schema_is_the_one_that_migrations_make(store: Store) -> None:
    with store.read() as connection:
        options = {
            "include_object": lambda _, name, *__: (
                not str(name).startswith("ix_act_words") and not str(name).startswith("act_words")
            )
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []


def test_opening_twice_changes_nothing(store: Store, url: str) -> None:
    acts.save(store, a_record())
    again = open_store(url, home=store.home)
    assert acts.get(again, "act-1") == a_record()
    again.close()


def test_head_is_the_last_migration(store: Store) -> None:
    names = sorted(path.stem for path in (schema.MIGRATIONS / "versions").glob("0*.py"))
    assert names[-1].startswith(schema.HEAD)


def test_same_bytes_twice_are_one_document(store: Store) -> None:
    first, new = documents.receive(store, b"%PDF-1.7 a", name="a.pdf", kind="pdf")
    again, new_again = documents.receive(store, b"%PDF-1.7 a", name="b.pdf", kind="pdf")
    assert (new, new_again) == (True, False)
    assert again.sha256 == first.sha256 == sha256(b"%PDF-1.7 a").hexdigest()
    assert again.names == ("a.pdf", "b.pdf")
    assert files.load(store, first.sha256) == b"%PDF-1.7 a"
    assert len(documents.due(store)) == 1


def test_one_content_sent_by_twenty_threads_is_one_document(store: Store) -> None:
    news: list[bool] = []

    def send(index: int) -> None:
        for turn in range(5):
            name = f"{index}-{turn}.pdf"
            news.append(documents.receive(store, b"same", name=name, kind="pdf")[1])

    threads = [threading.Thread(target=send, args=(index,)) for index in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(news) == [False] * 99 + [True]
    assert len(documents.due(store)[0].names) == 100


def test_a_content_is_written_whole_or_not_at_all(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", power_cut)
    with pytest.raises(KeyboardInterrupt):
        documents.receive(store, b"half", name="a.pdf", kind="pdf")
    assert documents.due(store) == ()
    assert [path for path in (store.home / "documents").rglob("*") if path.is_file()] == []


def test_three_failures_set_a_document_aside(store: Store) -> None:
    digest = documents.receive(store, b"x", name="x.pdf", kind="pdf")[0].sha256
    stages = [documents.mark_failed(store, digest, "mort").stage for _ in range(3)]
    assert stages == [DocumentStage.RECEIVED, DocumentStage.RECEIVED, DocumentStage.SET_ASIDE]
    (aside,) = documents.set_aside(store)
    assert (aside.attempts, aside.reason) == (3, "mort")
    assert documents.retry(store, digest, kind="pdf").attempts == 0
    assert documents.count_by_stage(store)[DocumentStage.RECEIVED] == 1


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    digest = documents.receive(store, b"x", name="x.pdf", kind="pdf")[0].sha256

    def half_of_it() -> None:
        with store.transaction() as bound:
            documents.mark_ready(bound, digest, pages=1, pages_ocr=0)
            acts.save(bound, a_record())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_of_it()
    assert documents.due(store)[0].sha256 == digest
    assert acts.get(store, "act-1") is None


def test_readings_come_back_as_they_went(store: Store) -> None:
    reading = a_reading("ARRÊTÉ accordant\nun permis", "page 2", confidence=0.7)
    digest = documents.receive(store, b"x", name="x.pdf", kind="pdf")[0].sha256
    readings.save(store, readings.packed(replace(reading, sha256=digest, notes=("réparé",))))
    assert readings.get(store, digest) == replace(reading, sha256=digest, notes=("réparé",))
    assert readings.get(store, "0" * 64) is None


def test_documents_of_an_act(store: Store) -> None:
    both = [documents.receive(store, data, name="x", kind="pdf")[0].sha256 for data in (b"1", b"2")]
    for digest in both:
        extracted = Extracted((1,), Facts(dossier_number=a_fact(NUMBER)), "texte")
        one = Extraction(digest, 0, "act-1", DocumentRole.ACT, 3, 0.9, 0, extracted)
        extractions.save(store, digest, [one])
        assert extractions.of_document(store, digest) == (one,)
    assert [one.sha256 for one in extractions.of_act(store, "act-1")] == sorted(both)
    acts.save(store, a_record())
    assert [record.act_id for record in acts.find(store, both[0])] == ["act-1"]


def test_an_act_comes_back_as_it_went(store: Store) -> None:
    land = Point(770000, 6270000).buffer(20)
    zone = ZoneHit(
        layer="ppri", subject=Subject.FLOOD_PLAN, plan="PPRI", code="R", label=None,
        regime=Regime.INTERDICTION, share=0.4, area_m2=10.0, distance_m=0.0,
        valid_from=date(2010, 1, 1), valid_to=None, geometry=land,
    )  # fmt: skip
    place = Place(
        Precision.PARCEL, ("34150000CA0221",), (), land, land.area, (zone,),
        frozenset({Subject.FLOOD_PLAN, Subject.PARCEL}), date(2025, 1, 10), "parcelle du cadastre",
    )  # fmt: skip
    opinion = Opinion(OpinionBody.DDTM, OpinionSense.UNFAVOURABLE, date(2024, 12, 1))
    dossier = a_dossier(
        place=place, dossier_number=NUMBER, opinions=(opinion,), stage=Stage.INITIAL,
        floor_area_created_m2=120.5, dwellings_created=1, architect_named=True,
    )  # fmt: skip
    record = a_record(dossier=dossier)
    record = replace(record, scored_at=datetime(2025, 1, 15, 8, tzinfo=UTC))
    acts.save(store, record)
    assert acts.get(store, "act-1") == record
    assert acts.find(store, NUMBER) == (record,)


def test_acts_by_period_and_status(store: Store) -> None:
    for day in range(1, 11):
        dossier = a_dossier()
        clock = replace(dossier.clock, received_on=date(2025, 3, day))
        acts.save(store, a_record(f"act-{day:02}", dossier=replace(dossier, clock=clock)))
    outside = replace(a_record("act-99"), status=ActStatus.OUT_OF_SCOPE)
    acts.save(store, outside)
    found = acts.iterate(store, received_from=date(2025, 3, 3), received_to=date(2025, 3, 5))
    assert [record.act_id for record in found] == ["act-03", "act-04", "act-05"]
    assert acts.count(store) == 11
    assert [one.act_id for one in acts.iterate(store, status=ActStatus.OUT_OF_SCOPE)] == ["act-99"]


def test_more_acts_than_one_batch(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "_BATCH", 3)
    with store.transaction() as bound:
        for index in range(8):
            acts.save(bound, a_record(f"act-{index}"))
    assert len(list(acts.iterate(store))) == 8


def test_acts_by_parcel_and_number(store: Store) -> None:
    acts.save(store, a_record("act-1"))
    other = a_dossier(dossier_number=NUMBER + " M01", parcels=("34150000CA0001",))
    acts.save(store, a_record("act-2", dossier=other))
    by_number = acts.ids(store, base=NUMBER)
    assert [found[0] for found in by_number] == ["act-1", "act-2"]
    assert [found[0] for found in acts.ids(store, parcels=["34150000CA0001"])] == ["act-2"]
    acts.save(store, a_record("act-2", dossier=a_dossier()))
    assert acts.ids(store, parcels=["34150000CA0001"]) == ()


def test_stale_acts_until_they_are_saved(store: Store) -> None:
    acts.save(store, a_record("act-1"))
    acts.save(store, a_record("act-2", dossier=a_dossier()))
    acts.mark_stale(store, act_ids=(), dossier_numbers=())
    assert acts.stale(store) == ()
    acts.mark_stale(store, dossier_numbers=[NUMBER])
    assert acts.stale(store) == ("act-1",)
    acts.mark_all_stale(store)
    assert acts.stale(store) == ("act-1", "act-2")
    acts.save(store, a_record("act-1"))
    assert acts.stale(store) == ("act-2",)


def test_a_control_waits_for_its_act(store: Store) -> None:
    outcome = Outcome(Rung.OBSERVATIONS, date(2025, 2, 1), "suivi.xlsx")
    row = ControlRecord(where="suivi.xlsx, ligne 3", dossier_number=NUMBER, outcomes=(outcome,))
    controls.save(store, [row], source_sha256="a" * 64, refused=[RowRefused("ligne 4", "vide")])
    assert of_act(store, date(2025, 1, 10)) == (row,)
    assert controls.refused_rows(store, "a" * 64) == (RowRefused("ligne 4", "vide"),)
    controls.save(store, [row], source_sha256="a" * 64)
    assert of_act(store, date(2025, 1, 10)) == (row,)
    assert controls.refused_rows(store, "a" * 64) == ()


def test_a_control_of_another_date_goes_to_the_act_of_that_date(store: Store) -> None:
    row = ControlRecord(where="l. 1", dossier_number=NUMBER, decided_on=date(2025, 3, 1))
    controls.save(store, [row], source_sha256="a" * 64)
    assert of_act(store, date(2025, 1, 10)) == (row,)
    dossier = a_dossier(dossier_number=NUMBER, stage=Stage.RETRAIT)
    withdrawal = replace(dossier, clock=replace(dossier.clock, decided_on=date(2025, 3, 1)))
    acts.save(store, a_record("act-2", dossier=withdrawal))
    assert of_act(store, date(2025, 1, 10)) == ()
    assert of_act(store, date(2025, 3, 1), act_id="act-2") == (row,)


def of_act(store: Store, decided_on: date, act_id: str = "act-1") -> tuple[ControlRecord, ...]:
    return controls.of_act(
        store, act_id=act_id, dossier_number=NUMBER, actes_id=None, decided_on=decided_on
    )


def test_layers_of_the_catalogue(store: Store) -> None:
    layer = LayerRecord(
        layer_id="ppri-1", name="PPRI de Sète", kind="covadis", role=LayerRole.ZONE,
        subject=Subject.FLOOD_PLAN, source="ddtm.zip", state=LayerState.APPROVED,
        valid_from=date(2012, 1, 25), extent=(0.0, 0.0, 1.5, 2.5), communes=("34301",),
        faults=(("géométries réparées", 2),), added_at=datetime(2025, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    layers.save(store, layer)
    layers.save(store, layer)
    assert layers.listed(store) == (layer,) == layers.listed(store, subject=Subject.FLOOD_PLAN)
    assert layers.get(store, "ppri-1") == layer
    layers.remove(store, "ppri-1")
    assert layers.listed(store) == ()


def test_reviews_are_only_added(store: Store) -> None:
    review = Review(
        review_id="r1", act_id="act-1", decision=ReviewDecision.OBSERVATIONS, by="mme-durand",
        at=datetime(2025, 2, 1, 9, tzinfo=UTC), grounds=("INO-1",),
        outcome=Outcome(Rung.OBSERVATIONS, date(2025, 2, 1), "revue"),
    )  # fmt: skip
    assert reviews.add(store, review)
    assert not reviews.add(store, replace(review, by="m-petit"))
    assert reviews.of_act(store, "act-1") == (review,)


def test_a_key_is_tied_to_its_first_document(store: Store) -> None:
    one, two = (documents.receive(store, data, name="x", kind="pdf")[0] for data in (b"1", b"2"))
    assert deposits.add(store, "clé", one.sha256) == one.sha256
    assert deposits.add(store, "clé", two.sha256) == one.sha256
    assert deposits.get(store, "autre") is None


def test_today_is_the_machine_s_unless_fixed(store: Store) -> None:
    calendar.fix(store, date(2025, 3, 14))
    assert calendar.today(store) == date(2025, 3, 14)
    calendar.fix(store, None)
    assert calendar.today(store) == date.today()
    settings.save(store, "essai", {"a": [1, 2]})
    assert settings.get(store, "essai") == {"a": [1, 2]}


def test_a_database_of_the_first_version_is_brought_up_to_date(store: Store, url: str) -> None:
    record = a_record(
        "act-2", dossier=a_dossier(dossier_number=NUMBER + " M01", stage=Stage.MODIFICATIF)
    )
    known = Outcome(Rung.OBSERVATIONS, date(2025, 3, 1), "tableau")
    acts.save(store, replace(record, outcomes=(known,)))
    with store.write() as connection:
        for table in OF_STANDINGS:
            connection.execute(text(f"DROP TABLE {table}"))
        for table in (
            "bases_cited",
            "earlier_acts",
            "articles",
            "changes",
            "attachments",
            "delegations",
            "planning",
            "clients",
        ):
            connection.execute(text(f"DROP TABLE {table}"))
        for index in ("documents_updated_at_sha256", "acts_updated_at_act_id"):
            connection.execute(text(f"DROP INDEX ix_{index}"))
        for index in ("base_number", "commune_insee_decided_on"):
            connection.execute(text(f"DROP INDEX ix_acts_{index}"))
        for column in ("base_number", "stage"):
            connection.execute(text(f"ALTER TABLE acts DROP COLUMN {column}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    again = open_store(url, home=store.home)
    assert [found[0] for found in acts.ids(again, base=NUMBER)] == ["act-2"]
    (kin,) = lineage.of_dossier(again, NUMBER)
    assert kin.stage is Stage.MODIFICATIF
    assert acts.stale(again) == ("act-2",)  # tied again when it is next concluded of
    later = Clock(received_on=date(2025, 12, 1))
    past = earlier.of_act(again, None, some_facts(dossier_number=NUMBER), later)
    assert past == Earlier(commune=None, service=Past(1, 1), rate=1.0)
    again.close()


def test_a_database_of_a_newer_version_is_left_alone(store: Store, url: str) -> None:
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(OperatorError, match="plus récente"):
        open_store(url, home=store.home)


def test_a_writer_waits_for_another(store: Store) -> None:
    """A database held by another program for a while is waited for, not given up."""
    digest = documents.receive(store, b"x", name="x.pdf", kind="pdf")[0].sha256
    held = threading.Event()

    def hold() -> None:
        with store.transaction() as bound:
            documents.mark_waiting(bound, digest, "tenu")
            held.set()
            time.sleep(1.0)

    other = threading.Thread(target=hold)
    other.start()
    held.wait()
    documents.mark_ready(store, digest, pages=1, pages_ocr=0)
    other.join()
    found = documents.get(store, digest)
    assert found is not None
    assert found.stage is DocumentStage.READY


def test_a_database_held_too_long_is_said_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_S", 0.2)
    store = open_store(f"sqlite:///{tmp_path / 'vigie.sqlite'}")
    other = sqlite3.connect(tmp_path / "vigie.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperatorError, match="occupée"):
        documents.receive(store, b"x", name="x.pdf", kind="pdf")
    other.execute("COMMIT")
    other.close()
    assert documents.receive(store, b"x", name="x.pdf", kind="pdf")[1] is True
    store.close()
