"""The opinions that a service collected on a project of the demonstration."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from vigie.demo.acts import Said
from vigie.demo.communes import Town
from vigie.demo.land import Parcel
from vigie.demo.projects import Project
from vigie.domain.fact import ActType, OpinionBody, OpinionSense

B, S = OpinionBody, OpinionSense
NAMES: dict[OpinionBody, tuple[str, ...]] = {
    B.DDTM: (
        "la Direction départementale des territoires et de la mer, service eau, risques et nature",
        "la DDTM de l'Hérault – SERN",
        "la Direction Départementale des Territoires et de la Mer (unité prévention des risques)",
    ),
    B.ABF: (
        "l'Architecte des Bâtiments de France",
        "Monsieur l'Architecte des Bâtiments de France",
        "l'ABF (UDAP de l'Hérault)",
    ),
    B.SDIS: ("le Service départemental d'incendie et de secours", "le SDIS 34"),
    B.CDPENAF: (
        "la commission départementale de préservation des espaces naturels, agricoles et"
        " forestiers",
        "la CDPENAF",
    ),
    B.PREFET: ("le préfet de l'Hérault", "Monsieur le Préfet de l'Hérault"),
    B.ROAD_MANAGER: (
        "le gestionnaire de la voirie départementale",
        "l'agence départementale des routes",
    ),
    B.SANITATION: (
        "la régie des eaux",
        "le service public d'assainissement non collectif",
        "le Syndicat mixte des Eaux Fictives",
    ),
    B.ENEDIS: ("ENEDIS", "Enedis, gestionnaire du réseau d'électricité"),
}
FLOOD_SENSES = ((S.FAVOURABLE_WITH_CONDITIONS, 6), (S.FAVOURABLE, 3), (S.UNFAVOURABLE, 1))
FORBIDDEN_SENSES = ((S.UNFAVOURABLE, 7), (S.FAVOURABLE_WITH_CONDITIONS, 2), (S.FAVOURABLE, 1))
HERITAGE_SENSES = (
    (S.FAVOURABLE, 4),
    (S.FAVOURABLE_WITH_CONDITIONS, 4),
    (S.TACIT, 1.2),
    (S.UNFAVOURABLE, 0.9),
)
NETWORK_SENSES = (
    (S.FAVOURABLE, 7),
    (S.FAVOURABLE_WITH_CONDITIONS, 3),
    (S.TACIT, 1),
    (S.UNFAVOURABLE, 0.25),
)
Senses = tuple[tuple[OpinionSense, float], ...]


def draw_opinions(  # noqa: PLR0913, PLR0917 - what the choice of bodies rests on
    town: Town,
    project: Project,
    parcels: tuple[Parcel, ...],
    regimes: dict[str, float],
    filed: date,
    decided: date,
    draw: Random,
) -> tuple[Said, ...]:
    """Who was asked, and what they said, in the order of their answers."""
    if project.kind.key == "cu_info":
        return ()
    chosen = [
        (body, senses)
        for body, senses, chance in _candidates(town, project, parcels, regimes)
        if draw.random() < chance
    ]
    found = [_said(body, senses, filed, decided, draw) for body, senses in chosen]
    return tuple(sorted(found, key=lambda said: said.given_on))


def _candidates(
    town: Town, project: Project, parcels: tuple[Parcel, ...], regimes: dict[str, float]
) -> list[tuple[OpinionBody, Senses, float]]:
    building = project.floor_area is not None
    small = ActType.DP in project.kind.types
    forbidden = regimes.get("03", 0) + regimes.get("04", 0) >= 0.25
    heritage = parcels[0].ring <= 3 and not town.insee.endswith(("1", "5"))
    farm = project.kind.key in {"farm_house", "farm_shed", "camping"}
    network = 0.12 if small else 0.55
    return [
        (
            B.DDTM,
            FORBIDDEN_SENSES if forbidden and project.new_dwelling else FLOOD_SENSES,
            (0.3 if small else 0.75) if regimes and building else 0.0,
        ),
        (B.ABF, HERITAGE_SENSES, 0.85 if heritage else 0.01),
        (B.SDIS, NETWORK_SENSES, 0.5 if project.kind.key in _PUBLIC else 0.06 * building),
        (B.CDPENAF, NETWORK_SENSES, 0.5 if farm else 0.0),
        (B.PREFET, NETWORK_SENSES, 0.7 if town.document == "RNU" and building else 0.0),
        (B.ROAD_MANAGER, NETWORK_SENSES, 0.1 * building),
        (B.SANITATION, NETWORK_SENSES, network * building),
        (B.ENEDIS, NETWORK_SENSES, 0.8 * network * building),
    ]


_PUBLIC = frozenset({"public", "commerce", "camping", "collective"})


def _said(body: OpinionBody, senses: Senses, filed: date, decided: date, draw: Random) -> Said:
    sense = draw.choices([s for s, _ in senses], [w for _, w in senses])[0]
    span = max((decided - filed).days - 4, 2)
    given = filed + timedelta(days=draw.randint(1, span))
    return Said(body, draw.choice(NAMES[body]), sense, given)
