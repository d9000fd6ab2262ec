"""Every version of the local strategy: who set it, when, why; the last one is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select

from vigie.store.engine import Store
from vigie.store.standing_tables import STRATEGIES


@dataclass(frozen=True, slots=True)
class Kept:
    """One version as it was set. ``body`` holds weights and quotas as JSON."""

    version: int
    since: date
    author: str
    reason: str
    at: datetime
    body: dict[str, Any]


def add(store: Store, *, since: date, author: str, reason: str, body: dict[str, Any]) -> Kept:
    """Set a strategy: it takes the next number."""
    with store.transaction() as bound, bound.write() as connection:
        last = connection.scalar(select(func.max(STRATEGIES.c.version))) or 0
        row: dict[str, Any] = {
            "version": last + 1,
            "since": since,
            "author": author,
            "reason": reason,
            "at": datetime.now(UTC),
            "body": body,
        }
        connection.execute(STRATEGIES.insert().values(**row))
    return Kept(**row)


def last(store: Store) -> Kept | None:
    """The strategy in force, None while nobody set one."""
    return next(iter(_rows(store, 1)), None)


def history(store: Store) -> tuple[Kept, ...]:
    """Every version, the last one first."""
    return _rows(store, None)


def _rows(store: Store, most: int | None) -> tuple[Kept, ...]:
    wanted = select(STRATEGIES).order_by(STRATEGIES.c.version.desc()).limit(most)
    with store.read() as connection:
        return tuple(Kept(**row) for row in connection.execute(wanted).mappings())
