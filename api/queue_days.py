"""The whole queue of any day; days past or to come are made from what the store knows now."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from api.desk import DayQueue
from api.queue_entries import done, entries, now
from api.queue_making import prepare
from api.queue_picks import SEED, drawn_of, picks
from scoring.queue import Pick, make_queue
from vigie.domain.record import QueueEntry, Stratum
from vigie.settings import Settings
from vigie.store import Store, acts, queues, standings
from vigie.store.queues import Sought


def day_queue(store: Store, settings: Settings, day: dt.date, today: dt.date) -> DayQueue:
    """The whole queue of a day as the store knows it now."""
    if day != today:
        return _other_day(store, settings, day)
    prepare(store, settings, day, again=True)
    rows = queues.page(store, day, Sought())
    picked = frozenset(one.act_id for one in picks(store, day))
    return DayQueue(day, entries(store, day, rows), picked, done(store, day, picked))


def _other_day(store: Store, settings: Settings, day: dt.date) -> DayQueue:
    """A day past or to come, as the store knows it now; nothing of it is kept."""
    records = tuple(
        now(store, record, day)
        for record in acts.some(store, [s.act_id for s in standings.open_on(store, day)]).values()
    )
    whole = make_queue(records, day=day, capacity=None, random_share=0.0, seed=SEED)
    drawn = drawn_of(store, settings, records, day)
    chosen = {one.act_id: one for one in drawn}
    marked = tuple(_marked(entry, chosen.get(entry.record.act_id)) for entry in whole)
    present = {entry.record.act_id for entry in marked}
    read = tuple(acts.some(store, set(chosen) - present).values())
    return DayQueue(day, marked, frozenset(chosen), read)


def _marked(entry: QueueEntry, mine: Pick | None) -> QueueEntry:
    if mine is None or mine.stratum is Stratum.TOP:
        return entry
    return replace(entry, stratum=mine.stratum, inclusion=mine.inclusion)
