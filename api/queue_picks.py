"""The picks of a day: drawn once and kept, so that the team's morning does not move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from scoring.queue import Candidate, Pick, make_queue, pick
from scoring.steering import Steering
from vigie.domain.record import ActRecord, Stratum
from vigie.settings import Settings
from vigie.store import Store, queues
from vigie.store import settings as kept_values

SEED = 34


def picks(store: Store, day: dt.date) -> tuple[Pick, ...]:
    """The picks kept of a day; those drawn but not kept, where few acts wait, stand in its rows."""
    kept = kept_values.get(store, _name(day))
    if kept:
        return _unpacked(kept)
    made = queues.made(store, day)
    return tuple(
        Pick(act_id, Stratum(stratum), pi)
        for act_id, stratum, pi in (made.since.get("picks", ()) if made else ())
    )


def picked(
    store: Store, settings: Settings, waiting: Sequence[Candidate], day: dt.date, under: Steering
) -> tuple[Pick, ...]:
    """The picks kept of a day; drawn and kept the first time, or when its terms change.

    What was picked under other terms and read since stays: only the places left are drawn.
    """
    capacity = capacity_of(store, settings)
    terms = [capacity, settings.random_share, *([under.version] if under.quotas else [])]
    kept = kept_values.get(store, _name(day))
    if kept and kept["terms"] == terms:
        return _unpacked(kept)
    open_now = {one.act_id for one in waiting}
    read = [one for one in _unpacked(kept) if one.act_id not in open_now] if kept else []
    fresh = pick(
        waiting,
        day=day,
        capacity=max(0, capacity - len(read)),
        random_share=settings.random_share,
        seed=SEED,
        quotas=under.quotas,
    )
    drawn = (*read, *fresh)
    if len(drawn) >= capacity:
        rows = [[one.act_id, one.stratum.value, one.inclusion] for one in drawn]
        kept_values.save(store, _name(day), {"terms": terms, "picks": rows})
    return drawn


def drawn_of(
    store: Store, settings: Settings, records: Sequence[ActRecord], day: dt.date
) -> tuple[Pick, ...]:
    """The picks kept of a day, else those that would be drawn among these acts."""
    kept = kept_values.get(store, _name(day))
    if kept:
        return _unpacked(kept)
    queue = make_queue(
        records,
        day=day,
        capacity=capacity_of(store, settings),
        random_share=settings.random_share,
        seed=SEED,
    )
    return tuple(Pick(e.record.act_id, e.stratum, e.inclusion) for e in queue)


def capacity_of(store: Store, settings: Settings) -> int:
    """Acts that the team reads a day: the sum of what each person reads, else the setting."""
    people = kept_values.get(store, "capacity by person") or {}
    return sum(people.values()) or settings.capacity


def _unpacked(kept: dict[str, Any]) -> tuple[Pick, ...]:
    return tuple(Pick(act_id, Stratum(stratum), pi) for act_id, stratum, pi in kept["picks"])


def _name(day: dt.date) -> str:
    return f"queue {day.isoformat()}"
