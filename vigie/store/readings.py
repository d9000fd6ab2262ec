"""Readings: the pages of words of each document."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from vigie.domain.page import Reading
from vigie.store.codec import Codec
from vigie.store.engine import Store
from vigie.store.tables import READINGS
from vigie.store.upsert import put

_CODEC = Codec(Reading)


def save(store: Store, reading: Reading) -> None:
    """Keep a reading; it takes the place of an earlier one of the same document."""
    row = {
        "sha256": reading.sha256,
        "body": _CODEC.encode(reading),
        "read_at": datetime.now(UTC),
    }
    with store.write() as connection:
        put(connection, READINGS, [row])


def get(store: Store, digest: str) -> Reading | None:
    """The reading of a document, None when it was not read."""
    with store.read() as connection:
        body = connection.scalar(select(READINGS.c.body).where(READINGS.c.sha256 == digest))
    return None if body is None else _CODEC.decode(body)
