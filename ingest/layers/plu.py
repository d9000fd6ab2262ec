"""Planning documents in the CNIG form: zones, prescriptions, informations, carte communale.

Vintages 2013 (INSEE, DATAPPRO in each zone), 2014, 2017 and after (IDURBA and DOC_URBA), and the
columns of the Géoportail's services.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from ingest.layers.layer import Context, Draft, Kind, PlanRecord, RawTable
from ingest.layers.reading import code, day, distinct, insee, text, texts
from vigie.domain.layer import LayerRole, LayerState
from vigie.domain.place import Subject

_DOCUMENT = re.compile(
    r"(?P<who>\d{9}|\d[\dAB]\d{3})_?(?:PLUI|PLU|POS|CC|PSMV)?[A-Z]?_?(?P<day>\d{8})?"
)
_STATES = {  # ETAT of DOC_URBA
    "01": LayerState.PRESCRIBED,
    "02": LayerState.PRESCRIBED,
    "03": LayerState.APPROVED,
    "04": LayerState.ANNULLED,
    "05": LayerState.REPEALED,
    "06": LayerState.REPEALED,
    "07": LayerState.APPROVED,
    "08": LayerState.APPROVED,  # annulled in part: the part is an information of its own
    "09": LayerState.REPEALED,
}
_SECTORS = {"01": "cc_open", "02": "cc_activities", "03": "cc_closed", "99": "cc_uncovered"}


def _document_id(value: Any) -> str | None:
    """Identifier of a document in one spelling: upper case, DU_ of the services removed."""
    found = text(value)
    return re.sub(r"\s+", "", found).upper().removeprefix("DU_") if found else None


def typezone(value: Any) -> str | None:
    """TYPEZONE in the spelling of the standard: U, AUc, AUs, A, N (older: Ah and Nh too)."""
    found = (text(value) or "").replace(" ", "")
    upper = found.upper()
    if upper.startswith(("AU", "1AU", "2AU")):
        closed = upper in ("AUS", "2AU")
        opened = upper in ("AUC", "1AU")
        return "AUs" if closed else "AUc" if opened else "AU"
    return upper[0] if upper[:1] in ("U", "A", "N") else (found or None)


def _records(table: RawTable, context: Context) -> list[PlanRecord]:
    """The document of each row: its own columns first, then DOC_URBA, then its identifier."""
    rows = zip(
        (_document_id(v) for v in table.values("idurba", "gpu_doc_id", "partition")),
        (insee(v) for v in table.values("insee", "insee_com")),
        (day(v) for v in table.values("datappro", "datapprob")),
        strict=True,
    )
    documents = _Documents(context)
    return [documents.record(identifier, commune, start) for identifier, commune, start in rows]


class _Documents:
    """The planning documents of a delivery, by identifier, by commune, by who holds them."""

    def __init__(self, context: Context) -> None:
        self._all = [plan for plan in context.plans.values() if Subject.PLU in plan.subjects]
        self._found: dict[tuple[str | None, str | None], PlanRecord | None] = {}

    def record(self, identifier: str | None, commune: str | None, start: date | None) -> PlanRecord:
        known = self._known(identifier, commune)
        named = identifier or (f"{commune}_{start:%Y%m%d}" if commune and start else commune)
        said = _DOCUMENT.fullmatch(named or "")
        when = start or (known.valid_from if known else None)
        if when is None and said and said["day"]:
            when = day(said["day"])
        communes = {commune} if commune else set()
        communes |= set(known.communes) if known else set()
        if said and len(said["who"]) == 5:
            communes.add(said["who"])
        return PlanRecord(
            known.plan if known else (named or ""),
            state=known.state if known else LayerState.UNKNOWN,
            valid_from=when,
            valid_to=known.valid_to if known else None,
            communes=tuple(sorted(communes)),
        )

    def _known(self, identifier: str | None, commune: str | None) -> PlanRecord | None:
        key = (identifier, commune)
        if key not in self._found:
            self._found[key] = self._search(identifier, commune)
        return self._found[key]

    def _search(self, identifier: str | None, commune: str | None) -> PlanRecord | None:
        """The document so named; else the only one of the same holder or the same commune.

        Real deliveries name another vintage in one table than in the others.
        """
        exact = next((plan for plan in self._all if plan.plan == identifier), None)
        if exact is not None:
            return exact
        said = _DOCUMENT.fullmatch(identifier or "")
        held = [p for p in self._all if said and p.plan.startswith(said["who"])]
        covering = held or [p for p in self._all if commune and commune in p.communes]
        return covering[0] if len(covering) == 1 else None


def _draft(table: RawTable, context: Context, columns: dict[str, Sequence[Any]]) -> Draft:
    records = _records(table, context)
    own = [insee(v) for v in table.values("insee", "insee_com")]
    return Draft(
        columns={
            "plan": [record.plan or None for record in records],
            "state": [record.state.value for record in records],
            "valid_from": [record.valid_from for record in records],
            "valid_to": [record.valid_to for record in records],
            "insee": own,
            **columns,
        },
        geometries=table.geometries,
        communes=distinct(commune for record in records for commune in record.communes),
    )


def _zones(table: RawTable, context: Context) -> Draft:
    return _draft(
        table,
        context,
        {
            "code": texts(table.values("libelle")),
            "regime": [typezone(v) for v in table.values("typezone")],
            "label": texts(table.values("libelong")),
            "subject": [Subject.PLU.value] * table.rows,
        },
    )


def _sectors(table: RawTable, context: Context) -> Draft:
    kinds = [code(v, 2) for v in table.values("typesect")]
    labels = texts(table.values("libelle"))
    return _draft(
        table,
        context,
        {
            "code": [label or kind for label, kind in zip(labels, kinds, strict=True)],
            "regime": [_SECTORS.get(kind or "") for kind in kinds],
            "label": texts(table.values("libelong", "libelle")),
            "subject": [Subject.PLU.value] * table.rows,
        },
    )


def _typed(table: RawTable, context: Context, names: tuple[str, str], subject: Subject) -> Draft:
    """Prescriptions and informations: the code is type and subtype, as 05-01."""
    kinds = [code(v, 2) for v in table.values(names[0])]
    finer = [code(v, 2) or "00" for v in table.values(names[1])]
    labels = zip(texts(table.values("libelle")), texts(table.values("txt")), strict=True)
    return _draft(
        table,
        context,
        {
            "code": [f"{k}-{f}" if k else None for k, f in zip(kinds, finer, strict=True)],
            "label": [label or short for label, short in labels],
            "subject": [subject.value] * table.rows,
        },
    )


def _prescriptions(table: RawTable, context: Context) -> Draft:
    return _typed(table, context, ("typepsc", "stypepsc"), Subject.PLU_PRESCRIPTION)


def _informations(table: RawTable, context: Context) -> Draft:
    return _typed(table, context, ("typeinf", "stypeinf"), Subject.PLU_INFORMATION)


def _is_document(table: RawTable) -> bool:
    return table.has("idurba", "typedoc", "etat")


def _document_plans(table: RawTable) -> list[PlanRecord]:
    """DOC_URBA; an end on or before the approval is a mistake that real files make."""
    rows = zip(
        (_document_id(v) for v in table.values("idurba")),
        table.values("etat"),
        (day(v) for v in table.values("datappro")),
        (day(v) for v in table.values("datefin")),
        strict=True,
    )
    return [
        PlanRecord(
            identifier,
            subjects=frozenset({Subject.PLU}),
            state=_STATES.get(code(etat, 2) or "", LayerState.UNKNOWN),
            valid_from=start,
            valid_to=end if end and (start is None or end > start) else None,
        )
        for identifier, etat, start, end in rows
        if identifier
    ]


def _is_document_communes(table: RawTable) -> bool:
    return table.has("idurba", "insee") and set(table.columns) <= {"idurba", "insee", "fid"}


def _document_communes(table: RawTable) -> list[PlanRecord]:
    pairs = zip(table.values("idurba"), table.values("insee"), strict=True)
    found: dict[str, set[str]] = {}
    for identifier, commune in pairs:
        name, who = _document_id(identifier), insee(commune)
        if name and who:
            found.setdefault(name, set()).add(who)
    return [
        PlanRecord(name, subjects=frozenset({Subject.PLU}), communes=tuple(sorted(communes)))
        for name, communes in found.items()
    ]


def _register(table: RawTable, context: Context) -> Draft:
    return _draft(table, context, {"subject": [Subject.PLU.value] * table.rows})


ZONES = Kind(
    name="plu_zones",
    title="Zones de PLU, PLUi ou POS",
    subject=Subject.PLU,
    role=LayerRole.ZONE,
    recognise=lambda table: table.has("typezone", "libelle"),
    draft=_zones,
    exclusive=True,
)
SECTORS = Kind(
    name="carte_communale",
    title="Secteurs de carte communale",
    subject=Subject.PLU,
    role=LayerRole.ZONE,
    recognise=lambda table: table.has("typesect"),
    draft=_sectors,
    exclusive=True,
)
PRESCRIPTIONS = Kind(
    name="plu_prescriptions",
    title="Prescriptions de PLU",
    subject=Subject.PLU_PRESCRIPTION,
    role=LayerRole.ZONE,
    recognise=lambda table: table.has("typepsc"),
    draft=_prescriptions,
    polygons=False,
)
INFORMATIONS = Kind(
    name="plu_informations",
    title="Informations de PLU",
    subject=Subject.PLU_INFORMATION,
    role=LayerRole.ZONE,
    recognise=lambda table: table.has("typeinf"),
    draft=_informations,
    polygons=False,
)
DOCUMENTS = Kind(
    name="plu_documents",
    title="Documents d'urbanisme",
    subject=Subject.PLU,
    role=LayerRole.REFERENCE,
    recognise=_is_document,
    draft=_register,
    plans=_document_plans,
)
DOCUMENT_COMMUNES = Kind(
    name="plu_documents_communes",
    title="Communes des documents d'urbanisme",
    subject=Subject.PLU,
    role=LayerRole.REFERENCE,
    recognise=_is_document_communes,
    draft=_register,
    plans=_document_communes,
)
KINDS = (ZONES, SECTORS, PRESCRIPTIONS, INFORMATIONS, DOCUMENTS, DOCUMENT_COMMUNES)
