"""The journal of changes: findings that a layer or a rule changed, once applied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from vigie.domain.change import ActChange
from vigie.store.codec import Codec
from vigie.store.engine import Store
from vigie.store.tables import ACTS, CHANGES
from vigie.store.upsert import put

_CODEC = Codec(ActChange)
_BATCH = 500


def add(store: Store, change: ActChange) -> None:
    """Keep a change that was applied."""
    if change.at is None:
        raise ValueError("a change is kept once it is applied")
    row = {"act_id": change.act_id, "at": change.at, "body": _CODEC.encode(change)}
    with store.write() as connection:
        put(connection, CHANGES, [row])


def concluded_since(store: Store, act_ids: Sequence[str], at: datetime) -> frozenset[str]:
    """Those of some acts that were concluded again after an instant, or are there no more."""
    fresh: set[str] = set(act_ids)
    with store.read() as connection:
        for start in range(0, len(act_ids), _BATCH):
            some = act_ids[start : start + _BATCH]
            same = select(ACTS.c.act_id).where(ACTS.c.act_id.in_(some), ACTS.c.updated_at <= at)
            fresh.difference_update(connection.scalars(same))
    return frozenset(fresh)


def since(store: Store, at: datetime, *, limit: int = 500) -> tuple[ActChange, ...]:
    """Changes applied from an instant on, the latest first."""
    wanted = select(CHANGES.c.body).where(CHANGES.c.at >= at)
    order = (CHANGES.c.at.desc(), CHANGES.c.act_id)
    with store.read() as connection:
        bodies = connection.scalars(wanted.order_by(*order).limit(limit))
        return tuple(_CODEC.decode(body) for body in bodies)
