"""The OpenAPI 3.0 description of the service (FastAPI's own is 3.1, which clients refuse)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.ogc.model import Collection

OPENAPI_MEDIA = "application/vnd.oai.openapi+json;version=3.0"
_ANSWER = {
    "description": "Réponse",
    "content": {"application/json": {"schema": {"type": "object"}}},
}
_ITEMS = {
    "description": "Objets",
    "content": {"application/geo+json": {"schema": {"type": "object"}}},
}
_REFUSED = {"description": "Demande mal formée"}
_MISSING = {"description": "Introuvable"}


def document(collections: Iterable[Collection], root: str, version: str) -> dict[str, Any]:
    """The description of the API with its collections."""
    paths: dict[str, Any] = {
        "/": _get("Accueil"),
        "/conformance": _get("Classes de conformité"),
        "/api": _get("Cette description"),
        "/collections": _get("Collections"),
    }
    for collection in collections:
        here = f"/collections/{collection.id}"
        paths[here] = _get(collection.title)
        paths[f"{here}/items"] = _items(collection)
        paths[f"{here}/items/{{featureId}}"] = _item(collection)
    return {
        "openapi": "3.0.3",
        "info": {"title": "Vigie : OGC API – Features", "version": version},
        "servers": [{"url": root}],
        "paths": paths,
    }


def _get(summary: str) -> dict[str, Any]:
    return {"get": {"summary": summary, "responses": {"200": _ANSWER}}}


def _items(collection: Collection) -> dict[str, Any]:
    whole = {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 100}
    box = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
    parameters = [
        _parameter("limit", whole, "Nombre d'objets par page"),
        _parameter("offset", {"type": "integer", "minimum": 0}, "Objets à passer"),
        {**_parameter("bbox", box, "Étendue"), "explode": False, "style": "form"},
        _parameter("bbox-crs", {"type": "string", "format": "uri"}, "Système de bbox"),
        _parameter("crs", {"type": "string", "format": "uri"}, "Système des coordonnées"),
        _parameter("datetime", {"type": "string"}, "Instant ou intervalle"),
        *(_parameter(p.name, {"type": p.type}, p.title) for p in collection.properties),
    ]
    responses = {"200": _ITEMS, "400": _REFUSED, "404": _MISSING}
    return {"get": {"summary": collection.title, "parameters": parameters, "responses": responses}}


def _item(collection: Collection) -> dict[str, Any]:
    identifier = {
        "name": "featureId",
        "in": "path",
        "required": True,
        "schema": {"type": "string"},
    }
    responses = {"200": _ITEMS, "404": _MISSING}
    return {
        "get": {"summary": collection.title, "parameters": [identifier], "responses": responses}
    }


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        "description": description,
    }
