"""The risk plans of the demonstration: which zone each flood band is, plan by plan.

The same letters mean different regimes in different plans, as in life.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shapely import unary_union
from shapely.geometry.base import BaseGeometry

from vigie.demo.land import Land, Parcel, as_multi

INTERDICTION, PRESCRIPTION, OUTSIDE_HAZARD, STRICT = "03", "02", "01", "04"


@dataclass(frozen=True, slots=True)
class Zoning:
    """Code, typereg and name of a band inside the built land, then outside of it."""

    built: tuple[str, str, str]
    bare: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """A risk plan: GASPAR id, name as acts cite it, validity, form of its files, zoning by band."""

    key: str
    gaspar: str
    name: str
    approved: date
    ended: date | None
    form: str  # covadis or cnig
    zonings: tuple[Zoning, ...]


def _zoning(built: str, bare: str) -> Zoning:
    """Read « code typereg name » twice."""
    first, second = (tuple(part.split(maxsplit=2)) for part in (built, bare))
    return Zoning((first[0], first[1], first[2]), (second[0], second[1], second[2]))


RECENT = (
    _zoning("Ru 03 Rouge urbaine, aléa fort", "Rn 03 Rouge naturelle, aléa fort"),
    _zoning("Bu 02 Bleue urbaine, aléa modéré", "Rp 03 Rouge de précaution, aléa modéré"),
    _zoning("Z1 02 Précaution, aléa résiduel", "Z1 02 Précaution, aléa résiduel"),
    _zoning("Z2 01 Précaution, hors aléa", "Z2 01 Précaution, hors aléa"),
)
OLDER = (
    _zoning("RU 03 Rouge urbanisée, aléa fort", "R 03 Rouge"),
    _zoning("BU 02 Bleue urbanisée, aléa modéré", "BN 03 Bleue naturelle"),
    _zoning("BU 02 Bleue urbanisée, aléa faible", "BN 03 Bleue naturelle, aléa faible"),
)
EASTERN = (
    _zoning("F-U 03 Aléa fort urbanisé", "F-NU 03 Aléa fort non urbanisé"),
    _zoning("M-U 02 Aléa modéré urbanisé", "M-NU 03 Aléa modéré non urbanisé"),
    _zoning("RU 02 Secteur urbanisé, aléa résiduel", "R-NU 02 Secteur non urbanisé, aléa résiduel"),
)
PLANS: tuple[Plan, ...] = (
    Plan("merisse", "34DDTM20090011", "Basse vallée de la Mérisse", date(2012, 5, 14), None,
         "covadis", RECENT),
    Plan("tourail", "34PREF20000007", "Étangs du Tourail", date(2004, 2, 18), None,
         "covadis", OLDER),
    Plan("cadoule-ancien", "34PREF19990003", "Vallée de la Cadoulette", date(2001, 6, 21),
         date(2015, 7, 7), "covadis", OLDER),
    Plan("cadoule", "34DDTM20140005", "Vallée de la Cadoulette (révision)", date(2016, 9, 30), None,
         "covadis", EASTERN),
    Plan("sorbiere", "34DDTM20210002", "Bassin de la Sorbière", date(2025, 2, 10), None,
         "cnig", RECENT),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RiskZone:
    """A zone of a plan in one commune."""

    plan: Plan
    code: str
    regime: str
    title: str
    insee: str
    shape: BaseGeometry


def zones_of(land: Land, plan: Plan) -> tuple[RiskZone, ...]:
    """The zones of a plan in one commune, without overlaps."""
    built = land.suburb.buffer(60)
    found, inner = [], None
    for zoning, band in zip(plan.zonings, land.bands, strict=False):
        ring = band if inner is None else band.difference(inner)
        inner = band if inner is None else unary_union([inner, band])
        pieces = ((zoning.built, ring.intersection(built)), (zoning.bare, ring.difference(built)))
        for (code, regime, title), shape in pieces:
            if not as_multi(shape).is_empty:
                found.append(RiskZone(plan, code, regime, title, land.town.insee, as_multi(shape)))
    return tuple(found)


def plans_of(land: Land) -> tuple[Plan, ...]:
    """The plans that cover a commune, ended ones too."""
    key = land.town.plan
    return tuple(plan for plan in PLANS if key and plan.key.split("-")[0] == key)


def in_force(land: Land, day: date) -> Plan | None:
    """The plan in force in a commune on a day."""
    for plan in plans_of(land):
        if plan.approved <= day and (plan.ended is None or day < plan.ended):
            return plan
    return None


def shares(parcels: tuple[Parcel, ...], zones: tuple[RiskZone, ...]) -> dict[str, float]:
    """Share of the parcels' area in each regime, by typereg."""
    land = unary_union([parcel.shape for parcel in parcels])
    found: dict[str, float] = {}
    for zone in zones:
        share = zone.shape.intersection(land).area / land.area
        if share > 0.001:
            found[zone.regime] = found.get(zone.regime, 0.0) + share
    return found


def main_zone(parcels: tuple[Parcel, ...], zones: tuple[RiskZone, ...]) -> RiskZone | None:
    """The zone that holds most of the parcels, None when they lie outside."""
    land = unary_union([parcel.shape for parcel in parcels])
    best = max(zones, key=lambda zone: zone.shape.intersection(land).area, default=None)
    return best if best is not None and best.shape.intersects(land) else None
