"""Who a layer or a rule touches, before and after it is applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ingest.receive import receive
from tests.maps import covadis_document, covadis_zones, square
from tests.scoring.makers import COMMUNE, a_house, a_place, a_record, a_zone
from tests.vigie.chain import NUMBER, Chain, a_pdf, a_store, process
from vigie.changes import Look, keep, kept, pending, registered, signature, trial
from vigie.commands.changes import as_text
from vigie.domain.finding import Verdict
from vigie.domain.place import Place
from vigie.domain.record import ActRecord
from vigie.pipeline import refresh
from vigie.store import Store, acts, calendar, layers, open_store, registers
from vigie.store import changes as journal

DAY = datetime(2025, 1, 20, tzinfo=UTC)
NOW_RED = a_place(a_zone(share=0.8))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'vigie.sqlite'}", home=tmp_path)
    calendar.fix(opened, DAY.date())
    yield opened
    opened.close()


def on(place: Place) -> Look:
    """Today's layers put every act there."""
    return Look(lambda _facts, _day, _insee: place, lambda _insee, _day: COMMUNE)


def an_act(act_id: str, **changes: Any) -> ActRecord:
    return a_record(a_house(a_place(), act_id=act_id, **changes))


def test_acts_touched_are_found_and_nothing_is_written(store: Store) -> None:
    day = DAY.date().replace(year=2024)
    old = replace(an_act("vieux").dossier.clock, decided_on=day, received_on=day)
    for record in (an_act("touché"), an_act("passé", clock=old)):
        acts.save(store, record)
    before = [acts.get(store, "touché"), acts.get(store, "passé")]
    found = list(pending(store, on(NOW_RED)))
    assert [one.act_id for one in found] == ["touché"]
    assert found[0].changes[0].after is Verdict.BREACH
    assert [acts.get(store, "touché"), acts.get(store, "passé")] == before
    assert list(pending(store, on(a_place()))) == []


def test_the_registers_of_the_day_are_those_of_the_act(store: Store) -> None:
    registers.save_planning(store, [("34150", date(2010, 1, 1), "RNU")])
    kept_so = a_house(a_place(), act_id="a", commune=replace(COMMUNE, planning_document="RNU"))
    acts.save(store, a_record(kept_so))
    look = replace(on(a_place()), registered=partial(registered, store))
    assert list(pending(store, look)) == []
    before = signature(store)
    registers.save_planning(store, [("34150", date(2020, 1, 1), "PLU")])
    assert signature(store) != before
    (found,) = pending(store, look)
    assert (
        "registre des communes, document d'urbanisme : RNU, désormais PLU" in found.changes[0].why
    )


def test_what_was_found_holds_until_the_act_is_concluded_again(store: Store) -> None:
    for name in ("a", "b"):
        acts.save(store, an_act(name))
    signed = signature(store)
    assert kept(store, signed=signed) is None
    keep(store, pending(store, on(NOW_RED)), signed=signed, at=datetime.now(UTC))
    assert [one.act_id for one in kept(store, signed=signed) or ()] == ["a", "b"]
    acts.save(store, an_act("b"))
    acts.remove(store, "a")
    assert kept(store, signed=signed) == ()
    assert kept(store, signed="autres règles") is None


def test_the_journal_gives_the_latest_first(store: Store) -> None:
    acts.save(store, an_act("a"))
    (found,) = pending(store, on(NOW_RED))
    for day in (3, 5, 4):
        journal.add(store, replace(found, at=DAY.replace(day=day)))
    days = [one.at and one.at.day for one in journal.since(store, DAY.replace(day=4))]
    assert days == [5, 4]
    with pytest.raises(ValueError, match="applied"):
        journal.add(store, found)


def test_layers_are_tried_beside_the_catalogue(store: Store, tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    covadis_zones(plan, [("R", "02", square(0, 0, 200))])
    covadis_document(plan)
    signed = signature(store)
    with trial(store, [plan]) as (catalogue, added):
        assert added.added
        assert layers.listed(catalogue) == tuple(sorted(added.added, key=lambda one: one.layer_id))
    assert layers.listed(store) == ()
    assert signature(store) == signed


def test_the_command_tells_the_act_the_change_and_the_layer(store: Store) -> None:
    acts.save(store, an_act("a"))
    (found,) = pending(store, on(NOW_RED))
    told = as_text(found)
    assert told.startswith("PC 034150 24 V0036  34150  déféré : 15/03/2025\n")
    assert "INO-1 ★★★ manquement nouveau : L'acte autorise une création de logement" in told
    assert "[couche « couche d'essai », zone R de 34DDTM20040012" in told


def test_a_change_applied_is_kept_with_its_reason(tmp_path: Path) -> None:
    """Rules changed between two conclusions of one act: the journal says so, once."""
    store = a_store(tmp_path)
    calendar.fix(store, date(2025, 1, 20))
    act = {"dossier_number": NUMBER, "decision": "granted", "decided_on": "2025-01-10"}
    receive(store, a_pdf({**act, "received_on": "2025-01-25"}), name="a.pdf")
    process(store)
    assert journal.since(store, DAY) == ()
    raised = a_record(a_house(NOW_RED)).findings
    stages = Chain(assess=lambda _: raised).stages()
    (one,) = acts.find(store, NUMBER)
    for _ in range(2):
        refresh(store, stages, one.act_id)
    (kept_one,) = journal.since(store, DAY)
    assert kept_one.act_id == one.act_id
    assert (
        "la règle du moyen INO-1 a changé depuis le dernier classement" in kept_one.changes[0].why
    )
    store.close()
