"""The past of communes and drafting services, counted from the days on which outcomes were known.

One narrow row an act reviewed; the window, that of :mod:`vigie.domain.past`, ends before the act.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    delete,
    func,
    select,
)

from vigie.domain.deadline import Clock
from vigie.domain.fact import Facts, said
from vigie.domain.past import WINDOW, Earlier, Past, service_of
from vigie.domain.record import ActRecord, ActStatus
from vigie.past import days_of
from vigie.store.engine import Store
from vigie.store.tables import EARLIER_ACTS

_OF = EARLIER_ACTS.c
_DROP = delete(EARLIER_ACTS).where(_OF.act_id == bindparam("act"))
_NOBODY = ""  # the id of no act


def save(connection: Connection, record: ActRecord, received: date | None) -> None:
    """Keep when the outcome of an act was known; one outside the control has no part."""
    remove(connection, record.act_id)
    if received is None or record.status is not ActStatus.READY:
        return
    facts, days = record.dossier.facts, days_of(record, received)
    if days.reviewed is None:
        return
    row = {
        "act_id": record.act_id,
        "insee": said(facts.commune_insee),
        "service": service_of(facts),
        "reviewed_on": days.reviewed,
        "found_on": days.found,
    }
    connection.execute(EARLIER_ACTS.insert(), row)


def remove(connection: Connection, act_id: str) -> None:
    """Forget the days of an act."""
    connection.execute(_DROP, {"act": act_id})


def of_act(
    store: Store, act_id: str | None, facts: Facts, clock: Clock, *, otherwise: date | None = None
) -> Earlier | None:
    """The past of an act on the day it came, ``otherwise`` when it does not say; None without."""
    day = clock.received_on or clock.decided_on or clock.tacit_on or otherwise
    if day is None:
        return None
    insee, service = said(facts.commune_insee), service_of(facts)
    asked = {
        "first": day - WINDOW,
        "day": day,
        "act": act_id or _NOBODY,
        "insee": insee,
        "service": service,
    }
    with store.read() as connection:
        row = connection.execute(_COUNTED, asked).one()
    return Earlier(
        commune=None if insee is None else _past(row, "insee"),
        service=None if service is None else _past(row, "service"),
        rate=row.all_found / row.all_reviewed if row.all_reviewed else None,
    )


def _past(row: Row[Any], name: str) -> Past:
    told = row._mapping
    return Past(int(told[f"{name}_reviewed"]), int(told[f"{name}_found"]))


def _inside(column: Column[Any]) -> tuple[ColumnElement[bool], ...]:
    window = column >= bindparam("first"), column < bindparam("day")
    return *window, _OF.act_id != bindparam("act")


def _outcomes(name: str, *own: ColumnElement[bool]) -> list[ColumnElement[Any]]:
    known = {"reviewed": _OF.reviewed_on, "found": _OF.found_on}
    return [
        select(func.count())
        .select_from(EARLIER_ACTS)
        .where(*own, *_inside(column))
        .scalar_subquery()
        .label(f"{name}_{what}")
        for what, column in known.items()
    ]


def _counted() -> Select[Any]:
    """All counts of one act in one question, made once."""
    columns = _outcomes("all")
    for name in ("insee", "service"):
        columns += _outcomes(name, _OF[name] == bindparam(name))
    return select(*columns)


_COUNTED = _counted()
