"""What changed, in the order it changed, for systems that poll.

An act or a document stands once, with its latest change: who polls sees the present state of all
that changed since, whatever happened in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, or_, select

from vigie.store.engine import Store
from vigie.store.tables import ACTS, DOCUMENTS

# Two writers of PostgreSQL may commit in another order than they looked at the clock; what is
# younger waits for the next call. SQLite has one writer at a time.
SETTLED = {"postgresql": timedelta(seconds=5)}


_ACT = select(ACTS.c.updated_at, ACTS.c.act_id, ACTS.c.status, ACTS.c.dossier_number)


class EventKind(StrEnum):
    """What changed."""

    ACT = "act"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that changed: its id (act, or sha256 of a document) and how it stands now."""

    at: datetime
    id: str
    kind: EventKind
    status: str
    dossier_number: str | None = None
    reason: str | None = None


def after(
    store: Store, at: datetime | None, last_id: str = "", *, limit: int = 200
) -> tuple[Event, ...]:
    """Changes after one that was seen, oldest first; all of them when ``at`` is None."""
    latest = datetime.now(UTC) - SETTLED.get(store.engine.dialect.name, timedelta(0))
    found: list[Event] = []
    with store.read() as connection:
        for wanted, make in (
            (_after(ACTS.c.updated_at, ACTS.c.act_id, _ACT, at, last_id), _act),
            (
                _after(DOCUMENTS.c.updated_at, DOCUMENTS.c.sha256, select(DOCUMENTS), at, last_id),
                _document,
            ),
        ):
            found += [make(row) for row in connection.execute(wanted.limit(limit))]
    settled = [event for event in found if event.at <= latest]
    return tuple(sorted(settled, key=lambda event: (event.at, event.id))[:limit])


def _after(
    when: Column[Any], name: Column[Any], wanted: Select[Any], at: datetime | None, last_id: str
) -> Select[Any]:
    if at is not None:
        later: ColumnElement[bool] = or_(when > at, and_(when == at, name > last_id))
        wanted = wanted.where(later)
    return wanted.order_by(when, name)


def _act(row: Any) -> Event:
    return Event(row.updated_at, row.act_id, EventKind.ACT, row.status, row.dossier_number)


def _document(row: Any) -> Event:
    return Event(row.updated_at, row.sha256, EventKind.DOCUMENT, row.stage, reason=row.reason)
