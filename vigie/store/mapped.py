"""Acts as a map asks for them: a page of those of a rectangle, of some days, of a commune."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from vigie.store import queues
from vigie.store.engine import Store
from vigie.store.queues import QueueRow
from vigie.store.standing_tables import QUEUE_ROWS, STANDINGS
from vigie.store.tables import ACTS

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sight:
    """Which acts a map shows; None is « all ». ``bounds`` is in EPSG:2154.

    An act is of the day of its decision, else of that under which it is filed; both ends of
    ``during`` are included, None is open.
    """

    bounds: Bounds | None = None
    during: tuple[date | None, date | None] | None = None
    insee: str | None = None
    act_type: str | None = None


def acts_page(store: Store, sight: Sight, *, offset: int, limit: int) -> tuple[str, ...]:
    """Ids of acts, in their order."""
    wanted = _seen(select(STANDINGS.c.act_id).select_from(STANDINGS), sight)
    ordered = wanted.order_by(STANDINGS.c.act_id).offset(offset).limit(limit)
    with store.read() as connection:
        return tuple(connection.scalars(ordered))


def acts_count(store: Store, sight: Sight) -> int:
    """How many acts answer."""
    return _count(store, _seen(select(func.count()).select_from(STANDINGS), sight))


def queue_page(
    store: Store, day: date, sight: Sight, *, offset: int, limit: int
) -> tuple[QueueRow, ...]:
    """Rows of the queue of a day that still wait, in their order."""
    wanted = _queued(select(QUEUE_ROWS), day, sight)
    return queues.rows(store, wanted.order_by(QUEUE_ROWS.c.rank).offset(offset).limit(limit))


def queue_count(store: Store, day: date, sight: Sight) -> int:
    """How many rows answer."""
    return _count(store, _queued(select(func.count()), day, sight))


def extent(store: Store) -> Bounds | None:
    """Where all acts are; None when no act has a place."""
    columns = STANDINGS.c
    ends = (func.min(columns.west), func.min(columns.south),
            func.max(columns.east), func.max(columns.north))  # fmt: skip
    with store.read() as connection:
        west, south, east, north = connection.execute(select(*ends)).one()
    return None if west is None else (west, south, east, north)


def _queued(wanted: Select[Any], day: date, sight: Sight) -> Select[Any]:
    waiting = and_(QUEUE_ROWS.c.day == day, QUEUE_ROWS.c.shut.is_(False))
    rows = wanted.select_from(QUEUE_ROWS).where(waiting)
    if sight == Sight():
        return rows
    rows = wanted.select_from(
        QUEUE_ROWS.join(STANDINGS, STANDINGS.c.act_id == QUEUE_ROWS.c.act_id)
    ).where(waiting)
    return _seen(rows, sight)


def _seen(wanted: Select[Any], sight: Sight) -> Select[Any]:
    of_acts = _of_acts(sight)
    if of_acts:
        wanted = wanted.where(ACTS.c.act_id == STANDINGS.c.act_id)
    return wanted.where(*_inside(sight.bounds), *of_acts)


def _inside(bounds: Bounds | None) -> Sequence[ColumnElement[bool]]:
    if bounds is None:
        return ()
    west, south, east, north = bounds
    columns = STANDINGS.c
    return (columns.west <= east, columns.east >= west,
            columns.south <= north, columns.north >= south)  # fmt: skip


def _of_acts(sight: Sight) -> list[ColumnElement[bool]]:
    tests: list[ColumnElement[bool]] = []
    first, last = sight.during or (None, None)
    day = func.coalesce(ACTS.c.decided_on, ACTS.c.received_on)
    tests += [day >= first] if first is not None else []
    tests += [day <= last] if last is not None else []
    tests += [ACTS.c.commune_insee == sight.insee] if sight.insee is not None else []
    tests += [ACTS.c.act_type == sight.act_type] if sight.act_type is not None else []
    return tests


def _count(store: Store, wanted: Select[Any]) -> int:
    with store.read() as connection:
        return connection.scalar(wanted) or 0
