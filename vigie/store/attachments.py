"""Attachments: documents that belong to an act without being one (annex, form, letter).

They are tied by what names the act, its identifier of @CTES or its dossier number: a piece may
come before its act. The PDF of an act that came in an envelope is tied too, with the role of act:
the envelope gives it its identifier.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, delete, exists, or_, select

from vigie.domain.dossier import Declared, DocumentRole
from vigie.domain.fact import Facts
from vigie.store.codec import Codec
from vigie.store.engine import Store
from vigie.store.tables import ACTS, ATTACHMENTS
from vigie.store.upsert import insert_once, put


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a document attached to an act says; its evidence names the document."""

    sha256: str
    role: DocumentRole
    pages: int = 0
    facts: Facts = field(default_factory=Facts)
    declared: Declared | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a document to an act: a name of the act, and what the document is to it."""

    sha256: str
    name: str
    role: DocumentRole


_CODEC = Codec(Attachment)
_OF_DOCUMENT = (
    select(ATTACHMENTS)
    .where(ATTACHMENTS.c.sha256 == bindparam("sha256"))
    .order_by(ATTACHMENTS.c.name)
)
_NAMED = (
    select(ATTACHMENTS.c.name)
    .where(ATTACHMENTS.c.sha256.in_(bindparam("digests", expanding=True)))
    .where(ATTACHMENTS.c.role == DocumentRole.ACT)
    .order_by(ATTACHMENTS.c.name)
    .distinct()
)
_OF_ACT = select(ATTACHMENTS.c.sha256, ATTACHMENTS.c.body).where(
    ATTACHMENTS.c.name.in_(bindparam("names", expanding=True)), ATTACHMENTS.c.body.is_not(None)
)


def tie(store: Store, digest: str, names: Iterable[str], role: DocumentRole) -> None:
    """Tie a document to an act; what an earlier source said it was stays said."""
    with store.write() as connection:
        for name in sorted(set(names)):
            insert_once(connection, ATTACHMENTS, {"sha256": digest, "name": name, "role": role})


def keep(store: Store, attachment: Attachment, names: Iterable[str]) -> None:
    """Keep what an attached document says, under every name of its act."""
    body = _CODEC.encode(attachment)
    rows = [
        {"sha256": attachment.sha256, "name": name, "role": attachment.role, "body": body}
        for name in sorted(set(names))
    ]
    with store.write() as connection:
        connection.execute(delete(ATTACHMENTS).where(ATTACHMENTS.c.sha256 == attachment.sha256))
        put(connection, ATTACHMENTS, rows)


def of_document(store: Store, digest: str) -> tuple[Tie, ...]:
    """The ties of one document, by name."""
    with store.read() as connection:
        return _ties(connection.execute(_OF_DOCUMENT, {"sha256": digest}))


def named(store: Store, digests: Iterable[str]) -> tuple[str, ...]:
    """The names that envelopes gave to the act of these documents."""
    with store.read() as connection:
        return tuple(connection.scalars(_NAMED, {"digests": sorted(set(digests))}))


def of_act(store: Store, names: Iterable[str]) -> tuple[Attachment, ...]:
    """What was read in the documents attached to an act, each once, by hash."""
    with store.read() as connection:
        rows = connection.execute(_OF_ACT, {"names": sorted(set(names))})
        found = {row.sha256: row.body for row in rows}
    return tuple(_CODEC.decode(found[digest]) for digest in sorted(found))


def orphans(store: Store) -> tuple[Tie, ...]:
    """Attached documents none of whose names is that of an act that came."""
    other = ATTACHMENTS.alias()
    mine = other.c.sha256 == ATTACHMENTS.c.sha256
    same = or_(ACTS.c.actes_id == other.c.name, ACTS.c.dossier_number == other.c.name)
    adopted = exists(select(other.c.sha256).join(ACTS, same).where(mine))
    wanted = select(ATTACHMENTS).where(ATTACHMENTS.c.role != DocumentRole.ACT, ~adopted)
    with store.read() as connection:
        ordered = wanted.order_by(ATTACHMENTS.c.name, ATTACHMENTS.c.sha256)
        return _ties(connection.execute(ordered))


def _ties(rows: Iterable[Any]) -> tuple[Tie, ...]:
    return tuple(Tie(row.sha256, row.name, DocumentRole(row.role)) for row in rows)
