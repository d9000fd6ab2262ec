"""Numbers of the project: type of act, sense, kinds of works, sizes, kind of applicant.

Nothing here says who the applicant is.
"""

from __future__ import annotations

from features.feature import Feature, feature
from vigie.domain.dossier import Dossier
from vigie.domain.fact import (
    ActType,
    ApplicantKind,
    Authority,
    Decision,
    Destination,
    Fact,
    Stage,
    WorksKind,
    said,
)

TYPES = {
    "type_permit": ("Permis de construire", frozenset({ActType.PC, ActType.PCMI})),
    "type_subdivision": ("Permis d'aménager", frozenset({ActType.PA})),
    "type_demolition": ("Permis de démolir", frozenset({ActType.PD})),
    "type_declaration": ("Déclaration préalable", frozenset({ActType.DP})),
    "type_certificate": ("Certificat d'urbanisme", frozenset({ActType.CUA, ActType.CUB})),
}
WORKS = {
    WorksKind.NEW_DWELLING: "Création de logement",
    WorksKind.NEW_BUILDING: "Construction nouvelle",
    WorksKind.EXTENSION: "Extension",
    WorksKind.RAISING: "Surélévation",
    WorksKind.CHANGE_OF_USE: "Changement de destination",
    WorksKind.ANNEXE: "Annexe",
    WorksKind.POOL: "Piscine",
    WorksKind.FENCE: "Clôture",
    WorksKind.FARM_BUILDING: "Bâtiment agricole",
    WorksKind.PHOTOVOLTAIC: "Photovoltaïque",
    WorksKind.SUBDIVISION: "Division ou lotissement",
    WorksKind.CAMPING: "Camping",
    WorksKind.EARTHWORKS: "Affouillements et remblais",
    WorksKind.DEMOLITION: "Démolition",
    WorksKind.FACADE: "Façade",
    WorksKind.BASEMENT: "Sous-sol",
}
SIZES = {
    "floor_area_created_m2": ("floor_area", "Surface de plancher créée"),
    "floor_area_existing_m2": ("floor_area_existing", "Surface de plancher existante"),
    "footprint_m2": ("footprint", "Emprise au sol"),
    "site_area_m2": ("site_area", "Surface du terrain déclarée"),
}


def _type(name: str, label: str, types: frozenset[ActType]) -> Feature:
    @feature(name, version=1, label=label, unit="oui/non")
    def is_type(dossier: Dossier) -> float | None:
        act_type = said(dossier.facts.act_type)
        return None if act_type is None else float(act_type in types)

    return is_type


def _works(kind: WorksKind, label: str) -> Feature:
    @feature(f"works_{kind.value}", version=1, label=f"Travaux : {label.lower()}", unit="oui/non")
    def has_kind(dossier: Dossier) -> float | None:
        kinds = said(dossier.facts.works_kinds)
        return None if kinds is None else float(kind in kinds)

    return has_kind


def _size(fact_name: str, name: str, label: str) -> Feature:
    @feature(name, version=1, label=label, unit="m²", spread=True)
    def size(dossier: Dossier) -> float | None:
        fact: Fact[float] | None = getattr(dossier.facts, fact_name)
        return None if fact is None else max(0.0, fact.value)

    return size


@feature("dwellings", version=1, label="Logements créés", unit="logements", spread=True)
def dwellings(dossier: Dossier) -> float | None:
    """Dwellings created, as the act states them."""
    fact = dossier.facts.dwellings_created
    return None if fact is None else float(max(0, fact.value))


@feature("favourable", version=1, label="Décision favorable", unit="oui/non", rising=True)
def favourable(dossier: Dossier) -> float | None:
    """1 when the act allows something; a refusal harms no protected interest."""
    decision = said(dossier.facts.decision)
    sense = None if decision is None else decision.favourable
    return None if sense is None else float(sense)


@feature("conditional", version=1, label="Décision assortie de prescriptions", unit="oui/non")
def conditional(dossier: Dossier) -> float | None:
    """1 when the operative part grants under conditions."""
    decision = said(dossier.facts.decision)
    if decision is None or decision is Decision.UNKNOWN:
        return None
    under = (Decision.GRANTED_WITH_CONDITIONS, Decision.NON_OPPOSITION_WITH_CONDITIONS)
    return float(decision in under)


@feature("tacit", version=1, label="Décision tacite", unit="oui/non")
def tacit(dossier: Dossier) -> float | None:
    """1 when nobody wrote the reasons."""
    decision = said(dossier.facts.decision)
    if decision is None or decision is Decision.UNKNOWN:
        return None
    return float(decision is Decision.TACIT)


@feature("amended", version=1, label="Modificatif, transfert ou prorogation", unit="oui/non")
def amended(dossier: Dossier) -> float | None:
    """1 when the act changes an earlier one."""
    stage = said(dossier.facts.stage)
    later = (Stage.MODIFICATIF, Stage.TRANSFERT, Stage.PROROGATION)
    return None if stage is None else float(stage in later)


@feature("withdrawal", version=1, label="Retrait ou annulation", unit="oui/non")
def withdrawal(dossier: Dossier) -> float | None:
    """1 when the act undoes an earlier one."""
    stage = said(dossier.facts.stage)
    return None if stage is None else float(stage in (Stage.RETRAIT, Stage.ANNULATION))


@feature("related_acts", version=1, label="Actes liés au même terrain ou dossier", unit="actes")
def related_acts(dossier: Dossier) -> float:
    """How many other acts are tied to this one."""
    return float(len(dossier.related))


@feature("company", version=1, label="Demandeur : société", unit="oui/non")
def company(dossier: Dossier) -> float | None:
    """1 when the applicant is a company."""
    kind = said(dossier.facts.applicant_kind)
    return None if kind is None else float(kind is ApplicantKind.COMPANY)


@feature("public_body", version=1, label="Demandeur : personne publique", unit="oui/non")
def public_body(dossier: Dossier) -> float | None:
    """1 when the applicant is a public body."""
    kind = said(dossier.facts.applicant_kind)
    return None if kind is None else float(kind is ApplicantKind.PUBLIC_BODY)


@feature("by_epci", version=1, label="Acte pris par l'intercommunalité", unit="oui/non")
def by_epci(dossier: Dossier) -> float | None:
    """1 when the act is taken in the name of an EPCI."""
    authority = said(dossier.facts.in_the_name_of)
    return None if authority is None else float(authority is Authority.EPCI)


@feature("destination_housing", version=1, label="Destination : habitation", unit="oui/non")
def destination_housing(dossier: Dossier) -> float | None:
    """1 when the main use is housing."""
    destination = said(dossier.facts.destination)
    return None if destination is None else float(destination is Destination.HOUSING)


@feature("destination_farming", version=1, label="Destination : agricole", unit="oui/non")
def destination_farming(dossier: Dossier) -> float | None:
    """1 when the main use is farming."""
    destination = said(dossier.facts.destination)
    return None if destination is None else float(destination is Destination.FARMING)


FEATURES: tuple[Feature, ...] = (
    *(_type(name, label, types) for name, (label, types) in TYPES.items()),
    favourable,
    conditional,
    tacit,
    amended,
    withdrawal,
    related_acts,
    *(_works(kind, label) for kind, label in WORKS.items()),
    *(_size(fact, name, label) for fact, (name, label) in SIZES.items()),
    dwellings,
    company,
    public_body,
    by_epci,
    destination_housing,
    destination_farming,
)
