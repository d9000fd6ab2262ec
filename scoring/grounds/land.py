"""Where the land lies: in risk plans, in the local plan, in other perimeters.

Land that was not placed is unplaced and a subject without a layer is unsurveyed: neither is
outside. The key of a zone is (plan, code) and its regime comes from the layer, never its letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from math import hypot, inf

from scoring.grounds.case import Case
from scoring.grounds.terms import Density, Known, Land, Met, Zone
from scoring.grounds.wording import Wording, fold
from vigie.domain.evidence import SourceEvidence, ZoneEvidence
from vigie.domain.fact import Stage
from vigie.domain.place import Place, Precision, Regime, Subject, ZoneHit

MOSTLY = 0.5  # share of the land from which the building cannot but be in the zone
TOUCHES = 0.02  # under it, two drawings of one line differ as much
RED = frozenset({Regime.STRICT_INTERDICTION.value, Regime.INTERDICTION.value})
# Families of codes whose name says « interdiction » in the plans met so far. Used only for a zone
# that the act cites and no layer shows: it gives a doubt, the layer alone gives a breach.
LOOKS_RED = re.compile(
    r"^(?:zones?\s+)?(?:rouge|r(?!\w*[ée]s)|f\s*-|m\s*-\s*nu\b|bn\b)", re.IGNORECASE
)
RESIDUAL = re.compile(r"^r\s*-\s*n?u\b", re.IGNORECASE)  # R-U, R-NU: residual hazard (Gard)


def risk_land(case: Case, subject: Subject, plan_words: re.Pattern[str]) -> Land:
    """The land in the plans of a subject; ``plan_words`` finds them among the zones cited."""
    return case.once((risk_land, subject), lambda: _risk_land(case, subject, plan_words))


def _risk_land(case: Case, subject: Subject, plan_words: re.Pattern[str]) -> Land:
    if not case.placed or subject not in case.place.surveyed:
        if cites_red(case, plan_words):
            return Land.CITED_RED if case.placed else Land.CITED_UNPLACED
        return Land.UNSURVEYED if case.placed else Land.UNPLACED
    land = _mapped(case, subject)
    if land is Land.OUTSIDE and cites_red(case, plan_words):
        return Land.CITED_RED
    return Land.UNPLACED if land in _DRY and case.place.missing_parcels else land


_DRY = frozenset({Land.OUTSIDE, Land.HALO})


def _mapped(case: Case, subject: Subject) -> Land:
    hits = case.place.hits(subject)
    red = share_of(hits, lambda hit: hit.regime in RED)
    if red >= TOUCHES:
        sure = case.place.precision is Precision.PARCEL
        return Land.RED if sure and (red >= MOSTLY or _no_room(case, red)) else Land.PARTLY_RED
    known = {regime.value for regime in Regime} - {Regime.UNKNOWN.value}
    if share_of(hits, lambda hit: hit.regime not in known) >= TOUCHES:
        return Land.UNCLASSED
    if share_of(hits, lambda hit: hit.regime == Regime.PRESCRIPTION.value) >= TOUCHES:
        return Land.BLUE
    return Land.HALO if hits else Land.OUTSIDE


def _no_room(case: Case, red: float) -> bool:
    """Whether the footprint is larger than the land left outside the red zone."""
    footprint, area = case.number("footprint_m2"), case.place.area_m2
    return footprint is not None and area is not None and footprint > (1 - red) * area


def cites_red(case: Case, plan_words: re.Pattern[str]) -> bool:
    """Whether the act cites a zone of such a plan whose name looks like an interdiction."""
    return any(
        plan_words.search(cited.plan)
        and LOOKS_RED.match(cited.zone.strip())
        and not RESIDUAL.match(cited.zone.strip())
        for cited in case.value("risk_zones_cited") or ()
    )


def share_of(hits: tuple[ZoneHit, ...], wanted: Callable[[ZoneHit], bool]) -> float:
    """Share of the land in the zones wanted, at most 1 where zones overlap."""
    return min(1.0, sum(hit.share for hit in hits if wanted(hit)))


def met(
    case: Case,
    subject: Subject,
    wanted: Callable[[ZoneHit], bool] = lambda _: True,
    *,
    within_m: float = 0.0,
) -> Met:
    """Whether the land meets zones of a subject, or lies within some metres of them."""
    if not case.placed:
        return Met.UNPLACED
    if subject not in case.place.surveyed:
        return Met.UNSURVEYED
    share, near, whole = 0.0, False, False
    for hit in case.place.zones:
        if hit.subject is subject and wanted(hit):
            share += hit.share
            near = near or hit.share > 0 or hit.distance_m <= within_m
            whole = whole or (within_m > 0 and hit.distance_m + _reach(case.place) <= within_m)
    if share >= MOSTLY or whole:
        return Met.YES
    if share >= TOUCHES or (near and (within_m > 0 or case.place.area_m2 is None)):
        return Met.PARTLY
    return Met.UNPLACED if case.place.missing_parcels else Met.NO


def _reach(place: Place) -> float:
    """How far the land goes at most, across its bounds; no end where it is not drawn."""
    if place.geometry is None:
        return inf
    x0, y0, x1, y1 = place.geometry.bounds
    return hypot(x1 - x0, y1 - y0)


def hazard(case: Case, words: Wording, code: str) -> Known:
    """A hazard known beside the plans: mapped on the land, or told to the whole commune.

    ``code`` begins the national code of the risk (11 flood, 16 forest fire).
    """
    if not case.placed:
        return Known.UNPLACED
    mapped = met(
        case, Subject.HAZARD, lambda hit: (hit.code or "").startswith(code) or named(hit, words)
    )
    if mapped in (Met.YES, Met.PARTLY):
        return Known.MAPPED
    told = met(case, Subject.PAC, lambda hit: named(hit, words))
    if told in (Met.YES, Met.PARTLY):
        return Known.COMMUNE
    return Known.UNSURVEYED if told is Met.UNSURVEYED else Known.NONE


def plu_zone(case: Case) -> Zone:
    """The land in the local plan: typezone of the layer, else the zone that the act names."""
    return case.once(plu_zone, lambda: _plu_zone(case))


def _plu_zone(case: Case) -> Zone:
    document = "" if case.commune is None else (case.commune.planning_document or "")
    if document.upper() == "RNU":
        return Zone.NO_PLAN
    if case.placed and Subject.PLU in case.place.surveyed:
        hits = plu_hits(case)
        if hits:
            return _zone_of(hits)
        return Zone.UNPLACED if case.place.missing_parcels else Zone.UNSURVEYED
    cited = typezone(case.value("plu_zone"))
    return cited or (Zone.UNSURVEYED if case.placed else Zone.UNPLACED)


L431_6 = date(2025, 11, 28)  # loi n° 2025-1129
SETTLED_YEARS = 3


def plu_hits(case: Case) -> tuple[ZoneHit, ...]:
    """Zones of the local plan that can be opposed to the act.

    For three years from the permit, a modificatif is not judged by a plan that came after it
    (L431-6); plans of risks and R111-2 still apply to it.
    """
    hits = case.place.hits(Subject.PLU)
    permit = _permit_before(case)
    if permit is None:
        return hits
    return tuple(hit for hit in hits if hit.valid_from is None or hit.valid_from <= permit)


def _permit_before(case: Case) -> date | None:
    """The latest day on which the permit that this act modifies was filed, where L431-6 holds."""
    number = re.match(r"[A-Z]{2} \d{6} (\d{2}) ", case.value("dossier_number") or "")
    if case.stage is not Stage.MODIFICATIF or case.day is None or number is None:
        return None
    filed = date(2000 + int(number.group(1)), 12, 31)
    settled = case.day >= L431_6 and case.day.year - filed.year <= SETTLED_YEARS
    return filed if settled else None


def _zone_of(hits: tuple[ZoneHit, ...]) -> Zone:
    shares: dict[Zone, float] = {}
    for hit in hits:
        zone = typezone(hit.regime) or typezone(hit.code) or Zone.UNSURVEYED
        shares[zone] = shares.get(zone, 0.0) + hit.share
    first = max(shares, key=lambda zone: shares[zone])
    open_land = shares.get(Zone.FARM, 0.0) + shares.get(Zone.NATURAL, 0.0)
    if first in (Zone.FARM, Zone.NATURAL) or open_land < TOUCHES:
        return first
    return Zone.MIXED


def typezone(label: str | None) -> Zone | None:
    """Zone of a typezone or of a printed label: U…, AU…/1AU…, A…, N…; None for others."""
    text = re.sub(r"^\d+", "", (label or "").strip()).upper()
    if text.startswith("AU"):
        return Zone.TO_BUILD
    first = text[:1]
    return {"U": Zone.URBAN, "A": Zone.FARM, "N": Zone.NATURAL}.get(first)


def density(case: Case, *, cluster: int) -> Density:
    """How built up it is within 100 m; ``cluster`` buildings make a dense sector.

    Without a layer of buildings a zone U of the local plan stands for a built sector.
    """
    if not case.placed:
        return Density.UNPLACED
    around = case.place.surroundings
    if around is None:
        return Density.DENSE if plu_zone(case) is Zone.URBAN else Density.UNSURVEYED
    if around.within_100_m >= cluster:
        return Density.DENSE
    return Density.SPARSE if around.within_100_m > cluster // 4 else Density.ISOLATED


def around_evidence(case: Case) -> tuple[SourceEvidence, ...]:
    """What is built around, as evidence."""
    around = case.place.surroundings
    if around is None:
        return ()
    nearest = (
        "aucun à 5 km" if around.nearest_m is None else f"le plus proche à {around.nearest_m:.0f} m"
    )
    said = f"{around.within_100_m} bâtiment(s) dans les 100 m, {nearest}"
    return (SourceEvidence(f"couche {around.layer}", said),)


def named(hit: ZoneHit, words: Wording) -> bool:
    """Whether the label or the code of a zone says something."""
    return words.find(fold(f"{hit.code or ''} {hit.label or ''}")) is not None


def zone_evidence(place: Place, *subjects: Subject, limit: int = 3) -> tuple[ZoneEvidence, ...]:
    """The zones met, largest share first."""
    found: list[ZoneEvidence] = []
    for subject in subjects:
        hits = place.hits(subject)[:limit]
        found.extend(evidence_of(hit, place.as_of) for hit in hits)
    return tuple(found)


def evidence_of(hit: ZoneHit, as_of: date | None) -> ZoneEvidence:
    """A zone met, as evidence."""
    since = hit.valid_from or as_of
    return ZoneEvidence(hit.layer, hit.plan, hit.code, hit.share, since, hit.plan_name)
