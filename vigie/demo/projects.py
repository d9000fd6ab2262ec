"""Kinds of projects of the demonstration: what they are called, how large they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from vigie.domain.fact import ActType, Destination, WorksKind

AT, D, W = ActType, Destination, WorksKind
PCMI, PC, DP, PA, PD = (AT.PCMI,), (AT.PC,), (AT.DP,), (AT.PA,), (AT.PD,)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of project. Ranges are in m² of floor area; ``where`` is village, edge or farm."""

    key: str
    types: tuple[ActType, ...]
    weight: float
    where: str
    works: tuple[WorksKind, ...]
    destination: Destination
    created: tuple[int, int]
    existing: tuple[int, int]
    dwellings: tuple[int, int]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """A project drawn. ``units`` are lots or pitches; ``floor_area`` None when none is created."""

    kind: Kind
    text: str
    floor_area: float | None
    existing: float | None
    footprint: float | None
    dwellings: int
    units: int

    @property
    def new_dwelling(self) -> bool:
        """Whether the project creates a dwelling or a lot to build on."""
        return bool({W.NEW_DWELLING, W.SUBDIVISION, W.CAMPING} & set(self.kind.works)) or (
            self.kind.key == "conversion"
        )


def _kind(  # noqa: PLR0913, PLR0917 - one row of the table
    key: str,
    types: tuple[ActType, ...],
    weight: float,
    where: str,
    works: tuple[WorksKind, ...],
    destination: Destination,
    sizes: tuple[tuple[int, int], tuple[int, int], tuple[int, int]],
    *phrases: str,
) -> Kind:
    created, existing, dwellings = sizes
    return Kind(
        key, types, weight, where, works, destination, created, existing, dwellings, phrases
    )


NONE = (0, 0)
DECLARED_M2, ARCHITECT_M2 = 40, 150
KINDS: tuple[Kind, ...] = (
    _kind("house", PCMI, 13, "edge", (W.NEW_DWELLING,), D.HOUSING, ((82, 176), NONE, (1, 1)),
          "Construction d'une maison individuelle", "Construction d'une villa avec garage",
          "Édification d'une maison d'habitation de plain-pied",
          "Construction d'une maison individuelle en R+1 et garage accolé",
          "Réalisation d'une villa type 4"),
    _kind("house_pool", PCMI, 4, "edge", (W.NEW_DWELLING, W.POOL), D.HOUSING,
          ((110, 215), NONE, (1, 1)), "Construction d'une maison individuelle avec piscine",
          "Édification d'une villa, d'une piscine et d'une clôture",
          "Construction d'une habitation et d'une piscine de 8 x 4 m"),
    _kind("house_basement", PCMI, 1.6, "edge", (W.NEW_DWELLING, W.BASEMENT), D.HOUSING,
          ((120, 205), NONE, (1, 1)), "Construction d'une maison individuelle sur sous-sol",
          "Construction d'une villa avec garage enterré", "Construction d'une habitation"
          " avec cave"),
    _kind("collective", PC, 3, "village", (W.NEW_DWELLING, W.NEW_BUILDING), D.HOUSING,
          ((420, 2900), NONE, (6, 38)), "Construction d'un immeuble collectif de {n} logements",
          "Réalisation d'une résidence de {n} logements",
          "Construction de {n} logements collectifs et d'un parc de stationnement"),
    _kind("extension", (AT.PCMI, AT.DP), 9, "village", (W.EXTENSION,), D.HOUSING,
          ((14, 68), (75, 165), (0, 0)), "Extension d'une maison individuelle",
          "Agrandissement d'une habitation existante", "Extension d'une villa et création"
          " d'une terrasse",
          "Création d'une pièce de vie en extension du bâti existant"),
    _kind("raising", (AT.PCMI, AT.DP), 2, "village", (W.RAISING,), D.HOUSING,
          ((22, 70), (70, 130), (0, 0)), "Surélévation d'une maison existante",
          "Surélévation partielle d'une habitation"),
    _kind("pool", DP, 9, "edge", (W.POOL,), D.HOUSING, (NONE, NONE, NONE),
          "Construction d'une piscine", "Création d'une piscine de 8 m x 4 m",
          "Piscine enterrée et local technique", "Réalisation d'un bassin de natation non couvert"),
    _kind("annexe", DP, 6, "edge", (W.ANNEXE,), D.HOUSING, ((9, 19), NONE, NONE),
          "Construction d'un abri de jardin", "Édification d'un garage",
          "Création d'un carport et d'un abri à vélos", "Construction d'une annexe à usage"
          " de remise"),
    _kind("fence", DP, 6, "village", (W.FENCE,), D.HOUSING, (NONE, NONE, NONE),
          "Édification d'une clôture", "Réfection du mur de clôture et pose d'un portail",
          "Clôture sur rue, mur bahut et grillage"),
    _kind("facade", DP, 8, "village", (W.FACADE,), D.HOUSING, (NONE, NONE, NONE),
          "Ravalement de façade", "Remplacement des menuiseries extérieures",
          "Réfection de la toiture à l'identique", "Création de deux ouvertures en façade sud"),
    _kind("solar", DP, 6, "village", (W.PHOTOVOLTAIC,), D.HOUSING, (NONE, NONE, NONE),
          "Installation de panneaux photovoltaïques en toiture",
          "Pose de 12 modules photovoltaïques intégrés au bâti"),
    _kind("conversion", (AT.PC, AT.DP), 4, "village", (W.CHANGE_OF_USE,), D.HOUSING,
          ((38, 95), (40, 110), (1, 2)), "Changement de destination d'un garage en logement",
          "Transformation d'une remise en logement", "Transformation d'un local commercial"
          " en habitation",
          "Aménagement d'un logement dans un ancien chai"),
    _kind("commerce", PC, 2, "village", (W.NEW_BUILDING,), D.COMMERCE, ((90, 980), NONE, NONE),
          "Construction d'un local commercial", "Construction d'un bâtiment à usage de commerce",
          "Édification d'une supérette et aménagement du parking"),
    _kind("workshop", PC, 1.2, "edge", (W.NEW_BUILDING,), D.INDUSTRY, ((180, 1400), NONE, NONE),
          "Construction d'un bâtiment artisanal", "Construction d'un entrepôt et de bureaux"),
    _kind("public", PC, 1, "village", (W.NEW_BUILDING,), D.PUBLIC, ((120, 900), NONE, NONE),
          "Construction d'une salle polyvalente", "Construction d'une maison médicale",
          "Extension du groupe scolaire"),
    _kind("farm_shed", PC, 3, "farm", (W.FARM_BUILDING,), D.FARMING, ((140, 890), NONE, NONE),
          "Construction d'un hangar agricole", "Construction d'un bâtiment de stockage viticole",
          "Hangar agricole avec couverture photovoltaïque"),
    _kind("farm_house", (AT.PC, AT.PCMI), 1.8, "farm", (W.NEW_DWELLING, W.FARM_BUILDING), D.FARMING,
          ((95, 160), NONE, (1, 1)), "Hangar agricole et logement de l'exploitant",
          "Construction d'un logement d'exploitant agricole",
          "Construction d'un bâtiment agricole et d'une habitation"),
    _kind("subdivision", PA, 2, "edge", (W.SUBDIVISION,), D.HOUSING, ((900, 4200), NONE, NONE),
          "Création d'un lotissement de {u} lots à bâtir", "Lotissement de {u} lots",
          "Division de terrain en {u} lots à bâtir avec voie commune"),
    _kind("split", DP, 3, "edge", (W.SUBDIVISION,), D.HOUSING, (NONE, NONE, NONE),
          "Division en vue de construire", "Détachement d'un lot à bâtir",
          "Division foncière : création d'un lot à bâtir et d'un reliquat bâti"),
    _kind("camping", PA, 0.8, "farm", (W.CAMPING,), D.TOURISM, ((40, 220), NONE, NONE),
          "Extension du camping : création de {u} emplacements",
          "Aménagement d'un terrain de camping de {u} emplacements"),
    _kind("demolition", PD, 2.5, "village", (W.DEMOLITION,), D.HOUSING, (NONE, (40, 210), NONE),
          "Démolition d'une remise", "Démolition totale d'une maison vétuste",
          "Démolition d'un hangar et de ses annexes"),
    _kind("cu_info", (AT.CUA,), 6, "village", (), D.OTHER, (NONE, NONE, NONE),
          "Certificat d'urbanisme d'information"),
    _kind("cu_house", (AT.CUB,), 5, "edge", (W.NEW_DWELLING,), D.HOUSING, ((90, 150), NONE, (1, 1)),
          "Construction d'une maison individuelle",
          "Construction d'une maison d'habitation d'environ 120 m²", "Détachement d'un lot"
          " à bâtir"),
)  # fmt: skip


