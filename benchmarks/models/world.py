"""A made département as tables, with the whole truth known: nothing here comes from the product.

Causes of illegality are drawn first, from the act and the map; rules see them through misreadings
and cry wolf at their own rate; reviewers go where habit, watched communes and tips send them.
It shows that the machinery is right (estimators, clocks, selection); it says nothing of how
strong the signal is on the real acts of a département.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from models.dataset import NEVER, Acts, Column

FIRST_DAY = date(2019, 1, 1)
COMMUNES, SERVICES = 140, 16
REVIEWED_SHARE = 0.05

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Acts as models see them, and what is really so of each.

    ``visible`` is the chance of illegality given every cause that act or map shows: what an
    oracle that misreads nothing would rank by.
    """

    acts: Acts
    unlawful: Flags
    visible: Numbers
    shown: Flags  # unlawful by a cause that act or map shows
    service: npt.NDArray[np.int64]  # that drafted


@dataclass(frozen=True, slots=True, eq=False)
class _Truth:
    """What is so of each act before anybody reads it."""

    commune: npt.NDArray[np.int64]
    service: npt.NDArray[np.int64]
    watched: Flags
    kind: npt.NDArray[np.int64]  # 0 PC, 1 DP, 2 PA, 3 CU
    granted: Flags
    red: Numbers
    blue: Numbers
    farm: Numbers
    heritage: Flags
    shore: Numbers
    dwelling: Flags
    building: Flags
    area: Numbers
    farmer: Flags
    tacit: Flags
    agent: Flags
    delegated: Flags
    asked_abf: Flags
    opposed: Flags
    amended: Flags
    company: Flags
    late: Numbers


def make_world(*, years: int = 5, a_year: int = 20_000, seed: int = 0) -> World:
    """Acts over some years, about 3 % unlawful, about 5 % reviewed by biased choice."""
    rng = np.random.default_rng(seed)
    count = years * a_year
    day = np.sort(rng.integers(0, 365 * years, count)) + FIRST_DAY.toordinal()
    truth = _truth(rng, count)
    causes = _causes(truth)
    struck = {name: (rng.random(count) < p) for name, p in causes.items()}
    shown = np.logical_or.reduce(list(struck.values()))
    hidden = rng.random(count) < 0.0035
    unlawful = shown | hidden
    visible = 1 - np.prod([1 - p for p in causes.values()], axis=0)
    columns, x = _as_read(rng, truth, causes)
    reviewed, drawn, tipped = _reviewed(rng, truth, unlawful)
    found = _found(rng, shown, hidden)
    seen_on = day + rng.integers(4, 45, count)
    acts = Acts(
        columns=columns,
        signature="made-world-1",
        act_ids=np.array([f"w{i:06d}" for i in range(count)]),
        x=x,
        received=day.astype(np.int64),
        reviewed=np.where(reviewed, seen_on, NEVER).astype(np.int64),
        positive=np.where(reviewed & found, seen_on, NEVER).astype(np.int64),
        drawn=reviewed & drawn,
        tipped=tipped,
        group=np.arange(count) // 2 * 2 + (rng.random(count) < 0.9),  # a tenth share a lineage
        commune=np.array([f"c{i:03d}" for i in range(COMMUNES)])[truth.commune],
        kind=np.array(["PC", "DP", "PA", "CUb"])[truth.kind],
        applicant=np.where(truth.company, "company", "person"),
        gravity=np.where(truth.red > 0, 1.0, np.where(truth.farm > 0, 0.7, 0.4)),
    )
    return World(acts, unlawful, visible, shown, truth.service)


