"""Keys under which programs deposited documents: the same key again is the same deposit."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from vigie.store.engine import Store
from vigie.store.tables import DEPOSITS
from vigie.store.upsert import insert_once


def add(store: Store, key: str, digest: str) -> str:
    """Tie a key to a document; returns the document it was tied to first."""
    row = {"key": key, "sha256": digest, "at": datetime.now(UTC)}
    with store.transaction() as bound, bound.write() as connection:
        insert_once(connection, DEPOSITS, row)
        return get(bound, key) or digest


def get(store: Store, key: str) -> str | None:
    """The document deposited under a key."""
    with store.read() as connection:
        return connection.scalar(select(DEPOSITS.c.sha256).where(DEPOSITS.c.key == key))
