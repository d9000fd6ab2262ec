"""Extractions: the acts found in each document, and so the documents of each act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select

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
_IN_ORDER = select(EXTRACTIONS.c.body).order_by(EXTRACTIONS.c.sha256, EXTRACTIONS.c.ordinal)
_OF_ACT = _IN_ORDER.where(EXTRACTIONS.c.act_id == bindparam("act_id"))
_OF_DOCUMENT = _IN_ORDER.where(EXTRACTIONS.c.sha256 == bindparam("sha256"))
_DROP = delete(EXTRACTIONS).where(EXTRACTIONS.c.sha256 == bindparam("sha256"))


def save(store: Store, digest: str, extractions: Sequence[Extraction]) -> None:
    """Keep the acts of a document in place of those it had."""
    rows = [
        {"sha256": digest, "ordinal": one.ordinal, "act_id": one.act_id, "body": _CODEC.encode(one)}
        for one in extractions
    ]
    with store.write() as connection:
        connection.execute(_DROP, {"sha256": digest})
        if rows:
            connection.execute(EXTRACTIONS.insert(), rows)


def of_act(store: Store, act_id: str) -> tuple[Extraction, ...]:
    """What each document says of an act, in an order that does not depend on arrival."""
    with store.read() as connection:
        return tuple(map(_CODEC.decode, connection.scalars(_OF_ACT, {"act_id": act_id})))


def of_document(store: Store, digest: str) -> tuple[Extraction, ...]:
    """The acts of a document, in the order of its pages."""
    with store.read() as connection:
        return tuple(map(_CODEC.decode, connection.scalars(_OF_DOCUMENT, {"sha256": digest})))
