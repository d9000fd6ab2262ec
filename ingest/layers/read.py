"""From paths to layers: each table is recognised by its columns, then understood and mended."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ingest.layers import cadastre, communes, ppr_cnig, ppr_covadis
from ingest.layers.geometry import LAMBERT_93, mend
from ingest.layers.layer import (
    Context,
    Draft,
    Geometries,
    Kind,
    Layer,
    LayerRefused,
    PlanRecord,
    RawTable,
)
from ingest.layers.sources import Source, find_sources
from vigie.domain.layer import LayerRole
from vigie.domain.place import Subject
from vigie.errors import Refused
from vigie.store.layer_files import SCHEMA, columns_of

LAYERS: tuple[Kind, ...] = (
    *ppr_cnig.KINDS,
    *ppr_covadis.KINDS,
    *cadastre.KINDS,
    *communes.KINDS,
)
"""Every kind of layer, the most particular first: the first that recognises a table has it."""


def read_layers(
    paths: Iterable[Path], *, name: str | None = None
) -> Iterator[Layer | LayerRefused]:
    """Every layer under the paths given, in EPSG:2154; what was not taken comes with its reason.

    The tables of documents of one call are known to all its zones (state and dates of plans).
    """
    with ExitStack() as stack:
        tables: list[RawTable] = []
        heavy: list[Source] = []
        for source in find_sources(paths, stack):
            if isinstance(source, LayerRefused):
                yield source
            elif source.heavy:
                heavy.append(source)
            else:
                yield from _gather(source, tables)
        context = _context(tables)
        for table in tables:
            yield from _understood(table, context, name)
        for source in heavy:
            found: list[RawTable] = []
            yield from _gather(source, found)
            for table in found:
                yield from _understood(table, context, name)


def kind_of(table: RawTable) -> Kind | None:
    """The kind of a table, None when none recognises it."""
    return next((kind for kind in LAYERS if kind.recognise(table)), None)


def _gather(source: Source, tables: list[RawTable]) -> Iterator[LayerRefused]:
    try:
        tables.extend(source.read())
    except Refused as error:
        yield LayerRefused(source.where, str(error))


def _context(tables: Iterable[RawTable]) -> Context:
    plans: dict[str, PlanRecord] = {}
    for kind in LAYERS:
        for table in tables:
            if kind.plans is None or kind_of(table) is not kind:
                continue
            for record in kind.plans(table):
                known = plans.get(record.plan)
                plans[record.plan] = known.merged(record) if known else record
    return Context(plans)


def _understood(
    table: RawTable, context: Context, name: str | None
) -> Iterator[Layer | LayerRefused]:
    kind = kind_of(table)
    if kind is None:
        if table.geometries is not None:
            yield LayerRefused(table.where, _unknown(table))
        return
    if table.geometries is None and kind.role is not LayerRole.PROCEDURE:
        return  # a table of documents: it served as context
    try:
        yield _layer(table, kind, context, name)
    except Refused as error:
        yield LayerRefused(table.where, str(error))


def _unknown(table: RawTable) -> str:
    shown = ", ".join(list(table.columns)[:12])
    return (
        f"{table.where} : couche d'un genre inconnu (colonnes : {shown}). "
        "Donnez un fichier de correspondance des colonnes, ou renommez-les selon le standard."
    )


def _layer(table: RawTable, kind: Kind, context: Context, name: str | None) -> Layer:
    draft = kind.draft(table, context)
    faults: Counter[str] = Counter()
    columns, geometries, kept = _columns(draft, table.rows), draft.geometries, None
    if geometries is not None:
        mended = mend(geometries, table.crs, where=table.where, polygons=kind.polygons)
        faults, geometries, kept = mended.faults, mended.geometries, mended.kept
    made = _table(columns, geometries, table.rows)
    if kept is not None:
        made = made.filter(pa.array(kept))
    made, faults["doublons retirés"] = _distinct(made)
    if made.num_rows == 0:
        raise Refused(f"{table.where} : aucune géométrie utilisable. Vérifiez l'export.")
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
        licence=draft.licence,
    )


def _identity(table: RawTable, kind: Kind) -> str:
    """Hash of the bytes read and of the kind: the same bytes twice are one layer."""
    return hashlib.sha256(f"{table.digest}\n{kind.name}".encode()).hexdigest()


def _columns(draft: Draft, rows: int) -> Mapping[str, Any]:
    empty = [None] * rows
    names = [n for n in SCHEMA.names if n not in ("xmin", "ymin", "xmax", "ymax", "wkb")]
    return {name: draft.columns.get(name, empty) for name in names}


def _table(columns: Mapping[str, Any], geometries: Geometries | None, rows: int) -> pa.Table:
    shapes = geometries if geometries is not None else np.full(rows, None, dtype=object)
    arrays = {
        name: pa.array(list(values), SCHEMA.field(name).type) for name, values in columns.items()
    }
    return pa.table({**arrays, **columns_of(shapes)}).select(SCHEMA.names).cast(SCHEMA)


def _distinct(table: pa.Table) -> tuple[pa.Table, int]:
    """The table without rows that say the same of the same ground."""
    seen: set[tuple[Any, ...]] = set()
    rows = []
    plain = [table[name].to_pylist() for name in ("plan", "code", "label", "insee", "wkb")]
    for row, key in enumerate(zip(*plain, strict=True)):
        marked = (*key[:4], hash(key[4]))
        if marked not in seen:
            seen.add(marked)
            rows.append(row)
    return (table.take(pa.array(rows)) if len(rows) < table.num_rows else table), (
        table.num_rows - len(rows)
    )


def _main_subject(table: pa.Table, kind: Kind) -> Subject:
    counts = Counter(value for value in table["subject"].to_pylist() if value)
    return Subject(counts.most_common(1)[0][0]) if counts else kind.subject


def _crs_name(table: RawTable) -> str | None:
    if table.crs is None:
        return None
    return "EPSG:2154" if table.crs == LAMBERT_93 else table.crs.name
