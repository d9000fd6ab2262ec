"""The routes of OGC API – Features, Part 1 (Core, GeoJSON, OpenAPI 3.0) and Part 2 (CRS)."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from api.ogc import answers
from api.ogc.model import Collection, Source
from api.ogc.openapi import OPENAPI_MEDIA, document
from api.ogc.parameters import asked, crs, known
from api.problem import Problem

PREFIX = "/ogc"


def router(source: Source) -> APIRouter:
    """The routes on a source: ``app.include_router(router(source))``."""
    routes = APIRouter(prefix=PREFIX, include_in_schema=False)
    service = _Service(source)
    for path, answer in (
        ("", service.landing),
        ("/", service.landing),
        ("/conformance", service.conformance),
        ("/api", service.description),
        ("/collections", service.collections),
        ("/collections/{collection_id}", service.collection),
        ("/collections/{collection_id}/items", service.items),
        ("/collections/{collection_id}/items/{feature_id}", service.item),
    ):
        routes.add_api_route(path, answer, methods=["GET", "HEAD"], response_class=Response)
    return routes


class _Service:
    """One method a resource."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def landing(self, request: Request) -> Response:
        known(request.query_params, {"f"})
        return JSONResponse(answers.landing(_root(request)))

    def conformance(self, request: Request) -> Response:
        known(request.query_params, {"f"})
        return JSONResponse({"conformsTo": list(answers.CONFORMANCE)})

    def description(self, request: Request) -> Response:
        known(request.query_params, {"f"})
        described = document(self._source.collections(), _root(request), version("vigie"))
        return JSONResponse(described, media_type=OPENAPI_MEDIA)

    def collections(self, request: Request) -> Response:
        known(request.query_params, {"f"})
        root = _root(request)
        every = [answers.described(one, root) for one in self._source.collections()]
        return JSONResponse(answers.listed(every, root))

    def collection(self, request: Request, collection_id: str) -> Response:
        known(request.query_params, {"f"})
        return JSONResponse(answers.described(self._wanted(collection_id), _root(request)))

    def items(self, request: Request, collection_id: str) -> Response:
        collection = self._wanted(collection_id)
        said = asked(request.query_params, collection)
        found = self._source.features(collection.id, said.question)
        here = f"{_root(request)}/collections/{collection.id}/items"
        kept = [(n, v) for n, v in request.query_params.multi_items() if n != "offset"]
        return _geojson(
            answers.page(found, said.question, said.crs, here, urlencode(kept)), said.crs
        )

    def item(self, request: Request, collection_id: str, feature_id: str) -> Response:
        collection = self._wanted(collection_id)
        known(request.query_params, {"f", "crs"})
        system = crs(request.query_params.get("crs"), "crs")
        found = self._source.feature(collection.id, feature_id)
        if found is None:
            raise Problem(404, f"La collection {collection.id} n'a pas d'objet {feature_id}.")
        here = f"{_root(request)}/collections/{collection.id}"
        links = [
            answers.link(f"{here}/items/{feature_id}", "self", answers.GEOJSON),
            answers.link(here, "collection"),
        ]
        return _geojson({**answers.feature(found, system), "links": links}, system)

    def _wanted(self, identifier: str) -> Collection:
        found = next((c for c in self._source.collections() if c.id == identifier), None)
        if found is None:
            raise Problem(404, f"La collection {identifier} n'existe pas.")
        return found


def _root(request: Request) -> str:
    return f"{str(request.base_url).rstrip('/')}{PREFIX}"


def _geojson(content: dict[str, Any], system: str) -> Response:
    headers = {"Content-Crs": f"<{system}>"}
    return JSONResponse(content, media_type=answers.GEOJSON, headers=headers)
