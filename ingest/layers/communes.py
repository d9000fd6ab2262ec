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


def _is_register(table: RawTable) -> bool:
    """A list of communes without outlines: the COG, the planning documents, littoral, montagne."""
    if table.geometries is not None or _members(table):
        return table.geometries is None
    return _column(table) is not None and table.first(*_NAMES) is not None


def _members(table: RawTable) -> bool:
    """Whether each row is a group of communes that lists its members (EPCI)."""
    return any(isinstance(value, list) for value in table.values("membres"))


def _register(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    said = _of_groups(table) if _members(table) else _of_communes(table)
    codes = [code for code, _, _ in said]
    return Draft(
        columns={
            "code": codes,
            "insee": codes,
            "label": [name for _, name, _ in said],
            "subject": [Subject.COMMUNE.value] * len(said),
            "properties": [json.dumps(p, ensure_ascii=False) if p else None for _, _, p in said],
        },
        geometries=None,
        communes=distinct(codes),
    )


_Row = tuple[str | None, str | None, dict[str, Any]]


def _of_communes(table: RawTable) -> list[_Row]:
    names = texts(table.values(*_NAMES))
    codes = [insee(value) for value in table.values(_column(table) or "code")]
    scalars = [n for n in table.columns if n not in (_column(table), *_NAMES)]
    rows = []
    for row, code in enumerate(codes):
        values = {n: text(v) for n in scalars if _plain(v := table.columns[n][row])}
        rows.append((code, names[row], {n: v for n, v in values.items() if v is not None}))
    return rows


def _plain(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)


def _of_groups(table: RawTable) -> list[_Row]:
    groups = zip(
        texts(table.values("code", "siren")), texts(table.values("nom")), table.columns["membres"],
        strict=True,
    )  # fmt: skip
    return [
        (insee(member.get("code")), text(member.get("nom")), {"epci": siren, "epci_nom": name})
        for siren, name, members in groups
        for member in members or ()
        if isinstance(member, dict)
    ]


def _is_districts(table: RawTable) -> bool:
    return table.geometries is None and table.has("code", "cheflieu", "departement")


def _districts(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    return Draft(
        columns={
            "code": texts(table.values("code")),
            "label": texts(table.values("nom")),
            "subject": [Subject.COMMUNE.value] * table.rows,
        },
        geometries=None,
    )


OUTLINES = Kind(
    name="communes",
    title="Contours de communes",
    subject=Subject.COMMUNE,
    role=LayerRole.OUTLINE,
    recognise=_is_outlines,
    draft=_outlines,
)
REGISTER = Kind(
    name="communes_registre",
    title="Liste de communes et de leurs attributs",
    subject=Subject.COMMUNE,
    role=LayerRole.COMMUNE_WIDE,
    recognise=_is_register,
    draft=_register,
    alone=True,
)
DISTRICTS = Kind(
    name="arrondissements",
    title="Arrondissements",
    subject=Subject.COMMUNE,
    role=LayerRole.REFERENCE,
    recognise=_is_districts,
    draft=_districts,
    alone=True,
)
KINDS = (OUTLINES, REGISTER, DISTRICTS)
