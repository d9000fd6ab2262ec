"""What was received, read and found, by month, theme, commune and type; what nobody looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import sqrt

from api import wording
from vigie.domain.finding import Theme
from vigie.store.standings import Standing, bit, themes_of

MONTHS = 24
WIDE = 1.96  # a 95 % interval
CLOCKS = ("suspension", "recours_gracieux", "defere")  # those that the préfet must meet
SOON = dt.timedelta(days=10)


@dataclass(slots=True)
class Count:
    """Counts of a group of acts. ``missed`` were out of reach before anybody read them."""

    name: str
    code: str = ""
    received: int = 0
    read: int = 0
    followed: int = 0
    missed: int = 0
    expected: float = 0.0
    variance: float = 0.0

    def add(self, one: Standing, today: dt.date) -> None:
        """Count one act."""
        self.received += 1
        self.read += one.read
        self.followed += one.followed
        if not one.read and out_of_reach(one, today):
            self.missed += 1
            self.expected += one.chance
            self.variance += one.chance * (1 - one.chance)

    @property
    def rate(self) -> float:
        """Share of the acts received that were read."""
        return self.read / self.received if self.received else 0.0

    @property
    def between(self) -> tuple[float, float]:
        """Interval of the acts expected to deserve observations among those missed."""
        spread = WIDE * sqrt(self.variance)
        return max(0.0, self.expected - spread), min(float(self.missed), self.expected + spread)


@dataclass(slots=True)
class Lateness:
    """Acts that nobody read, by what became of one of their deadlines."""

    kind: str
    missed: int = 0
    unsure: int = 0  # past if their date is confirmed
    near: int = 0  # within ten days

    def add(self, one: Standing, today: dt.date) -> None:
        """Count one act."""
        end = getattr(one.deadlines, self.kind)
        if one.read or end.date is None:
            return
        if end.date < today:
            self.missed += end.certain
            self.unsure += not end.certain
        else:
            self.near += end.date <= today + SOON


@dataclass(frozen=True, slots=True)
class Crossing:
    """Which acts are counted: None is « all ». ``month`` is as 2026-03."""

    theme: Theme | None = None
    insee: str | None = None
    epci: str | None = None
    act_type: str | None = None
    month: str | None = None

    def keeps(self, one: Standing) -> bool:
        """True when an act is counted."""
        return (
            (self.theme is None or bool(one.themes & bit(self.theme)))
            and self.insee in (None, one.insee)
            and self.epci in (None, one.epci)
            and self.act_type in (None, one.act_type)
            and self.month in (None, f"{one.filed_on:%Y-%m}")
        )


@dataclass(slots=True)
class Overview:
    """Counts of every act, then of each group, in the order in which they are shown."""

    whole: Count
    months: list[Count] = field(default_factory=list)
    themes: list[Count] = field(default_factory=list)
    communes: list[Count] = field(default_factory=list)
    epcis: list[Count] = field(default_factory=list)
    types: list[Count] = field(default_factory=list)
    clocks: list[Lateness] = field(default_factory=list)


def overview(every: Iterable[Standing], today: dt.date) -> Overview:
    """Count the acts filed by the day."""
    kept = [one for one in every if one.filed_on <= today]
    whole = Count("Tous les actes")
    clocks = [Lateness(kind) for kind in CLOCKS]
    for one in kept:
        whole.add(one, today)
        for clock in clocks:
            clock.add(one, today)
    return Overview(
        whole,
        months=sorted(_grouped(kept, today, _months), key=lambda c: c.name)[-MONTHS:],
        themes=sorted(_grouped(kept, today, _themes), key=_most_owed),
        communes=sorted(_grouped(kept, today, _commune), key=_most_owed),
        epcis=sorted(_grouped(kept, today, _epci), key=_most_owed),
        types=sorted(_grouped(kept, today, _types), key=_most_owed),
        clocks=clocks,
    )


def out_of_reach(one: Standing, today: dt.date) -> bool:
    """True when the déféré is surely past."""
    end = one.deadlines.defere
    return end.certain and end.date is not None and end.date < today


Group = tuple[str, str]  # code and name


def _grouped(
    every: Iterable[Standing],
    today: dt.date,
    groups: Callable[[Standing], Iterable[Group]],
) -> list[Count]:
    found: dict[str, Count] = {}
    for one in every:
        for code, name in groups(one):
            found.setdefault(code, Count(name, code)).add(one, today)
    return list(found.values())


def _months(one: Standing) -> list[Group]:
    return [(f"{one.filed_on:%Y-%m}",) * 2]


def _commune(one: Standing) -> list[Group]:
    return [(one.insee or "", one.commune or one.insee or "commune non lue")]


def _epci(one: Standing) -> list[Group]:
    return [(one.epci, one.epci)] if one.epci else []


def _themes(one: Standing) -> list[Group]:
    return [(theme.value, wording.THEMES[theme.value]) for theme in themes_of(one.themes)]


def _types(one: Standing) -> list[Group]:
    kind = one.act_type
    return [(kind or "", wording.ACT_TYPES[kind] if kind else "Type non lu")]


def _most_owed(count: Count) -> tuple[float, int, str]:
    return (-count.expected, -count.received, count.name)
