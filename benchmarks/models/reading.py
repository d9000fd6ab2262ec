"""A made act as the product would hold it, once read and placed: facts lost, land not found.

The chances are those that the benchmarks of facts and places measured (``docs/benchmarks.md``),
with a hundredth where those tables say 1.000; services whose layout no reader knew lose an eighth
of what the others keep, as the sets read blind did.
"""

from __future__ import annotations

from datetime import date
from math import sqrt
from random import Random
from typing import Any

from shapely.geometry import box

from benchmarks.models.acts import Made
from benchmarks.models.land import hits, side, surroundings
from benchmarks.models.words import cites_risk, condition_lines, text_of, works, zone_cited
from vigie.domain.deadline import Clock
from vigie.domain.dossier import Commune, Delegation, Dossier, Related
from vigie.domain.fact import (
    ApplicantKind,
    Authority,
    Decision,
    Fact,
    Facts,
    RiskZoneCited,
    Signatory,
    SignatoryRole,
)
from vigie.domain.place import Place, Precision

SCANNED = 0.3
SURE = 0.99
# Recall of the native and of the scanned acts; SURE where the tables say 1.
RECALL = {
    "filed_on": (0.975, 0.917),
    "floor_area_created_m2": (0.909, 0.882),
    "destination": (0.933, 0.917),
    "plu_zone": (SURE, 0.947),
    "works_kinds": (0.928, 0.857),
    "conditions": (SURE, 0.778),
    "applicant_kind": (SURE, 0.958),
    "site_area_m2": (SURE, 0.722),
}
WRONG = {"destination": 0.024, "works_kinds": 0.03}  # read, and not what is printed
BLIND = 0.875  # of what others keep, where the layout was never seen
NOT_PLACED = (0.02, 0.06)  # native, scanned
POOR = 0.03  # scans read so badly that silence proves nothing
UNSURE = 0.02  # facts whose reading fails a check


def as_read(act: Made, seed: int) -> Dossier:
    """The dossier of an act, the same for the same world."""
    draw = Random(f"{seed}:read:{act.index}")
    scanned = draw.random() < SCANNED
    poor = scanned and draw.random() < POOR
    day = date.fromordinal(act.received)
    tacit = act.decision is Decision.TACIT
    decided = date.fromordinal(act.decided)
    town = act.town
    related = () if act.base is None else (Related(f"w{act.base:06d}", None, "base"),)
    return Dossier(
        act_id=f"w{act.index:06d}",
        facts=_facts(act, draw, scanned=scanned, poor=poor),
        place=_place(act, draw, scanned=scanned),
        clock=Clock(
            decided_on=None if tacit else decided,
            tacit_on=decided if tacit else None,
            received_on=day,
        ),
        commune=Commune(
            town.insee,
            town.insee,
            littoral=town.littoral,
            montagne=town.montagne,
            planning_document=town.document,
        ),
        related=related,
        reading_confidence=_confidence(draw, scanned=scanned, poor=poor),
        unread_pages=int(draw.random() < 0.005),
        masked_text=_worn(text_of(act), draw) if scanned else text_of(act),
        delegations=_register(act),
    )


def _confidence(draw: Random, *, scanned: bool, poor: bool) -> float:
    if poor:
        return draw.uniform(0.55, 0.78)
    return draw.uniform(0.86, 0.98) if scanned else 0.99


def _worn(text: str, draw: Random) -> str:
    """The text of a scan: now and then a word lost."""
    return "\n".join(
        " ".join(word for word in line.split() if draw.random() > 0.02) for line in text.split("\n")
    )


def _facts(act: Made, draw: Random, *, scanned: bool, poor: bool) -> Facts:
    found: dict[str, Fact[Any]] = {}
    keeps = 1.0 if act.town.service.known_layout else BLIND
    for name, value in _said(act).items():
        if value is None:
            continue
        native, scan = RECALL.get(name, (SURE, SURE - 0.01))
        if draw.random() < (scan if scanned else native) * keeps * (0.85 if poor else 1.0):
            wrong = draw.random() < WRONG.get(name, 0.0)
            doubt = "contradictoire" if draw.random() < UNSURE * scanned else None
            found[name] = Fact(_other(name, value, draw) if wrong else value, 0.95, (), doubt=doubt)
    return Facts(**found)


def _other(name: str, value: Any, draw: Random) -> Any:
    """Another value of the same kind."""
    kind = type(value[0]) if name == "works_kinds" else type(value)
    other = draw.choice([one for one in kind if one != value])
    return (other,) if name == "works_kinds" else other


def _said(act: Made) -> dict[str, Any]:
    """All that the act states, by name of fact."""
    kind, tacit = act.kind, act.decision is Decision.TACIT
    deputy = act.role is not SignatoryRole.MAYOR
    cited = (RiskZoneCited("PPRI", "Rn" if act.land.red > 0.02 else "Bu"),)
    architect = _prints_architect(act)
    return {
        "dossier_number": act.number,
        "act_type": kind.act_type,
        "stage": act.stage,
        "decision": act.decision,
        "in_the_name_of": Authority.COMMUNE,
        "commune_insee": act.town.insee,
        "filed_on": date.fromordinal(act.filed),
        "completed_on": None if act.completed is None else date.fromordinal(act.completed),
        "decided_on": None if tacit else date.fromordinal(act.decided),
        "tacit_on": date.fromordinal(act.decided) if tacit else None,
        "applicant_kind": ApplicantKind.COMPANY if act.company else ApplicantKind.PERSON,
        "parcels": (act.land.parcel,),
        "site_area_m2": act.land.area,
        "floor_area_created_m2": act.floor,
        "floor_area_existing_m2": act.existing,
        "dwellings_created": act.dwellings or None,
        "destination": kind.destination,
        "works": works(act),
        "works_kinds": kind.works or None,
        "plu_zone": zone_cited(act) if act.zone_cited and not tacit else None,
        "risk_zones_cited": cited if cites_risk(act) and not tacit else None,
        "opinions": act.opinions or None,
        "conditions": condition_lines(act) or None,
        "signatory": None if tacit else Signatory("[PERSONNE]", act.role, deputy),
        "architect_named": True if architect else None,
    }


def _prints_architect(act: Made) -> bool:
    """Whether the act names an architect: few services print one."""
    due = act.company or (act.floor or 0) + (act.existing or 0) > 150
    return act.town.service.prints_architect and due and act.architect


def _register(act: Made) -> tuple[Delegation, ...] | None:
    """The lines of the register on the day of the act, None where it does not hold the commune."""
    if not act.town.register:
        return None
    held = act.role is SignatoryRole.DEPUTY and act.delegated
    return (Delegation(commune_insee=act.town.insee, name="[PERSONNE]"),) if held else ()


def _place(act: Made, draw: Random, *, scanned: bool) -> Place:
    town, land, day = act.town, act.land, date.fromordinal(act.decided)
    if draw.random() < NOT_PLACED[scanned]:
        return Place(
            Precision.COMMUNE, (), (land.parcel,), None, None, (), town.surveyed, day, "commune"
        )
    away = 100.0 * sqrt(act.index)
    return Place(
        precision=Precision.PARCEL,
        parcels=(land.parcel,),
        missing_parcels=(f"{town.insee}000B0001",) if draw.random() < 0.02 else (),
        geometry=box(away, 0.0, away + side(land), side(land)),
        area_m2=land.area * draw.uniform(0.97, 1.03),
        zones=tuple(hits(land, town, act.service)),
        surveyed=town.surveyed,
        as_of=day,
        reason="parcelle",
        surroundings=surroundings(land, town),
    )
