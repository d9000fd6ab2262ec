"""The page of the catalogue of layers, what they cover, and the same for QGIS."""

from __future__ import annotations

from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.desk import Desk
from api.exports.gpkg import LARGEST_LAYER, layer_to_gpkg
from api.exports.qlr import to_qlr
from api.ogc import layers as live
from api.ogc.model import Collection
from api.ogc.records import ACT_PROPERTIES, QUEUE_PROPERTIES
from api.problem import Problem
from api.render import page
from vigie.domain.layer import LayerRecord, LayerRole
from vigie.domain.place import Subject

router = APIRouter(include_in_schema=False)

QLR = "application/x-qgis-layer-definition"
GPKG = "application/geopackage+sqlite3"
ACTS = {
    "queue": Collection("queue", "File du jour", "", QUEUE_PROPERTIES),
    "acts": Collection("acts", "Actes", "", ACT_PROPERTIES),
}
COVERED = {  # what a question of place can be about, in the order and the words of the table
    Subject.PARCEL: "Cadastre",
    Subject.FLOOD_PLAN: "PPR inondation",
    Subject.FIRE_PLAN: "PPR incendie",
    Subject.OTHER_PLAN: "Autre PPR",
    Subject.PAC: "PAC",
    Subject.PLU: "PLU",
    Subject.SUP: "Servitudes",
    Subject.NATURA_2000: "Natura 2000",
    Subject.SHORE: "Rivage",
    Subject.FOREST: "Forêt",
}


@router.get("/couches", response_class=HTMLResponse)
def layers_page(request: Request) -> HTMLResponse:
    """The layers, by subject."""
    layers = sorted(request.app.state.desk.layers(), key=lambda one: (one.subject.value, one.name))
    groups = [
        (subject, list(some)) for subject, some in groupby(layers, lambda one: one.subject.value)
    ]
    return page(
        request,
        "layers.html",
        layers=layers,
        groups=groups,
        live={one.layer_id: live.collection_id(one) for one in layers if _drawn(one)},
        largest=LARGEST_LAYER,
    )


@router.get("/couches/couverture", response_class=HTMLResponse)
def coverage_page(request: Request) -> HTMLResponse:
    """What the layers of today cover, commune by commune."""
    desk: Desk = request.app.state.desk
    return page(
        request,
        "coverage.html",
        communes=desk.coverage(),
        subjects=COVERED,
        on=desk.today(),
    )


@router.get("/couches/{name}.qlr")
def definition(request: Request, name: str) -> Response:
    """A live layer for QGIS: the queue, the acts, or a layer by the name of its collection."""
    collection = ACTS.get(name) or live.collection(_wanted(request, name))
    service = f"{str(request.base_url).rstrip('/')}/ogc"
    return _file(to_qlr(service, collection), QLR, f"vigie_{name}.qlr")


@router.get("/couches/{name}.gpkg")
def package(request: Request, name: str) -> Response:
    """A layer as a GeoPackage."""
    record = _wanted(request, name)
    if record.features > LARGEST_LAYER:
        raise Problem(413, f"Plus de {LARGEST_LAYER} objets : prendre la couche vivante (.qlr).")
    content = layer_to_gpkg(record, request.app.state.settings.home)
    return _file(content, GPKG, f"vigie_{name}.gpkg")


def _wanted(request: Request, name: str) -> LayerRecord:
    desk: Desk = request.app.state.desk
    found = next((r for r in desk.layers() if live.collection_id(r) == name and _drawn(r)), None)
    if found is None:
        raise Problem(404, f"Aucune couche ne s'appelle « {name} ».")
    return found


def _drawn(record: LayerRecord) -> bool:
    return record.role is not LayerRole.PROCEDURE and record.extent is not None


def _file(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
