"""What the store counts of the past is what the models learnt from."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, select, text

from models.history import Ledger
from tests.builders import some_facts
from tests.models.records import some_records
from vigie.domain.deadline import Clock
from vigie.domain.past import Past
from vigie.domain.record import ActStatus
from vigie.store import Store, acts, earlier, schema
from vigie.store.tables import EARLIER_ACTS

RECORDS = some_records(60, seed=2, days=900)


def test_the_store_tells_the_same_past_as_the_models(store: Store) -> None:
    for record in RECORDS:
        acts.save(store, record)
    ledger = Ledger.of((r.dossier.clock.received_on or date.min, r) for r in RECORDS)
    for record in RECORDS[::-4]:
        dossier = record.dossier
        day = dossier.clock.received_on
        assert day is not None
        found = earlier.of_act(store, record.act_id, dossier.facts, dossier.clock)
        assert found == ledger.earlier(dossier, day)
    assert found is not None


def test_an_act_removed_out_of_scope_or_no_longer_reviewed_has_no_part(store: Store) -> None:
    reviewed = [r for r in RECORDS if r.outcomes][:3]
    asked = replace(RECORDS[-1].dossier.clock, received_on=date(2024, 12, 1))

    def known() -> float | None:
        found = earlier.of_act(store, None, some_facts(), asked)
        assert found is not None
        return found.rate

    for record in reviewed:
        acts.save(store, record)
    assert known() is not None
    first, second, third = reviewed
    acts.save(store, replace(first, status=ActStatus.OUT_OF_SCOPE))
    acts.save(store, replace(second, outcomes=()))
    acts.remove(store, third.act_id)
    assert known() is None


def test_an_act_without_a_date_has_a_past_only_on_a_given_day(store: Store) -> None:
    facts, clock = RECORDS[0].dossier.facts, Clock()
    assert earlier.of_act(store, None, facts, clock) is None
    found = earlier.of_act(store, None, facts, clock, otherwise=date(2024, 12, 1))
    assert found is not None
    assert found.commune == Past(0, 0)


def kept_then(number: str, day: str, *rungs: tuple[str, str], status: str = "ready") -> bytes:
    """An act as the database held it before its outcomes stood in rows of their own."""
    facts = {"dossier_number": {"value": number, "confidence": 0.9, "evidence": []}}
    facts |= {"commune_insee": {"value": "34150", "confidence": 0.9, "evidence": []}}
    outcomes = [{"rung": rung, "known_on": on, "source": "suivi.xlsx"} for rung, on in rungs]
    dossier = {"act_id": "x", "facts": facts, "place": {}, "clock": {"decided_on": day}}
    said = json.dumps({"dossier": dossier, "status": status, "outcomes": outcomes}).encode()
    return said if len(said) < 400 else zlib.compress(said)


def test_an_old_database_comes_to_the_rows_of_its_acts(url: str, tmp_path: Path) -> None:
    bodies = {
        "before": kept_then("PC 034150 24 V0001", "2024-05-01", ("nothing_said", "2024-04-01")),
        "found": kept_then(
            "PC 034150 24 00002",
            "2024-05-01",
            ("defere", "2024-07-01"),
            ("nothing_said", "2024-06-01"),
            ("observations", "2024-06-10"),
        ),
        "out": kept_then("A", "2024-05-01", ("defere", "2024-07-01"), status="out_of_scope"),
        "unread": kept_then("PC 034150 24 V0003", "2024-05-01"),
    }
    assert {body[:1] == b"{" for body in bodies.values()} == {True, False}
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        migrated(connection, "0005")
        insert = text(
            "INSERT INTO acts (act_id, status, received_on, stale, body, updated_at) "
            "VALUES (:act, 'ready', '2024-05-02', false, :body, '2024-05-02 00:00:00')"
        )
        connection.execute(insert, [{"act": act, "body": body} for act, body in bodies.items()])
        migrated(connection, "0006")
        rows = connection.execute(select(EARLIER_ACTS).order_by(EARLIER_ACTS.c.act_id)).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [
        ("before", "34150", "034 V", date(2024, 5, 1), None),
        ("found", "34150", "034150 0", date(2024, 6, 1), date(2024, 6, 10)),
    ]
    source = (schema.MIGRATIONS / "versions" / "0006_earlier_acts.py").read_text(encoding="utf-8")
    assert "vigie" not in source  # whatever becomes of the program


def migrated(connection: Connection, revision: str) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    command.upgrade(config, revision)
