"""A dossier: all that is known of one act on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vigie.domain.control import Transmission
from vigie.domain.deadline import Clock
from vigie.domain.fact import Facts
from vigie.domain.past import Earlier
from vigie.domain.place import Place


class DocumentRole(StrEnum):
    """What a document is to its act."""

    ACT = "act"
    ANNEX = "annex"
    RECEIPT = "receipt"
    FORM = "form"  # the applicant's own (Cerfa)
    LETTER = "letter"  # of the préfecture to the mayor


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document of an act, by content hash."""

    sha256: str
    pages: int
    role: DocumentRole = DocumentRole.ACT


@dataclass(frozen=True, slots=True)
class Related:
    """Another act tied to this one.

    ``tie`` is ``base`` (what this act follows), the stage of what follows it (``modificatif``,
    ``transfert``, ``prorogation``, ``retrait``, ``annulation``), ``same_dossier``, ``same_parcel``.
    """

    act_id: str
    dossier_number: str | None
    tie: str


@dataclass(frozen=True, slots=True)
class BaseCited:
    """The act that a retrait, a prorogation… says it bears on; what is not printed is None.

    ``number`` is in normal form, without suffix.
    """

    number: str | None
    decided_on: date | None


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
class Declared:
    """What the applicant's form says. ``facts`` are the applicant's words, not those of the act.

    ``form`` is the number printed (``13406*06``); ``contradictions`` are French sentences on sums
    that do not add up inside the form.
    """

    document: str
    form: str
    facts: Facts
    in_risk_plan: bool | None = None
    contradictions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """A line of the register of delegations: who may sign for a commune, since when.

    ``name`` is personal data: for the reader of the act only.
    """

    commune_insee: str
    name: str
    role: str | None = None
    since: date | None = None
    until: date | None = None
    where: str = ""

    def holds(self, day: date) -> bool:
        """Whether the delegation is in force on a day; an end that is not given has not come."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class Dossier:
    """What scoring needs of one act.

    ``unread_pages`` counts pages of the act that could not be read; ``masked_text`` is its text
    without people, addresses, phones and e-mails. ``delegations`` are those of its commune in
    force on its day, None when no register speaks of the commune. ``earlier`` is what was known of
    other acts the day before this one came, None when nobody looked. ``base_cited`` is None for an
    act that follows no other.
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
    declared: Declared | None = None
    transmission: Transmission | None = None
    delegations: tuple[Delegation, ...] | None = None
    earlier: Earlier | None = None
    base_cited: BaseCited | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """One act found in a reading: its pages, its facts, its text without identities."""

    pages: tuple[int, ...]
    facts: Facts
    masked_text: str
