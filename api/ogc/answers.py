"""The JSON of OGC API – Features: landing page, conformance, collections, features."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer

from api.ogc.model import Collection, Feature, Found, Question
from api.ogc.openapi import OPENAPI_MEDIA
from api.ogc.parameters import CRS84, LAMBERT_93, SYSTEMS

GEOJSON = "application/geo+json"
_SPEC = "http://www.opengis.net/spec"
CONFORMANCE = (
    f"{_SPEC}/ogcapi-features-1/1.0/conf/core",
    f"{_SPEC}/ogcapi-features-1/1.0/conf/oas30",
    f"{_SPEC}/ogcapi-features-1/1.0/conf/geojson",
    f"{_SPEC}/ogcapi-features-2/1.0/conf/crs",
)
_DIGITS = {CRS84: 7, LAMBERT_93: 3}


def link(href: str, rel: str, media: str = "application/json", title: str | None = None) -> Any:
    """A link object."""
    made = {"href": href, "rel": rel, "type": media}
    return {**made, "title": title} if title else made


def landing(root: str) -> dict[str, Any]:
    """The first page: what there is and where."""
    return {
        "title": "Vigie : file de contrôle et couches",
        "description": "File du jour, actes et couches de la préfecture (OGC API – Features).",
        "links": [
            link(root, "self", title="Cette page"),
            link(f"{root}/api", "service-desc", OPENAPI_MEDIA, "Description OpenAPI 3.0"),
            link(f"{root}/conformance", "conformance", title="Classes de conformité"),
            link(f"{root}/collections", "data", title="Collections"),
        ],
    }


def described(collection: Collection, root: str) -> dict[str, Any]:
    """A collection as the list and its own page show it."""
    here = f"{root}/collections/{collection.id}"
    start, end = collection.interval
    shown: dict[str, Any] = {
        "id": collection.id,
        "title": collection.title,
        "description": collection.description,
        "itemType": "feature",
        "crs": list(SYSTEMS),
        "storageCrs": LAMBERT_93,
        "links": [
            link(here, "self"),
            link(f"{here}/items", "items", GEOJSON, collection.title),
        ],
    }
    extent: dict[str, Any] = {}
    if collection.extent is not None:
        box = _to(CRS84).transform_bounds(*collection.extent)
        extent["spatial"] = {"bbox": [[round(float(v), 6) for v in box]], "crs": CRS84}
    if start is not None or end is not None:
        ends = [f"{day.isoformat()}T00:00:00Z" if day else None for day in (start, end)]
        extent["temporal"] = {"interval": [ends]}
    return {**shown, "extent": extent} if extent else shown


def listed(collections: list[dict[str, Any]], root: str) -> dict[str, Any]:
    """The list of collections."""
    return {
        "links": [link(f"{root}/collections", "self")],
        "crs": list(SYSTEMS),
        "collections": collections,
    }


def page(found: Found, question: Question, crs: str, here: str, query: str) -> dict[str, Any]:
    """A page of features; ``query`` is the rest of the query string, without offset."""

    def at(offset: int) -> str:
        return f"{here}?{query}{'&' if query else ''}offset={offset}"

    links = [link(at(question.offset), "self", GEOJSON)]
    following = question.offset + len(found.features)
    if following < found.matched and found.features:
        links.append(link(at(following), "next", GEOJSON))
    if question.offset:
        links.append(link(at(max(question.offset - question.limit, 0)), "prev", GEOJSON))
    return {
        "type": "FeatureCollection",
        "numberMatched": found.matched,
        "numberReturned": len(found.features),
        "links": links,
        "features": [feature(one, crs) for one in found.features],
    }


def feature(one: Feature, crs: str) -> dict[str, Any]:
    """One feature as GeoJSON in the CRS asked for."""
    return {
        "type": "Feature",
        "id": one.id,
        "geometry": _geometry(one.geometry, crs),
        "properties": dict(one.properties),
    }


def _geometry(geometry: Any, crs: str) -> Any:
    if geometry is None or geometry.is_empty:
        return None
    moved = geometry if crs == LAMBERT_93 else shapely.transform(geometry, _mover(crs))
    return _rounded(json.loads(shapely.to_geojson(moved)), _DIGITS.get(crs, 7))


def _mover(crs: str) -> Any:
    transformer = _to(crs)

    def move(points: Any) -> Any:
        first, second = transformer.transform(points[:, 0], points[:, 1])
        return np.column_stack([first, second])

    return move


def _rounded(value: Any, digits: int) -> Any:
    if isinstance(value, float):
        return round(value, digits)
    if isinstance(value, list):
        return [_rounded(one, digits) for one in value]
    return {k: _rounded(v, digits) for k, v in value.items()} if isinstance(value, dict) else value


@cache
def _to(crs: str) -> Transformer:
    """From EPSG:2154; axes as the CRS orders them (EPSG:4326 is latitude first)."""
    return Transformer.from_crs("EPSG:2154", SYSTEMS[crs])
