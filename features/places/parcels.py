"""Parcels by identifier, in every vintage of the cadastre that is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from shapely import union_all
from shapely.geometry.base import BaseGeometry

from vigie.domain.layer import LayerRecord, LayerRole
from vigie.store.layer_files import LayerFile, features_path

SECTION = 10  # characters of an identifier: commune, prefix, section
_SIDES = ("xmin", "ymin", "xmax", "ymax")


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

    def find(self, identifier: str) -> int | None:
        """Row of a parcel, None when the file has none of that identifier."""
        key = np.bytes_(identifier.encode("ascii", errors="replace"))
        place = int(np.searchsorted(self._identifiers, key))
        if place == len(self._identifiers) or self._identifiers[place] != key:
            return None
        return place

    def geometry(self, row: int) -> BaseGeometry | None:
        """Geometry of a row."""
        found: BaseGeometry | None = self._file.geometry(row)
        return found

    def created(self, row: int) -> date | None:
        """The day on which the parcel of a row was made, None when the source does not say."""
        made: date | None = self._file.table["valid_from"][row].as_py()
        return made

    def of_commune(self, insee: str) -> np.ndarray[Any, np.dtype[np.object_]]:
        """Geometries of all the parcels of a commune."""
        return self._file.geometries(list(range(*self._rows_of(insee))))

    def within(self, frame: BaseGeometry, insee: str) -> list[BaseGeometry]:
        """Parcels of a commune whose box meets a frame."""
        low, high = self._rows_of(insee)
        xmin, ymin, xmax, ymax = frame.bounds
        sides = {n: self._file.table[n].slice(low, high - low).to_numpy() for n in _SIDES}
        met = (sides["xmin"] <= xmax) & (sides["xmax"] >= xmin)
        met &= (sides["ymin"] <= ymax) & (sides["ymax"] >= ymin)
        return list(self._file.geometries(low + np.flatnonzero(met)))

    def renumbered(self, identifier: str, since: date) -> bool:
        """Whether the section has gone past a number, and gave new ones after a day."""
        low, high = self._rows_of(identifier[:SECTION])
        last = self._identifiers[high - 1] if high > low else b""
        if last <= np.bytes_(identifier.encode("ascii", errors="replace")):
            return False
        made = (self.created(row) for row in range(low, high))
        return any(day is not None and day > since for day in made)

    def _rows_of(self, start: str) -> tuple[int, int]:
        """Rows whose identifiers begin with these characters."""
        begun = start.encode("ascii", errors="replace")
        low = int(np.searchsorted(self._identifiers, np.bytes_(begun)))
        return low, int(np.searchsorted(self._identifiers, np.bytes_(begun + b"~")))


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

    def find(self, identifier: str, on: date) -> BaseGeometry | None:
        """A parcel as it stood on a day, None when no vintage has it.

        The latest vintage whose parcel was made by then answers; where all were made later (an
        identifier given again after a redrawing), the oldest.
        """
        found = self._row(identifier, on)
        return None if found is None else found[0].geometry(found[1])

    def doubt(self, identifier: str, on: date) -> str | None:
        """Why a parcel cited on a day is doubtful, in French; None when it is not.

        A number that its section has gone past was given once: the parcel may have been divided
        since, for its parts take new numbers and its own is not given again.
        """
        layers = self._by_commune.get(identifier[:5], ())
        found = self._row(identifier, on)
        if found is not None:
            made = found[0].created(found[1])
            late = made is not None and made > on
            return f"créée au cadastre le {made:%d/%m/%Y}, après l'acte" if late else None
        if not layers:
            return None
        since = any(layer.renumbered(identifier, on) for layer in layers)
        return "absente du cadastre" + (", peut-être divisée ou réunie depuis" if since else "")

    def _row(self, identifier: str, on: date) -> tuple[ParcelLayer, int] | None:
        found: tuple[ParcelLayer, int] | None = None
        for layer in self._by_commune.get(identifier[:5], ()):
            row = layer.find(identifier)
            if row is None:
                continue
            found = layer, row
            made = layer.created(row)
            if made is None or made <= on:
                break
        return found

    def communes(self) -> list[str]:
        """INSEE codes of the communes whose parcels are loaded."""
        return sorted(self._by_commune)

    def covers(self, insee: str) -> bool:
        """Whether a layer of parcels holds the commune: a parcel not found is then missing."""
        return insee in self._by_commune

    def within(self, frame: BaseGeometry, communes: Iterable[str]) -> list[BaseGeometry]:
        """Parcels about a frame, in the latest vintage of each commune."""
        held = [insee for insee in sorted(communes) if insee in self._by_commune]
        return [p for insee in held for p in self._by_commune[insee][0].within(frame, insee)]

    def ground(self, insee: str) -> BaseGeometry | None:
        """All the parcels of a commune as one geometry, None when none is loaded."""
        layers = self._by_commune.get(insee, ())
        found = next((p for layer in layers if len(p := layer.of_commune(insee))), None)
        return None if found is None else union_all(found)
