"""Geometry brought to EPSG:2154, mended and counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from shapely.geometry.base import BaseGeometry

from ingest.layers.layer import Geometries
from vigie.errors import Refused

LAMBERT_93 = CRS.from_epsg(2154)
FRANCE = (-100_000.0, 5_900_000.0, 1_400_000.0, 7_250_000.0)  # EPSG:2154, with its waters
FRANCE_DEGREES = (-7.0, 40.5, 11.0, 52.0)  # longitude, latitude
SLIVER_M2 = 0.05
OVERLAP_M2 = 1.0
_PROBES = ((150_000.0, 6_800_000.0), (770_000.0, 6_280_000.0), (1_220_000.0, 6_100_000.0))
_SAME_M = 1e-3
_POLYGON = 3
_COLLECTION = 7

Booleans = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Mended:
    """Geometries in EPSG:2154, which rows are kept, and what was done, by name."""

    geometries: Geometries
    kept: Booleans
    faults: Counter[str]


def mend(geometries: Geometries, crs: CRS | None, *, where: str, polygons: bool) -> Mended:
    """Bring geometries to EPSG:2154, valid, flat and in France.

    Raises:
        Refused: no CRS, swapped axes, or a layer that is not in metropolitan France.
    """
    faults: Counter[str] = Counter()
    there = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    faults["géométries absentes"] = int((~there).sum())
    if not there.any():
        return Mended(geometries, there, +faults)
    flat = _flat(geometries, faults)
    moved = _to_lambert(flat, crs, there, where)
    inside = _inside(moved)
    _check_france(moved, inside, there, where)
    faults["hors de France"] = int((there & ~inside).sum())
    mended, kept = _valid(moved, there & inside, faults, polygons=polygons)
    return Mended(mended, kept, +faults)


def _flat(geometries: Geometries, faults: Counter[str]) -> Geometries:
    tall = shapely.has_z(geometries) | shapely.has_m(geometries)
    faults["altitudes retirées"] = int(tall.sum())
    return shapely.force_2d(geometries) if tall.any() else geometries


def _to_lambert(geometries: Geometries, crs: CRS | None, there: Booleans, where: str) -> Geometries:
    if crs is None:
        raise Refused(
            f"{where} : système de coordonnées non déclaré. Ajoutez le fichier .prj, ou exportez "
            "la couche en Lambert-93 (EPSG:2154) depuis QGIS."
        )
    bounds = shapely.total_bounds(geometries[there])
    _check_axes(bounds, crs, where)
    if _is_lambert(crs):
        return geometries
    transformer = Transformer.from_crs(crs, LAMBERT_93, always_xy=True)

    def move(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        x, y = transformer.transform(points[:, 0], points[:, 1])
        return np.column_stack([x, y])

    return shapely.transform(geometries, move)


def _is_lambert(crs: CRS) -> bool:
    """Whether a CRS is Lambert-93 by meaning: it leaves known points where they are."""
    if crs.is_geographic:
        return False
    transformer = Transformer.from_crs(crs, LAMBERT_93, always_xy=True)
    moved = [transformer.transform(x, y) for x, y in _PROBES]
    return all(
        abs(a - x) < _SAME_M and abs(b - y) < _SAME_M
        for (a, b), (x, y) in zip(moved, _PROBES, strict=True)
    )


def _check_axes(bounds: np.ndarray[Any, Any], crs: CRS, where: str) -> None:
    """Refuse coordinates that are in France only once their axes are swapped."""
    swapped = (bounds[1], bounds[0], bounds[3], bounds[2])
    if crs.is_geographic:
        if _within(bounds, FRANCE) and not _within(bounds, (-180.0, -90.0, 180.0, 90.0)):
            raise Refused(
                f"{where} : coordonnées en mètres mais système déclaré en degrés. "
                "Déclarez la couche en Lambert-93 (EPSG:2154)."
            )
        wrong = _within(swapped, FRANCE_DEGREES) and not _within(bounds, FRANCE_DEGREES)
    else:
        wrong = _is_lambert(crs) and _within(swapped, FRANCE) and not _within(bounds, FRANCE)
    if wrong:
        raise Refused(
            f"{where} : axes inversés (latitude avant longitude, ou nord avant est). "
            "Exportez la couche de nouveau depuis QGIS en EPSG:2154."
        )


def _within(bounds: Any, limits: tuple[float, float, float, float]) -> bool:
    return bool(
        limits[0] <= bounds[0]
        and limits[1] <= bounds[1]
        and bounds[2] <= limits[2]
        and bounds[3] <= limits[3]
    )


def _inside(geometries: Geometries) -> Booleans:
    boxes = shapely.bounds(geometries)
    with np.errstate(invalid="ignore"):
        low = (boxes[:, :2] >= FRANCE[:2]).all(axis=1)
        high = (boxes[:, 2:] <= FRANCE[2:]).all(axis=1)
    return np.asarray(low & high)


def _check_france(geometries: Geometries, inside: Booleans, there: Booleans, where: str) -> None:
    if (there & inside).sum() * 2 >= there.sum():
        return
    xmin, ymin, xmax, ymax = shapely.total_bounds(geometries[there])
    raise Refused(
        f"{where} : hors de la France métropolitaine (étendue {xmin:.0f}, {ymin:.0f}, {xmax:.0f}, "
        f"{ymax:.0f} en Lambert-93). Vérifiez le système de coordonnées déclaré."
    )


def _valid(
    geometries: Geometries, kept: Booleans, faults: Counter[str], *, polygons: bool
) -> tuple[Geometries, Booleans]:
    mended = geometries.copy()
    broken = kept & ~shapely.is_valid(geometries)
    faults["géométries invalides réparées"] = int(broken.sum())
    if broken.any():
        mended[broken] = shapely.make_valid(
            geometries[broken], method="structure", keep_collapsed=False
        )
    if polygons:
        for row in np.flatnonzero(broken | _collections(mended)):
            mended[row] = _surface(mended[row], faults)
        tiny = kept & (shapely.area(mended) <= SLIVER_M2)
        faults["surfaces infimes écartées"] = int(tiny.sum())
        kept = kept & ~tiny
    return mended, kept & ~shapely.is_empty(mended)


def _collections(geometries: Geometries) -> Booleans:
    return np.asarray(shapely.get_type_id(geometries) == _COLLECTION)


def _surface(geometry: BaseGeometry, faults: Counter[str]) -> BaseGeometry:
    """The polygons of a geometry without the slivers that mending left."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    polygons = parts[shapely.get_type_id(parts) == _POLYGON]
    real = polygons[shapely.area(polygons) > SLIVER_M2]
    faults["éclats retirés"] += len(polygons) - len(real)
    surface: BaseGeometry = real[0] if len(real) == 1 else shapely.multipolygons(real)
    return surface


def overlaps(geometries: Geometries, *, limit: int = 20_000) -> int:
    """How many pairs of surfaces share more than ``OVERLAP_M2``; not counted beyond ``limit``."""
    if len(geometries) > limit:
        return 0
    left, right = shapely.STRtree(geometries).query(geometries, predicate="intersects")
    pairs = left < right
    shared = shapely.area(shapely.intersection(geometries[left[pairs]], geometries[right[pairs]]))
    return int((shared > OVERLAP_M2).sum())
