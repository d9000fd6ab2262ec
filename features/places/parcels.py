"""Parcels by identifier, in every vintage of the cadastre that is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from shapely import union_all
from shapely.geometry.base import BaseGeometry

from vigie.domain.layer import LayerRecord, LayerRole
from vigie.store.layer_files import LayerFile, features_path


class ParcelLayer:
    """The parcels of one file, found by bisection: identifiers stand in order."""

    def __init__(self, record: LayerRecord, home: Path) -> None:
        """A layer of parcels whose file stands under ``home``."""
        self.record = record
        self._path = features_path(home, record.layer_id)

    @cached_property
    def _file(self) -> LayerFile:
        return LayerFile(self._path)

    @cached_property
    def _identifiers(self) -> np.ndarray[Any, np.dtype[np.bytes_]]:
        return np.array(self._file.column("code"), dtype="S14")

    def find(self, identifier: str) -> BaseGeometry | None:
        """Geometry of a parcel, None when the file has none of that identifier."""
        key = np.bytes_(identifier.encode("ascii", errors="replace"))
        place = int(np.searchsorted(self._identifiers, key))
        if place == len(self._identifiers) or self._identifiers[place] != key:
            return None
        found: BaseGeometry | None = self._file.geometries([place])[0]
        return found

    def of_commune(self, insee: str) -> np.ndarray[Any, np.dtype[np.object_]]:
        """Geometries of all the parcels of a commune."""
        low = int(np.searchsorted(self._identifiers, np.bytes_(insee.encode())))
        high = int(np.searchsorted(self._identifiers, np.bytes_(insee.encode() + b"~")))
        return self._file.geometries(list(range(low, high)))


class Cadastre:
    """All layers of parcels, by commune."""

    def __init__(self, records: Iterable[LayerRecord], home: Path) -> None:
        """Take the layers of parcels among ``records``; the last added answers first."""
        mine = [record for record in records if record.role is LayerRole.PARCEL]
        mine.sort(key=lambda r: (r.added_at is not None, r.added_at, r.layer_id), reverse=True)
        self._by_commune: dict[str, list[ParcelLayer]] = {}
        for record in mine:
            layer = ParcelLayer(record, home)
            for insee in record.communes:
                self._by_commune.setdefault(insee, []).append(layer)

    def find(self, identifier: str) -> BaseGeometry | None:
        """Geometry of a parcel in the latest vintage that has it, None when none has."""
        found = (layer.find(identifier) for layer in self._by_commune.get(identifier[:5], ()))
        return next((geometry for geometry in found if geometry is not None), None)

    def covers(self, insee: str) -> bool:
        """Whether a layer of parcels holds the commune: a parcel not found is then missing."""
        return insee in self._by_commune

    def ground(self, insee: str) -> BaseGeometry | None:
        """All the parcels of a commune as one geometry, None when none is loaded."""
        layers = self._by_commune.get(insee, ())
        found = next((p for layer in layers if len(p := layer.of_commune(insee))), None)
        return None if found is None else union_all(found)
