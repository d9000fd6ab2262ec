"""What people of the service set beside decisions: ranks overridden, acts skipped, saved views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import delete, select

from vigie.store.engine import Store
from vigie.store.standing_tables import OVERRIDES, SAVED_VIEWS, SKIPS
from vigie.store.upsert import put

FIRST, LAST = "first", "last"


@dataclass(frozen=True, slots=True)
class Override:
    """An act that somebody put first or last of the queue, and why."""

    act_id: str
    place: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Skip:
    """An act that somebody passed over on a day, and why."""

    day: date
    by: str
    act_id: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SavedView:
    """Filters of the queue under a name; ``query`` is as in the URL."""

    by: str
    name: str
    query: str


def override(store: Store, act_id: str, place: str | None, *, reason: str, by: str) -> None:
    """Put an act first or last; None gives it its own rank back."""
    with store.write() as connection:
        if place is None:
            connection.execute(delete(OVERRIDES).where(OVERRIDES.c.act_id == act_id))
            return
        row = {"act_id": act_id, "place": place, "reason": reason, "by": by}
        put(connection, OVERRIDES, [row | {"at": datetime.now(UTC)}])


def overrides(store: Store, act_ids: Iterable[str] | None = None) -> Mapping[str, Override]:
    """Overrides by act: of these acts, or all."""
    wanted = select(OVERRIDES)
    if act_ids is not None:
        wanted = wanted.where(OVERRIDES.c.act_id.in_(list(act_ids)))
    with store.read() as connection:
        rows = connection.execute(wanted).mappings().all()
    return {row["act_id"]: Override(**row) for row in rows}


def skip(store: Store, one: Skip) -> None:
    """Keep that somebody passed over an act today."""
    row = {"day": one.day, "by": one.by, "act_id": one.act_id, "reason": one.reason, "at": one.at}
    with store.write() as connection:
        put(connection, SKIPS, [row])


def skips(store: Store, day: date) -> tuple[Skip, ...]:
    """Acts passed over on a day, in order."""
    wanted = select(SKIPS).where(SKIPS.c.day == day).order_by(SKIPS.c.at)
    with store.read() as connection:
        return tuple(Skip(**row) for row in connection.execute(wanted).mappings())


def skips_of(store: Store, act_id: str) -> tuple[Skip, ...]:
    """Who passed over an act, in order."""
    wanted = select(SKIPS).where(SKIPS.c.act_id == act_id).order_by(SKIPS.c.at)
    with store.read() as connection:
        return tuple(Skip(**row) for row in connection.execute(wanted).mappings())


def save_view(store: Store, view: SavedView) -> None:
    """Keep filters under a name; the same name again replaces them."""
    with store.write() as connection:
        row = {"by": view.by, "name": view.name, "query": view.query}
        put(connection, SAVED_VIEWS, [row])


def forget_view(store: Store, by: str, name: str) -> None:
    """Forget a saved view."""
    with store.write() as connection:
        same = (SAVED_VIEWS.c.by == by) & (SAVED_VIEWS.c.name == name)
        connection.execute(delete(SAVED_VIEWS).where(same))


def views(store: Store, by: str) -> tuple[SavedView, ...]:
    """The saved views of somebody, by name."""
    wanted = select(SAVED_VIEWS).where(SAVED_VIEWS.c.by == by).order_by(SAVED_VIEWS.c.name)
    with store.read() as connection:
        return tuple(SavedView(**row) for row in connection.execute(wanted).mappings())