def _truth(rng: np.random.Generator, count: int) -> _Truth:
    size = rng.lognormal(0.0, 1.0, COMMUNES)
    commune = rng.choice(COMMUNES, count, p=size / size.sum())
    flooded, farmed, coastal = (
        rng.beta(1, 5, COMMUNES),
        rng.beta(1.5, 4, COMMUNES),
        rng.random(COMMUNES) < 0.2,
    )
    old_town = rng.beta(1, 6, COMMUNES)
    kind = rng.choice(4, count, p=[0.34, 0.5, 0.04, 0.12])
    building = (kind == 0) | ((kind == 1) & (rng.random(count) < 0.35)) | (kind == 2)
    red = rng.random(count) < 0.6 * flooded[commune]
    farm = rng.random(count) < 0.6 * farmed[commune]
    heritage = rng.random(count) < old_town[commune]
    area = np.where(kind == 0, rng.lognormal(4.6, 0.7, count), rng.lognormal(2.6, 0.8, count))
    return _Truth(
        commune=commune,
        service=rng.integers(0, SERVICES, COMMUNES)[commune],
        watched=(rng.random(COMMUNES) < 0.25)[commune],
        kind=kind,
        granted=rng.random(count) < np.where(red | farm, 0.7, 0.9),
        red=np.where(red, rng.beta(2, 1.5, count), 0.0),
        blue=np.where(rng.random(count) < flooded[commune], rng.beta(2, 2, count), 0.0),
        farm=np.where(farm, rng.beta(4, 1, count), 0.0),
        heritage=heritage,
        shore=np.where(coastal[commune], rng.lognormal(7.0, 1.3, count), np.inf),
        dwelling=(kind == 0) & (rng.random(count) < np.where(red, 0.25, 0.5)),
        building=building,
        area=area,
        farmer=farm & (rng.random(count) < 0.5),
        tacit=rng.random(count) < 0.035,
        agent=rng.random(count) < 0.04,
        delegated=rng.random(count) < 0.8,
        asked_abf=heritage & (rng.random(count) < 0.95),
        opposed=rng.random(count) < 0.02,
        amended=rng.random(count) < 0.12,
        company=rng.random(count) < 0.22,
        late=rng.exponential(9.0, count),
    )


def _causes(t: _Truth) -> dict[str, Numbers]:
    """Chance that each cause makes the act unlawful: by the act, by the map, by both."""
    far = t.farm > 0.5
    found = {
        "red_dwelling": 0.85 * (t.granted & t.dwelling & (t.red > 0.3)),
        "red_extension": 0.12 * (t.granted & t.building & ~t.dwelling & (t.red > 0.6)),
        "farm_dwelling": 0.75 * (t.granted & t.dwelling & far & ~t.farmer),
        "no_abf": 0.6 * (t.granted & t.heritage & ~t.asked_abf),
        "signature": 0.6 * (t.agent & ~t.delegated),
        "opinion": 0.3 * (t.granted & t.opposed & t.building),
        "threshold": 0.6 * ((t.kind == 1) & (t.area > 90)),
        "tacit": 0.6 * (t.tacit & t.building & ((t.red > 0) | far)),
        # Patterns that no rule looks for.
        "shore": 0.8 * (t.granted & t.building & (t.shore < 110)),
        "chain": 0.55 * (t.amended & t.building & (t.late > 22) & (t.area > 60)),
    }
    return {name: np.asarray(p, dtype=np.float64) for name, p in found.items()}


# Strength that the rules give each cause, right or wrong, and how often they cry wolf.
RULES = {
    "red_dwelling": (3, 0.002),
    "red_extension": (3, 0.005),
    "farm_dwelling": (3, 0.002),
    "no_abf": (3, 0.003),
    "signature": (2, 0.002),
    "opinion": (3, 0.002),
    "threshold": (2, 0.001),
    "tacit": (2, 0.0015),
}
POINTS = {1: 5.0, 2: 18.0, 3: 36.0}


