"""The land of an act and the zones about it as GeoJSON in longitude and latitude."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer
from shapely import box, make_valid, set_precision, transform
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from api import wording
from vigie.domain.place import Place, ZoneHit

AROUND_M = 400.0
DIGITS = 6


@cache
def _to_degrees() -> Transformer:
    return Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)


def _moved(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(_to_degrees().transform(points[:, 0], points[:, 1]))


def to_degrees(geometry: BaseGeometry) -> dict[str, Any]:
    """A geometry in EPSG:2154 as a GeoJSON geometry in CRS84, to the decimetre."""
    moved = transform(geometry, _moved)
    return dict(mapping(set_precision(moved, 10**-DIGITS, mode="pointwise")))


def feature_collection(place: Place) -> dict[str, Any]:
    """Zones first, so that the land is drawn over them; zones are cut 400 m around the land."""
    features: list[dict[str, Any]] = []
    if place.geometry is not None and not place.geometry.is_empty:
        frame = box(*place.geometry.buffer(AROUND_M).bounds)
        features = [f for zone in place.zones if (f := _zone(zone, frame)) is not None]
        properties = {"kind": "land", "label": land_label(place)}
        features.append(_feature(place.geometry, properties))
    return {"type": "FeatureCollection", "features": features}


def land_label(place: Place) -> str:
    """The parcels in words."""
    return ", ".join(place.parcels) or "terrain"


def _zone(zone: ZoneHit, frame: BaseGeometry) -> dict[str, Any] | None:
    if zone.geometry is None:
        return None
    seen = make_valid(zone.geometry).intersection(frame).simplify(0.5)
    if seen.is_empty:
        return None
    return _feature(
        seen,
        {
            "kind": "zone",
            "label": f"{zone.plan or zone.layer} {zone.code or ''}".strip(),
            "regime": zone.regime,
            "regime_label": wording.REGIMES.get(zone.regime or "", zone.regime or ""),
            "subject": zone.subject.value,
            "share": zone.share,
        },
    )


def _feature(geometry: BaseGeometry, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": to_degrees(geometry), "properties": properties}
