"""``vigie certificate``: how many acts the queue misses, estimated from its random share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vigie.commands.opening import opened
from vigie.commands.output import results_only, write_line
from vigie.commands.train import DAYS

if TYPE_CHECKING:
    from models.certificate import Certificate, Draw
    from vigie.domain.record import ActRecord
    from vigie.store import Store

YEAR = timedelta(days=365)


def certificate(
    from_: Annotated[datetime | None, typer.Option("--from", formats=DAYS)] = None,
    to: Annotated[datetime | None, typer.Option(formats=DAYS)] = None,
    json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False,
) -> None:
    """Estime ce que la file ne fait pas lire, à partir de sa part tirée au hasard."""
    with results_only() as results, opened() as (_, store):
        found = run(store, from_.date() if from_ else None, to.date() if to else None)
        if json:
            from vigie.views import plain

            write_line(results, plain(found))
        else:
            results.write(found.said() + "\n")


def run(store: Store, start: date | None, end: date | None) -> Certificate:
    """The certificate of the queues kept from ``start`` to ``end``, by default a year."""
    from models.certificate import certify
    from vigie.domain.record import Stratum
    from vigie.store import acts, calendar

    last = end or calendar.today(store)
    queues = _kept(store, start or last - YEAR, last)
    wanted = {act_id for picks in queues.values() for act_id, _, _ in picks}
    records = {one: record for one in sorted(wanted) if (record := acts.get(store, one))}
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


def _kept(store: Store, start: date, end: date) -> dict[date, list[list[Any]]]:
    from vigie.store import settings as kept_values

    days = [start + timedelta(days=i) for i in range((end - start).days + 1)]
    found = {day: kept_values.get(store, f"queue {day.isoformat()}") for day in days}
    return {day: kept["picks"] for day, kept in found.items() if kept}


def _draw(record: ActRecord, daily: float, queues: Iterable[date]) -> Draw:
    """The chance of being drawn on any of the days whose queue the act could enter."""
    from models.certificate import Draw, overall_inclusion

    first = record.dossier.clock.received_on or date.min
    last = (record.deadlines.defere.date if record.deadlines else None) or date.max
    days = sum(first <= day <= last for day in queues)
    return Draw(record.act_id, overall_inclusion(daily, days), _wanting(record))


def _wanting(record: ActRecord) -> bool | None:
    """Whether a review found the act wanting; None when nobody reviewed it."""
    from vigie.domain.outcome import Rung

    if not record.outcomes:
        return None
    return max(outcome.rung.level for outcome in record.outcomes) >= Rung.OBSERVATIONS.level
