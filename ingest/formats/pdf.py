"""PDF: pages to be read. What they are (act, annex, letter) is said by their words."""

from __future__ import annotations

from ingest.contents import Contents, FormatReader
from ingest.formats import cerfa
from vigie.domain.dossier import DocumentRole

_WINDOW = 1024  # readers accept the header anywhere in the first 1024 bytes
_END = 2048  # bytes at the end that tell where the table of a PDF begins, its header lost or not
_FORM = (b"/AcroForm", b"/ObjStm")  # without either, no field can be there


def recognises(data: bytes) -> bool:
    """True when a PDF header or end stands where PDF readers look for it."""
    if b"%PDF-" in data[:_WINDOW]:
        return True
    return b"startxref" in data[-_END:] and not _holds_files(data)


def _holds_files(data: bytes) -> bool:
    """True for an archive, whose last member may be a PDF."""
    return data.startswith((b"PK", b"\x1f\x8b")) or data[257:262] == b"ustar"


def read(data: bytes, _name: str) -> Contents:
    """A PDF is one document to be read; the fields of a Cerfa form are read here."""
    form = cerfa.declared(data) if any(mark in data for mark in _FORM) else None
    if form is None:
        return Contents(is_document=True)
    declared, names = form
    return Contents(is_document=True, role=DocumentRole.FORM, names=names, declared=declared)


READER = FormatReader("pdf", "document PDF", recognises, read)
