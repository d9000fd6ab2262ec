"""The land of an act and what stands around it: for the map, its legend, and in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely import set_precision, transform
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from api import wording
from api.map_families import FAMILIES, RISKS, THEMES, Family, family_of
from features.places.around import Around, frame_of
from vigie.domain.place import Place, ZoneHit

DIGITS = 6
FIRST_M = 130.0  # how far about the land the map shows first
NAMED_SHARE = 0.01  # of what is shown first: smaller zones bear no name on the map
_DETAIL_M = 0.5
_ROSE = (
    "au nord", "au nord-est", "à l'est", "au sud-est",
    "au sud", "au sud-ouest", "à l'ouest", "au nord-ouest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A zone on the map and the same in words."""

    zone: ZoneHit
    family: Family
    name: str
    where: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that the map of an act shows; ``families`` and ``themes`` are its legend."""

    place: Place
    ground: BaseGeometry
    around: Around
    zones: tuple[Shown, ...]
    families: tuple[Family, ...]
    themes: tuple[str, ...]


def scene(place: Place, around: Around | None) -> Scene | None:
    """What to draw of a place, None where no site is known."""
    if place.geometry is None or around is None:
        return None
    ground = place.geometry
    zones = tuple(
        Shown(zone, family_of(zone), zone_name(zone), whereabouts(zone, ground))
        for zone in around.zones
    )
    met = {shown.family for shown in zones}
    families = tuple(family for family in FAMILIES if family in met)
    themes = tuple(theme for theme in THEMES if any(one.theme == theme for one in families))
    return Scene(place, ground, around, zones, families, themes)


def in_words(seen: Scene) -> tuple[Shown, ...]:
    """The zones of the map from the nearest on; of those met, the largest share first."""
    return tuple(
        sorted(seen.zones, key=lambda s: (s.zone.distance_m, -s.zone.share, s.family.words, s.name))
    )


def zone_name(zone: ZoneHit) -> str:
    """The code of a zone, else what it says of itself."""
    return zone.code or zone.label or "sans code"


def whereabouts(zone: ZoneHit, ground: BaseGeometry) -> str:
    """Where a zone is to the land, in words."""
    if zone.share > 0:
        return f"sur {wording.percent(zone.share)} du terrain"
    towards = _direction(ground, zone.geometry)
    if zone.distance_m < 1:
        return f"touche le terrain, {towards}"
    return f"à {zone.distance_m:.0f}\u00a0m, {towards}"


def _direction(ground: BaseGeometry, other: BaseGeometry | None) -> str:
    """One of eight directions, from the middle of the land to the nearest point of the other."""
    line = shapely.shortest_line(ground.centroid, other)
    (x0, y0), (x1, y1) = shapely.get_coordinates(line).tolist()
    angle = math.degrees(math.atan2(x1 - x0, y1 - y0))
    return _ROSE[round(angle / 45) % 8]


def feature_collection(seen: Scene | None) -> dict[str, Any]:
    """What the script draws, in the order of drawing: the land last, over everything."""
    if seen is None:
        return {"type": "FeatureCollection", "features": []}
    place, around = seen.place, seen.around
    view = frame_of(seen.ground, FIRST_M)
    features = [
        *(_feature(shape, {"kind": "parcel"}) for shape in around.parcels),
        *(_zone(shown, view) for shown in seen.zones),
        *(_feature(shape, {"kind": "building"}) for shape in around.buildings),
        _feature(seen.ground, {"kind": "land", "label": land_label(place)}),
    ]
    first = RISKS if RISKS in seen.themes else next(iter(seen.themes), None)
    return {"type": "FeatureCollection", "shown_first": first, "features": features}


def land_label(place: Place) -> str:
    """The parcels in words."""
    return ", ".join(place.parcels) or "terrain"


def _zone(shown: Shown, view: BaseGeometry) -> dict[str, Any]:
    """A zone, named on the map where it is seen first, if it is large enough there."""
    zone = shown.zone
    shape: BaseGeometry = shapely.Polygon() if zone.geometry is None else zone.geometry
    seen: BaseGeometry = shapely.intersection(shape, view)
    large = shapely.area(seen) >= NAMED_SHARE * view.area
    said = [shown.name, shown.family.words, zone.plan_words, shown.where]
    return _feature(
        zone.geometry,
        {
            "kind": "zone",
            "family": shown.family.key,
            "theme": shown.family.theme,
            "label": shown.name,
            "words": ", ".join(part for part in said if part),
            "name_at": _name_at(seen) if large else None,
        },
    )


def _name_at(geometry: BaseGeometry) -> list[float]:
    """A point well inside the largest part of a zone, latitude first."""
    parts = shapely.get_parts(geometry)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    centre = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=2.0), 0)
    [(longitude, latitude)] = _moved(shapely.get_coordinates(centre)).tolist()
    return [round(latitude, DIGITS), round(longitude, DIGITS)]


@cache
def _to_degrees() -> Transformer:
    return Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)


def _moved(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(_to_degrees().transform(points[:, 0], points[:, 1]))


def to_degrees(geometry: BaseGeometry) -> dict[str, Any]:
    """A geometry in EPSG:2154 as a GeoJSON geometry in CRS84, to the decimetre."""
    moved = transform(geometry, _moved)
    return dict(mapping(set_precision(moved, 10**-DIGITS, mode="pointwise")))


def _feature(geometry: BaseGeometry | None, properties: dict[str, Any]) -> dict[str, Any]:
    thinned = None if geometry is None else geometry.simplify(_DETAIL_M)
    shape = None if thinned is None else to_degrees(thinned)
    return {"type": "Feature", "geometry": shape, "properties": properties}
