"""What a map asks of the store is what the acts themselves answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from shapely.affinity import translate

from api.queue_making import prepare
from tests.api.memory import TODAY, an_act, sees
from vigie.domain.place import NOWHERE, Precision
from vigie.domain.record import ActRecord
from vigie.settings import Settings
from vigie.store import Store, acts, calendar, mapped, open_store, queues
from vigie.store.mapped import Sight

HERE = (741_000.0, 6_243_000.0, 741_450.0, 6_243_500.0)


def moved(record: ActRecord, index: int) -> ActRecord:
    """The same act a step further east; the fifth of five nowhere, the fourth in its commune."""
    place = record.dossier.place
    assert place.geometry is not None
    there = replace(place, geometry=translate(place.geometry, 100 * index, 0))
    if index % 5 == 4:
        there = NOWHERE
    if index % 5 == 3:
        there = replace(there, precision=Precision.COMMUNE)
    return replace(record, dossier=replace(record.dossier, place=there))


@pytest.fixture
def records() -> list[ActRecord]:
    return [moved(an_act(index), index) for index in range(1, 21)]


@pytest.fixture
def filled(store: Store, records: list[ActRecord]) -> Store:
    calendar.fix(store, TODAY)
    for record in records:
        acts.save(store, record)
    return store


SIGHTS = [
    Sight(),
    Sight(bounds=HERE),
    Sight(during=(TODAY - timedelta(days=30), None)),
    Sight(during=(None, TODAY - timedelta(days=30))),
    Sight(insee="34003"),
    Sight(act_type="PCMI"),
    Sight(HERE, (TODAY - timedelta(days=40), TODAY), "34003", "PCMI"),
    Sight(bounds=(0.0, 0.0, 1.0, 1.0)),
]


def test_pages_hold_the_acts_that_answer(filled: Store, records: list[ActRecord]) -> None:
    for sight in SIGHTS:
        wanted = [record.act_id for record in records if sees(sight, record)]
        pages = [mapped.acts_page(filled, sight, offset=at, limit=3) for at in range(0, 24, 3)]
        assert [act_id for page in pages for act_id in page] == wanted, sight
        assert mapped.acts_count(filled, sight) == len(wanted)


def test_the_queue_keeps_its_ranks(filled: Store, records: list[ActRecord]) -> None:
    prepare(filled, Settings(home=filled.home, capacity=5), TODAY)
    queues.shut(filled, TODAY, ["act-006"])
    for sight in SIGHTS:
        seen = {r.act_id for r in records if sees(sight, r)} - {"act-006"}
        every = mapped.queue_page(filled, TODAY, sight, offset=0, limit=50)
        assert {row.act_id for row in every} == seen, sight
        assert [row.rank for row in every] == sorted(row.rank for row in every)
        assert mapped.queue_page(filled, TODAY, sight, offset=2, limit=4) == every[2:6]
        assert mapped.queue_count(filled, TODAY, sight) == len(seen)


def test_the_extent_is_that_of_all_acts(filled: Store) -> None:
    found = mapped.extent(filled)
    assert found is not None
    assert found[0] == 741_100.0
    assert found[2] > 742_800.0


def test_an_empty_store_has_no_extent(store: Store) -> None:
    assert mapped.extent(store) is None


def test_bounds_of_before_are_filled(filled: Store) -> None:
    wanted = [mapped.acts_page(filled, sight, offset=0, limit=50) for sight in SIGHTS]
    with filled.write() as connection:
        for name in ("west", "south", "east", "north"):
            connection.exec_driver_sql(f"ALTER TABLE standings DROP COLUMN {name}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0009'")
    url = filled.engine.url.render_as_string(hide_password=False)
    again = open_store(url.replace("+psycopg", ""), home=filled.home)
    assert [mapped.acts_page(again, sight, offset=0, limit=50) for sight in SIGHTS] == wanted
    again.close()