def draw_project(draw: Random, kind: Kind) -> Project:
    """A project of a kind, with its sizes."""
    dwellings = draw.randint(*kind.dwellings)
    units = draw.randint(3, 14) if "{u}" in "".join(kind.phrases) else 0
    created = _size(draw, kind.created)
    if kind.key == "collective":
        created = round(dwellings * draw.uniform(58, 74), 1)
    if kind.key == "pool":
        footprint: float | None = float(draw.choice((18, 24, 28, 32, 40, 50)))
    else:
        footprint = round(created * draw.uniform(0.55, 1.05), 1) if created else None
    text = draw.choice(kind.phrases).format(n=dwellings, u=units)
    return Project(kind, text, created, _size(draw, kind.existing), footprint, dwellings, units)


def declarable(project: Project, act_type: ActType, zones: set[str]) -> Project:
    """What is added to a house by declaration, cut to what a declaration may hold.

    40 m² in a zone U as long as the whole stays under 150 m², half of it elsewhere (CU R421-14,
    R421-17): who is held to half builds half.
    """
    created = project.floor_area or 0
    added = not {W.EXTENSION, W.RAISING}.isdisjoint(project.kind.works)
    small = created + (project.existing or 0) <= ARCHITECT_M2
    urban = small and all(zone.startswith("U") for zone in zones)
    if act_type is not AT.DP or not added or urban or created <= DECLARED_M2 / 2:
        return project
    footprint = round((project.footprint or 0) / 2, 1)
    return replace(project, floor_area=round(created / 2, 1), footprint=footprint)


def _size(draw: Random, bounds: tuple[int, int]) -> float | None:
    """A size between bounds, now and then with a decimal; None when there is none."""
    if bounds == NONE:
        return None
    low, high = bounds
    size: float = low + (high - low) * draw.random() ** 1.4
    return round(size, draw.choice((0, 0, 1, 2)))
