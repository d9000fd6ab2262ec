"""What stands around a place, for a map: zones in force, neighbouring parcels and buildings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from vigie.domain.place import ZoneHit

REACH_M = 400.0  # how far the zones are shown
CLOSE_M = 200.0  # how far parcels and buildings are shown
_GRID_M = 0.01  # pieces of one zone join on it without seams


@dataclass(frozen=True, slots=True)
class Around:
    """Geometries in EPSG:2154, cut at ``frame``, the square shown.

    ``zones`` bear their share of the place and their distance from it, largest drawn first.
    """

    frame: BaseGeometry
    zones: tuple[ZoneHit, ...] = ()
    parcels: tuple[BaseGeometry, ...] = ()
    buildings: tuple[BaseGeometry, ...] = ()


def frame_of(ground: BaseGeometry, reach_m: float = REACH_M) -> BaseGeometry:
    """The square about a surface that reaches as far on every side."""
    xmin, ymin, xmax, ymax = ground.bounds
    half = max(xmax - xmin, ymax - ymin) / 2 + reach_m
    x, y = (xmin + xmax) / 2, (ymin + ymax) / 2
    return shapely.box(x - half, y - half, x + half, y + half)


def seen_from(ground: BaseGeometry, zones: Iterable[ZoneHit]) -> tuple[ZoneHit, ...]:
    """Zones cut at the frame, with what they are to the place: share, area, distance."""
    seen = [hit for zone in zones if (hit := _seen(ground, zone)) is not None]
    return tuple(sorted(seen, key=lambda hit: -_size(hit.geometry)))


def _seen(ground: BaseGeometry, zone: ZoneHit) -> ZoneHit | None:
    joined = shapely.set_precision(zone.geometry, _GRID_M)
    if joined is None or joined.is_empty:
        return None
    common = float(shapely.area(shapely.intersection(joined, ground)))
    return replace(
        zone,
        geometry=joined,
        share=min(common / ground.area, 1.0) if ground.area else 0.0,
        area_m2=common,
        distance_m=float(shapely.distance(joined, ground)),
    )


def _size(geometry: BaseGeometry | None) -> float:
    return 0.0 if geometry is None else float(geometry.area)
