"""What is in force on a date: plans by their state and dates, versions by the latest of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from features.places.zones import ZoneLayer
from vigie.domain.layer import LayerRole, LayerState
from vigie.domain.place import Subject

_WORDS = re.compile(r"[^\W\d_]{3,}.*\s.*[^\W\d_]{3,}")  # two words at least
_ENDED = frozenset({LayerState.ANNULLED, LayerState.REPEALED})


@dataclass(frozen=True, slots=True)
class Period:
    """When a plan or a zone holds: from ``start`` (None: not known, taken as always) to ``end``.

    ``end`` is the first day on which it no longer holds.
    """

    state: LayerState = LayerState.UNKNOWN
    start: date | None = None
    end: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day. An annulment without date annuls for all days."""
        if self.state is LayerState.PRESCRIBED:
            return False
        if self.state in _ENDED and self.end is None:
            return False
        started = self.start is None or self.start <= on
        return started and (self.end is None or on < self.end)


@dataclass(frozen=True, slots=True)
class Plan:
    """What registers of procedures say of a plan, all deliveries together."""

    name: str | None
    subjects: frozenset[Subject]
    period: Period
    communes: frozenset[str]


class PlanNames:
    """What plans are called, by identifier: by registers, else by their perimeters or zones.

    A layer is opened only when one of its plans is asked for.
    """

    def __init__(self, layers: Iterable[ZoneLayer], plans: Mapping[str, Plan]) -> None:
        """Layers of the catalogue and the register of plans."""
        self._known: dict[str, str | None] = {
            key: plan.name for key, plan in plans.items() if _is_name(plan.name)
        }
        self._drawn: dict[str, list[ZoneLayer]] = {}
        for layer in layers:
            for plan in layer.record.plans:
                self._drawn.setdefault(plan, []).append(layer)

    def of(self, plan: str | None) -> str | None:
        """The name of a plan, None when no layer tells it."""
        if plan is None:
            return None
        if plan not in self._known:
            told = (_told(layer, plan) for layer in self._drawn.get(plan, ()))
            self._known[plan] = next((name for name in told if _is_name(name)), None)
        return self._known[plan]


def _told(layer: ZoneLayer, plan: str) -> str | None:
    """What a layer calls one of its plans: the delivery's own words, else a perimeter's label."""
    row = layer.firsts.get(plan)
    if row is None:
        return None
    own: str | None = json.loads(layer.columns["properties"][row] or "{}").get("plan_name")
    drawn = layer.record.role is LayerRole.COVERAGE
    label: str | None = layer.columns["label"][row] if drawn else None
    return own or label


def _is_name(label: str | None) -> bool:
    """Whether a label says something to a reader: some files put numbers or codes there."""
    return label is not None and _WORDS.search(label) is not None


def period(columns: Mapping[str, Any], row: int) -> Period:
    """The period that a feature itself states."""
    return Period(
        LayerState(columns["state"][row] or "unknown"),
        columns["valid_from"][row],
        columns["valid_to"][row],
    )


def register(layers: Iterable[ZoneLayer]) -> dict[str, Plan]:
    """Plans by identifier, from the layers that are registers of procedures."""
    plans: dict[str, Plan] = {}
    for layer in layers:
        if layer.record.role is not LayerRole.PROCEDURE:
            continue
        columns = layer.columns
        for row, identifier in enumerate(columns["plan"]):
            if identifier:
                plans[identifier] = _together(plans.get(identifier), _plan(columns, row))
    return plans


def _plan(columns: Mapping[str, Any], row: int) -> Plan:
    subject, insee = columns["subject"][row], columns["insee"][row]
    return Plan(
        columns["label"][row],
        frozenset({Subject(subject)} if subject else ()),
        period(columns, row),
        frozenset({insee} if insee else ()),
    )


def _together(known: Plan | None, more: Plan) -> Plan:
    if known is None:
        return more
    return Plan(
        known.name or more.name,
        known.subjects | more.subjects,
        narrowed(known.period, more.period),
        known.communes | more.communes,
    )


def narrowed(first: Period, second: Period | None) -> Period:
    """Both periods together: an end or an annulment said by either one counts.

    The zone's own start stands before the procedure's: a modification is later than the plan.
    """
    if second is None:
        return first
    state = second.state if second.state in _ENDED else first.state
    if state is LayerState.UNKNOWN:
        state = second.state
    ends = [end for end in (first.end, second.end) if end is not None]
    return Period(state, first.start or second.start, min(ends, default=None))
