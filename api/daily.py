"""The queue of a day: every open act in order, and those picked to be read that day.

The picks of the present day are drawn once and kept, so that a review or a new act does not
change what the team was given in the morning.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.desk import DayQueue
from api.similar import Trait, trait
from scoring.queue import make_queue
from vigie.domain.record import ActRecord, ActStatus, QueueEntry, Stratum
from vigie.settings import Settings
from vigie.store import Store, acts
from vigie.store import settings as kept_values

SEED = 34


@dataclass(frozen=True, slots=True)
class Pick:
    """One act picked for a day, why, and with which probability it could be drawn."""

    act_id: str
    stratum: Stratum
    inclusion: float


def day_queue(store: Store, settings: Settings, day: dt.date, today: dt.date) -> DayQueue:
    """The queue of a day as the store knows it now."""
    return survey(store, settings, day, today)[0]


def survey(
    store: Store, settings: Settings, day: dt.date, today: dt.date
) -> tuple[DayQueue, tuple[Trait, ...]]:
    """The queue of a day, and what is compared of acts whose outcome is known: one pass."""
    records = tuple(acts.iterate(store, status=ActStatus.READY))
    picks = {pick.act_id: pick for pick in _picks(store, settings, records, day, today)}
    whole = make_queue(records, day=day, capacity=None, random_share=0.0, seed=SEED)
    entries = tuple(_marked(entry, picks.get(entry.record.act_id)) for entry in whole)
    present = {entry.record.act_id for entry in entries}
    done = tuple(r for r in records if r.act_id in picks and r.act_id not in present)
    traits = tuple(trait(record) for record in records if record.outcomes)
    return DayQueue(day, entries, frozenset(picks), done), traits


def draw(settings: Settings, records: Sequence[ActRecord], day: dt.date) -> tuple[Pick, ...]:
    """The acts to be read on a day: by rank, by deadline, at random."""
    queue = make_queue(
        records,
        day=day,
        capacity=settings.capacity,
        random_share=settings.random_share,
        seed=SEED,
    )
    return tuple(Pick(e.record.act_id, e.stratum, e.inclusion) for e in queue)


def _picks(
    store: Store,
    settings: Settings,
    records: Sequence[ActRecord],
    day: dt.date,
    today: dt.date,
) -> tuple[Pick, ...]:
    """The picks kept of a day; those of the present day are drawn and kept the first time."""
    name = f"queue {day.isoformat()}"
    terms = [settings.capacity, settings.random_share]
    kept = kept_values.get(store, name)
    if kept and kept["terms"] == terms:
        return tuple(Pick(act_id, Stratum(stratum), pi) for act_id, stratum, pi in kept["picks"])
    drawn = draw(settings, records, day)
    if day == today and len(drawn) >= settings.capacity:
        rows = [[pick.act_id, pick.stratum.value, pick.inclusion] for pick in drawn]
        kept_values.save(store, name, {"terms": terms, "picks": rows})
    return drawn


def _marked(entry: QueueEntry, pick: Pick | None) -> QueueEntry:
    if pick is None or pick.stratum is Stratum.TOP:
        return entry
    return replace(entry, stratum=pick.stratum, inclusion=pick.inclusion)
