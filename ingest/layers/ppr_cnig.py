"""Risk plans in the CNIG form (2022 on), full names (GeoPackage) and short ones (Shapefile)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.layers import ppr
from ingest.layers.layer import Context, Draft, Kind, PlanRecord, RawTable
from ingest.layers.reading import code, day, texts
from vigie.domain.layer import LayerRole, LayerState
from vigie.domain.place import Regime, Subject

_PLAN = ("codeprocedure", "codeproced", "codeproc", "idproc", "codegaspar")
_CODE = ("codezonereglement", "codezonere", "codzonereg")
_LABEL = ("libellezonereglement", "libellezon", "libzonereg")
_REGIME = ("typereglement", "typereglem", "typereg", "typeregle")
_STATE = ("etatprocedure", "etatproced", "etatproc")
_DATE = ("dateetat",)
_HAZARD = ("typealea",)
_LEVEL = ("niveaualea", "nivalea")
_CNIG_ONLY = {"05": Regime.RECOMMENDATION}  # 06 greyed zones, 07 exceptional hazard: unknown


def _is_zone(table: RawTable) -> bool:
    return table.first(*_CODE) is not None and table.first(*_PLAN) is not None


def _regime(value: Any, label: str | None) -> str:
    by_code = _CNIG_ONLY.get(code(value, 2) or "")
    return (by_code or ppr.regime(value, label)).value


def _zones(table: RawTable, context: Context) -> Draft:
    plans = ppr.plan_ids(table.values(*_PLAN))
    labels = texts(table.values(*_LABEL))
    values = table.values(*_REGIME)
    regimes = [_regime(value, label) for value, label in zip(values, labels, strict=True)]
    codes = texts(table.values(*_CODE))
    said: dict[str, Sequence[str | None]] = {"code": codes, "regime": regimes}
    return ppr.zone_draft(table, context, plans, labels, said)


def _zone_plans(table: RawTable) -> Sequence[PlanRecord]:
    return ppr.zone_plans(
        ppr.plan_ids(table.values(*_PLAN)),
        texts(table.values(*_CODE)),
        texts(table.values(*_LABEL)),
    )


def _is_hazard(table: RawTable) -> bool:
    return table.first(*_HAZARD) is not None and table.first(*_LEVEL) is not None


def _hazards(table: RawTable, context: Context) -> Draft:
    plans = ppr.plan_ids(table.values(*_PLAN))
    risks = texts(table.values(*_HAZARD))
    levels = [code(value, 2) for value in table.values(*_LEVEL)]
    labels = texts(table.values("description", "descriptio"))
    return ppr.zone_draft(table, context, plans, labels, ppr.hazard_columns(risks, levels))


def _hazard_plans(table: RawTable) -> Sequence[PlanRecord]:
    found: dict[str, set[Subject]] = {}
    plans = ppr.plan_ids(table.values(*_PLAN))
    for plan, risk in zip(plans, table.values(*_HAZARD), strict=True):
        subject = ppr.subject_of_hazard(risk)
        if plan and subject:
            found.setdefault(plan, set()).add(subject)
    return [PlanRecord(plan, subjects=frozenset(subjects)) for plan, subjects in found.items()]


def _is_perimeter(table: RawTable) -> bool:
    return table.first(*_STATE) is not None and table.first(*_PLAN) is not None


def _perimeters(table: RawTable, context: Context) -> Draft:
    plans = ppr.plan_ids(table.values(*_PLAN))
    records = _perimeter_plans(table)
    return Draft(
        columns={
            "plan": plans,
            "label": texts(table.values("idperimetre", "idperimetr")),
            "subject": ppr.zone_subjects([None] * table.rows, plans, context, table),
            "state": [record.state.value for record in records],
            "valid_from": [record.valid_from for record in records],
            "valid_to": [record.valid_to for record in records],
        },
        geometries=table.geometries,
    )


def _perimeter_plans(table: RawTable) -> Sequence[PlanRecord]:
    """State and date by perimeter; the date of an end is the last day but one of the plan."""
    rows = zip(
        ppr.plan_ids(table.values(*_PLAN)),
        table.values(*_STATE),
        table.values(*_DATE),
        strict=True,
    )
    return [_period(plan or "", ppr.state(state), date) for plan, state, date in rows]


def _period(plan: str, state: LayerState, date: Any) -> PlanRecord:
    ended = state in ppr.ENDED
    when = day(date)
    return PlanRecord(
        plan,
        state=state,
        valid_from=None if ended else when,
        valid_to=when if ended else None,
    )


def _is_procedure(table: RawTable) -> bool:
    return table.first("typeprocedure", "typeproced", "typeproc") is not None


def _procedures(table: RawTable, context: Context) -> Draft:
    plans = ppr.plan_ids(table.values(*_PLAN))
    records = _procedure_plans(table)
    return Draft(
        columns={
            "plan": plans,
            "label": [record.name for record in records],
            "subject": [next(iter(record.subjects), None) for record in records],
            **ppr.plan_columns(plans, context),
        },
        geometries=None,
    )


def _procedure_plans(table: RawTable) -> Sequence[PlanRecord]:
    rows = zip(
        ppr.plan_ids(table.values(*_PLAN)),
        texts(table.values("libelleprocedure", "libellepro", "libproc")),
        table.values("typeprocedure", "typeproced", "typeproc"),
        strict=True,
    )
    records = []
    for plan, name, model in rows:
        subject = ppr.subject_of_model(model)
        records.append(
            PlanRecord(plan or "", name=name, subjects=frozenset({subject} if subject else ()))
        )
    return records


ZONES = Kind(
    name="ppr_zones_cnig",
    title="Zones réglementaires de PPR (CNIG)",
    subject=Subject.OTHER_PLAN,
    role=LayerRole.ZONE,
    recognise=_is_zone,
    draft=_zones,
    plans=_zone_plans,
    polygons=False,
)
HAZARDS = Kind(
    name="ppr_aleas_cnig",
    title="Aléas de PPR (CNIG)",
    subject=Subject.HAZARD,
    role=LayerRole.ZONE,
    recognise=_is_hazard,
    draft=_hazards,
    plans=_hazard_plans,
    polygons=False,
)
PERIMETERS = Kind(
    name="ppr_perimetres_cnig",
    title="Périmètres de PPR (CNIG)",
    subject=Subject.OTHER_PLAN,
    role=LayerRole.COVERAGE,
    recognise=_is_perimeter,
    draft=_perimeters,
    plans=_perimeter_plans,
)
PROCEDURES = Kind(
    name="ppr_procedures_cnig",
    title="Procédures de PPR (CNIG)",
    subject=Subject.OTHER_PLAN,
    role=LayerRole.PROCEDURE,
    recognise=_is_procedure,
    draft=_procedures,
    plans=_procedure_plans,
)
KINDS = (ZONES, HAZARDS, PERIMETERS, PROCEDURES)
