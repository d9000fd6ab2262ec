"""The past of each act, counted from the acts known: what ``vigie.domain.past`` names.

An outcome counts from the day after it was known; no act is part of its own past.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date

from vigie.domain.dossier import Dossier
from vigie.domain.fact import said
from vigie.domain.past import WINDOW, Earlier, Past, service_of
from vigie.domain.record import ActRecord
from vigie.past import days_of

Keys = tuple[Hashable, ...]
Known = tuple[int | None, int | None]  # ordinals of the first outcome, of the first observations


@dataclass(slots=True, eq=False)
class _Days:
    """Ordinals of days, each list in order."""

    reviewed: list[int] = field(default_factory=list)
    found: list[int] = field(default_factory=list)

    def past(self, day: int) -> Past:
        """What lies in the window that ends before a day."""
        return Past(_count(self.reviewed, day), _count(self.found, day))


class Ledger:
    """Days of the outcomes of all acts: tells the past of any act, on any day."""

    def __init__(self, acts: Iterable[tuple[Keys, Known]]) -> None:
        """From the keys of each act (its commune, its service) and the days of its outcomes."""
        self._days: dict[Hashable, _Days] = defaultdict(_Days)
        self._every = _Days()
        for keys, (reviewed, found) in acts:
            for days in (self._every, *(self._days[key] for key in keys)):
                days.reviewed += [] if reviewed is None else [reviewed]
                days.found += [] if found is None else [found]
        for days in (self._every, *self._days.values()):
            days.reviewed.sort()
            days.found.sort()

    @classmethod
    def of(cls, arrived: Iterable[tuple[date, ActRecord]]) -> Ledger:
        """From acts, each with the day it came."""
        return cls((_keys(record.dossier), _known(record, day)) for day, record in arrived)

    def earlier(self, dossier: Dossier, day: date) -> Earlier:
        """The past of an act that came on a day."""
        commune, service = said(dossier.facts.commune_insee), service_of(dossier.facts)
        return Earlier(
            commune=None if commune is None else self.past(("commune", commune), day.toordinal()),
            service=None if service is None else self.past(("service", service), day.toordinal()),
            rate=self.rate(day.toordinal()),
        )

    def past(self, key: Hashable, day: int) -> Past:
        """The past of a commune or service on a day (ordinal)."""
        return self._days.get(key, _Days()).past(day)

    def rate(self, day: int) -> float | None:
        """Observations over reviews of all acts in the window that ends before a day."""
        past = self._every.past(day)
        return past.found / past.reviewed if past.reviewed else None


def _keys(dossier: Dossier) -> Keys:
    commune, service = said(dossier.facts.commune_insee), service_of(dossier.facts)
    named = (("commune", commune), ("service", service))
    return tuple(pair for pair in named if pair[1] is not None)


def _known(record: ActRecord, day: date) -> Known:
    days = days_of(record, day)
    reviewed, found = days.reviewed, days.found
    return (
        None if reviewed is None else reviewed.toordinal(),
        None if found is None else found.toordinal(),
    )


def _count(days: list[int], day: int) -> int:
    return bisect_left(days, day) - bisect_left(days, day - WINDOW.days)
