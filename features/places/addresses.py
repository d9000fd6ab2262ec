"""Addresses found by commune, number and street, in the bulk files that are loaded."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from vigie.domain.address import address_key
from vigie.domain.layer import LayerRecord, LayerRole
from vigie.store.layer_files import LayerFile, features_path


@dataclass(frozen=True, slots=True)
class Found:
    """An address of the base: its point, and the parcels that the base ties to it."""

    point: BaseGeometry
    parcels: tuple[str, ...]


class Addresses:
    """The addresses of every layer loaded; read at the first question."""

    def __init__(self, records: Iterable[LayerRecord], home: Path) -> None:
        """Take the layers of addresses among ``records``."""
        self._layers = [
            (record.communes, features_path(home, record.layer_id))
            for record in records
            if record.role is LayerRole.ADDRESS
        ]
        self._rows: dict[tuple[str, str], tuple[LayerFile, int]] | None = None

    def find(self, words: str, insee: str) -> Found | None:
        """An address of a commune; None when the base has none so written."""
        key = address_key(words)
        found = self._index().get((insee, key)) if key and self._layers else None
        if found is None:
            return None
        file, row = found
        said = json.loads(file.table["properties"][row].as_py() or "{}")
        return Found(file.geometry(row), tuple(said.get("parcelles", ())))

    def _index(self) -> dict[tuple[str, str], tuple[LayerFile, int]]:
        if self._rows is None:
            self._rows = {}
            for _, path in self._layers:
                file = LayerFile(path)
                pairs = zip(file.column("insee"), file.column("code"), strict=True)
                for row, (insee, key) in enumerate(pairs):
                    if insee and key:
                        self._rows.setdefault((insee, key), (file, row))
        return self._rows
