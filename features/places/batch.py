"""Many parcels against one layer of zones: the share of each in each, exact."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from features.places.zones import ZoneLayer

CHUNK = 100_000  # pairs worked out together: bounds the geometries decoded at once

Geometries = np.ndarray[Any, np.dtype[np.object_]]
Rows = np.ndarray[Any, np.dtype[np.int64]]
Areas = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Overlay:
    """Pairs that share ground: row of the parcel, row of the feature, common area in m²."""

    parcels: Rows
    features: Rows
    areas: Areas


def overlay(parcels: Geometries, layer: ZoneLayer, *, threads: int = 1) -> Overlay:
    """Common ground of each parcel with each feature of a layer.

    Most pairs are settled without an intersection: a parcel whose box stands inside a piece that
    is a full rectangle, or that a prepared piece contains, shares its whole area.
    """
    first, second = layer.tree.query(parcels)
    order = np.argsort(second, kind="stable")
    left, right = first[order].astype(np.int64), second[order].astype(np.int64)
    areas = _areas(parcels, left, right, layer, threads)
    return _summed(left, layer.owners[right], areas)


def _areas(parcels: Geometries, left: Rows, right: Rows, layer: ZoneLayer, threads: int) -> Areas:
    whole = shapely.area(parcels)
    areas = np.zeros(len(left))
    full = np.asarray(layer.pieces.table["full"].to_numpy(zero_copy_only=False))
    settled = full[right] & _inside(shapely.bounds(parcels)[left], layer.pieces.boxes[right])
    areas[settled] = whole[left[settled]]
    rest = np.flatnonzero(~settled)

    def work(chunk: Rows) -> None:
        areas[chunk] = _exact(parcels[left[chunk]], right[chunk], layer)

    with ThreadPoolExecutor(threads) as pool:
        for done in pool.map(work, _chunks(rest)):
            assert done is None
    return areas


def _inside(inner: Areas, outer: Areas) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Whether each inner box stands inside its outer box."""
    low = (inner[:, :2] >= outer[:, :2]).all(axis=1)
    return np.asarray(low & (inner[:, 2:] <= outer[:, 2:]).all(axis=1))


def _chunks(rows: Rows) -> Iterator[Rows]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def _exact(parcels: Geometries, pieces: Rows, layer: ZoneLayer) -> Areas:
    """Areas of pairs: all of it where the piece contains the parcel, else the intersection."""
    distinct, back = np.unique(pieces, return_inverse=True)
    shapes = layer.pieces.geometries(distinct)
    shapely.prepare(shapes)
    shape = shapes[back]
    areas = np.zeros(len(pieces))
    contained = shapely.contains_properly(shape, parcels)
    areas[contained] = shapely.area(parcels[contained])
    crossing = ~contained & shapely.intersects(shape, parcels)
    areas[crossing] = shapely.area(shapely.intersection(shape[crossing], parcels[crossing]))
    return areas


def _summed(parcels: Rows, features: Rows, areas: Areas) -> Overlay:
    """One row a pair: the pieces of a feature are added up."""
    shared = areas > 0
    parcels, features, areas = parcels[shared], features[shared], areas[shared]
    width = int(features.max(initial=0)) + 1
    keys, back = np.unique(parcels * width + features, return_inverse=True)
    totals = np.bincount(back, areas, minlength=len(keys)).astype(np.float64)
    return Overlay(keys // width, keys % width, totals)
