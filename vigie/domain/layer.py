"""A layer of zones as the catalogue knows it: where it comes from, its date, its state, its faults.

The zones themselves stand in one file a layer (``vigie.store.layer_files``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from vigie.domain.place import Subject


class LayerState(StrEnum):
    """State of a plan, a zone or a document in law."""

    PRESCRIBED = "prescribed"  # being drawn up: does not apply
    ANTICIPATED = "anticipated"  # applied before approval (C. env. L562-2)
    APPROVED = "approved"
    ANNULLED = "annulled"  # by a court: does not apply from its annulment
    REPEALED = "repealed"
    UNKNOWN = "unknown"  # the source does not say: taken as in force


class LayerRole(StrEnum):
    """What the features of a layer are to a place."""

    ZONE = "zone"  # met by intersection
    COVERAGE = "coverage"  # perimeter of a plan: says which communes it covers
    COMMUNE_WIDE = "commune_wide"  # joined by INSEE code, never by intersection
    PARCEL = "parcel"  # found by identifier
    OUTLINE = "outline"  # outlines of communes
    PROCEDURE = "procedure"  # states and dates of plans, without geometry
    BUILDING = "building"  # counted around a place
    ADDRESS = "address"  # found by number and street
    REFERENCE = "reference"  # shown on maps; no question is asked of it


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRecord:
    """One row of the catalogue. ``layer_id`` is a hash of the source bytes and the table read.

    ``source`` is the file and the table read. ``extent`` is (xmin, ymin, xmax, ymax) in EPSG:2154,
    None without geometry. ``communes`` are those that the source itself lists. ``faults`` counts
    what was mended or left out, by name.
    """

    layer_id: str
    name: str
    kind: str
    role: LayerRole
    subject: Subject
    source: str
    origin: str | None = None  # who made it or gave it, in words
    licence: str | None = None
    crs: str | None = None
    features: int = 0
    state: LayerState = LayerState.UNKNOWN
    valid_from: date | None = None
    valid_to: date | None = None
    extent: tuple[float, float, float, float] | None = None
    plans: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    faults: tuple[tuple[str, int], ...] = ()
    added_at: datetime | None = None
