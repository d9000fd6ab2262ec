"""What the store counts of the past is what the models learnt from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.history import Ledger
from tests.builders import some_facts
from tests.models.records import some_records
from vigie.domain.deadline import Clock
from vigie.domain.past import Past
from vigie.domain.record import ActStatus
from vigie.store import Store, acts, earlier

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
