"""Cadastral parcels: Etalab (14 characters), Parcellaire Express (IDU) and MAJIC (15)."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np

from ingest.layers.layer import Context, Draft, Kind, RawTable
from ingest.layers.reading import day, distinct, text
from vigie.domain.layer import LayerRole
from vigie.domain.place import Subject

_IDENTIFIERS = ("id", "idu", "idpar", "geo_parcelle", "parcelle", "id_parcelle", "codeident")
_ID_14 = re.compile(r"^\d[\dAB]\d{3}[\dA-Z]{3}[\dA-Z]{2}\d{4}$")
_ID_15 = re.compile(r"^\d[\dAB]\d\d{3}[\dA-Z]{3}[\dA-Z]{2}\d{4}$")
_SAMPLE = 50


def parcel_id(value: Any) -> str | None:
    """A parcel's identifier in 14 characters; MAJIC's 15 lose their third, the direction."""
    found = (text(value) or "").upper()
    if len(found) in (14, 15):
        found = found.replace(" ", "0")
    if _ID_14.match(found):
        return found
    return found[:2] + found[3:] if _ID_15.match(found) else None


def _column(table: RawTable) -> str | None:
    """The column that holds parcel identifiers."""
    for name in _IDENTIFIERS:
        sample = [v for v in list(table.values(name))[:_SAMPLE] if v is not None]
        if sample and all(parcel_id(value) for value in sample):
            return name
    return None


def _is_parcels(table: RawTable) -> bool:
    return table.geometries is not None and _column(table) is not None


def _parcels(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    ids = [parcel_id(value) for value in table.values(_column(table) or "id")]
    order = np.argsort(np.array([found or "" for found in ids]), kind="stable")
    sizes = table.values("contenance", "dcntpa", "superficie")
    created = table.values("created", "datecreat")
    updated = table.values("updated", "datemaj")
    return Draft(
        columns={
            "code": [ids[i] for i in order],
            "insee": [(ids[i] or "")[:5] or None for i in order],
            "subject": [Subject.PARCEL.value] * table.rows,
            "valid_from": [day(created[i]) for i in order],
            "properties": [_properties(sizes[i], updated[i]) for i in order],
        },
        geometries=None if table.geometries is None else table.geometries[order],
        communes=distinct((found or "")[:5] for found in ids),
    )


def _properties(size: Any, updated: Any) -> str | None:
    said: dict[str, Any] = {}
    if (area := text(size)) is not None and area.isdigit():
        said["contenance_m2"] = int(area)
    if (when := day(updated)) is not None:
        said["updated"] = when.isoformat()
    return json.dumps(said) if said else None


PARCELS = Kind(
    name="parcelles",
    title="Parcelles cadastrales",
    subject=Subject.PARCEL,
    role=LayerRole.PARCEL,
    recognise=_is_parcels,
    draft=_parcels,
)
KINDS = (PARCELS,)
