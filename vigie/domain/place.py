"""Where an act is: parcels, geometry, and the zones of the State's layers that it meets.

Geometries are shapely geometries in EPSG:2154; areas in m², distances in m, shares from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from vigie.domain.evidence import named_plan

DISC_M = 100.0  # radius of the disc that stands for an act known by its commune only


class Precision(StrEnum):
    """How precisely the act was placed."""

    PARCEL = "parcel"
    ADDRESS = "address"
    COMMUNE = "commune"
    UNKNOWN = "unknown"


class Regime(StrEnum):
    """What a zone of a risk plan does to building: its typereg, never its letter."""

    STRICT_INTERDICTION = "strict_interdiction"
    INTERDICTION = "interdiction"
    PRESCRIPTION = "prescription"
    PRESCRIPTION_OUTSIDE_HAZARD = "prescription_outside_hazard"
    RECOMMENDATION = "recommendation"
    UNKNOWN = "unknown"


class Subject(StrEnum):
    """What a layer is about: the question it can answer for a place."""

    FLOOD_PLAN = "flood_plan"  # PPRI, submersion
    FIRE_PLAN = "fire_plan"  # PPRIF
    OTHER_PLAN = "other_plan"  # ground movements, mines, technological
    HAZARD = "hazard"  # hazard maps of a plan: a level, never a rule
    PAC = "pac"  # porter à connaissance, by whole communes
    PLU = "plu"
    PLU_PRESCRIPTION = "plu_prescription"
    PLU_INFORMATION = "plu_information"
    SUP = "sup"  # servitudes: AC1, AC2, AC4, AS1…
    NATURA_2000 = "natura_2000"
    ZNIEFF = "znieff"
    SHORE = "shore"  # shoreline and étang banks
    COMMUNE = "commune"
    FOREST = "forest"
    BUILDING = "building"
    PARCEL = "parcel"
    DETECTION = "detection"  # detections and infringements


@dataclass(frozen=True, slots=True)
class ZoneHit:
    """A zone that the place meets (share > 0) or lies near (share 0, distance given).

    (plan, code) is the key of a zone: a code alone is ambiguous. ``regime`` is a
    :class:`Regime` value for a risk zone, the typezone for a PLU zone, else None.
    """

    layer: str
    subject: Subject
    plan: str | None
    code: str | None
    regime: str | None
    label: str | None
    share: float
    area_m2: float
    distance_m: float
    valid_from: date | None
    valid_to: date | None
    geometry: BaseGeometry | None = None
    plan_name: str | None = None  # in words, when a layer or a register tells it

    @property
    def plan_words(self) -> str | None:
        """The plan as a reader knows it: « PPRI de la Mosson », else its code."""
        return named_plan(self.plan_name, self.plan)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is built around a place, by the layer of buildings; the place's own are apart.

    ``within_50_m``… count buildings that do not stand on the place; ``built_share_100_m`` is the
    part of the ground within 100 m that is built; ``cluster`` counts the buildings linked to the
    nearest one by steps of at most 50 m (it stops counting at 200).
    """

    nearest_m: float | None
    within_50_m: int
    within_100_m: int
    within_200_m: int
    built_share_100_m: float
    cluster: int
    on_place: int
    on_place_m2: float
    layer: str


@dataclass(frozen=True, slots=True)
class Place:
    """The land of an act as of a date, and what the layers say of it.

    ``surveyed`` holds the subjects for which a layer in force covers the commune: a subject that
    is not there is unknown, not outside. ``missing_parcels`` were cited but not found.
    ``parcel_doubts`` says in French, by identifier, why the cadastre loaded makes a parcel cited
    doubtful; where no cadastre covers the commune there is none.
    """

    precision: Precision
    parcels: tuple[str, ...]
    missing_parcels: tuple[str, ...]
    geometry: BaseGeometry | None
    area_m2: float | None
    zones: tuple[ZoneHit, ...]
    surveyed: frozenset[Subject]
    as_of: date | None
    reason: str  # in French: how it was placed, or why it was not
    surroundings: Surroundings | None = None  # None: no layer of buildings reaches the place
    parcel_doubts: tuple[tuple[str, str], ...] = ()

    def shown(self) -> BaseGeometry | None:
        """What a map shows: the land; for one known by its commune only, a disc in it."""
        if self.geometry is None or self.precision is not Precision.COMMUNE:
            return self.geometry
        return self.geometry.representative_point().buffer(DISC_M)

    def hits(self, subject: Subject) -> tuple[ZoneHit, ...]:
        """Zones of a subject that the place meets, largest share first."""
        met = [zone for zone in self.zones if zone.subject is subject and zone.share > 0]
        return tuple(sorted(met, key=lambda zone: (-zone.share, zone.plan or "", zone.code or "")))


NOWHERE = Place(Precision.UNKNOWN, (), (), None, None, (), frozenset(), None, "non localisé")
