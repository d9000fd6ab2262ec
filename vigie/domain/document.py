"""A document that arrived: one row of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DocumentStage(StrEnum):
    """How far a document has come. Every document ends ready or set aside."""

    RECEIVED = "received"  # kept, due for reading
    READY = "ready"  # read; what it says is in the store
    SET_ASIDE = "set_aside"  # kept with its reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the ledger says of one content, by hash. ``reason`` is French, for a set aside one.

    ``kind`` is the format that recognised it, None when none did. ``names`` are the names under
    which the same bytes arrived, oldest first.
    """

    sha256: str
    kind: str | None
    size: int
    stage: DocumentStage
    attempts: int
    reason: str | None
    received_at: datetime
    updated_at: datetime
    names: tuple[str, ...] = ()
    pages: int | None = None
    pages_ocr: int | None = None
