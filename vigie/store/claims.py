"""Who has which act: one row an act, so that of two who reach for it at once one gets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, delete, or_, select, true

from vigie.store.engine import Store
from vigie.store.standing_tables import CLAIMS
from vigie.store.upsert import insert_into

HOLDS = timedelta(hours=10)  # a working day: an act taken and forgotten is free the next


@dataclass(frozen=True, slots=True)
class Claim:
    """Who took an act to read it, and when."""

    act_id: str
    by: str
    name: str
    at: datetime


def take(store: Store, claim: Claim, *, force: bool = False) -> Claim:
    """Take an act; the claim that holds then: this one, or that of who has the act already.

    The row is written only where nobody else's claim holds, in one statement.
    """
    fresh = insert_into(store.engine.dialect.name, CLAIMS).values(**asdict(claim))
    free = true() if force else or_(CLAIMS.c.by == claim.by, CLAIMS.c.at <= claim.at - HOLDS)
    taken = fresh.on_conflict_do_update(
        index_elements=[CLAIMS.c.act_id],
        set_={name: fresh.excluded[name] for name in ("by", "name", "at")},
        where=free,
    )
    with store.write() as connection:
        connection.execute(taken)
        row = connection.execute(select(CLAIMS).where(CLAIMS.c.act_id == claim.act_id)).one()
    return Claim(**row._mapping)


def leave(store: Store, act_id: str, by: str) -> None:
    """Give back an act that one had taken; that of another is left to them."""
    with store.write() as connection:
        connection.execute(_LEFT, {"act": act_id, "login": by})


def listed(store: Store) -> Mapping[str, Claim]:
    """Claims that still hold, by act."""
    holding = select(CLAIMS).where(CLAIMS.c.at > datetime.now(UTC) - HOLDS)
    with store.read() as connection:
        rows = connection.execute(holding).all()
    return {row.act_id: Claim(**row._mapping) for row in rows}


_LEFT = delete(CLAIMS).where(CLAIMS.c.act_id == bindparam("act"), CLAIMS.c.by == bindparam("login"))
