"""Facts: what an act says, each with the place where it says it.

The fields of :class:`Facts` are the names and types that outside programs rely on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from vigie.domain.evidence import PageEvidence

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class ActType(StrEnum):
    """Type of authorisation; the label PCMI is a PC by its number, CUa and CUb are CU."""

    PC = "PC"
    PCMI = "PCMI"
    PA = "PA"
    PD = "PD"
    DP = "DP"
    CUA = "CUa"
    CUB = "CUb"


class Stage(StrEnum):
    """Where the act stands in the life of its dossier."""

    INITIAL = "initial"
    MODIFICATIF = "modificatif"
    TRANSFERT = "transfert"
    PROROGATION = "prorogation"
    RETRAIT = "retrait"
    ANNULATION = "annulation"


class Decision(StrEnum):
    """The sense of the operative part."""

    GRANTED = "granted"
    GRANTED_WITH_CONDITIONS = "granted_with_conditions"
    REFUSED = "refused"
    NON_OPPOSITION = "non_opposition"
    NON_OPPOSITION_WITH_CONDITIONS = "non_opposition_with_conditions"
    OPPOSED = "opposed"
    DEFERRED = "deferred"  # sursis à statuer
    TACIT = "tacit"
    WITHDRAWN = "withdrawn"
    POSITIVE = "positive"
    NEGATIVE = "negative"
    INFORMATIVE = "informative"
    UNKNOWN = "unknown"

    @property
    def favourable(self) -> bool | None:
        """True when the act allows something, False when it denies, None when not known."""
        if self in _FAVOURABLE:
            return True
        return None if self is Decision.UNKNOWN else False


_FAVOURABLE = frozenset(
    {
        Decision.GRANTED,
        Decision.GRANTED_WITH_CONDITIONS,
        Decision.NON_OPPOSITION,
        Decision.NON_OPPOSITION_WITH_CONDITIONS,
        Decision.TACIT,
        Decision.POSITIVE,
    }
)


class Authority(StrEnum):
    """In whose name the act is taken (A424-2 a); those of the State are outside this control."""

    COMMUNE = "commune"
    EPCI = "epci"
    ETAT = "etat"


class ApplicantKind(StrEnum):
    """What the applicant is; who it is stays out of models, logs and exports."""

    PERSON = "person"
    COMPANY = "company"
    PUBLIC_BODY = "public_body"


class Destination(StrEnum):
    """Main use of what is built."""

    HOUSING = "housing"
    COMMERCE = "commerce"
    FARMING = "farming"
    INDUSTRY = "industry"
    PUBLIC = "public"
    TOURISM = "tourism"
    OTHER = "other"


class WorksKind(StrEnum):
    """Kinds of works; an act may hold several."""

    NEW_DWELLING = "new_dwelling"
    NEW_BUILDING = "new_building"
    EXTENSION = "extension"
    RAISING = "raising"
    CHANGE_OF_USE = "change_of_use"
    ANNEXE = "annexe"
    POOL = "pool"
    FENCE = "fence"
    FARM_BUILDING = "farm_building"
    PHOTOVOLTAIC = "photovoltaic"
    SUBDIVISION = "subdivision"
    CAMPING = "camping"
    EARTHWORKS = "earthworks"
    DEMOLITION = "demolition"
    FACADE = "facade"
    BASEMENT = "basement"


class OpinionBody(StrEnum):
    """Who was consulted."""

    ABF = "abf"
    DDTM = "ddtm"
    SDIS = "sdis"
    CDPENAF = "cdpenaf"
    CDNPS = "cdnps"
    PREFET = "prefet"
    ROAD_MANAGER = "road_manager"
    SANITATION = "sanitation"
    ENEDIS = "enedis"
    OTHER = "other"


class OpinionSense(StrEnum):
    """What the body consulted said; ``none`` when it is named without a sense."""

    FAVOURABLE = "favourable"
    FAVOURABLE_WITH_CONDITIONS = "favourable_with_conditions"
    UNFAVOURABLE = "unfavourable"
    TACIT = "tacit"
    NONE = "none"


class SignatoryRole(StrEnum):
    """In what quality the act is signed."""

    MAYOR = "mayor"
    DEPUTY = "deputy"
    PRESIDENT = "president"
    AGENT = "agent"
    PREFECT = "prefect"


@dataclass(frozen=True, slots=True)
class RiskZoneCited:
    """A zone of a risk plan as the act cites it, such as PPRI / BU."""

    plan: str
    zone: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """An opinion visaed by the act (A424-2 d: opinions and their sense)."""

    body: OpinionBody
    sense: OpinionSense
    given_on: date | None = None


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed. ``name`` is personal data: for the reader of the act only."""

    name: str | None
    role: SignatoryRole | None
    by_delegation: bool | None


@dataclass(frozen=True, slots=True)
class Fact(Generic[T_co]):
    """One value said by the act: where it says it and how sure the reading is, from 0 to 1.

    ``printed`` keeps what stands on the page when the value was recovered through OCR damage;
    ``doubt`` says in French which check the value failed, None when it failed none. Of conditions,
    ``precise`` gives for each text the probability that it says what is to be done, so that it can
    be checked on the spot; None for other facts and where no reader graded them.
    """

    value: T_co
    confidence: float
    evidence: tuple[PageEvidence, ...]
    printed: str | None = None
    doubt: str | None = None
    precise: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that one act says. A fact that was not found is None."""

    dossier_number: Fact[str] | None = None
    act_type: Fact[ActType] | None = None
    stage: Fact[Stage] | None = None
    decision: Fact[Decision] | None = None
    in_the_name_of: Fact[Authority] | None = None
    commune_insee: Fact[str] | None = None
    filed_on: Fact[date] | None = None
    completed_on: Fact[date] | None = None
    posted_on: Fact[date] | None = None
    decided_on: Fact[date] | None = None
    tacit_on: Fact[date] | None = None
    received_on: Fact[date] | None = None
    actes_id: Fact[str] | None = None
    applicant_kind: Fact[ApplicantKind] | None = None
    applicant_name: Fact[str] | None = None
    site_address: Fact[str] | None = None
    parcels: Fact[tuple[str, ...]] | None = None
    site_area_m2: Fact[float] | None = None
    floor_area_created_m2: Fact[float] | None = None
    floor_area_existing_m2: Fact[float] | None = None
    footprint_m2: Fact[float] | None = None
    dwellings_created: Fact[int] | None = None
    destination: Fact[Destination] | None = None
    works: Fact[str] | None = None
    works_kinds: Fact[tuple[WorksKind, ...]] | None = None
    plu_zone: Fact[str] | None = None
    risk_zones_cited: Fact[tuple[RiskZoneCited, ...]] | None = None
    opinions: Fact[tuple[Opinion, ...]] | None = None
    articles_cited: Fact[tuple[str, ...]] | None = None
    conditions: Fact[tuple[str, ...]] | None = None
    flood_level_ngf: Fact[float] | None = None
    signatory: Fact[Signatory] | None = None
    architect_named: Fact[bool] | None = None

    def items(self) -> Iterator[tuple[str, Fact[Any]]]:
        """Name and fact of each fact found, in the order of the fields."""
        for name in FACT_NAMES:
            fact = getattr(self, name)
            if fact is not None:
                yield name, fact


FACT_NAMES: tuple[str, ...] = tuple(field.name for field in fields(Facts))
PERSONAL_FACTS = frozenset({"applicant_name", "site_address", "signatory"})


def said(fact: Fact[T] | None) -> T | None:
    """The value of a fact, None when it was not found."""
    return None if fact is None else fact.value
