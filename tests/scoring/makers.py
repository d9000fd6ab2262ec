"""Places, dossiers and records for the tests of scoring."""

from __future__ import annotations

from datetime import date
from typing import Any

from scoring.deadlines import deadlines
from scoring.grounds import assess
from scoring.score import score
from scoring.steering import NEUTRAL
from tests.builders import a_fact
from vigie.domain.deadline import Clock
from vigie.domain.dossier import Commune, Dossier
from vigie.domain.fact import (
    ActType,
    Authority,
    Decision,
    Destination,
    Facts,
    Signatory,
    SignatoryRole,
    WorksKind,
)
from vigie.domain.place import Place, Precision, Regime, Subject, Surroundings, ZoneHit
from vigie.domain.record import ActRecord, ActStatus

ALL_SUBJECTS = frozenset(Subject)
QUIET_TEXT = (
    "ARRÊTÉ\nVu le code de l'urbanisme, notamment ses articles L.421-1 et suivants\n"
    "Vu la demande susvisée\nConsidérant que le projet respecte les règles applicables\n"
    "ARRÊTE\nArticle 1 : Le permis de construire est ACCORDÉ."
)


def a_zone(
    subject: Subject = Subject.FLOOD_PLAN,
    *,
    regime: str | None = Regime.INTERDICTION.value,
    share: float = 0.9,
    code: str | None = "R",
    plan: str | None = "34DDTM20040012",
    label: str | None = None,
    distance_m: float = 0.0,
) -> ZoneHit:
    """A zone met, or near when ``share`` is 0."""
    return ZoneHit(
        layer="couche d'essai",
        subject=subject,
        plan=plan,
        code=code,
        regime=regime,
        label=label,
        share=share,
        area_m2=share * 800,
        distance_m=distance_m,
        valid_from=date(2012, 1, 25),
        valid_to=None,
    )


def a_place(
    *zones: ZoneHit,
    surveyed: frozenset[Subject] = ALL_SUBJECTS,
    precision: Precision = Precision.PARCEL,
    missing: tuple[str, ...] = (),
    area_m2: float | None = 800.0,
    neighbours: int | None = None,
) -> Place:
    """A place found at its parcel."""
    return Place(
        precision=precision,
        parcels=("34150000CA0221",),
        missing_parcels=missing,
        geometry=None,
        area_m2=area_m2,
        zones=zones,
        surveyed=surveyed,
        as_of=date(2025, 1, 10),
        reason="parcelle trouvée au cadastre",
        surroundings=None if neighbours is None else around(neighbours),
    )


def around(count: int) -> Surroundings:
    """Surroundings with so many buildings within 100 m."""
    return Surroundings(
        nearest_m=30.0 if count else None,
        within_50_m=count // 2,
        within_100_m=count,
        within_200_m=2 * count,
        built_share_100_m=min(1.0, count / 100),
        cluster=2 * count,
        on_place=0,
        on_place_m2=0.0,
        layer="bâtiments d'essai",
    )


HOUSE: dict[str, Any] = {
    "dossier_number": "PC 034150 24 V0036",
    "act_type": ActType.PCMI,
    "decision": Decision.GRANTED,
    "in_the_name_of": Authority.COMMUNE,
    "commune_insee": "34150",
    "filed_on": date(2024, 10, 2),
    "decided_on": date(2025, 1, 10),
    "works": "Construction d'une maison individuelle",
    "works_kinds": (WorksKind.NEW_DWELLING,),
    "destination": Destination.HOUSING,
    "parcels": ("34150000CA0221",),
    "site_address": "lieu-dit d'essai",
    "applicant_name": "demandeur d'essai",
    "floor_area_created_m2": 120.0,
    "dwellings_created": 1,
    "signatory": Signatory("nom d'essai", SignatoryRole.MAYOR, False),
}
COMMUNE = Commune("34150", "Marseillan", littoral=False, montagne=False, planning_document="PLU")
CLOCK = Clock(decided_on=date(2025, 1, 10), received_on=date(2025, 1, 15), whole_file=True)


def a_house(
    place: Place | None = None,
    *,
    act_id: str = "act-1",
    clock: Clock = CLOCK,
    commune: Commune | None = COMMUNE,
    text: str | None = QUIET_TEXT,
    unread_pages: int = 0,
    reading_confidence: float | None = 0.98,
    **changes: Any,
) -> Dossier:
    """A house granted, every usual fact read; ``changes`` replace facts, None removes one."""
    values = {name: value for name, value in {**HOUSE, **changes}.items() if value is not None}
    facts = Facts(**{name: a_fact(value) for name, value in values.items()})
    return Dossier(
        act_id,
        facts,
        place if place is not None else a_place(),
        clock,
        commune=commune,
        masked_text=text,
        unread_pages=unread_pages,
        reading_confidence=reading_confidence,
    )


def a_record(dossier: Dossier, *, today: date = date(2025, 1, 20), **changes: Any) -> ActRecord:
    """A dossier taken through grounds, deadlines and score by the rules alone."""
    findings = assess(dossier)
    clocks = deadlines(dossier.clock)
    scored = score(dossier, findings, clocks, model=None, steering=NEUTRAL, today=today)
    values: dict[str, Any] = {
        "status": ActStatus.READY,
        "reason": None,
        "findings": findings,
        "deadlines": clocks,
        "score": scored,
        **changes,
    }
    return ActRecord(dossier, **values)
