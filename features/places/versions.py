"""Several deliveries of one plan: the version in force is the latest that has begun."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from features.places.zones import ZoneLayer
from vigie.domain.place import Subject

_PLANNING = frozenset({Subject.PLU, Subject.PLU_PRESCRIPTION, Subject.PLU_INFORMATION})
_HOLDER = re.compile(r"_?(?:PLUI|PLU|POS|CC|PSMV)?[A-Z]?_?\d{8}$")
_SAME_GROUND = 0.5  # of the smaller extent: the later file is the same ground drawn again


@dataclass(frozen=True, slots=True)
class _Version:
    layer: ZoneLayer
    start: date | None

    def after(self, other: _Version) -> bool:
        """Whether this version takes the place of the other one."""
        if self.layer is other.layer or not _same_ground(self.layer, other.layer):
            return False
        mine, theirs = self.start or date.min, other.start or date.min
        if mine != theirs:
            return mine > theirs
        again = self.layer.record.name == other.layer.record.name
        return again and _added(self.layer) > _added(other.layer)


class Versions:
    """Which layers speak for a plan on a day."""

    def __init__(self, layers: Iterable[ZoneLayer]) -> None:
        """Layers of zones; those that share a plan are versions of each other."""
        self._series: dict[tuple[str, str], list[_Version]] = {}
        for layer in layers:
            for plan, start in _starts(layer):
                self._series.setdefault(_key(layer, plan), []).append(_Version(layer, start))
        self._rivals: dict[tuple[ZoneLayer, str], tuple[date | None, ...]] = {}

    def current(self, layer: ZoneLayer, plan: str | None, on: date) -> bool:
        """Whether no later version of the plan had taken the place of this layer's."""
        if plan is None:
            return True
        asked = (layer, plan)
        if asked not in self._rivals:
            self._rivals[asked] = self._starts_of_later(layer, plan)
        return not any(start is None or start <= on for start in self._rivals[asked])

    def _starts_of_later(self, layer: ZoneLayer, plan: str) -> tuple[date | None, ...]:
        """When the versions that take the place of a layer's begin."""
        series = self._series.get(_key(layer, plan), ())
        mine = next((version for version in series if version.layer is layer), None)
        return () if mine is None else tuple(v.start for v in series if v.after(mine))


def _key(layer: ZoneLayer, plan: str) -> tuple[str, str]:
    """Series of a plan: risk plans by identifier, planning documents by who holds them.

    30014_PLU_20171013 takes the place of 30014_POS_20010101: one holder, one document at a time.
    """
    subject = layer.record.subject
    if subject in _PLANNING:
        return subject.value, _HOLDER.sub("", plan)
    return (subject.value if subject is Subject.HAZARD else "plan"), plan


def _starts(layer: ZoneLayer) -> list[tuple[str, date | None]]:
    """The plans of a layer, each with the first day on which one of its zones held."""
    if not layer.record.plans:
        return []
    starts: dict[str, date | None] = {}
    days = layer.file.column("valid_from")
    for plan, day in zip(layer.file.column("plan"), days, strict=True):
        if plan:
            known = starts.get(plan)
            starts[plan] = day if known is None or (day is not None and day < known) else known
    return list(starts.items())


def _added(layer: ZoneLayer) -> datetime:
    return layer.record.added_at or datetime.min.replace(tzinfo=UTC)


def _same_ground(one: ZoneLayer, other: ZoneLayer) -> bool:
    a, b = one.record.extent, other.record.extent
    if a is None or b is None:
        return False
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return width > 0 and height > 0 and width * height >= _SAME_GROUND * smaller
