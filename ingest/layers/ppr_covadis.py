"""Risk plans in the COVADIS form: one folder a plan, N_*_PPRN_AAAANNNN_S_DDD."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.layers import ppr
from ingest.layers.layer import Context, Draft, Kind, PlanRecord, RawTable
from ingest.layers.reading import code, day, text, texts
from vigie.domain.layer import LayerRole
from vigie.domain.place import Subject

_PLAN = ("id_gaspar", "idgaspar", "id_ppr", "id_pprn")


def _is_zone(table: RawTable) -> bool:
    return table.has("codezone") and (table.has("typereg") or table.first(*_PLAN) is not None)


def _zones(table: RawTable, context: Context) -> Draft:
    plans = ppr.plan_ids(table.values(*_PLAN))
    labels = texts(table.values("nom", "libelle", "descript"))
    regimes = [
        ppr.regime(value, label).value
        for value, label in zip(table.values("typereg"), labels, strict=True)
    ]
    codes = texts(table.values("codezone"))
    said: dict[str, Sequence[str | None]] = {"code": codes, "regime": regimes}
    return ppr.zone_draft(table, context, plans, labels, said)


def _zone_plans(table: RawTable) -> Sequence[PlanRecord]:
    return ppr.zone_plans(
        ppr.plan_ids(table.values(*_PLAN)),
        texts(table.values("codezone")),
        texts(table.values("nom", "libelle", "descript")),
    )


def _is_hazard(table: RawTable) -> bool:
    return table.has("coderisque", "nivalea") or table.has("coderisque", "nivalea_st")


def _hazards(table: RawTable, context: Context) -> Draft:
    plans = ppr.plan_ids(table.values(*_PLAN))
    levels = [code(value, 2) for value in table.values("nivalea_st", "nivalea")]
    risks = texts(table.values("coderisque"))
    labels = texts(table.values("nomrisque", "descript"))
    return ppr.zone_draft(table, context, plans, labels, ppr.hazard_columns(risks, levels))


def _hazard_plans(table: RawTable) -> Sequence[PlanRecord]:
    """Which risks a plan is about, by its hazard zones."""
    pairs = zip(
        ppr.plan_ids(table.values(*_PLAN)),
        table.values("coderisque"),
        texts(table.values("nomrisque")),
        strict=True,
    )
    found: dict[str, set[Subject]] = {}
    for plan, risk, name in pairs:
        subject = ppr.subject_of_hazard(risk) or ppr.subject_of_words(name)
        if plan and subject:
            found.setdefault(plan, set()).add(subject)
    return [PlanRecord(plan, subjects=frozenset(subjects)) for plan, subjects in found.items()]


def _is_perimeter(table: RawTable) -> bool:
    return (
        table.first(*_PLAN) is not None
        and table.first("datevalid", "datefinval") is not None
        and not table.has("codezone")
        and not table.has("dateappro")
    )


def _perimeters(table: RawTable, context: Context) -> Draft:
    plans = ppr.plan_ids(table.values(*_PLAN))
    return Draft(
        columns={
            "plan": plans,
            "label": texts(table.values("libelle", "nom")),
            "subject": ppr.zone_subjects([None] * table.rows, plans, context, table),
            **ppr.plan_columns(plans, context),
        },
        geometries=table.geometries,
    )


def _perimeter_plans(table: RawTable) -> Sequence[PlanRecord]:
    rows = zip(
        ppr.plan_ids(table.values(*_PLAN)),
        texts(table.values("libelle", "nom")),
        table.values("datevalid"),
        table.values("datefinval"),
        strict=True,
    )
    return [
        PlanRecord(plan, name=name, valid_from=day(start), valid_to=day(end))
        for plan, name, start, end in rows
        if plan
    ]


def _is_document(table: RawTable) -> bool:
    return table.first(*_PLAN) is not None and table.has("etat") and table.has("dateappro")


def _documents(table: RawTable, context: Context) -> Draft:
    return _perimeters(table, context)


def _document_plans(table: RawTable) -> Sequence[PlanRecord]:
    rows = zip(
        ppr.plan_ids(table.values(*_PLAN)),
        texts(table.values("nom")),
        table.values("etat"),
        table.values("dateappro"),
        table.values("datefinval"),
        table.values("coderisque"),
        texts(table.values("nomrisque")),
        strict=True,
    )
    records = []
    for plan, name, etat, approved, ended, risk, risk_name in rows:
        subject = ppr.subject_of_hazard(risk) or ppr.subject_of_words(risk_name)
        several = text(risk) is not None and subject is None
        found = subject or (None if several else ppr.subject_of_words(name))
        records.append(
            PlanRecord(
                plan or "",
                name=name,
                subjects=frozenset({found} if found else ()),
                state=ppr.state(etat),
                valid_from=day(approved),
                valid_to=day(ended),
            )
        )
    return [record for record in records if record.plan]


ZONES = Kind(
    name="ppr_zones_covadis",
    title="Zones réglementaires de PPR (COVADIS)",
    subject=Subject.OTHER_PLAN,
    role=LayerRole.ZONE,
    recognise=_is_zone,
    draft=_zones,
    plans=_zone_plans,
    polygons=False,
)
HAZARDS = Kind(
    name="ppr_aleas_covadis",
    title="Aléas de PPR (COVADIS)",
    subject=Subject.HAZARD,
    role=LayerRole.ZONE,
    recognise=_is_hazard,
    draft=_hazards,
    plans=_hazard_plans,
    polygons=False,
)
DOCUMENTS = Kind(
    name="ppr_documents_covadis",
    title="Documents de PPR (COVADIS)",
    subject=Subject.OTHER_PLAN,
    role=LayerRole.COVERAGE,
    recognise=_is_document,
    draft=_documents,
    plans=_document_plans,
)
PERIMETERS = Kind(
    name="ppr_perimetres_covadis",
    title="Périmètres de PPR (COVADIS)",
    subject=Subject.OTHER_PLAN,
    role=LayerRole.COVERAGE,
    recognise=_is_perimeter,
    draft=_perimeters,
    plans=_perimeter_plans,
)
KINDS = (ZONES, HAZARDS, DOCUMENTS, PERIMETERS)
