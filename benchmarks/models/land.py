"""The land of a made act: what each layer would say of it, and what is built around."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from random import Random

from benchmarks.models.communes import Town
from benchmarks.models.projects import Kind
from vigie.domain.place import Regime, Subject, Surroundings, ZoneHit

PLAN = "34DDTM20120001"
FORBIDDEN, ALLOWED = Regime.INTERDICTION.value, Regime.PRESCRIPTION.value
# Typezones by site: built, to build, farm, natural, part farm.
ZONES = ("U", "AUc", "A", "N", "mixed")


@dataclass(frozen=True, slots=True)
class Land:
    """Shares of the land in each perimeter; ``density`` is dense, sparse or isolated."""

    area: float
    parcel: str
    zone: str
    red: float
    blue: float
    fire: float
    heritage: bool
    shore_m: float | None
    woods: float
    woods_m: float | None
    classed: float  # espace boisé classé
    reserved: float  # emplacement réservé
    oriented: bool  # orientation d'aménagement
    designated: bool  # building that may change its use
    natura: bool
    znieff: bool
    hazard: bool  # known flood hazard outside the plan
    detected: bool
    density: str
    around: int

    @property
    def open_share(self) -> float:
        """Share in farm or natural zones."""
        return {"A": 1.0, "N": 1.0, "mixed": 0.4}.get(self.zone, 0.0)


def draw_land(draw: Random, town: Town, kind: Kind, index: int) -> Land:
    """Where a project of this kind would stand in this commune."""
    zone = _zone(draw, town, kind)
    dense = {"village": 0.9, "edge": 0.55, "open": 0.03}[kind.where]
    isolated = {"village": 0.02, "edge": 0.08, "open": 0.7}[kind.where]
    roll = draw.random()
    density = "dense" if roll < dense else "isolated" if roll > 1 - isolated else "sparse"
    red = draw.betavariate(2, 1.5) if draw.random() < 0.6 * town.flooded else 0.0
    blue = draw.betavariate(2, 2) if draw.random() < town.flooded else 0.0
    area = draw.lognormvariate({"village": 6.0, "edge": 6.6, "open": 8.6}[kind.where], 0.5)
    if kind.key in ("plots", "camping"):
        area += 6000.0
    planned = Subject.FIRE_PLAN in town.surveyed
    near_woods = draw.random() < (0.4 if kind.where == "open" else 0.12)
    return Land(
        area=round(area, 1),
        parcel=f"{town.insee}000A{index % 10_000:04d}",
        zone=zone,
        red=red,
        blue=min(blue, 1 - red),
        fire=draw.betavariate(2, 1.5) if near_woods and planned and draw.random() < 0.4 else 0.0,
        heritage=draw.random() < town.old * (0.4 if kind.where == "open" else 1.0),
        shore_m=draw.lognormvariate(7.0, 1.3) if town.littoral else None,
        woods=draw.betavariate(1, 2) if near_woods and draw.random() < 0.25 else 0.0,
        woods_m=draw.uniform(0, 190) if near_woods else None,
        classed=draw.betavariate(1, 2) if draw.random() < 0.004 else 0.0,
        reserved=draw.betavariate(1, 2) if draw.random() < 0.01 else 0.0,
        oriented=draw.random() < (0.3 if zone == "AUc" else 0.02),
        designated=draw.random() < 0.3,
        natura=draw.random() < (0.2 if kind.where == "open" else 0.03),
        znieff=draw.random() < (0.25 if kind.where == "open" else 0.05),
        hazard=town.flooded == 0 and draw.random() < 0.04,
        detected=kind.where == "open" and draw.random() < 0.03,
        density=density,
        around={"dense": draw.randint(16, 60), "sparse": draw.randint(4, 14)}.get(
            density, draw.randint(0, 1)
        ),
    )


def _zone(draw: Random, town: Town, kind: Kind) -> str:
    farm = min(0.9, 0.6 * town.farmed)
    weights = {
        "village": (0.93, 0.03, 0.02, 0.01, 0.01),
        "edge": (0.62, 0.2, 0.5 * farm, 0.25 * farm, 0.25 * farm),
        "open": (0.05, 0.02, 0.63, 0.28, 0.02),
    }[kind.where]
    return draw.choices(ZONES, weights)[0]


def zone_label(zone: str, manner: int) -> str:
    """The zone as the plan and the act call it."""
    names = {
        "U": ("UA", "UB", "UC"),
        "AUc": ("1AU", "AU1", "2AUh"),
        "A": ("A", "Ap", "A1"),
        "N": ("N", "Nn", "N1"),
        "mixed": ("UC", "UD", "UB"),
    }[zone]
    return names[manner % 3]


def hits(land: Land, town: Town, manner: int) -> Iterator[ZoneHit]:
    """The zones that the layers show, as placing gives them."""
    yield from (hit for hit in _hits(land, town, manner) if hit.subject in town.surveyed)


def _hits(land: Land, town: Town, manner: int) -> Iterator[ZoneHit]:
    label = zone_label(land.zone, manner)
    mixed = land.zone == "mixed"
    shares: tuple[tuple[Subject, str, str | None, float], ...] = (
        (Subject.FLOOD_PLAN, "Rn", FORBIDDEN, land.red * bool(town.flooded)),
        (Subject.FLOOD_PLAN, "Bu", ALLOWED, land.blue * bool(town.flooded)),
        (Subject.FIRE_PLAN, "R", FORBIDDEN, land.fire),
        (Subject.PLU, label, "U" if mixed else land.zone, 0.6 if mixed else 1.0),
        (Subject.PLU, "A", "A", 0.4 * mixed),
        (Subject.SUP, "AC1", None, float(land.heritage)),
        (Subject.PLU_PRESCRIPTION, "01", None, land.classed),
        (Subject.PLU_PRESCRIPTION, "05", None, land.reserved),
        (Subject.PLU_PRESCRIPTION, "18", None, float(land.oriented)),
        (Subject.PLU_PRESCRIPTION, "16-01", None, 0.3 * land.designated),
        (Subject.NATURA_2000, "ZPS", None, float(land.natura)),
        (Subject.ZNIEFF, "ZNIEFF1", None, float(land.znieff)),
        (Subject.HAZARD, "11", None, 0.8 * land.hazard),
        (Subject.DETECTION, "bati", None, 0.2 * land.detected),
    )
    for subject, code, regime, share in shares:
        if share:
            yield _hit(land, subject, code, regime, share)
    if land.shore_m is not None:
        yield _hit(land, Subject.SHORE, "rivage", None, 0.0, land.shore_m)
    if land.woods_m is not None:
        away = 0.0 if land.woods else land.woods_m
        yield _hit(land, Subject.FOREST, "massif", None, land.woods, away)


def _hit(  # noqa: PLR0913, PLR0917 - one row of the layers
    land: Land, subject: Subject, code: str, regime: str | None, share: float, away: float = 0.0
) -> ZoneHit:
    plan = PLAN if subject in (Subject.FLOOD_PLAN, Subject.FIRE_PLAN) else None
    area = share * land.area
    return ZoneHit(subject.value, subject, plan, code, regime, None, share, area, away, None, None)


def surroundings(land: Land, town: Town) -> Surroundings | None:
    """What is built around, None where no layer of buildings reaches."""
    if Subject.BUILDING not in town.surveyed:
        return None
    nearest = {"dense": 8.0, "sparse": 25.0}.get(land.density, 140.0)
    return Surroundings(
        nearest_m=nearest,
        within_50_m=land.around // 3,
        within_100_m=land.around,
        within_200_m=3 * land.around,
        built_share_100_m=min(0.4, land.around / 150),
        cluster=min(200, 6 * land.around),
        on_place=0,
        on_place_m2=0.0,
        layer="batiment",
    )


def side(land: Land) -> float:
    """Side of the land in metres, drawn as a square."""
    return sqrt(land.area)
