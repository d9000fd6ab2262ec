"""Porter à connaissance by whole communes: joined by INSEE code, never by intersection."""

from __future__ import annotations

from datetime import date

from ingest.layers.layer import Context, Draft, Kind, RawTable
from ingest.layers.reading import days, distinct, insee, texts
from vigie.domain.layer import LayerRole
from vigie.domain.place import Subject

_CODES = ("insee", "code_insee", "insee_com", "codeinsee")
_DATES = ("date_pac", "datepac")


def _is_pac(table: RawTable) -> bool:
    return table.first(*_CODES) is not None and table.first(*_DATES) is not None


def _rows(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    codes = [insee(value) for value in table.values(*_CODES)]
    hazards = texts(table.values("alea", "risque", "type_alea"))
    made_known = days(table.values(*_DATES))
    studies = texts(table.values("etude", "reference"))
    rows = zip(hazards, made_known, studies, strict=True)
    return Draft(
        columns={
            "code": hazards,
            "insee": codes,
            "label": [_label(hazard, day, study) for hazard, day, study in rows],
            "subject": [Subject.PAC.value] * table.rows,
            "valid_from": made_known,
        },
        geometries=table.geometries,
        communes=distinct(codes),
    )


def _label(hazard: str | None, day: date | None, study: str | None) -> str:
    parts = [f"Porter à connaissance {(hazard or 'risque').lower()}"]
    if day is not None:
        parts.append(f"du {day:%d/%m/%Y}")
    parts.append("(toute la commune, sans contour)")
    return " ".join(parts) + (f" : {study}" if study else "")


PAC = Kind(
    name="pac_communes",
    title="Porter à connaissance par commune",
    subject=Subject.PAC,
    role=LayerRole.COMMUNE_WIDE,
    recognise=_is_pac,
    draft=_rows,
    polygons=False,
    alone=True,
)
KINDS = (PAC,)
