"""What was received, read and found, by month, theme, commune and type; what nobody looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from api import wording
from vigie.domain.finding import Theme
from vigie.store import Store, tallies
from vigie.store.standings import bit, themes_of
from vigie.store.tallies import Counted, Late, Tally

MONTHS = 24
WIDE = 1.96  # a 95 % interval
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

    def add(self, some: Tally) -> None:
        """Count acts."""
        self.received += some.received
        self.read += some.read
        self.followed += some.followed
        self.missed += some.missed
        self.expected += some.expected
        self.variance += some.variance

    @property
    def rate(self) -> float:
        """Share of the acts received that were read."""
        return self.read / self.received if self.received else 0.0

    @property
    def between(self) -> tuple[float, float]:
        """Interval of the acts expected to deserve observations among those missed."""
        spread = WIDE * sqrt(self.variance)
        return max(0.0, self.expected - spread), min(float(self.missed), self.expected + spread)


@dataclass(frozen=True, slots=True)
class Crossing:
    """Which acts are counted: None is « all ». ``month`` is its first day."""

    theme: Theme | None = None
    insee: str | None = None
    epci: str | None = None
    act_type: str | None = None
    month: dt.date | None = None


EVERY = Crossing()


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of every act, then of each group, in the order in which they are shown."""

    whole: Count
    months: Sequence[Count]
    themes: Sequence[Count]
    communes: Sequence[Count]
    epcis: Sequence[Count]
    types: Sequence[Count]
    clocks: Sequence[Late]


def overview(store: Store, today: dt.date, asked: Crossing = EVERY) -> Overview:
    """Count the acts filed by the day."""
    theme = None if asked.theme is None else bit(asked.theme)
    wanted = Counted(today, theme, asked.insee, asked.epci, asked.act_type, asked.month)

    def counts(column: Any, groups: Callable[[Any, Tally], Iterable[Group]]) -> list[Count]:
        return _grouped(tallies.by(store, wanted, column), groups)

    types, whole = tallies.by(store, wanted, tallies.ACT_TYPE), Count("Tous les actes")
    for some in types:
        whole.add(some)
    return Overview(
        whole,
        months=sorted(counts(tallies.DAY, _month), key=lambda c: c.code)[-MONTHS:],
        themes=sorted(counts(tallies.THEMES, _themes), key=_most_owed),
        communes=sorted(counts(tallies.COMMUNE, _commune), key=_most_owed),
        epcis=sorted(counts(tallies.EPCI, _epci), key=_most_owed),
        types=sorted(_grouped(types, _type), key=_most_owed),
        clocks=tallies.late(store, wanted, soon=SOON),
    )


Group = tuple[str, str]  # code and name


def _grouped(
    every: Iterable[Tally], groups: Callable[[Any, Tally], Iterable[Group]]
) -> list[Count]:
    found: dict[str, Count] = {}
    for some in every:
        for code, name in groups(some.key, some):
            found.setdefault(code, Count(name, code)).add(some)
    return list(found.values())


def _month(day: dt.date, _: Tally) -> list[Group]:
    return [(f"{day:%Y-%m}",) * 2]


def _commune(insee: str | None, some: Tally) -> list[Group]:
    return [(insee or "", some.named or insee or "commune non lue")]


def _epci(epci: str | None, _: Tally) -> list[Group]:
    return [(epci, epci)] if epci else []


def _themes(bits: int, _: Tally) -> list[Group]:
    return [(theme.value, wording.THEMES[theme.value]) for theme in themes_of(bits)]


def _type(kind: str | None, _: Tally) -> list[Group]:
    return [(kind or "", wording.ACT_TYPES[kind] if kind else "Type non lu")]


def _most_owed(count: Count) -> tuple[float, int, str]:
    return (-count.expected, -count.received, count.name)
