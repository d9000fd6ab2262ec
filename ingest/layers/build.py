"""A table of a known kind made a layer: columns understood, geometry mended, faults counted."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from ingest.layers.geometry import LAMBERT_93, mend, overlaps
from ingest.layers.layer import Context, Draft, Geometries, Kind, Layer, RawTable
from ingest.layers.metadata import NOTHING_SAID
from vigie.domain.place import Subject
from vigie.errors import Refused
from vigie.store.layer_files import SCHEMA, columns_of

_GEOMETRY = ("xmin", "ymin", "xmax", "ymax", "wkb")


def build(table: RawTable, kind: Kind, context: Context, name: str | None) -> Layer:
    """The layer that a table holds.

    Raises:
        Refused: its geometry has no CRS, is not in France, or nothing of it can be used.
    """
    draft = kind.draft(table, context)
    made, faults = _mended(draft, table, kind)
    made, faults["doublons retirés"] = _distinct(made)
    if made.num_rows == 0:
        raise Refused(f"{table.where} : rien d'utilisable dans la table. Vérifiez l'export.")
    if kind.exclusive:
        faults["recouvrements"] = overlaps(_shapes(made))
    if kind.band_m is not None:
        made = pa.concat_tables([made, _band(made, kind.band_m, kind.band_code)])
    return Layer(
        layer_id=_identity(table, kind),
        name=name or table.name,
        kind=kind.name,
        role=kind.role,
        subject=_main_subject(made, kind),
        source=table.where,
        crs=_crs_name(table),
        table=made,
        faults=dict(+faults),
        communes=draft.communes,
        metadata=table.metadata or NOTHING_SAID,
    )


def _mended(draft: Draft, table: RawTable, kind: Kind) -> tuple[pa.Table, Counter[str]]:
    if draft.geometries is None:
        rows = max((len(values) for values in draft.columns.values()), default=0)
        return _table(draft, np.full(rows, None, dtype=object)), Counter()
    crs = draft.crs or table.crs
    mended = mend(draft.geometries, crs, where=table.where, polygons=kind.polygons)
    return _table(draft, mended.geometries).filter(pa.array(mended.kept)), mended.faults


def _table(draft: Draft, shapes: Geometries) -> pa.Table:
    empty = [None] * len(shapes)
    names = [name for name in SCHEMA.names if name not in _GEOMETRY]
    arrays: Mapping[str, Any] = {
        name: pa.array(list(draft.columns.get(name, empty)), SCHEMA.field(name).type)
        for name in names
    }
    return pa.table({**arrays, **columns_of(shapes)}).select(SCHEMA.names).cast(SCHEMA)


def _shapes(table: pa.Table) -> Geometries:
    return np.asarray(shapely.from_wkb(table["wkb"].to_numpy()))


def _band(table: pa.Table, width: float, code: str | None) -> pa.Table:
    """One band around each feature, as a zone of its own."""
    bands = shapely.buffer(_shapes(table), width)
    columns = {name: table[name] for name in SCHEMA.names if name not in _GEOMETRY}
    columns["code"] = pa.array([code] * table.num_rows, pa.string())
    return pa.table({**columns, **columns_of(bands)}).select(SCHEMA.names).cast(SCHEMA)


def _identity(table: RawTable, kind: Kind) -> str:
    """Hash of the bytes read and of the kind: the same bytes twice are one layer."""
    return hashlib.sha256(f"{table.digest}\n{kind.name}".encode()).hexdigest()


def _distinct(table: pa.Table) -> tuple[pa.Table, int]:
    """The table without rows that say the same of the same ground, and how many those were."""
    seen: set[tuple[Any, ...]] = set()
    rows = []
    names = ("plan", "code", "label", "subject", "insee", "properties", "valid_from", "wkb")
    for row, key in enumerate(zip(*(table[name].to_pylist() for name in names), strict=True)):
        marked = (*key[:-1], hash(key[-1]))
        if marked not in seen:
            seen.add(marked)
            rows.append(row)
    removed = table.num_rows - len(rows)
    return (table.take(pa.array(rows)) if removed else table), removed


def _main_subject(table: pa.Table, kind: Kind) -> Subject:
    counts = Counter(value for value in table["subject"].to_pylist() if value)
    return Subject(counts.most_common(1)[0][0]) if counts else kind.subject


def _crs_name(table: RawTable) -> str | None:
    if table.crs is None:
        return None
    return "EPSG:2154" if table.crs == LAMBERT_93 else table.crs.name
