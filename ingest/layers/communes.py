"""Outlines of communes, with what the source says of each."""

from __future__ import annotations

import json
from typing import Any

from ingest.layers.layer import Context, Draft, Kind, RawTable
from ingest.layers.reading import day, distinct, insee, text, texts
from vigie.domain.layer import LayerRole
from vigie.domain.place import Subject

_CODES = ("insee_com", "code_insee", "codeinsee", "insee", "code", "codgeo", "id")
_NAMES = ("nom", "nom_com", "nom_officiel", "nom_m", "commune", "libelle", "libgeo")
_NOT_OUTLINES = ("alea", "date_pac", "typezone", "codezone", "section", "typereg")
_KEPT = ("population", "littoral", "montagne", "rnu", "documentopposable", "epci_nom", "siren_epci")
_SAMPLE = 50


def _column(table: RawTable) -> str | None:
    for name in _CODES:
        sample = [v for v in list(table.values(name))[:_SAMPLE] if v is not None]
        if sample and all(insee(value) for value in sample):
            return name
    return None


def _is_outlines(table: RawTable) -> bool:
    return (
        table.geometries is not None
        and _column(table) is not None
        and table.first(*_NAMES) is not None
        and table.first(*_NOT_OUTLINES) is None
    )


def _outlines(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    codes = [insee(value) for value in table.values(_column(table) or "code")]
    return Draft(
        columns={
            "code": codes,
            "insee": codes,
            "label": texts(table.values(*_NAMES)),
            "subject": [Subject.COMMUNE.value] * table.rows,
            "valid_from": [day(v) for v in table.values("valid_from", "date_debut")],
            "valid_to": [day(v) for v in table.values("valid_to", "date_fin")],
            "properties": [_properties(table, row) for row in range(table.rows)],
        },
        geometries=table.geometries,
        communes=distinct(codes),
    )


def _properties(table: RawTable, row: int) -> str | None:
    said: dict[str, Any] = {}
    for name in _KEPT:
        if table.has(name) and (value := text(table.columns[name][row])) is not None:
            said[name] = value
    return json.dumps(said, ensure_ascii=False) if said else None


OUTLINES = Kind(
    name="communes",
    title="Contours de communes",
    subject=Subject.COMMUNE,
    role=LayerRole.OUTLINE,
    recognise=_is_outlines,
    draft=_outlines,
)
KINDS = (OUTLINES,)
