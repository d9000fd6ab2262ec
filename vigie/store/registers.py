"""Registers of communes: who may sign and since when, which planning document and since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from sqlalchemy import bindparam, delete, select

from vigie.domain.dossier import Delegation
from vigie.store.codec import Codec
from vigie.store.engine import Store
from vigie.store.tables import DELEGATIONS, PLANNING
from vigie.store.upsert import put

_CODEC = Codec(Delegation)
_OF_COMMUNE = (
    select(DELEGATIONS.c.body)
    .where(DELEGATIONS.c.commune_insee == bindparam("insee"))
    .order_by(DELEGATIONS.c.delegation_id)
)
_LAST_PLAN = (
    select(PLANNING.c.document)
    .where(PLANNING.c.commune_insee == bindparam("insee"), PLANNING.c.since <= bindparam("day"))
    .order_by(PLANNING.c.since.desc())
    .limit(1)
)


def save_delegations(store: Store, lines: Iterable[Delegation], *, source_sha256: str) -> None:
    """Keep the delegations of one source in place of those it gave before."""
    rows = [
        {
            "delegation_id": sha256(f"{source_sha256}{line!r}".encode()).hexdigest(),
            "source_sha256": source_sha256,
            "commune_insee": line.commune_insee,
            "body": _CODEC.encode(line),
        }
        for line in lines
    ]
    old = delete(DELEGATIONS).where(DELEGATIONS.c.source_sha256 == source_sha256)
    with store.write() as connection:
        connection.execute(old)
        put(connection, DELEGATIONS, rows)


def delegations(store: Store, insee: str, on: date) -> tuple[Delegation, ...] | None:
    """Delegations of a commune in force on a day; None when no register speaks of it."""
    with store.read() as connection:
        bodies = connection.scalars(_OF_COMMUNE, {"insee": insee}).all()
    lines = [_CODEC.decode(body) for body in bodies]
    return tuple(line for line in lines if line.holds(on)) if lines else None


def save_planning(store: Store, lines: Iterable[tuple[str, date, str]]) -> None:
    """Keep (commune, since, planning document); the same day again takes the earlier's place."""
    rows = [
        {"commune_insee": insee, "since": since, "document": document}
        for insee, since, document in sorted(set(lines))
    ]
    with store.write() as connection:
        put(connection, PLANNING, rows)


def planning(store: Store, insee: str, on: date) -> str | None:
    """The planning document of a commune in force on a day, None when no register says."""
    with store.read() as connection:
        return connection.scalar(_LAST_PLAN, {"insee": insee, "day": on})


def lines(store: Store) -> list[str]:
    """One line for each line of the registers, in order: equal when nothing changed in them."""
    with store.read() as connection:
        held = connection.scalars(select(DELEGATIONS.c.delegation_id).order_by("delegation_id"))
        plans = connection.execute(select(PLANNING).order_by("commune_insee", "since"))
        return [*held, *(" ".join(str(value) for value in row) for row in plans)]
