"""An act of the demonstration: everything its drafter knew, and what is true of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from vigie.demo.communes import Town
from vigie.demo.land import Parcel
from vigie.demo.plans import RiskZone
from vigie.demo.projects import Project
from vigie.domain.fact import (
    ActType,
    ApplicantKind,
    Authority,
    Decision,
    OpinionBody,
    OpinionSense,
    SignatoryRole,
    Stage,
)


@dataclass(frozen=True, slots=True)
class Said:
    """An opinion as the act cites it."""

    body: OpinionBody
    name: str
    sense: OpinionSense
    given_on: date


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed; ``visa`` says whether the act cites the delegation."""

    name: str
    role: SignatoryRole
    by_delegation: bool
    visa: bool


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asked: invented."""

    kind: ApplicantKind
    name: str
    manager: str | None
    address: str
    city: str


@dataclass(frozen=True, slots=True)
class Cause:
    """Why an act is unlawful; ``shown_by`` is act, map, both or nothing."""

    key: str
    theme: str
    shown_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The earlier act that a modificatif, a transfer or a withdrawal is about."""

    number: str
    decided_on: date
    applicant: Applicant


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act. ``zone`` is the planning zone it cites, ``risk`` the risk zone its land lies in."""

    index: int
    town: Town
    number: str
    act_type: ActType
    stage: Stage
    decision: Decision
    authority: Authority
    project: Project
    parcels: tuple[Parcel, ...]
    address: str
    applicant: Applicant
    filed_on: date
    completed_on: date | None
    posted_on: date
    decided_on: date
    tacit_on: date | None
    received_on: date
    zone: str
    risk: RiskZone | None
    risk_cited: bool
    exposure: float
    opinions: tuple[Said, ...]
    flood_level: float | None
    reasons: tuple[str, ...]
    signed: Signed
    architect: str | None
    base: Base | None = None
    contradictory_on: date | None = None
    asked_by_holder: bool = False
    stamped: bool = False
    farming_need: bool = False
    causes: tuple[Cause, ...] = field(default=())

    @property
    def unlawful(self) -> bool:
        """The truth of the made world, that no stage of the chain may see."""
        return bool(self.causes)

    @property
    def site_area(self) -> float:
        """Area of the land, in m²."""
        return float(round(sum(parcel.area for parcel in self.parcels)))

    @property
    def actes_id(self) -> str:
        """Identifier printed by the transmission platform."""
        inner = self.number.replace(" ", "")[:15]
        return f"034-{self.town.siren}-{self.decided_on:%Y%m%d}-{inner}-AI"
