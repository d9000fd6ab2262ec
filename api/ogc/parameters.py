"""Query parameters of OGC API – Features, one function each; anything else is refused."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyproj import Transformer
from starlette.datastructures import QueryParams

from api.ogc.model import Bounds, Collection, Question
from api.problem import Problem

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
LAMBERT_93 = "http://www.opengis.net/def/crs/EPSG/0/2154"
WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"  # latitude first
SYSTEMS = {CRS84: "OGC:CRS84", LAMBERT_93: "EPSG:2154", WGS84: "EPSG:4326"}
DEFAULT_LIMIT, LARGEST_LIMIT = 100, 10_000
_KNOWN = frozenset({"limit", "offset", "bbox", "bbox-crs", "datetime", "crs", "f"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A request on a collection, understood; ``crs`` is the one to answer in."""

    question: Question
    crs: str


def asked(parameters: QueryParams, collection: Collection) -> Asked:
    """All the parameters of a request on the features of a collection.

    Raises:
        Problem: one of them is unknown or malformed (400).
    """
    names = [declared.name for declared in collection.properties]
    known(parameters, {*_KNOWN, *names})
    question = Question(
        limit=limit(parameters.get("limit")),
        offset=offset(parameters.get("offset")),
        bounds=bbox(parameters.get("bbox"), crs(parameters.get("bbox-crs"), "bbox-crs")),
        during=interval(parameters.get("datetime")),
        equal={name: parameters[name] for name in names if name in parameters},
    )
    return Asked(question, crs(parameters.get("crs"), "crs"))


def known(parameters: QueryParams, names: Iterable[str]) -> None:
    """Refuse parameters that the API does not define."""
    allowed = set(names)
    strange = sorted({name for name in parameters if name not in allowed})
    if strange:
        raise Problem(400, f"Paramètre inconnu : {', '.join(strange)}.")
    if parameters.get("f", "json") not in ("json", "geojson"):
        raise Problem(400, "Seul le format json est servi : f=json.")


def limit(value: str | None) -> int:
    """How many features a page; more than the largest page gives the largest."""
    return min(_whole(value, "limit", 1, DEFAULT_LIMIT), LARGEST_LIMIT)


def offset(value: str | None) -> int:
    """How many features to pass over, as given by the ``next`` link."""
    return _whole(value, "offset", 0, 0)


def _whole(value: str | None, name: str, least: int, default: int) -> int:
    if value is None:
        return default
    if not value.isdecimal() or int(value) < least:
        raise Problem(400, f"{name} : un entier d'au moins {least} est attendu.")
    return int(value)


def crs(value: str | None, name: str) -> str:
    """A CRS by its URI; CRS84 when none is asked for."""
    if value is None:
        return CRS84
    if value not in SYSTEMS:
        raise Problem(400, f"{name} : système inconnu. Systèmes servis : {', '.join(SYSTEMS)}.")
    return value


def bbox(value: str | None, system: str) -> Bounds | None:
    """Four or six numbers (heights are passed over) as bounds in EPSG:2154."""
    if value is None:
        return None
    try:
        numbers = [float(part) for part in value.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in (4, 6) or not all(map(math.isfinite, numbers)):
        raise Problem(400, "bbox : quatre ou six nombres séparés par des virgules sont attendus.")
    half = len(numbers) // 2
    low, high = numbers[:2], numbers[half : half + 2]
    if system == WGS84:
        low, high = low[::-1], high[::-1]
    if low[1] > high[1] or (system == LAMBERT_93 and low[0] > high[0]):
        raise Problem(400, "bbox : le coin inférieur vient d'abord.")
    if system == LAMBERT_93:
        return low[0], low[1], high[0], high[1]
    return _to_lambert(low, high)


def _to_lambert(low: list[float], high: list[float]) -> Bounds:
    """Bounds in degrees as bounds in EPSG:2154, as far as that system reaches."""
    if low[0] > high[0]:  # across the antimeridian: France is on neither side of it
        high = [180.0, high[1]]
    west, south = max(low[0], -10.0), max(low[1], 40.0)
    east, north = min(high[0], 15.0), min(high[1], 53.0)
    if west > east or south > north:
        return 0.0, 0.0, 0.0, 0.0
    move = Transformer.from_crs("OGC:CRS84", "EPSG:2154", always_xy=True)
    found = move.transform_bounds(west, south, east, north)
    return float(found[0]), float(found[1]), float(found[2]), float(found[3])


def interval(value: str | None) -> tuple[dt.date | None, dt.date | None] | None:
    """An instant or an interval, whose open ends are ``..`` or nothing."""
    if value is None:
        return None
    parts = value.split("/")
    if len(parts) == 1:
        day = _day(parts[0])
        return day, day
    if len(parts) != 2 or all(part in ("", "..") for part in parts):
        raise Problem(400, "datetime : un instant ou un intervalle début/fin est attendu.")
    start, end = (None if part in ("", "..") else _day(part) for part in parts)
    if start is not None and end is not None and start > end:
        raise Problem(400, "datetime : le début de l'intervalle vient d'abord.")
    return start, end


def _day(value: str) -> dt.date:
    reading: Callable[[str], dt.date] = dt.date.fromisoformat
    if len(value) > len("AAAA-MM-JJ"):
        reading = _instant
    try:
        return reading(value)
    except ValueError as error:
        raise Problem(400, f"datetime : « {value} » n'est pas une date RFC 3339.") from error


def _instant(value: str) -> dt.date:
    return dt.datetime.fromisoformat(value.replace("Z", "+00:00")).date()
