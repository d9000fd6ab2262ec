"""PDF: pages to be read. What they are (act, annex, letter) is said by their words."""

from __future__ import annotations

from ingest.contents import Contents, FormatReader
from ingest.formats import cerfa
from vigie.domain.dossier import DocumentRole

_WINDOW = 1024  # readers accept the header anywhere in the first 1024 bytes
_FORM = (b"/AcroForm", b"/ObjStm")  # without either, no field can be there


def recognises(data: bytes) -> bool:
    """True when a PDF header stands where PDF readers look for it."""
    return b"%PDF-" in data[:_WINDOW]


def read(data: bytes, _name: str) -> Contents:
    """A PDF is one document to be read; the fields of a Cerfa form are read here."""
    form = cerfa.declared(data) if any(mark in data for mark in _FORM) else None
    if form is None:
        return Contents(is_document=True)
    declared, names = form
    return Contents(is_document=True, role=DocumentRole.FORM, names=names, declared=declared)


READER = FormatReader("pdf", "document PDF", recognises, read)
