"""Rows of a queue with their acts, and acts with their numbers as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from scoring import strategy
from scoring.score import aged, steered
from vigie.domain.record import ActRecord, QueueEntry, Stratum
from vigie.store import Store, acts, standings
from vigie.store.queues import QueueRow


def entries(store: Store, day: dt.date, rows: Sequence[QueueRow]) -> tuple[QueueEntry, ...]:
    """Rows with their acts, their numbers as of the day."""
    records = acts.some(store, [row.act_id for row in rows])
    return tuple(
        QueueEntry(
            row.rank, day, Stratum(row.stratum), row.inclusion, as_of(found, row.steering, day)
        )
        for row in rows
        if (found := records.get(row.act_id)) is not None
    )


def as_of(record: ActRecord, steering: float, day: dt.date) -> ActRecord:
    """An act with the urgency of a day and the weight that the strategy in force gives it."""
    if record.score is None or record.deadlines is None:
        return record
    score = aged(replace(record.score, steering=steering), record.deadlines, day)
    return replace(record, score=score)


def now(store: Store, record: ActRecord, day: dt.date) -> ActRecord:
    """An act with its numbers of a day under the strategy in force."""
    if record.score is None or record.deadlines is None:
        return record
    under = strategy.in_force(store)
    score = steered(record.score, record.dossier, record.findings, under)
    return replace(record, score=aged(score, record.deadlines, day))


def done(store: Store, day: dt.date, picked: Iterable[str]) -> tuple[ActRecord, ...]:
    """Acts picked for a day that await nothing any more."""
    rows = standings.of_acts(store, picked)
    shut = [row.act_id for row in rows if not row.open_from <= day <= row.open_until]
    found = acts.some(store, shut)
    return tuple(found[act_id] for act_id in sorted(found))
