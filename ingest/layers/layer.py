"""The values of this room: a table as read, a layer as understood, a layer refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from pyproj import CRS

from ingest.layers.metadata import NOTHING_SAID, Metadata
from vigie.domain.layer import LayerRole, LayerState
from vigie.domain.place import Subject

Geometries = np.ndarray[Any, np.dtype[np.object_]]


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a file as its driver read it: columns by lower-case name, geometries or None.

    ``digest`` is the sha256 of the bytes that the table was read from; ``where`` names the file
    and the table for people.
    """

    where: str
    name: str
    columns: Mapping[str, Sequence[Any]]
    geometries: Geometries | None
    crs: CRS | None
    digest: str
    rows: int
    metadata: Metadata | None = None

    def has(self, *names: str) -> bool:
        """Whether every column named is there."""
        return all(name in self.columns for name in names)

    def first(self, *names: str) -> str | None:
        """The first of these column names that the table has."""
        return next((name for name in names if name in self.columns), None)

    def values(self, *names: str) -> Sequence[Any]:
        """Values of the first of these columns that the table has; None for each row without."""
        name = self.first(*names)
        return self.columns[name] if name else [None] * self.rows


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """What documents say of a plan: its name, what it is about, its state and its dates.

    ``hint`` is what its zones are usually about by their codes: for want of anything better.
    """

    plan: str
    name: str | None = None
    hint: Subject | None = None
    subjects: frozenset[Subject] = frozenset()
    state: LayerState = LayerState.UNKNOWN
    valid_from: date | None = None
    valid_to: date | None = None
    communes: tuple[str, ...] = ()

    def merged(self, other: PlanRecord) -> PlanRecord:
        """Both records together; what ``self`` says wins over what ``other`` says."""
        known = self.state is not LayerState.UNKNOWN
        return replace(
            self,
            name=self.name or other.name,
            hint=self.hint or other.hint,
            subjects=self.subjects | other.subjects,
            state=self.state if known else other.state,
            valid_from=self.valid_from or other.valid_from,
            valid_to=self.valid_to or other.valid_to,
            communes=tuple(sorted({*self.communes, *other.communes})),
        )


@dataclass(frozen=True, slots=True)
class Context:
    """What the other tables of one delivery say: its plans by identifier, the tables themselves."""

    plans: Mapping[str, PlanRecord] = field(default_factory=dict)
    tables: Sequence[RawTable] = ()

    def plan(self, plan: str | None) -> PlanRecord | None:
        """What is known of a plan."""
        return self.plans.get(plan) if plan else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Features of a layer before its geometry is mended. Columns left out are empty.

    ``geometries`` are in ``crs``, by default that of the source; None when the kind has none.
    """

    columns: Mapping[str, Sequence[Any]]
    geometries: Geometries | None
    crs: CRS | None = None
    communes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of layer: how it is recognised and how its columns are understood.

    ``plans`` reads a table of documents; kinds that hold zones have ``draft``.
    ``polygons`` says whether only surfaces make sense. ``band_m`` draws a band of that width
    around each feature, as a zone of its own. ``exclusive`` zones should not overlap: their
    overlaps are counted. ``alone`` kinds may stand without geometry.
    """

    name: str
    title: str
    subject: Subject
    role: LayerRole
    recognise: Callable[[RawTable], bool]
    draft: Callable[[RawTable, Context], Draft]
    plans: Callable[[RawTable], Sequence[PlanRecord]] | None = None
    polygons: bool = True
    band_m: float | None = None
    band_code: str | None = None
    exclusive: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer understood: EPSG:2154, geometry mended, one row a feature (``layer_files.SCHEMA``).

    ``faults`` counts what was mended or left out, by name.
    """

    layer_id: str
    name: str
    kind: str
    role: LayerRole
    subject: Subject
    source: str
    crs: str | None
    table: pa.Table
    faults: Mapping[str, int]
    communes: tuple[str, ...]
    metadata: Metadata = NOTHING_SAID

    def __len__(self) -> int:
        return int(self.table.num_rows)


@dataclass(frozen=True, slots=True)
class LayerRefused:
    """A file or a table that was not taken, and why, in French, with what to do."""

    source: str
    reason: str
