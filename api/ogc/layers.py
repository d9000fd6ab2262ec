"""Layers of the catalogue as collections: rows are filtered before any geometry is decoded."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc

from api.ogc.model import Collection, Feature, Found, Property, Question
from vigie.domain.layer import LayerRecord
from vigie.store.layer_files import LayerFile, features_path

PROPERTIES = (
    Property("plan", "Plan ou document"),
    Property("code", "Code de la zone"),
    Property("regime", "Règlement"),
    Property("libelle", "Libellé"),
    Property("sujet", "Sujet"),
    Property("etat", "État"),
    Property("depuis", "En vigueur depuis", format="date"),
    Property("jusque", "En vigueur jusqu'au", format="date"),
    Property("commune", "Code INSEE de la commune"),
)
_COLUMNS = (
    "plan",
    "code",
    "regime",
    "label",
    "subject",
    "state",
    "valid_from",
    "valid_to",
    "insee",
)
_BY_PROPERTY = dict(zip((declared.name for declared in PROPERTIES), _COLUMNS, strict=True))

Rows = np.ndarray[Any, np.dtype[np.int64]]


def collection_id(record: LayerRecord) -> str:
    """Identifier of a layer's collection."""
    return f"layer_{record.layer_id[:16]}"


def collection(record: LayerRecord) -> Collection:
    """A layer as a collection."""
    return Collection(
        collection_id(record),
        record.name,
        f"{record.kind}, {record.features} objets, source {Path(record.source).name}",
        PROPERTIES,
        extent=record.extent,
        interval=(record.valid_from, record.valid_to),
    )


class LayerFeatures:
    """The features of one layer, by page."""

    def __init__(self, record: LayerRecord, home: Path) -> None:
        """A layer of the catalogue whose file stands under ``home``."""
        self._file = LayerFile(features_path(home, record.layer_id))

    def features(self, question: Question) -> Found:
        """A page of the features that pass every filter, in the order of the file."""
        rows = self._rows(question)
        page = rows[question.offset : question.offset + question.limit]
        return Found(self._decoded(page), len(rows))

    def feature(self, identifier: str) -> Feature | None:
        """One feature by its place in the file, counted from 1."""
        if not identifier.isdecimal() or not 1 <= int(identifier) <= len(self._file):
            return None
        return self._decoded(np.array([int(identifier) - 1]))[0]

    def _rows(self, question: Question) -> Rows:
        kept = np.ones(len(self._file), dtype=bool)
        if question.bounds is not None:
            boxes, asked = self._file.boxes, question.bounds
            with np.errstate(invalid="ignore"):
                kept &= (boxes[:, 0] <= asked[2]) & (boxes[:, 2] >= asked[0])
                kept &= (boxes[:, 1] <= asked[3]) & (boxes[:, 3] >= asked[1])
        for name, value in question.equal.items():
            column = self._file.table[_BY_PROPERTY[name]].cast("string")
            kept &= pc.fill_null(pc.equal(column, value), False).to_numpy()
        if question.during is not None:
            kept &= self._in_time(question.during)
        return np.flatnonzero(kept).astype(np.int64)

    def _in_time(self, during: tuple[dt.date | None, dt.date | None]) -> Any:
        """Features whose period meets the one asked; a period without dates meets all."""
        start, end = during
        kept = np.ones(len(self._file), dtype=bool)
        if end is not None:
            begun = pc.less_equal(self._file.table["valid_from"], end)
            kept &= pc.fill_null(begun, True).to_numpy()
        if start is not None:
            lasting = pc.greater(self._file.table["valid_to"], start)
            kept &= pc.fill_null(lasting, True).to_numpy()
        return kept

    def _decoded(self, rows: Rows) -> list[Feature]:
        shapes = self._file.geometries(rows)
        said = self._file.table.select(list(_COLUMNS)).take(rows).to_pylist()
        return [
            Feature(str(int(row) + 1), shape, _properties(values))
            for row, shape, values in zip(rows, shapes, said, strict=True)
        ]


def _properties(values: dict[str, Any]) -> dict[str, Any]:
    plain = {n: v.isoformat() if isinstance(v, dt.date) else v for n, v in values.items()}
    return {name: plain[column] for name, column in _BY_PROPERTY.items()}
