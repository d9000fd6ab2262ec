"""Communes of the made département, and the services that draft their acts."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from vigie.domain.place import Subject

COMMUNES, SERVICES = 140, 16
UNKNOWN_LAYOUTS = 2  # services whose layout no reader was written on
# Chance that no layer of a subject covers a commune; what is not named is always covered.
WITHOUT_LAYER = {
    Subject.FLOOD_PLAN: 0.15,
    Subject.FIRE_PLAN: 0.9,  # ten communes of the Hérault have a forest fire plan
    Subject.PLU: 0.06,
    Subject.PLU_PRESCRIPTION: 0.15,
    Subject.SUP: 0.1,
    Subject.FOREST: 0.05,
    Subject.BUILDING: 0.05,
}


@dataclass(frozen=True, slots=True)
class Service:
    """A drafting service: how careful it is, the words it keeps to, whether readers know them."""

    letter: str
    care: float  # from 0 to 1
    manner: int  # which phrase of each bank it takes
    known_layout: bool
    prints_architect: bool


@dataclass(frozen=True, slots=True)
class Town:
    """A commune. ``flooded``, ``farmed``, ``old`` are the chances of its land to be so."""

    insee: str
    service: Service
    weight: float
    watched: bool
    document: str
    flooded: float
    farmed: float
    old: float
    littoral: bool
    montagne: bool
    register: bool  # whether its delegations are in the register of the préfecture
    surveyed: frozenset[Subject]


def make_towns(seed: int) -> tuple[Town, ...]:
    """The communes of one made world."""
    draw = Random(f"{seed}:communes")
    services = [
        Service(
            letter="ABCDEFGHJKLMNPQR"[number],
            care=draw.betavariate(4, 2),
            manner=draw.randrange(10_000),
            known_layout=number >= UNKNOWN_LAYOUTS,
            prints_architect=draw.random() < 0.3,
        )
        for number in range(SERVICES)
    ]
    return tuple(_town(number, draw.choice(services), draw) for number in range(COMMUNES))


def _town(number: int, service: Service, draw: Random) -> Town:
    document = "PLU" if draw.random() < 0.95 else "CC"
    covered = {s for s in Subject if draw.random() >= WITHOUT_LAYER.get(s, 0.0)}
    if document == "CC":
        covered -= {Subject.PLU, Subject.PLU_PRESCRIPTION}
    return Town(
        insee=f"34{number + 1:03d}",
        service=service,
        weight=draw.lognormvariate(0.0, 1.0),
        watched=draw.random() < 0.25,
        document=document,
        flooded=draw.betavariate(1, 5) if Subject.FLOOD_PLAN in covered else 0.0,
        farmed=draw.betavariate(1.5, 4),
        old=draw.betavariate(1, 6),
        littoral=draw.random() < 0.2,
        montagne=draw.random() < 0.15,
        register=draw.random() < 0.3,
        surveyed=frozenset(covered),
    )
