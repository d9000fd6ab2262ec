"""Intake formats: one module each, recognised by content in the order of ``READERS``."""

from __future__ import annotations

from ingest.contents import FormatReader
from ingest.formats import (
    actes,
    pdf,
    prefecture_export,
    recours,
    registers,
    sitadel,
    tracking,
    word_files,
)

READERS: tuple[FormatReader, ...] = (
    pdf.READER,
    actes.READER,
    prefecture_export.READER,
    sitadel.READER,
    word_files.READER,
    recours.READER,
    tracking.READER,
    registers.READER,
)


def recognise(data: bytes) -> FormatReader | None:
    """The format of a content, None when no reader knows it."""
    return next((reader for reader in READERS if reader.recognises(data)), None)


def named(name: str) -> FormatReader | None:
    """A reader by name."""
    return next((reader for reader in READERS if reader.name == name), None)
