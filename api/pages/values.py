"""Facts as a reader sees them: a label, a value in French, how sure the reading is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import Any

from api import wording
from vigie.domain.fact import Fact, Facts, Opinion, RiskZoneCited, Signatory

LABELS = {
    "act_type": wording.ACT_TYPES,
    "stage": wording.STAGES,
    "decision": wording.DECISIONS,
    "in_the_name_of": wording.AUTHORITIES,
    "applicant_kind": wording.APPLICANTS,
    "destination": wording.DESTINATIONS,
    "works_kinds": wording.WORKS_KINDS,
}
CORRECTABLE = (
    "dossier_number", "act_type", "stage", "decision", "in_the_name_of", "commune_insee",
    "filed_on", "completed_on", "posted_on", "decided_on", "tacit_on", "received_on",
    "applicant_kind", "parcels", "site_area_m2", "floor_area_created_m2",
    "floor_area_existing_m2", "footprint_m2", "dwellings_created", "destination", "works",
    "works_kinds", "plu_zone", "flood_level_ngf", "architect_named",
)  # fmt: skip
_UNITS = {"_m2": "\u00a0m²", "_ngf": "\u00a0m\u00a0NGF"}
LIKELY, SURE = 0.7, 0.9


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact of the facts table. ``page`` is where the act says it, None when not placed."""

    name: str
    label: str
    values: tuple[str, ...]
    confidence: float
    sureness: str
    doubt: str | None
    printed: str | None
    page: int | None


def fact_rows(facts: Facts) -> tuple[FactRow, ...]:
    """Every fact found, in the order of the contract."""
    return tuple(_row(name, fact) for name, fact in facts.items())


def sureness(confidence: float) -> str:
    """How sure a reading is, in a word."""
    if confidence >= SURE:
        return "sûre"
    return "probable" if confidence >= LIKELY else "à vérifier"


def in_french(name: str, value: Any) -> tuple[str, ...]:
    """A value of a fact as lines of French."""
    if isinstance(value, tuple):
        return tuple(line for part in value for line in in_french(name, part))
    return (_one(name, value),)


def _row(name: str, fact: Fact[Any]) -> FactRow:
    page = fact.evidence[0].page if fact.evidence else None
    return FactRow(
        name,
        wording.FACTS.get(name, name),
        in_french(name, fact.value),
        fact.confidence,
        sureness(fact.confidence),
        fact.doubt,
        fact.printed,
        page,
    )


def _one(name: str, value: Any) -> str:
    if name == "parcels":
        return wording.parcel_name(str(value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Enum):
        return LABELS.get(name, {}).get(value.value, str(value.value))
    if isinstance(value, dt.date):
        return wording.french_date(value)
    if isinstance(value, int | float):
        unit = next((u for end, u in _UNITS.items() if name.endswith(end)), "")
        return wording.number(value, 2) + unit
    return _composed(value)


def _composed(value: Any) -> str:
    if isinstance(value, RiskZoneCited):
        return f"{value.plan} {value.zone}"
    if isinstance(value, Opinion):
        said = f"{wording.BODIES[value.body.value]}\u00a0: {wording.SENSES[value.sense.value]}"
        return said + (f" ({wording.french_date(value.given_on)})" if value.given_on else "")
    if isinstance(value, Signatory):
        role = wording.ROLES.get(value.role.value) if value.role else "qualité non lue"
        delegated = ", par délégation" if value.by_delegation else ""
        return f"{value.name or 'nom non lu'}, {role}{delegated}"
    return str(value)
