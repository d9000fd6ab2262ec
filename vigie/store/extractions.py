"""Extractions: the acts found in each document, and so the documents of each act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from vigie.domain.dossier import DocumentRole, Extracted
from vigie.store.codec import Codec
from vigie.store.engine import Store
from vigie.store.tables import EXTRACTIONS


@dataclass(frozen=True, slots=True)
class Extraction:
    """One act as one document says it. ``ordinal`` counts the acts of the document from 0.

    ``pages`` is the number of pages of the document; ``reading_confidence`` and
    ``unread_pages`` are those of the act's own pages.
    """

    sha256: str
    ordinal: int
    act_id: str
    role: DocumentRole
    pages: int
    reading_confidence: float | None
    unread_pages: int
    extracted: Extracted


_CODEC = Codec(Extraction)


def save(store: Store, digest: str, extractions: Sequence[Extraction]) -> None:
    """Keep the acts of a document in place of those it had."""
    with store.write() as connection:
        connection.execute(delete(EXTRACTIONS).where(EXTRACTIONS.c.sha256 == digest))
        for one in extractions:
            row = {"sha256": digest, "ordinal": one.ordinal, "act_id": one.act_id}
            connection.execute(EXTRACTIONS.insert().values(**row, body=_CODEC.encode(one)))


def of_act(store: Store, act_id: str) -> tuple[Extraction, ...]:
    """What each document says of an act, in an order that does not depend on arrival."""
    wanted = select(EXTRACTIONS.c.body).where(EXTRACTIONS.c.act_id == act_id)
    ordered = wanted.order_by(EXTRACTIONS.c.sha256, EXTRACTIONS.c.ordinal)
    with store.read() as connection:
        return tuple(_CODEC.decode(body) for body in connection.scalars(ordered))


def of_document(store: Store, digest: str) -> tuple[Extraction, ...]:
    """The acts of a document, in the order of its pages."""
    wanted = select(EXTRACTIONS.c.body).where(EXTRACTIONS.c.sha256 == digest)
    with store.read() as connection:
        bodies = connection.scalars(wanted.order_by(EXTRACTIONS.c.ordinal))
        return tuple(_CODEC.decode(body) for body in bodies)
