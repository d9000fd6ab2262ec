"""PDF: pages to be read. What they are (act, annex, letter) is said by their words."""

from __future__ import annotations

from ingest.contents import Contents, FormatReader

_WINDOW = 1024  # readers accept the header anywhere in the first 1024 bytes


def recognises(data: bytes) -> bool:
    """True when a PDF header stands where PDF readers look for it."""
    return b"%PDF-" in data[:_WINDOW]


def read(_data: bytes, _name: str) -> Contents:
    """A PDF is one document to be read; its pages are read by the next stage."""
    return Contents(is_document=True)


READER = FormatReader("pdf", "document PDF", recognises, read)
