"""Whether an act was read: what every act prints, and what reading it again could fill."""

from __future__ import annotations

from typing import Any

from vigie.domain.dossier import Dossier
from vigie.domain.fact import Decision, Fact, Facts
from vigie.domain.place import Place, Precision, Subject

STATED = ("decision", "works_kinds", "destination", "parcels")
UNSURE = 0.4  # a fact read with less confidence decides nothing
# Mean confidence of the words under which silence proves nothing: scans that lose no fact stay
# above 0.86, blurred pages that lose some stay under 0.77 (docs/benchmarks.md).
POOR_READING = 0.8


def partly_unread(dossier: Dossier) -> bool:
    """Whether pages of the act were not read, or read so badly that silence proves nothing."""
    confidence = dossier.reading_confidence
    return dossier.unread_pages > 0 or (confidence is not None and confidence < POOR_READING)


def unsure(dossier: Dossier, name: str) -> bool:
    """Whether the act states a fact that was not read surely enough to decide something."""
    fact: Fact[Any] | None = getattr(dossier.facts, name)
    return fact is not None and (fact.confidence < UNSURE or fact.doubt is not None)


def not_read(dossier: Dossier) -> bool:
    """Whether something that every act prints was not read, or land that it names not found.

    Pages, the sense of the decision, the works, who signed, parcels, or two mentions of A424-2 at
    once: reading the act again can fill them. One mention that an act read well leaves out is not
    one of them.
    """
    facts = dossier.facts
    return (
        partly_unread(dossier)
        or any(unsure(dossier, name) for name in STATED)
        or facts.decision is None
        or facts.decision.value is Decision.UNKNOWN
        or (_states_works(facts) and facts.works is None and facts.works_kinds is None)
        or (facts.signatory is None and facts.decision.value is not Decision.TACIT)
        or (facts.parcels is not None and not _found(dossier.place))
        or _absent(facts) > 1
    )


def _states_works(facts: Facts) -> bool:
    """Whether the act tells works: a certificate of information tells of land alone (L410-1 a)."""
    return facts.decision is None or facts.decision.value is not Decision.INFORMATIVE


def _absent(facts: Facts) -> int:
    """How many of the mentions that say whose act it is, of when and where, were not found."""
    dated = facts.decided_on or facts.tacit_on or facts.actes_id
    sited = facts.parcels or facts.site_address
    return (facts.dossier_number, facts.commune_insee, dated, sited).count(None)


def _found(place: Place) -> bool:
    """Whether the parcels cited were found; where no cadastre is loaded nothing could be."""
    if place.precision is Precision.COMMUNE and Subject.PARCEL not in place.surveyed:
        return True
    on_ground = place.precision in (Precision.PARCEL, Precision.ADDRESS)
    return on_ground and not place.missing_parcels
