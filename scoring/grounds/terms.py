"""The columns of the decision tables: what an act does, where, and what it says.

Each enum has members for what is not known. A *gap* is one that reading or placing left open: an
act must not rank lower because of it. A subject that no layer covers is not a gap of the act.
"""

from __future__ import annotations

from enum import Enum


class Term(Enum):
    """A column of a table; hashed by identity, which is several times faster than by name."""

    __hash__ = object.__hash__


class Sense(Term):
    """What the operative part does to the project."""

    ALLOWS = "autorise"
    DENIES = "n'autorise rien de nouveau"
    UNREAD = "sens non lu"


class Project(Term):
    """The works, by what they bring to the place; the most exposed kind decides."""

    DWELLING = "création de logement"
    PUBLIC = "établissement recevant du public ou camping"
    BUILDING = "autre construction nouvelle"
    FARM = "bâtiment agricole"
    EXTENSION = "extension ou surélévation"
    CHANGE = "changement de destination"
    MINOR = "travaux mineurs"
    UNSTATED = "travaux non lus"


class Land(Term):
    """The land in the zones of a risk plan."""

    RED = "zone d'interdiction"
    PARTLY_RED = "en partie en zone d'interdiction"
    CITED_RED = "zone d'interdiction citée par l'acte seul"
    CITED_UNPLACED = "zone d'interdiction citée, terrain non localisé"
    BLUE = "zone de prescription"
    HALO = "zone hors aléa"
    UNCLASSED = "zone au régime inconnu"
    OUTSIDE = "hors zone"
    UNPLACED = "terrain non localisé"
    UNSURVEYED = "aucune couche"


class Zone(Term):
    """The land in the zones of the local plan, by typezone."""

    URBAN = "zone urbaine"
    TO_BUILD = "zone à urbaniser"
    FARM = "zone agricole"
    NATURAL = "zone naturelle"
    MIXED = "en partie en zone agricole ou naturelle"
    NO_PLAN = "sans document local d'urbanisme"
    UNPLACED = "terrain non localisé"
    UNSURVEYED = "aucune couche"


class Met(Term):
    """Whether the land meets a zone that matters."""

    YES = "dans le périmètre"
    PARTLY = "en partie dans le périmètre"
    NO = "hors du périmètre"
    UNPLACED = "terrain non localisé"
    UNSURVEYED = "aucune couche"


class Known(Term):
    """A hazard known outside the zones of a plan."""

    MAPPED = "aléa cartographié sur le terrain"
    COMMUNE = "aléa porté à la connaissance de la commune"
    NONE = "aucun aléa connu"
    UNPLACED = "terrain non localisé"
    UNSURVEYED = "aucune couche"


class Said(Term):
    """Whether the act says something."""

    YES = "dit"
    NO = "non dit"
    UNREAD = "non lu"


class Flag(Term):
    """A yes or no that comes from dates, sizes or a register."""

    YES = "oui"
    NO = "non"
    UNREAD = "non lu"
    UNKNOWN = "inconnu"


class Density(Term):
    """How built up the surroundings are."""

    DENSE = "secteur bâti dense"
    SPARSE = "secteur peu bâti"
    ISOLATED = "secteur isolé"
    UNPLACED = "terrain non localisé"
    UNSURVEYED = "aucune couche"


# What an act allows, after « L'acte autorise ».
ALLOWED: dict[Project, str] = {
    Project.DWELLING: "une création de logement",
    Project.PUBLIC: "un établissement recevant du public ou un camping",
    Project.BUILDING: "une construction nouvelle",
    Project.FARM: "un bâtiment agricole",
    Project.EXTENSION: "une extension ou une surélévation",
    Project.CHANGE: "un changement de destination",
    Project.MINOR: "des travaux sur l'existant",
    Project.UNSTATED: "des travaux dont la nature n'a pas été lue",
}
IN_ZONE: dict[Zone, str] = {
    Zone.URBAN: "en zone urbaine",
    Zone.TO_BUILD: "en zone à urbaniser",
    Zone.FARM: "en zone agricole",
    Zone.NATURAL: "en zone naturelle",
    Zone.MIXED: "sur un terrain en partie en zone agricole ou naturelle",
    Zone.NO_PLAN: "sur un terrain sans document local d'urbanisme",
    Zone.UNPLACED: "sur un terrain non localisé",
    Zone.UNSURVEYED: "sur un terrain de zone non connue",
}
GAPS: dict[Enum, str] = {
    Sense.UNREAD: "le sens de la décision",
    Project.UNSTATED: "la nature des travaux ou leur destination",
    Land.UNPLACED: "l'emplacement du terrain",
    Land.CITED_UNPLACED: "l'emplacement du terrain",
    Zone.UNPLACED: "l'emplacement du terrain",
    Met.UNPLACED: "l'emplacement du terrain",
    Known.UNPLACED: "l'emplacement du terrain",
    Density.UNPLACED: "l'emplacement du terrain",
    Said.UNREAD: "une partie du texte de l'acte",
    Flag.UNREAD: "une mention de l'acte",
}

# Gaps that are what the page hides, never what the act leaves out: their ground made sure of it.
HIDDEN: set[Enum] = {Sense.UNREAD}


_BY_NAME = {
    "UNSTATED": GAPS[Project.UNSTATED],
    "UNPLACED": GAPS[Met.UNPLACED],
    "UNREAD": GAPS[Flag.UNREAD],
}


def is_gap(member: Enum) -> bool:
    """Whether a column was left open by reading or placing."""
    return member in GAPS or member.name in _BY_NAME


def gap_of(member: Enum) -> str:
    """What was not read or placed, in French."""
    return GAPS.get(member) or _BY_NAME[member.name]
