"""A dossier: all that is known of one act on one day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vigie.domain.deadline import Clock
from vigie.domain.fact import Facts
from vigie.domain.place import Place


class DocumentRole(StrEnum):
    """What a document is to its act."""

    ACT = "act"
    ANNEX = "annex"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document of an act, by content hash."""

    sha256: str
    pages: int
    role: DocumentRole = DocumentRole.ACT


@dataclass(frozen=True, slots=True)
class Related:
    """Another act tied to this one; ``tie`` is ``base``, ``modificatif``, ``same_parcel``, etc."""

    act_id: str
    dossier_number: str | None
    tie: str


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune as of a date. None is « not known »."""

    insee: str
    name: str
    epci: str | None = None
    littoral: bool | None = None
    montagne: bool | None = None
    planning_document: str | None = None  # PLU, PLUi, CC, POS, RNU


@dataclass(frozen=True, slots=True)
class Dossier:
    """What scoring needs of one act.

    ``unread_pages`` counts pages of the act that could not be read; ``masked_text`` is its text
    without people, addresses, phones and e-mails.
    """

    act_id: str
    facts: Facts
    place: Place
    clock: Clock
    documents: tuple[DocumentRef, ...] = ()
    commune: Commune | None = None
    related: tuple[Related, ...] = ()
    reading_confidence: float | None = None
    unread_pages: int = 0
    masked_text: str | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """One act found in a reading: its pages, its facts, its text without identities."""

    pages: tuple[int, ...]
    facts: Facts
    masked_text: str
