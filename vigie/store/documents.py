"""The ledger: one row a document, and every transition one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select, update

from vigie.domain.document import Document, DocumentStage
from vigie.store import files
from vigie.store.engine import Store
from vigie.store.tables import DOCUMENTS, NAMES
from vigie.store.upsert import insert_once

MAX_ATTEMPTS = 3
_NAMES = (
    select(NAMES.c.sha256, NAMES.c.name)
    .where(NAMES.c.sha256.in_(bindparam("digests", expanding=True)))
    .order_by(NAMES.c.arrived_at, NAMES.c.name)
)
_OF_HASH = select(DOCUMENTS).where(DOCUMENTS.c.sha256 == bindparam("sha256"))


def receive(store: Store, data: bytes, *, name: str, kind: str | None) -> tuple[Document, bool]:
    """Keep the bytes, then write the ledger: the document, and whether its content is new.

    The bytes are on disk before the row exists, so a row always has its bytes.
    """
    digest = files.keep(store, data)
    now = datetime.now(UTC)
    row: dict[str, Any] = {
        "sha256": digest,
        "kind": kind,
        "size": len(data),
        "stage": DocumentStage.RECEIVED,
        "attempts": 0,
        "reason": None,
        "received_at": now,
        "updated_at": now,
    }
    with store.transaction() as bound, bound.write() as connection:
        new = insert_once(connection, DOCUMENTS, row)
        insert_once(connection, NAMES, {"sha256": digest, "name": name, "arrived_at": now})
        return (Document(**row, names=(name,)) if new else _known(bound, digest)), new


def get(store: Store, digest: str) -> Document | None:
    """The ledger's row of a content, None when it never arrived."""
    with store.read() as connection:
        row = connection.execute(_OF_HASH, {"sha256": digest}).first()
        return None if row is None else _documents(connection, [row])[0]


def due(store: Store, *, limit: int | None = None) -> tuple[Document, ...]:
    """Documents still to be read, oldest first."""
    wanted = select(DOCUMENTS).where(DOCUMENTS.c.stage == DocumentStage.RECEIVED).limit(limit)
    return _listed(store, wanted)


def set_aside(store: Store) -> tuple[Document, ...]:
    """Documents that a stage refused, oldest first, each with its reason."""
    return _listed(store, select(DOCUMENTS).where(DOCUMENTS.c.stage == DocumentStage.SET_ASIDE))


def listed(store: Store, digests: Iterable[str]) -> tuple[Document, ...]:
    """The ledger's rows of some contents, oldest first."""
    found: list[Document] = []
    ordered = sorted(set(digests))
    for start in range(0, len(ordered), 500):
        wanted = select(DOCUMENTS).where(DOCUMENTS.c.sha256.in_(ordered[start : start + 500]))
        found += _listed(store, wanted)
    return tuple(sorted(found, key=lambda document: (document.received_at, document.sha256)))


def count_by_stage(store: Store) -> dict[DocumentStage, int]:
    """How many documents stand at each stage."""
    counted = select(DOCUMENTS.c.stage, func.count()).group_by(DOCUMENTS.c.stage)
    with store.read() as connection:
        found = {DocumentStage(stage): count for stage, count in connection.execute(counted)}
    return {stage: found.get(stage, 0) for stage in DocumentStage}


def mark_ready(store: Store, digest: str, *, pages: int | None, pages_ocr: int | None) -> None:
    """What the document says is in the store."""
    _move(store, digest, stage=DocumentStage.READY, reason=None, pages=pages, pages_ocr=pages_ocr)


def mark_refused(store: Store, digest: str, reason: str) -> None:
    """Set aside for good, with its reason in French."""
    attempts = DOCUMENTS.c.attempts + 1
    _move(store, digest, stage=DocumentStage.SET_ASIDE, reason=reason, attempts=attempts)


def mark_failed(store: Store, digest: str, reason: str) -> Document:
    """Count an attempt; the third sets the document aside. Returns the row as it is now."""
    with store.transaction() as bound:
        attempts = _known(bound, digest).attempts + 1
        last = attempts >= MAX_ATTEMPTS
        stage = DocumentStage.SET_ASIDE if last else DocumentStage.RECEIVED
        _move(bound, digest, stage=stage, reason=reason, attempts=attempts)
        return _known(bound, digest)


def mark_waiting(store: Store, digest: str, reason: str) -> None:
    """Still due, no attempt counted: the operator has something to mend first."""
    _move(store, digest, reason=reason)


def retry(store: Store, digest: str, *, kind: str | None) -> Document:
    """Make a document that was set aside due again, with all its attempts."""
    with store.transaction() as bound:
        _move(bound, digest, stage=DocumentStage.RECEIVED, reason=None, attempts=0, kind=kind)
        return _known(bound, digest)


def _known(store: Store, digest: str) -> Document:
    document = get(store, digest)
    if document is None:
        raise LookupError(f"document {digest} is not in the ledger")
    return document


def _move(store: Store, digest: str, **values: Any) -> None:
    with store.write() as connection:
        changed = update(DOCUMENTS).where(DOCUMENTS.c.sha256 == digest)
        connection.execute(changed.values(updated_at=datetime.now(UTC), **values))


def _listed(store: Store, wanted: Select[Any]) -> tuple[Document, ...]:
    ordered = wanted.order_by(DOCUMENTS.c.received_at, DOCUMENTS.c.sha256)
    with store.read() as connection:
        return tuple(_documents(connection, list(connection.execute(ordered))))


def _documents(connection: Connection, rows: list[Row[Any]]) -> list[Document]:
    names: dict[str, list[str]] = {row.sha256: [] for row in rows}
    digests = list(names)
    for start in range(0, len(digests), 500):
        for found in connection.execute(_NAMES, {"digests": digests[start : start + 500]}):
            names[found.sha256].append(found.name)
    return [
        Document(
            sha256=row.sha256,
            kind=row.kind,
            size=row.size,
            stage=DocumentStage(row.stage),
            attempts=row.attempts,
            reason=row.reason,
            received_at=row.received_at,
            updated_at=row.updated_at,
            names=tuple(names[row.sha256]),
            pages=row.pages,
            pages_ocr=row.pages_ocr,
        )
        for row in rows
    ]
