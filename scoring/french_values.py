"""Values of facts in the words of those who read an explanation."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

from vigie.domain.fact import (
    PERSONAL_FACTS,
    ApplicantKind,
    Authority,
    Decision,
    Destination,
    Opinion,
    RiskZoneCited,
    Stage,
    WorksKind,
)

NAMES: dict[Enum, str] = {
    Stage.INITIAL: "acte initial",
    Stage.MODIFICATIF: "modificatif",
    Stage.TRANSFERT: "transfert",
    Stage.PROROGATION: "prorogation",
    Stage.RETRAIT: "retrait",
    Stage.ANNULATION: "annulation",
    Decision.GRANTED: "accordé",
    Decision.GRANTED_WITH_CONDITIONS: "accordé avec prescriptions",
    Decision.REFUSED: "refusé",
    Decision.NON_OPPOSITION: "non-opposition",
    Decision.NON_OPPOSITION_WITH_CONDITIONS: "non-opposition avec prescriptions",
    Decision.OPPOSED: "opposition",
    Decision.DEFERRED: "sursis à statuer",
    Decision.TACIT: "décision tacite",
    Decision.WITHDRAWN: "retiré",
    Decision.POSITIVE: "opération réalisable",
    Decision.NEGATIVE: "opération non réalisable",
    Decision.INFORMATIVE: "information",
    Decision.UNKNOWN: "sens non lu",
    Authority.COMMUNE: "la commune",
    Authority.EPCI: "l'intercommunalité",
    Authority.ETAT: "l'État",
    ApplicantKind.PERSON: "personne physique",
    ApplicantKind.COMPANY: "personne morale",
    ApplicantKind.PUBLIC_BODY: "personne publique",
    Destination.HOUSING: "habitation",
    Destination.COMMERCE: "commerce",
    Destination.FARMING: "exploitation agricole ou forestière",
    Destination.INDUSTRY: "industrie",
    Destination.PUBLIC: "équipement public",
    Destination.TOURISM: "hébergement touristique",
    Destination.OTHER: "autre",
    WorksKind.NEW_DWELLING: "logement nouveau",
    WorksKind.NEW_BUILDING: "construction nouvelle",
    WorksKind.EXTENSION: "extension",
    WorksKind.RAISING: "surélévation",
    WorksKind.CHANGE_OF_USE: "changement de destination",
    WorksKind.ANNEXE: "annexe",
    WorksKind.POOL: "piscine",
    WorksKind.FENCE: "clôture",
    WorksKind.FARM_BUILDING: "bâtiment agricole",
    WorksKind.PHOTOVOLTAIC: "photovoltaïque",
    WorksKind.SUBDIVISION: "division",
    WorksKind.CAMPING: "camping",
    WorksKind.EARTHWORKS: "terrassement",
    WorksKind.DEMOLITION: "démolition",
    WorksKind.FACADE: "façade ou toiture",
    WorksKind.BASEMENT: "sous-sol",
}


def shown(name: str, value: Any) -> str:
    """The value of a fact; an identity is said to be read, never repeated."""
    return "lu" if name in PERSONAL_FACTS else _shown(value)


def _shown(value: Any) -> str:  # noqa: PLR0911 - one a kind of value
    match value:
        case RiskZoneCited(plan, zone):
            return f"{plan} {zone}"
        case tuple() if value and isinstance(value[0], Opinion):
            return f"{len(value)}"
        case tuple():
            return ", ".join(_shown(one) for one in value)
        case Enum():
            return NAMES.get(value, str(value.value))
        case bool():
            return "oui" if value else "non"
        case date():
            return f"{value:%d/%m/%Y}"
        case float():
            return f"{value:g}".replace(".", ",")
        case _:
            return str(value)
