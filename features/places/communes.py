"""Communes: their outlines, and which plans cover them."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from features.places.parcels import Cadastre
from vigie.domain.layer import LayerRecord, LayerRole
from vigie.store.layer_files import LayerFile, features_path

EDGE_M = 50.0  # outlines and zones are drawn apart: a meeting thinner than this is a drawing's
EDGE_SHARE = 0.02  # of the width of the commune, for small ones


class Outlines:
    """Outlines of communes, from the layers of outlines, else from the parcels loaded."""

    def __init__(self, records: Iterable[LayerRecord], home: Path, cadastre: Cadastre) -> None:
        """Take the layers of outlines among ``records``; the last added answers first."""
        mine = [record for record in records if record.role is LayerRole.OUTLINE]
        mine.sort(key=lambda r: (r.added_at is not None, r.added_at, r.layer_id), reverse=True)
        self._records = mine
        self._home = home
        self._cadastre = cadastre
        self._rows: dict[str, tuple[LayerFile, int]] | None = None
        self._cores: dict[str, BaseGeometry | None] = {}

    def outline(self, insee: str) -> BaseGeometry | None:
        """Outline of a commune, None when no layer draws it."""
        found = self._index().get(insee)
        if found is None:
            return None
        file, row = found
        outline: BaseGeometry | None = file.geometries([row])[0]
        return outline

    def name(self, insee: str) -> str | None:
        """Name of a commune as the layer gives it."""
        found = self._index().get(insee)
        return None if found is None else found[0].table["label"][found[1]].as_py()

    def core(self, insee: str) -> BaseGeometry | None:
        """The commune without its edge: what meets it is really in the commune."""
        if insee not in self._cores:
            whole = self.outline(insee)
            if whole is None:
                whole = self._cadastre.ground(insee)
            self._cores[insee] = None if whole is None else _core(whole)
        return self._cores[insee]

    def _index(self) -> dict[str, tuple[LayerFile, int]]:
        if self._rows is None:
            self._rows = {}
            for record in self._records:
                file = LayerFile(features_path(self._home, record.layer_id))
                for row, insee in enumerate(file.column("code")):
                    if insee:
                        self._rows.setdefault(insee, (file, row))
        return self._rows


def _core(whole: BaseGeometry) -> BaseGeometry:
    inside = whole.buffer(-min(EDGE_M, EDGE_SHARE * sqrt(whole.area)))
    core: BaseGeometry = whole if inside.is_empty else inside
    shapely.prepare(core)
    return core
