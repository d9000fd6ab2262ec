"""From paths to layers: each table is recognised by its columns, then understood and mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.layers import (
    addresses,
    cadastre,
    communes,
    gaspar,
    ground,
    nature,
    pac,
    plu,
    ppr_cnig,
    ppr_covadis,
    sup,
)
from ingest.layers.build import build
from ingest.layers.layer import Context, Kind, Layer, LayerRefused, PlanRecord, RawTable
from ingest.layers.mapping import ColumnMapping, read_mappings
from ingest.layers.metadata import LARGEST_BYTES, NOTHING_SAID, Metadata, nearest, read_metadata
from ingest.layers.sources import MappingFile, MetadataFile, Source, find_sources
from vigie.domain.layer import LayerRole
from vigie.errors import Refused

LAYERS: tuple[Kind, ...] = (
    *gaspar.KINDS,
    *addresses.KINDS,
    *ppr_cnig.KINDS,
    *ppr_covadis.KINDS,
    *plu.KINDS,
    *sup.KINDS,
    *pac.KINDS,
    *cadastre.KINDS,
    *nature.KINDS,
    *ground.KINDS,
    *communes.KINDS,
)
"""Every kind of layer, the most particular first: the first that recognises a table has it."""

_BY_NAME = {kind.name: kind for kind in LAYERS}
_DECORATION = frozenset({"nattrac", "angle"})  # HABILLAGE tables of the CNIG: lettering of plans


def read_layers(
    paths: Iterable[Path], *, name: str | None = None
) -> Iterator[Layer | LayerRefused]:
    """Every layer under the paths given, in EPSG:2154; what was not taken comes with its reason.

    The tables of documents and the column mappings of one call hold for all its layers.
    """
    with ExitStack() as stack:
        delivery = _Delivery()
        heavy: list[Source] = []
        for found in find_sources(paths, stack):
            if isinstance(found, LayerRefused):
                yield found
            elif isinstance(found, MappingFile):
                yield from delivery.mappings_of(found)
            elif isinstance(found, MetadataFile):
                delivery.metadata_of(found)
            elif found.heavy:
                heavy.append(found)
            else:
                yield from delivery.gather(found)
        context = Context(_plans(delivery), tuple(delivery.tables))
        for table in delivery.tables:
            yield from _understood(table, delivery, context, name)
        for source in heavy:
            alone = _Delivery(delivery.mappings, delivery.metadata)
            yield from alone.gather(source)
            for table in alone.tables:
                yield from _understood(table, alone, context, name)


@dataclass(slots=True)
class _Delivery:
    """The tables of one call, as they come, and how to read those whose names differ."""

    mappings: list[ColumnMapping] = field(default_factory=list)
    metadata: list[tuple[str, Metadata]] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)

    def gather(self, source: Source) -> Iterator[LayerRefused]:
        try:
            self.tables.extend(source.read())
        except Refused as error:
            yield LayerRefused(source.where, str(error))

    def mappings_of(self, file: MappingFile) -> Iterator[LayerRefused]:
        try:
            self.mappings.extend(read_mappings(file.path, where=file.where, kinds=_BY_NAME))
        except Refused as error:
            yield LayerRefused(file.where, str(error))

    def metadata_of(self, file: MetadataFile) -> None:
        """Metadata that cannot be read say nothing: a layer is none the worse for it."""
        if file.path.stat().st_size <= LARGEST_BYTES:
            found = read_metadata(file.path.read_bytes())
            self.metadata.extend([(file.where, found)] if found else [])

    def described(self, table: RawTable) -> RawTable:
        """The table with what its own file, else the metadata about it, say of it."""
        beside = nearest(table.where, self.metadata)
        own = table.metadata or NOTHING_SAID
        return replace(table, metadata=own.completed(beside))

    def known(self, table: RawTable) -> tuple[RawTable, Kind | None]:
        """The table with standard names, and its kind, None when nothing recognises it."""
        mapping = next((m for m in self.mappings if m.fits(table)), None)
        if mapping is not None:
            return mapping.applied(table), _BY_NAME[mapping.kind]
        return table, kind_of(table)


def kind_of(table: RawTable) -> Kind | None:
    """The kind of a table by its content, None when none recognises it."""
    return next((kind for kind in LAYERS if kind.recognise(table)), None)


def _plans(delivery: _Delivery) -> dict[str, PlanRecord]:
    """What documents say of plans: the kinds that come first in LAYERS speak first."""
    rank = {kind.name: place for place, kind in enumerate(LAYERS)}
    speaking: list[tuple[int, RawTable, Kind]] = []
    for table in delivery.tables:
        try:
            read, kind = delivery.known(table)
        except Refused:
            continue  # said again, to the person, when the table itself is read
        if kind is not None and kind.plans is not None:
            speaking.append((rank[kind.name], read, kind))
    plans: dict[str, PlanRecord] = {}
    for _, read, kind in sorted(speaking, key=lambda found: found[0]):
        for record in kind.plans(read) if kind.plans else ():
            known = plans.get(record.plan)
            plans[record.plan] = known.merged(record) if known else record
    return plans


def _understood(
    table: RawTable, delivery: _Delivery, context: Context, name: str | None
) -> Iterator[Layer | LayerRefused]:
    try:
        read, kind = delivery.known(table)
        if kind is None:
            yield from _unknown(table)
        elif read.geometries is not None or kind.alone or kind.role is LayerRole.PROCEDURE:
            yield build(delivery.described(read), kind, context, name)
    except Refused as error:
        yield LayerRefused(table.where, str(error))


def _unknown(table: RawTable) -> Iterator[LayerRefused]:
    """Layers are named when nothing recognises them; tables and lettering are not layers."""
    if table.geometries is None or set(table.columns) >= _DECORATION:
        return
    shown = ", ".join(list(table.columns)[:12])
    yield LayerRefused(
        table.where,
        f"{table.where} : couche d'un genre inconnu (colonnes : {shown}). "
        "Donnez un fichier de correspondance des colonnes, ou renommez-les selon le standard.",
    )
