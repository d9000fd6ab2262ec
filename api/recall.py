"""The recall certificate of the queues that were kept: who was drawn, read, found wanting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from vigie.domain.outcome import Rung
from vigie.domain.record import ActRecord, Stratum
from vigie.store import Store, acts
from vigie.store import settings as kept_values

if TYPE_CHECKING:
    from models.certificate import Certificate, Draw


def certificate(store: Store, start: date, end: date) -> Certificate:
    """The certificate of the queues kept from ``start`` to ``end``.

    Raises:
        CertificateRefused: an act drawn at random was not reviewed, or none was drawn.
    """
    from models.certificate import certify  # noqa: PLC0415 - scipy is slow to import

    queues = _kept(store, start, end)
    wanted = {act_id for picks in queues.values() for act_id, _, _ in picks}
    records = acts.some(store, wanted)
    drawn: dict[str, Draw] = {}
    ranked: set[str] = set()
    for picks in queues.values():
        for act_id, stratum, inclusion in picks:
            record = records.get(act_id)
            if record is None:
                continue
            if stratum == Stratum.RANDOM:
                drawn.setdefault(act_id, _draw(record, inclusion, queues))
            elif _wanting(record):
                ranked.add(act_id)
    return certify(tuple(drawn.values()), found_by_rank=len(ranked - set(drawn)))


def unread(store: Store, start: date, end: date) -> tuple[ActRecord, ...]:
    """Acts drawn at random that nobody reviewed: what stands in the way of a certificate."""
    picks = [pick for queue in _kept(store, start, end).values() for pick in queue]
    drawn = {act_id for act_id, stratum, _ in picks if stratum == Stratum.RANDOM}
    found = acts.some(store, drawn)
    return tuple(found[act_id] for act_id in sorted(found) if not found[act_id].outcomes)


def _kept(store: Store, start: date, end: date) -> dict[date, list[list[Any]]]:
    days = [start + timedelta(days=i) for i in range((end - start).days + 1)]
    found = {day: kept_values.get(store, f"queue {day.isoformat()}") for day in days}
    return {day: kept["picks"] for day, kept in found.items() if kept}


def _draw(record: ActRecord, daily: float, queues: Iterable[date]) -> Draw:
    """The chance of being drawn on any of the days whose queue the act could enter."""
    from models.certificate import Draw, overall_inclusion  # noqa: PLC0415

    first = record.dossier.clock.received_on or date.min
    last = (record.deadlines.defere.date if record.deadlines else None) or date.max
    days = sum(first <= day <= last for day in queues)
    return Draw(record.act_id, overall_inclusion(daily, days), _wanting(record))


def _wanting(record: ActRecord) -> bool | None:
    """Whether a review found the act wanting; None when nobody reviewed it."""
    if not record.outcomes:
        return None
    return max(outcome.rung.level for outcome in record.outcomes) >= Rung.OBSERVATIONS.level
