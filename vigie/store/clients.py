"""Keys of the programs that may ask: hashed, with scopes, revocable."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import Row, select, update

from vigie.errors import UserError
from vigie.store.engine import Store
from vigie.store.tables import CLIENTS
from vigie.store.upsert import insert_once

PREFIX = "vigie_"
RANDOM_BYTES = 32  # as long as its hash: no salt is needed, and none may slow an answer down


class Permit(StrEnum):
    """What a key may do."""

    DEPOSIT = "deposit"
    SCORE = "score"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Client:
    """A program that has a key. The key itself is kept nowhere."""

    name: str
    permits: frozenset[Permit]
    made_at: datetime
    revoked_at: datetime | None = None


def make(store: Store, name: str, permits: Iterable[Permit]) -> str:
    """A new key, shown this once.

    Raises:
        UserError: the name is taken, or nothing is permitted.
    """
    given = sorted(set(permits))
    if not given:
        raise UserError(f"Une clé permet au moins une chose : {', '.join(Permit)}.")
    key = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    row = {
        "name": name,
        "hash": _hash(key),
        "scopes": " ".join(given),
        "made_at": datetime.now(UTC),
    }
    with store.write() as connection:
        if not insert_once(connection, CLIENTS, row):
            raise UserError(f"Une clé « {name} » existe ou a existé : choisir un autre nom.")
    return key


def of_key(store: Store, key: str) -> Client | None:
    """Whose key it is, None for one that is unknown or revoked."""
    live = (CLIENTS.c.hash == _hash(key), CLIENTS.c.revoked_at.is_(None))
    with store.read() as connection:
        row = connection.execute(select(CLIENTS).where(*live)).first()
    return None if row is None else _client(row)


def revoke(store: Store, name: str) -> None:
    """End a key at once.

    Raises:
        UserError: no key of this name is in force.
    """
    live = (CLIENTS.c.name == name, CLIENTS.c.revoked_at.is_(None))
    with store.write() as connection:
        ended = update(CLIENTS).where(*live).values(revoked_at=datetime.now(UTC))
        if not connection.execute(ended).rowcount:
            raise UserError(f"Aucune clé « {name} » en vigueur : voir « vigie keys list ».")


def listed(store: Store) -> tuple[Client, ...]:
    """Every key that was made, by name."""
    with store.read() as connection:
        rows = connection.execute(select(CLIENTS).order_by(CLIENTS.c.name))
        return tuple(_client(row) for row in rows)


def _client(row: Row[tuple[object, ...]]) -> Client:
    permits = frozenset(Permit(one) for one in row.scopes.split())
    return Client(row.name, permits, row.made_at, row.revoked_at)


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()
