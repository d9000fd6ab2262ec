"""Draws the acts of the made world, in the order of their decisions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from vigie.demo import faults, names, verdicts
from vigie.demo.acts import Act, Applicant, Signed
from vigie.demo.communes import TOWNS, Town
from vigie.demo.land import Land, Parcel, neighbours
from vigie.demo.opinions import draw_opinions
from vigie.demo.plans import RiskZone, in_force, main_zone, shares, zones_of
from vigie.demo.projects import DECLARED_M2, KINDS, Kind, Project, declarable, draw_project
from vigie.domain.fact import (
    ActType,
    ApplicantKind,
    Authority,
    Decision,
    SignatoryRole,
    Stage,
    WorksKind,
)

MONTHS = 24
FOLLOW_UPS = (
    (Stage.MODIFICATIF, 0.5),
    (Stage.TRANSFERT, 0.22),
    (Stage.PROROGATION, 0.08),
    (Stage.RETRAIT, 0.14),
    (Stage.ANNULATION, 0.06),
)
DAYS = {ActType.DP: (18, 38), ActType.CUA: (14, 32), ActType.CUB: (25, 62), ActType.PD: (30, 62)}


@dataclass(slots=True)
class Registry:
    """What a town hall remembers: its staff, its numbering, what it granted."""

    letter: str
    mayor: str
    deputies: tuple[str, ...]
    counts: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    later: dict[tuple[str, Stage], int] = field(default_factory=lambda: defaultdict(int))
    granted: list[Act] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Site:
    """The land of a project and the risk zones in force there."""

    parcels: tuple[Parcel, ...]
    risk: RiskZone | None
    regimes: dict[str, float]


def draw_acts(lands: dict[str, Land], *, acts: int, seed: int, today: date) -> tuple[Act, ...]:
    """Acts decided in the 24 months that end at ``today``, all received by then."""
    draw = Random(f"{seed}:acts")
    registries = {town.insee: _registry(Random(f"{seed}:{town.insee}")) for town in TOWNS}
    days = sorted(_decision_day(draw, today) for _ in range(acts))
    zones: dict[tuple[str, str], tuple[RiskZone, ...]] = {}
    found = []
    for index, day in enumerate(days):
        town = draw.choices(TOWNS, [t.weight for t in TOWNS])[0]
        registry = registries[town.insee]
        follow = _follow_up(index, registry, day, draw) if draw.random() < 0.16 else None
        act = follow or _initial(index, lands[town.insee], registry, day, draw, zones)
        act = faults.settle(act, draw, today)
        if act.decision.favourable and act.stage is Stage.INITIAL:
            registry.granted.append(act)
        found.append(act)
    return tuple(found)


def _decision_day(draw: Random, today: date) -> date:
    """A working day, the last two months a little fuller than the others."""
    span = 62 if draw.random() < 0.14 else MONTHS * 30.4
    day = today - timedelta(days=3 + int(draw.random() * (span - 3)))
    return day - timedelta(days=max(0, day.weekday() - 4))


def _registry(draw: Random) -> Registry:
    people = [names.person(draw) for _ in range(3)]
    letter = draw.choice("VHKPSA0Z")
    return Registry(letter, people[0], tuple(people[1:]))


def _number(registry: Registry, town: Town, act_type: ActType, year: int, draw: Random) -> str:
    prefix = {"PCMI": "PC", "CUa": "CU", "CUb": "CU"}.get(act_type.value, act_type.value)
    registry.counts[prefix, year] += draw.choice((1, 1, 2, 3))
    running = registry.counts[prefix, year]
    return f"{prefix} 034{town.insee[2:]} {year % 100:02d} {registry.letter}{running:04d}"


def _initial(  # noqa: PLR0913, PLR0917 - one act of the world
    index: int,
    land: Land,
    registry: Registry,
    day: date,
    draw: Random,
    known: dict[tuple[str, str], tuple[RiskZone, ...]],
) -> Act:
    town = land.town
    kind = _kind(town, draw)
    project = draw_project(draw, kind)
    act_type = _act_type(kind, project)
    filed = day - timedelta(days=draw.randint(*DAYS.get(act_type, (44, 105))))
    site = _site(land, kind, day, draw, known)
    applicant = _applicant(kind, town, draw)
    opinions = draw_opinions(town, project, site.parcels, site.regimes, filed, day, draw)
    act = Act(
        index=index,
        town=town,
        number=_number(registry, town, act_type, filed.year, draw),
        act_type=act_type,
        stage=Stage.INITIAL,
        decision=Decision.UNKNOWN,
        authority=_authority(town, draw),
        project=declarable(project, act_type, {parcel.zone for parcel in site.parcels}),
        parcels=site.parcels,
        address=f"{names.street(draw)}" if kind.where != "farm" else draw.choice(names.LOCALITIES),
        applicant=applicant,
        filed_on=filed,
        completed_on=filed + timedelta(days=draw.randint(5, 24)) if draw.random() < 0.3 else None,
        posted_on=filed + timedelta(days=draw.randint(1, 9)),
        decided_on=day,
        tacit_on=None,
        received_on=day,
        zone=site.parcels[0].zone,
        risk=site.risk,
        risk_cited=site.risk is not None and draw.random() < 0.35 + 0.5 * town.care,
        exposure=site.regimes.get("03", 0.0) + site.regimes.get("04", 0.0),
        opinions=opinions,
        flood_level=None,
        reasons=(),
        signed=_signed(registry, town, draw),
        architect=_architect(project, applicant, draw),
        stamped=draw.random() < (0.75 if town.weight > 0.8 else 0.35),
        farming_need=kind.key == "farm_house" and draw.random() < 0.25 + 0.5 * town.care,
    )
    return verdicts.decide(act, draw)


def _kind(town: Town, draw: Random) -> Kind:
    weights = [
        kind.weight * (1.8 if kind.where == "farm" and town.weight < 0.8 else 1.0) for kind in KINDS
    ]
    return draw.choices(KINDS, weights)[0]


def _act_type(kind: Kind, project: Project) -> ActType:
    """The heavier procedure above what a declaration may hold, the lighter one below."""
    if ActType.DP in kind.types and len(kind.types) == 2:
        heavy = (project.floor_area or 0) > (DECLARED_M2 if kind.key != "conversion" else 60)
        return kind.types[0] if heavy else ActType.DP
    return kind.types[0]


def _site(
    land: Land,
    kind: Kind,
    day: date,
    draw: Random,
    known: dict[tuple[str, str], tuple[RiskZone, ...]],
) -> Site:
    bounds = {"village": (0, 6), "edge": (3, 8), "farm": (8, 99)}[kind.where]
    if land.zones and kind.where == "edge" and draw.random() < 0.9:
        bounds = (2, 6)
    near = [p for p in land.parcels if bounds[0] <= p.ring <= bounds[1]]
    first = draw.choice(near)
    count = draw.choices((1, 2, 3, 4), (66, 22, 8, 4))[0]
    if kind.key in {"subdivision", "collective", "camping"}:
        count += 1
    others = neighbours(land.parcels, first)
    parcels = (first, *draw.sample(others, min(count - 1, len(others))))
    plan = in_force(land, day)
    if plan is None:
        return Site(parcels, None, {})
    key = (land.town.insee, plan.key)
    zones = known.setdefault(key, zones_of(land, plan))
    return Site(parcels, main_zone(parcels, zones), shares(parcels, zones))


def _applicant(kind: Kind, town: Town, draw: Random) -> Applicant:
    manager = None
    applicant = ApplicantKind.PERSON
    name = names.person(draw)
    if kind.key == "public":
        applicant, name = ApplicantKind.PUBLIC_BODY, draw.choice(names.PUBLIC_BODIES)
    elif draw.random() < (0.9 if kind.key in _BY_COMPANIES else 0.06):
        bank = names.FARM_COMPANIES if kind.key.startswith("farm") else names.COMPANIES
        applicant, manager, name = ApplicantKind.COMPANY, name, draw.choice(bank)
    elif draw.random() < 0.12:
        name = f"{name} et {names.person(draw)}"
    local = draw.random() < 0.6
    here = (f"34{int(town.insee[2:]) % 90:02d}0", town.name.upper())
    code, city = here if local else draw.choice(names.OTHER_CITIES)
    return Applicant(applicant, name, manager, names.street(draw), f"{code} {city}")


_BY_COMPANIES = frozenset({"collective", "commerce", "workshop", "subdivision", "camping"})


def _authority(town: Town, draw: Random) -> Authority:
    if town.document == "RNU":
        return Authority.ETAT
    if town.service == "metro" and draw.random() < 0.08:
        return Authority.EPCI
    return Authority.COMMUNE


def _signed(registry: Registry, town: Town, draw: Random) -> Signed:
    if draw.random() < 0.62:
        return Signed(registry.mayor, SignatoryRole.MAYOR, by_delegation=False, visa=False)
    if draw.random() < 0.08:
        return Signed(names.person(draw), SignatoryRole.AGENT, by_delegation=True, visa=True)
    visa = draw.random() < 0.55 + 0.42 * town.care
    deputy = draw.choice(registry.deputies)
    return Signed(deputy, SignatoryRole.DEPUTY, by_delegation=True, visa=visa)


def _architect(project: Project, applicant: Applicant, draw: Random) -> str | None:
    total = (project.floor_area or 0) + (project.existing or 0)
    needed = WorksKind.DEMOLITION not in project.kind.works and (
        total > 150 or (applicant.kind is not ApplicantKind.PERSON and total > 0)
    )
    if needed and draw.random() < 0.93:
        return draw.choice(names.ARCHITECTS)
    return draw.choice(names.ARCHITECTS) if total > 90 and draw.random() < 0.12 else None


def _follow_up(index: int, registry: Registry, day: date, draw: Random) -> Act | None:
    """A modificatif, transfer, extension of validity, withdrawal or annulment of a grant."""
    stage = draw.choices([s for s, _ in FOLLOW_UPS], [w for _, w in FOLLOW_UPS])[0]
    bases = [a for a in registry.granted if _fits(a, stage, day)]
    if not bases:
        return None
    base = draw.choice(bases)
    registry.later[base.number, stage] += 1
    return verdicts.follow(
        index,
        base,
        stage,
        day,
        draw,
        new_holder=_other_holder(base, draw),
        rank=registry.later[base.number, stage],
    )


def _fits(act: Act, stage: Stage, day: date) -> bool:
    age = (day - act.decided_on).days
    permit = act.act_type in {ActType.PC, ActType.PCMI, ActType.PA}
    if stage in {Stage.MODIFICATIF, Stage.TRANSFERT}:
        return permit and age > 40
    if stage is Stage.PROROGATION:
        return permit and age > 200
    return act.act_type not in {ActType.CUA, ActType.CUB} and 20 < age < 150


def _other_holder(base: Act, draw: Random) -> Applicant:
    kind = next(k for k in KINDS if k.key == base.project.kind.key)
    return _applicant(kind, base.town, draw)
