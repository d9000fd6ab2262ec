"""GASPAR: the register of procedures of risk plans, with their states, dates and communes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ingest.layers import ppr
from ingest.layers.layer import Context, Draft, Kind, PlanRecord, RawTable
from ingest.layers.reading import day, distinct, insee, texts
from vigie.domain.layer import LayerRole, LayerState
from vigie.domain.place import Subject

_DATES = (
    "prescription",
    "applic_antic",
    "approbation",
    "annulation",
    "abrogation",
    "deprescription",
)


def _is_register(table: RawTable) -> bool:
    return table.has("code procedure") and table.first("approbation", "prescription") is not None


def _records(table: RawTable) -> Sequence[PlanRecord]:
    rows = zip(
        ppr.plan_ids(table.values("code procedure")),
        texts(table.values("libelle procedure")),
        table.values("code modele"),
        table.values("code alea 3"),
        [insee(v) for v in table.values("code insee commune")],
        *(table.values(name) for name in _DATES),
        strict=True,
    )
    return [
        _record(plan or "", name, (model, hazard), commune, dates)
        for plan, name, model, hazard, commune, *dates in rows
    ]


def _record(
    plan: str, name: str | None, about: tuple[Any, Any], commune: str | None, dates: list[Any]
) -> PlanRecord:
    subject = (
        ppr.subject_of_model(about[0])
        or ppr.subject_of_hazard(about[1])
        or ppr.subject_of_words(name)
    )
    state, start, end = _period(dict(zip(_DATES, map(day, dates), strict=True)))
    return PlanRecord(
        plan,
        name=name,
        subjects=frozenset({subject} if subject else ()),
        state=state,
        valid_from=start,
        valid_to=end,
        communes=(commune,) if commune else (),
    )


def _period(dates: dict[str, date | None]) -> tuple[LayerState, date | None, date | None]:
    """State, first day and end of a procedure by the dates of its steps."""
    starts = [d for d in (dates["applic_antic"], dates["approbation"]) if d is not None]
    start = min(starts, default=None)
    if dates["annulation"] is not None:
        return LayerState.ANNULLED, start, dates["annulation"]
    ended = dates["abrogation"] or dates["deprescription"]
    if ended is not None:
        return LayerState.REPEALED, start, ended
    if dates["approbation"] is not None:
        return LayerState.APPROVED, start, None
    anticipated = dates["applic_antic"] is not None
    return (LayerState.ANTICIPATED if anticipated else LayerState.PRESCRIBED), start, None


def _draft(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    records = _records(table)
    return Draft(
        columns={
            "plan": [record.plan or None for record in records],
            "label": [record.name for record in records],
            "subject": [next(iter(record.subjects), None) for record in records],
            "state": [record.state.value for record in records],
            "valid_from": [record.valid_from for record in records],
            "valid_to": [record.valid_to for record in records],
            "insee": [next(iter(record.communes), None) for record in records],
        },
        geometries=None,
        communes=distinct(c for record in records for c in record.communes),
    )


REGISTER = Kind(
    name="gaspar",
    title="Procédures de risques (GASPAR)",
    subject=Subject.OTHER_PLAN,
    role=LayerRole.PROCEDURE,
    recognise=_is_register,
    draft=_draft,
    plans=_records,
    alone=True,
)
KINDS = (REGISTER,)
