"""Readings: the pages of words of each document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import select

from vigie.domain.page import Reading
from vigie.store.codec import Codec
from vigie.store.engine import Store
from vigie.store.tables import READINGS
from vigie.store.upsert import put

_CODEC = Codec(Reading)


@dataclass(frozen=True, slots=True)
class Packed:
    """A reading as it is kept. ``outline`` is the reading without its words."""

    outline: Reading
    body: bytes

    def whole(self) -> Reading:
        """The reading with its words."""
        return _CODEC.decode(self.body)


def packed(reading: Reading) -> Packed:
    """A reading made ready to be kept, by the process that read it."""
    pages = tuple(replace(page, words=()) for page in reading.pages)
    return Packed(replace(reading, pages=pages), _CODEC.encode(reading))


def save(store: Store, reading: Packed) -> None:
    """Keep a reading; it takes the place of an earlier one of the same document."""
    row = {
        "sha256": reading.outline.sha256,
        "body": reading.body,
        "read_at": datetime.now(UTC),
    }
    with store.write() as connection:
        put(connection, READINGS, [row])


def get(store: Store, digest: str) -> Reading | None:
    """The reading of a document, None when it was not read."""
    with store.read() as connection:
        body = connection.scalar(select(READINGS.c.body).where(READINGS.c.sha256 == digest))
    return None if body is None else _CODEC.decode(body)
