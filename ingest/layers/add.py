"""Layers into the catalogue: read, written once by content hash, then listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from ingest.layers.layer import Layer, LayerRefused
from ingest.layers.metadata import NOTHING_SAID, Metadata
from ingest.layers.pieces import cut
from ingest.layers.read import read_layers
from vigie.domain.layer import LayerRecord, LayerRole, LayerState
from vigie.store import layers as catalogue
from vigie.store.engine import Store
from vigie.store.layer_files import features_path, pieces_path, write

_CUT = frozenset({LayerRole.ZONE, LayerRole.COVERAGE})


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the paths given: layers new to the catalogue, known ones, refusals."""

    added: tuple[LayerRecord, ...]
    known: tuple[LayerRecord, ...]
    refused: tuple[LayerRefused, ...]


def add(
    store: Store,
    paths: Iterable[Path],
    *,
    name: str | None = None,
    said: Metadata = NOTHING_SAID,
    told: Callable[[LayerRecord | LayerRefused], None] | None = None,
) -> Added:
    """Put every layer under ``paths`` into the catalogue; the same bytes twice are one layer.

    ``said`` is what the operator says of their origin and licence: it stands before what they say
    themselves, and completes layers that are known. ``told`` hears of each layer or refusal as it
    comes (progress).
    """
    added: list[LayerRecord] = []
    known: list[LayerRecord] = []
    refused: list[LayerRefused] = []
    for found in read_layers(paths, name=name):
        if isinstance(found, LayerRefused):
            refused.append(found)
            _tell(told, found)
            continue
        already = catalogue.get(store, found.layer_id)
        record = _completed(store, already, said) if already else _keep(store, found, said)
        (known if already else added).append(record)
        _tell(told, record)
    return Added(tuple(added), tuple(known), tuple(refused))


def _tell(
    told: Callable[[LayerRecord | LayerRefused], None] | None, what: LayerRecord | LayerRefused
) -> None:
    if told is not None:
        told(what)


def _completed(store: Store, known: LayerRecord, said: Metadata) -> LayerRecord:
    """A known layer with what the operator now says of it."""
    told = replace(known, origin=said.origin or known.origin, licence=said.licence or known.licence)
    if told != known:
        catalogue.save(store, told)
    return told


def _keep(store: Store, layer: Layer, said: Metadata) -> LayerRecord:
    """Files first, then the row: a row never names a file that is not there."""
    write(layer.table, features_path(store.home, layer.layer_id))
    if layer.role in _CUT:
        shapes = shapely.from_wkb(layer.table["wkb"].to_numpy())
        write(cut(shapes), pieces_path(store.home, layer.layer_id))
    record = record_of(layer, said)
    catalogue.save(store, record)
    return record


def record_of(layer: Layer, said: Metadata = NOTHING_SAID) -> LayerRecord:
    """The row of the catalogue that describes a layer."""
    described = said.completed(layer.metadata)
    table = layer.table
    starts = _dates(table, "valid_from")
    ends = _dates(table, "valid_to")
    return LayerRecord(
        layer_id=layer.layer_id,
        name=layer.name,
        kind=layer.kind,
        role=layer.role,
        subject=layer.subject,
        source=layer.source,
        origin=described.origin,
        licence=described.licence,
        crs=layer.crs,
        features=len(layer),
        state=_state(table),
        valid_from=min(starts, default=None),
        valid_to=max(ends) if ends and len(ends) == len(layer) else None,
        extent=_extent(table),
        plans=tuple(sorted(filter(None, pc.unique(table["plan"]).to_pylist()))),
        communes=layer.communes,
        faults=tuple(sorted(layer.faults.items())),
        added_at=datetime.now(UTC),
    )


def _dates(table: pa.Table, name: str) -> list[Any]:
    return [value for value in table[name].to_pylist() if value is not None]


def _state(table: pa.Table) -> LayerState:
    """The state that all features share, unknown otherwise."""
    states = set(table["state"].to_pylist())
    return LayerState(states.pop() or "unknown") if len(states) == 1 else LayerState.UNKNOWN


def _extent(table: pa.Table) -> tuple[float, float, float, float] | None:
    boxes = np.column_stack([table[n].to_numpy() for n in ("xmin", "ymin", "xmax", "ymax")])
    boxes = boxes[~np.isnan(boxes[:, 0])]
    if not len(boxes):
        return None
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])