def _as_read(
    rng: np.random.Generator, t: _Truth, causes: dict[str, Numbers]
) -> tuple[tuple[Column, ...], Numbers]:
    """What reading and placing make of it: misread or missing, more so in some services."""
    count = len(t.kind)
    careless = rng.beta(2, 12, SERVICES)[t.service]
    scanned = rng.random(count) < 0.3
    blind = rng.random(count) < np.where(scanned, 0.06, 0.02)  # could not be placed
    numbers: dict[str, tuple[Numbers, bool, bool]] = {}
    points, strong = np.zeros(count), np.zeros(count)
    for name, (strength, wolf) in RULES.items():
        heard = rng.random(count) < 0.95 - 0.5 * careless * scanned
        fires = ((causes[name] > 0) & heard & ~blind) | (
            rng.random(count) < wolf * (1 + 3 * careless)
        )
        numbers[f"alarm_{name}"] = (POINTS[strength] * fires, True, False)
        points += POINTS[strength] * fires
        strong += (strength == 3) & fires
    formal = rng.poisson(0.5 + 3 * careless)
    numbers["breaches_1"] = (formal.astype(float), True, False)
    numbers["rule_points"] = (np.minimum(100, points + POINTS[1] * formal), True, False)
    numbers["breaches_3"] = (strong, True, False)

    def unknown(values: Numbers | Flags, share: float | Flags) -> Numbers:
        lost = rng.random(count) < share if isinstance(share, float) else share
        return np.where(lost, np.nan, np.asarray(values, dtype=np.float64))

    numbers |= {
        "flood_forbidden": (unknown(t.red, blind), True, False),
        "flood_regulated": (unknown(np.maximum(t.red, t.blue), blind), True, False),
        "farm_natural_share": (unknown(t.farm, blind), True, False),
        "heritage": (unknown(t.heritage, blind), True, False),
        "shore_distance": (unknown(np.minimum(t.shore, 30_000), blind), False, True),
        "floor_area": (unknown(t.area, 0.07), False, True),
        "dwelling": (unknown(t.dwelling, 0.04), False, False),
        "building": (unknown(t.building, 0.04), False, False),
        "granted": (unknown(t.granted, 0.01), True, False),
        "tacit": (unknown(t.tacit, 0.01), False, False),
        "amended": (unknown(t.amended, 0.01), False, False),
        "company": (unknown(t.company, 0.05), False, False),
        "agent_signed": (unknown(t.agent, 0.08), False, False),
        "opposed": (unknown(t.opposed, 0.03), True, False),
        "transmission_days": (unknown(t.late, 0.1), False, False),
        "reading_confidence": (np.where(scanned, rng.beta(20, 2, count), 0.99), False, False),
        "visas": (rng.poisson(6 + 20 * careless).astype(float), False, False),
        "words": (rng.lognormal(6.3, 0.3, count), False, True),
    }
    for number, kind in enumerate(("permit", "declaration", "subdivision", "certificate")):
        numbers[f"type_{kind}"] = ((t.kind == number).astype(float), False, False)
    columns = tuple(Column(name, name, up, wide) for name, (_, up, wide) in numbers.items())
    return columns, np.column_stack([values for values, _, _ in numbers.values()])


def _reviewed(rng: np.random.Generator, t: _Truth, unlawful: Flags) -> tuple[Flags, Flags, Flags]:
    """Habit, watched communes, flood zones and housing; a few tips; a small random share."""
    habit = 1.6 * (t.red > 0) + 1.3 * t.watched + 0.9 * t.dwelling + 0.5 * (t.area > 150)
    chance = np.exp(habit - 1.2 * ~t.granted - 0.8 * (t.kind == 1))
    chance *= 0.8 * REVIEWED_SHARE / chance.mean()
    drawn = rng.random(len(chance)) < 0.1 * REVIEWED_SHARE
    tipped = rng.random(len(chance)) < np.where(unlawful, 0.05, 0.003)
    chosen = drawn | (rng.random(len(chance)) < chance)
    return chosen | tipped, drawn, tipped & ~chosen


def _found(rng: np.random.Generator, shown: Flags, hidden: Flags) -> Flags:
    """Reviewers find most of what shows, half of what does not, and are sometimes wrong."""
    chance = np.where(shown, 0.88, np.where(hidden, 0.5, 0.004))
    return rng.random(len(chance)) < chance
