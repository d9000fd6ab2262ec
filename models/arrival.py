"""An act as it stood the day it arrived: without what came after it.

Facts, land and reading are those of the act itself. Later acts on the same land, pieces asked and
answered, letters sent are taken away; findings are drawn anew when that changes the dossier. The
past of its commune and service is counted anew from the acts that came before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from models.history import Ledger
from scoring.grounds import assess
from vigie.domain.deadline import Clock
from vigie.domain.dossier import Dossier
from vigie.domain.record import ActRecord, ActStatus


def received_day(record: ActRecord) -> date | None:
    """Day on which an act came; its signature or tacit date when the stamp was not read."""
    clock = record.dossier.clock
    return clock.received_on or clock.decided_on or clock.tacit_on


def ranked(record: ActRecord) -> bool:
    """Whether an act takes part in the queue."""
    return record.status is ActStatus.READY


def as_arrived(records: Iterable[ActRecord]) -> tuple[tuple[date, ActRecord], ...]:
    """Acts that can be ranked, each with its day, in order of arrival then of identifier.

    Acts outside the control, set aside, or without any date are left out.
    """
    kept = [record for record in records if ranked(record)]
    days = {record.act_id: day for record in kept if (day := received_day(record)) is not None}
    came = [(days[r.act_id], r) for r in kept if r.act_id in days]
    ledger = Ledger.of(came)
    dated = [(day, _arrived(record, days, ledger)) for day, record in came]
    return tuple(sorted(dated, key=lambda row: (row[0], row[1].act_id)))


def _arrived(record: ActRecord, days: dict[str, date], ledger: Ledger) -> ActRecord:
    day = days[record.act_id]
    dossier = record.dossier
    ties = tuple(tie for tie in dossier.related if days.get(tie.act_id, date.min) <= day)
    then = replace(
        dossier,
        related=ties,
        clock=clock_on(dossier.clock, day),
        earlier=ledger.earlier(dossier, day),
    )
    if _same(then, dossier):
        return replace(record, dossier=then)
    return replace(record, dossier=then, findings=assess(then))


def _same(one: Dossier, other: Dossier) -> bool:
    """Whether the grounds see the same: they do not look at the past of others."""
    return one.related == other.related and one.clock == other.clock


def clock_on(clock: Clock, day: date) -> Clock:
    """The dates that were known on a day; what the act itself says is always known."""

    def known(then: date | None) -> date | None:
        return then if then is not None and then <= day else None

    return replace(
        clock,
        pieces_asked_on=known(clock.pieces_asked_on),
        pieces_received_on=known(clock.pieces_received_on),
        pieces_refused_on=known(clock.pieces_refused_on),
        recours_sent_on=known(clock.recours_sent_on),
        recours_received_on=known(clock.recours_received_on),
        recours_answered_on=known(clock.recours_answered_on),
    )
