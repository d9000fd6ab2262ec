"""What stands on the ground: buildings, and what was detected or recorded as an infringement."""

from __future__ import annotations

import re

from ingest.layers.layer import Context, Draft, Kind, RawTable
from ingest.layers.reading import days, each, insee, plain, texts
from vigie.domain.layer import LayerRole
from vigie.domain.place import Subject

_BUILDING = re.compile(r"batiment|\bbati\b|building")
_DETECTION = re.compile(
    r"detection|infraction|aigle|lucca|constat|proces.?verbal|\bpv\b|cabanisation"
)
_TOPO = ("usage_1", "usage1", "nombre_de_logements")  # BD TOPO
_KINDS = ("type", "type_objet", "object_type", "objet", "nature", "categorie", "classe", "kind")
_DATES = ("date", "date_detection", "date_constat", "date_pv", "detected_at", "created_at", "annee")


def _names(table: RawTable) -> str:
    return re.sub(r"[_./\-]", " ", plain(f"{table.where.rsplit('/', 1)[-1]} {table.name}"))


def _is_buildings(table: RawTable) -> bool:
    if table.geometries is None:
        return False
    topo = table.has("cleabs") and table.first(*_TOPO) is not None
    return topo or bool(_BUILDING.search(_names(table)))


def _buildings(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    return Draft(
        columns={
            "code": texts(table.values("usage_1", "usage1", "nature", "type", "building")),
            "label": texts(table.values("cleabs", "id", "nom")),
            "insee": [insee(v) for v in table.values("commune", "insee_com")],
            "subject": each(Subject.BUILDING.value, table.rows),
        },
        geometries=table.geometries,
    )


def _is_detections(table: RawTable) -> bool:
    return (
        table.geometries is not None
        and table.first(*_KINDS) is not None
        and table.first(*_DATES) is not None
        and bool(_DETECTION.search(_names(table)) or "detection" in " ".join(table.columns))
    )


def _detections(table: RawTable, context: Context) -> Draft:  # noqa: ARG001 - signature of a kind
    return Draft(
        columns={
            "code": texts(table.values(*_KINDS)),
            "label": texts(table.values("libelle", "statut", "status", "etat")),
            "subject": each(Subject.DETECTION.value, table.rows),
            "valid_from": days(table.values(*_DATES)),
            "valid_to": days(table.values("date_fin", "date_regularisation", "date_classement")),
        },
        geometries=table.geometries,
    )


BUILDINGS = Kind(
    name="batiments",
    title="Bâtiments",
    subject=Subject.BUILDING,
    role=LayerRole.BUILDING,
    recognise=_is_buildings,
    draft=_buildings,
)
DETECTIONS = Kind(
    name="detections",
    title="Détections et infractions",
    subject=Subject.DETECTION,
    role=LayerRole.ZONE,
    recognise=_is_detections,
    draft=_detections,
    polygons=False,
)
KINDS = (BUILDINGS, DETECTIONS)
