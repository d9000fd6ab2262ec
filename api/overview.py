"""What was received, read and found, by month, theme, commune and type; what nobody looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import sqrt

from api import wording
from api.pages.card import commune_name
from scoring.score import CORRECTION, TO_READ, logistic, logit
from vigie.domain.fact import said
from vigie.domain.finding import Verdict
from vigie.domain.outcome import Rung
from vigie.domain.record import ActRecord
from vigie.domain.score import Score
from vigie.store.acts import received_on

AT_PLAY = frozenset({Verdict.BREACH, Verdict.DOUBT})
MONTHS = 24
WIDE = 1.96  # a 95 % interval


@dataclass(slots=True)
class Count:
    """Counts of a group of acts. ``missed`` were out of reach before anybody read them."""

    name: str
    received: int = 0
    read: int = 0
    followed: int = 0
    missed: int = 0
    expected: float = 0.0
    variance: float = 0.0

    def add(self, record: ActRecord, today: dt.date) -> None:
        """Count one act."""
        self.received += 1
        self.read += bool(record.outcomes)
        self.followed += any(o.rung.level >= Rung.OBSERVATIONS.level for o in record.outcomes)
        if not record.outcomes and out_of_reach(record, today):
            self.missed += 1
            p = bare_probability(record.score)
            self.expected += p
            self.variance += p * (1 - p)

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
class Overview:
    """Counts of every act, then of each group, in the order in which they are shown."""

    whole: Count
    months: list[Count] = field(default_factory=list)
    themes: list[Count] = field(default_factory=list)
    communes: list[Count] = field(default_factory=list)
    types: list[Count] = field(default_factory=list)


def overview(records: Iterable[ActRecord], today: dt.date) -> Overview:
    """Count the acts received by the day."""
    kept = [r for r in records if (day := received_on(r)) is None or day <= today]
    whole = Count("Tous les actes")
    for record in kept:
        whole.add(record, today)
    return Overview(
        whole,
        months=sorted(_grouped(kept, today, _months), key=lambda c: c.name)[-MONTHS:],
        themes=sorted(_grouped(kept, today, _themes), key=_most_owed),
        communes=sorted(_grouped(kept, today, lambda r: [commune_name(r)]), key=_most_owed),
        types=sorted(_grouped(kept, today, _types), key=_most_owed),
    )


def bare_probability(score: Score | None) -> float:
    """The probability before the corrections that only serve the order of reading."""
    if score is None:
        return 0.0
    moved = [c.log_odds for c in score.contributions if c.feature in (CORRECTION, TO_READ)]
    if not moved or not 0.0 < score.probability < 1.0:
        return score.probability
    return logistic(logit(score.probability) - sum(moved))


def out_of_reach(record: ActRecord, today: dt.date) -> bool:
    """True when the déféré is surely past."""
    end = record.deadlines.defere if record.deadlines else None
    return end is not None and end.certain and end.date is not None and end.date < today


def _grouped(
    records: Iterable[ActRecord],
    today: dt.date,
    names: Callable[[ActRecord], Iterable[str]],
) -> list[Count]:
    groups: dict[str, Count] = {}
    for record in records:
        for name in names(record):
            groups.setdefault(name, Count(name)).add(record, today)
    return list(groups.values())


def _months(record: ActRecord) -> list[str]:
    day = received_on(record)
    return [f"{day:%Y-%m}"] if day else []


def _themes(record: ActRecord) -> set[str]:
    return {wording.THEMES[f.theme.value] for f in record.findings if f.verdict in AT_PLAY}


def _types(record: ActRecord) -> list[str]:
    found = said(record.dossier.facts.act_type)
    return [wording.ACT_TYPES[found.value] if found else "Type non lu"]


def _most_owed(count: Count) -> tuple[float, int, str]:
    return (-count.expected, -count.received, count.name)
