"""Which subjects the layers answer for a commune on a date: the rest is unknown, not outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from features.places.communes import Outlines
from features.places.validity import Period, Plan, narrowed, period
from features.places.zones import ZoneLayer
from vigie.domain.layer import LayerRole
from vigie.domain.place import Subject

_STEP = 64  # pieces decoded together when one that meets a commune is looked for
PLANS = frozenset({Subject.FLOOD_PLAN, Subject.FIRE_PLAN, Subject.OTHER_PLAN})


@dataclass(frozen=True, slots=True)
class Cover:
    """A subject that one plan (or one layer without plans) answers for, and when it holds."""

    subject: Subject
    plan: str | None
    period: Period
    drawn: bool  # zones are drawn, not the perimeter alone


@dataclass(frozen=True, slots=True)
class Covered:
    """The subjects that layers in force cover in a commune; the others are unknown there."""

    insee: str
    name: str
    subjects: frozenset[Subject]


class Coverage:
    """Subjects surveyed, commune by commune; each commune is worked out once."""

    def __init__(
        self, layers: Iterable[ZoneLayer], plans: Mapping[str, Plan], outlines: Outlines
    ) -> None:
        """Layers of zones, perimeters and commune-wide rows; the register of plans."""
        self._layers = tuple(layers)
        self._plans = plans
        self._outlines = outlines
        self._known: dict[str, tuple[Cover, ...]] = {}

    def surveyed(self, insee: str, on: date) -> frozenset[Subject]:
        """Subjects for which a layer in force on that day covers the commune."""
        covers = (cover for cover in self._covers(insee) if cover.period.holds(on))
        return frozenset(c.subject for c in covers if c.drawn or self._drawn_on(c.plan, on))

    def _drawn_on(self, plan: str | None, on: date) -> bool:
        """Whether zones of a plan, drawn somewhere, hold on a day."""
        return any(held.holds(on) for held in self._drawn_periods.get(plan, ()))

    def _covers(self, insee: str) -> tuple[Cover, ...]:
        if insee not in self._known:
            self._known[insee] = tuple(
                {
                    replace(cover, plan=None) if cover.drawn else cover
                    for layer in self._layers
                    for cover in self._of_layer(layer, insee)
                }
            )
        return self._known[insee]

    def _of_layer(self, layer: ZoneLayer, insee: str) -> Iterable[Cover]:
        if layer.record.role is LayerRole.COMMUNE_WIDE:
            return self._of_department(layer, insee)
        listed = self._listed(layer, insee)
        core = self._outlines.core(insee)
        if core is None or not layer.reaches(core.bounds):
            return listed
        return [*listed, *(self._cover(layer, row) for row in _rows_met(layer, core))]

    def _of_department(self, layer: ZoneLayer, insee: str) -> list[Cover]:
        """A commune-wide layer speaks of every commune of the départements that it lists."""
        if insee[:2] not in {commune[:2] for commune in layer.record.communes}:
            return []
        return [Cover(layer.record.subject, None, Period(), drawn=True)]

    def _listed(self, layer: ZoneLayer, insee: str) -> list[Cover]:
        """What the source's own list of communes, or the register's, says that it covers."""
        by_layer = insee in layer.record.communes
        return [
            self._cover(layer, row)
            for plan, row in layer.firsts.items()
            if by_layer or insee in self._communes(plan)
        ]

    def _communes(self, plan: str | None) -> frozenset[str]:
        known = self._plans.get(plan or "")
        return known.communes if known else frozenset()

    def _cover(self, layer: ZoneLayer, row: int) -> Cover:
        columns = layer.columns
        plan = columns["plan"][row]
        known = self._plans.get(plan or "")
        held = narrowed(period(columns, row), known.period if known else None)
        subject = resolve(columns["subject"][row], known)
        return Cover(subject, plan, held, drawn=layer.record.role is LayerRole.ZONE)

    @cached_property
    def _drawn_periods(self) -> dict[str | None, set[Period]]:
        """When the plans that have zones drawn somewhere hold, by plan."""
        found: dict[str | None, set[Period]] = {}
        for layer in self._layers:
            if layer.record.role is LayerRole.ZONE:
                for plan, row in layer.firsts.items():
                    if plan:
                        found.setdefault(plan, set()).add(self._cover(layer, row).period)
        return found


def resolve(subject: str | None, plan: Plan | None) -> Subject:
    """Subject of a feature: what its layer says, else its plan when that has one only."""
    if subject:
        return Subject(subject)
    if plan is not None and len(plan.subjects) == 1:
        return next(iter(plan.subjects))
    return Subject.OTHER_PLAN


def _rows_met(layer: ZoneLayer, core: BaseGeometry) -> list[int]:
    """One row for each (plan, subject) of a layer that meets the ground given."""
    pieces = layer.tree.query(core)
    columns = layer.columns
    firsts: dict[tuple[str | None, str | None], int] = {}
    waiting: dict[tuple[str | None, str | None], list[int]] = {}
    for piece in pieces.tolist():
        row = int(layer.owners[piece])
        waiting.setdefault((columns["plan"][row], columns["subject"][row]), []).append(piece)
    for key, candidates in waiting.items():
        piece = _first_met(layer, core, candidates)
        if piece is not None:
            firsts[key] = int(layer.owners[piece])
    return list(firsts.values())


def _first_met(layer: ZoneLayer, core: BaseGeometry, candidates: list[int]) -> int | None:
    """The first piece that meets a ground; no more are decoded than it takes."""
    for start in range(0, len(candidates), _STEP):
        step = candidates[start : start + _STEP]
        met = np.flatnonzero(shapely.intersects(core, layer.pieces.geometries(step)))
        if len(met):
            return step[int(met[0])]
    return None
