"""Acts whose outcome is known, by what they may share with another: grounds and zones."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, func, select, union_all

from vigie.domain.finding import Verdict
from vigie.domain.record import ActRecord
from vigie.store.engine import Store
from vigie.store.standing_tables import PRECEDENTS

LATEST = 200  # of one key, the latest known are looked at
LONGEST = 128
_DROP = delete(PRECEDENTS).where(PRECEDENTS.c.act_id == bindparam("act"))
AT_PLAY = frozenset({Verdict.BREACH, Verdict.DOUBT})


def keys(record: ActRecord) -> frozenset[str]:
    """What an act may share with another."""
    grounds = {f"g {f.ground}" for f in record.findings if f.verdict in AT_PLAY}
    zones = {
        f"z {z.plan or z.layer} {z.code}"[:LONGEST] for z in record.dossier.place.zones if z.code
    }
    return frozenset(grounds | zones)


def save(connection: Connection, record: ActRecord) -> None:
    """Keep the keys of an act whose outcome is known."""
    remove(connection, record.act_id)
    known = max((outcome.known_on for outcome in record.outcomes), default=None)
    rows = [
        {"key": key, "known_on": known, "act_id": record.act_id}
        for key in sorted(keys(record))
        if known is not None
    ]
    if rows:
        connection.execute(PRECEDENTS.insert(), rows)


def remove(connection: Connection, act_id: str) -> None:
    """Forget the keys of an act."""
    connection.execute(_DROP, {"act": act_id})


def sharing(store: Store, wanted: Iterable[str], *, most: int) -> tuple[str, ...]:
    """Acts that share most keys with these, the latest known first among equals."""
    each = [
        select(
            select(PRECEDENTS.c.act_id, PRECEDENTS.c.known_on)
            .where(PRECEDENTS.c.key == key)
            .order_by(PRECEDENTS.c.known_on.desc(), PRECEDENTS.c.act_id.desc())
            .limit(LATEST)
            .subquery()
        )
        for key in sorted(set(wanted))
    ]
    if not each:
        return ()
    every = union_all(*each).subquery()
    shared, known = func.count(), func.max(every.c.known_on)
    best = select(every.c.act_id).group_by(every.c.act_id)
    ordered = best.order_by(shared.desc(), known.desc(), every.c.act_id).limit(most)
    with store.read() as connection:
        return tuple(connection.scalars(ordered))
