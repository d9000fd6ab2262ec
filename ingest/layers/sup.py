"""Servitudes d'utilité publique in the CNIG form: assiettes (what is bound), generators (by what).

The assiette of PM1 is the envelope of a risk plan: it says « inside a plan », never red or blue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ingest.layers.layer import Context, Draft, Kind, RawTable
from ingest.layers.reading import day, text, texts
from vigie.domain.layer import LayerRole
from vigie.domain.place import Subject

_CATEGORY = re.compile(r"^(?:SUP[-_ ])?([A-Z]{1,3}\d{1,2}(?:BIS)?)(?=[-_ ]|$)")


def category(*values: str | None) -> str | None:
    """Category of a servitude (AC1, PM1…) from the first value that bears one."""
    for value in values:
        if match := _CATEGORY.match((value or "").upper()):
            return match[1]
    return None


def _is_assiette(table: RawTable) -> bool:
    return table.has("idass") or table.has("typeass", "nomass")


def _assiettes(table: RawTable, context: Context) -> Draft:
    generators = texts(table.values("idgen"))
    names = texts(table.values("nomass", "nomsuplitt", "nomsup"))
    kinds = texts(table.values("typeass"))
    ids = texts(table.values("idass"))
    types = texts(table.values("suptype", "categorie"))
    servitudes = _pairs(context.tables, "idgen", "idsup")
    decided = _decisions(context.tables)
    bound = [servitudes.get(g or "", g) for g in generators]
    rows = zip(ids, generators, names, types, strict=True)
    return Draft(
        columns={
            "plan": bound,
            "code": [category(t, i, g, table.name, n) for i, g, n, t in rows],
            "label": [_label(k, n) for k, n in zip(kinds, names, strict=True)],
            "subject": [Subject.SUP.value] * table.rows,
            "valid_from": [decided.get(servitude or "") for servitude in bound],
        },
        geometries=table.geometries,
    )


def _label(kind: str | None, name: str | None) -> str | None:
    shown = re.sub(r"^[A-Z]+\d+_|_ass$", "", name or "") or None
    return " : ".join(part for part in (kind, shown) if part) or None


def _pairs(tables: Sequence[RawTable], key: str, value: str) -> dict[str, str]:
    """Values of one column by another, from every table of the delivery that has both."""
    found: dict[str, str] = {}
    for table in tables:
        if table.has(key, value):
            for left, right in zip(table.columns[key], table.columns[value], strict=True):
                if (name := text(left)) and (other := text(right)):
                    found.setdefault(name, other)
    return found


def _decisions(tables: Sequence[RawTable]) -> dict[str, date]:
    """Date of the act that made each servitude; the first one stands."""
    acts = {
        name: when
        for table in tables
        if table.has("idacte", "datedecis")
        for name, when in zip(
            texts(table.columns["idacte"]), map(day, table.columns["datedecis"]), strict=True
        )
        if name and when
    }
    servitudes = _pairs(tables, "idsup", "idacte")
    return {servitude: acts[act] for servitude, act in servitudes.items() if act in acts}


def _is_generator(table: RawTable) -> bool:
    return table.has("idgen") and table.has("typegen")


def _generators(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    ids = texts(table.values("idgen"))
    return Draft(
        columns={
            "plan": texts(table.values("idsup")),
            "code": [category(i, table.name) for i in ids],
            "label": texts(table.values("nomgen")),
            "subject": [Subject.SUP.value] * table.rows,
        },
        geometries=table.geometries,
    )


ASSIETTES = Kind(
    name="sup_assiettes",
    title="Assiettes de servitudes d'utilité publique",
    subject=Subject.SUP,
    role=LayerRole.ZONE,
    recognise=_is_assiette,
    draft=_assiettes,
    polygons=False,
)
GENERATORS = Kind(
    name="sup_generateurs",
    title="Générateurs de servitudes",
    subject=Subject.SUP,
    role=LayerRole.REFERENCE,
    recognise=_is_generator,
    draft=_generators,
    polygons=False,
)
KINDS = (ASSIETTES, GENERATORS)
