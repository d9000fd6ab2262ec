"""The benchmark's store filled in bulk is what saving act by act makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from api.selection import Selection
from api.store_queue import StoreQueue
from benchmarks.queue.acts import TODAY, record
from benchmarks.queue.fill import fill
from vigie.settings import Settings
from vigie.store import Store, acts, calendar, open_store, queues, standings
from vigie.store.queues import QueueRow, Sought
from vigie.store.standing_tables import PRECEDENTS, STANDINGS
from vigie.store.tables import ACTS, EARLIER_ACTS, PARCELS

COUNT, MODELS = 230, 50
CLOCKS = {"updated_at", "changed_at", "body"}  # of the machine; bodies are compared as acts


def rows(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.read() as connection:
        return {
            table.name: sorted(
                ({k: v for k, v in row.items() if k not in CLOCKS}
                 for row in connection.execute(select(table)).mappings()),
                key=repr,
            )
            for table in (ACTS, STANDINGS, PARCELS, EARLIER_ACTS, PRECEDENTS)
        }  # fmt: skip


def words(store: Store) -> list[tuple[Any, ...]]:
    key = "rowid" if store.engine.dialect.name == "sqlite" else "word_id"
    with store.read() as connection:
        found = connection.execute(text(f"SELECT {key}, body FROM act_words ORDER BY {key}"))
        return [tuple(row) for row in found]


def queue(store: Store) -> tuple[tuple[QueueRow, ...], list[str]]:
    calendar.fix(store, TODAY)
    asked = StoreQueue(store, Settings(home=store.home, capacity=5))
    page = asked.listing(TODAY, Selection(text="hangar"))
    return queues.page(store, TODAY, Sought()), [entry.record.act_id for entry in page.entries]


def test_a_store_filled_in_bulk_is_the_one_saved_act_by_act(store: Store, tmp_path: Path) -> None:
    fill(store, COUNT, models=MODELS)
    one_by_one = open_store(f"sqlite:///{tmp_path / 'each.sqlite'}", home=tmp_path / "each")
    made = [record(number, models=MODELS) for number in range(COUNT)]
    for each in made:
        acts.save(one_by_one, each)

    assert sorted(acts.iterate(store), key=lambda act: act.act_id) == made
    assert rows(store) == rows(one_by_one)
    filled = queue(store)
    assert filled == queue(one_by_one)
    assert 0 < len(filled[1]) < len(filled[0]) < COUNT
    if store.engine.dialect.name == "sqlite":
        assert words(store) == words(one_by_one)
    one_by_one.close()


def test_each_copy_is_found_by_its_own_number(store: Store) -> None:
    fill(store, COUNT, models=MODELS)
    for number in (0, MODELS, COUNT - 1):
        one = record(number, models=MODELS)
        wanted = one.dossier.facts.dossier_number
        assert wanted is not None
        assert [act.act_id for act in acts.find(store, wanted.value)] == [one.act_id]
        compact = wanted.value.replace(" ", "")
        assert standings.found(store, compact, most=5) == (one.act_id,)
