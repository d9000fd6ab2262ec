"""Flood: works in the zones of plans (PPRI, submersion; C. env. L562-1, L562-4)."""

from __future__ import annotations

import re

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground, Key
from scoring.grounds.land import RED, risk_land
from scoring.grounds.law import law_table
from scoring.grounds.lineage import Modified, modified
from scoring.grounds.table import ANY
from scoring.grounds.terms import Flag, Land, Project, Said, Sense, Term
from scoring.grounds.wording import metres, wording
from scoring.grounds.zone_words import spell
from vigie.domain.fact import Destination, WorksKind
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE
PLAN_WORDS = re.compile(r"ppr(?:n[- ]?i|i(?!f)|sm?|l)|\bpss\b|inond|submersion", re.IGNORECASE)
EXCEPTION = wording(
    r"reconstruction (?:a l'identique|apres sinistre)|contrainte architecturale majeure"
    r"|derogation prevue (?:par|a) (?:l'article|le reglement) .{0,40}\bppr",
    "reconstruction",
    "contrainte architecturale",
    "derogation",
)
BASEMENT = wording(
    r"(?<!sans )(?<!pas de )(?<!aucun )\b(?:sous[- ]sols?|caves?\b(?! coop| viti)"
    r"|parkings? souterrains?|(?:garages?|stationnements?|parkings?) (?:enterres?|en sous[- ]sol))",
    *("sou", "cave", "enterre"),
)
PPR_ARTICLES = (
    Article("Code de l'environnement, articles L562-1 et L562-4"),
    Article("Code de l'urbanisme, article L421-6"),
)
PLACE_FACTS = ("decision", "works_kinds", "destination", "parcels", "risk_zones_cited")


class Growth(Term):
    """What works on an existing building bring, against the usual caps of a red zone."""

    LODGING = "logement créé dans l'existant"
    LARGE = "extension au-delà du plafond usuel"
    SMALL = "extension limitée"
    UNSIZED = "extension de surface inconnue"
    EXPOSED = "changement de destination plus vulnérable"
    CHANGE = "autre changement de destination"
    NONE = "pas de travaux sur existant"
    UNSTATED = "travaux non lus"


CAP_M2 = 20.0  # usual cap of one extension of a dwelling in a red zone (to confirm plan by plan)


def flood_land(case: Case) -> Land:
    """The land in the flood plans."""
    return risk_land(case, Subject.FLOOD_PLAN, PLAN_WORDS)


def _growth(case: Case) -> Growth:
    if case.project is Project.UNSTATED:
        return Growth.UNSTATED
    grown = case.does(WorksKind.EXTENSION, WorksKind.RAISING)
    changed = case.does(WorksKind.CHANGE_OF_USE)
    anew = case.does(WorksKind.NEW_BUILDING) or (case.does(WorksKind.NEW_DWELLING) and not changed)
    if anew or not (grown or changed):
        return Growth.NONE
    if case.project is Project.DWELLING:
        return Growth.LODGING
    if changed:
        public = (Destination.COMMERCE, Destination.PUBLIC, Destination.TOURISM)
        return Growth.EXPOSED if case.destination in public else Growth.CHANGE
    return _extension(case)


def _extension(case: Case) -> Growth:
    area = case.number("floor_area_created_m2") or case.number("footprint_m2")
    if area is None:
        return Growth.UNSIZED
    return Growth.LARGE if area > CAP_M2 else Growth.SMALL


def _ino_1(case: Case) -> Key:
    return (flood_land(case), case.project, _exception(case), case.sense)


def _exception(case: Case) -> Flag:
    return Flag.YES if case.mention(EXCEPTION) is Said.YES else Flag.NO


NEW = frozenset({Project.DWELLING, Project.PUBLIC})
OTHER_NEW = frozenset({Project.BUILDING, Project.FARM})
_TOUCHED = frozenset({Land.PARTLY_RED, Land.CITED_RED, Land.CITED_UNPLACED, Land.RED})
OPEN = frozenset({Land.UNPLACED, Land.UNSURVEYED, Land.UNCLASSED})
DECIDES_NOTHING = frozenset({Project.EXTENSION, Project.CHANGE, Project.MINOR})
IN_PLAN = frozenset({Land.RED, Land.PARTLY_RED, Land.BLUE, Land.CITED_RED, Land.CITED_UNPLACED})
_NEW_OR_UNSTATED = frozenset({*NEW, *OTHER_NEW, Project.UNSTATED})
_BUILT = frozenset({*NEW, *OTHER_NEW, Project.EXTENSION, Project.CHANGE})
_ALLOWS_OR_UNREAD = frozenset({Sense.ALLOWS, Sense.UNREAD})


def _because_1(case: Case, verdict: Verdict) -> str:
    zone = spell(case, Subject.FLOOD_PLAN, lambda hit: hit.regime in RED)
    if verdict is BREACH:
        return f"{case.allows} en zone d'interdiction : {zone}."
    if flood_land(case) in (Land.CITED_RED, Land.CITED_UNPLACED):
        return (
            f"{case.allows} et cite lui-même une zone d'interdiction "
            f"({_cited(case)}) que la carte ne montre pas."
        )
    return f"{case.allows} sur un terrain que touche une zone d'interdiction : {zone}."


def _cited(case: Case) -> str:
    cited = case.value("risk_zones_cited") or ()
    return ", ".join(f"{zone.plan} {zone.zone}" for zone in cited) or "zone non nommée"


INO_1 = Ground(
    code="INO-1",
    theme=Theme.FLOOD,
    label="Construction nouvelle en zone d'interdiction d'un PPRI",
    strength=3,
    gravity=1.0,
    articles=PPR_ARTICLES,
    facts=(*PLACE_FACTS, "dwellings_created"),
    subjects=(Subject.FLOOD_PLAN,),
    ask=_ino_1,
    table=law_table(
        {
            (ANY, ANY, ANY, Sense.DENIES): NOT_APPLICABLE,
            (ANY, DECIDES_NOTHING, ANY, ANY): NOT_APPLICABLE,
            (Land.RED, NEW, Flag.YES, Sense.ALLOWS): DOUBT,
            (Land.RED, NEW, ANY, Sense.ALLOWS): BREACH,
            (_TOUCHED, Project.FARM, ANY, ANY): (DOUBT, 2),
            (_TOUCHED, ANY, ANY, ANY): DOUBT,
            (OPEN, Project.FARM, ANY, ANY): (UNKNOWN, 2),
            (OPEN, ANY, ANY, ANY): UNKNOWN,
            (ANY, ANY, ANY, ANY): CLEAR,
        },
        Land,
        Project,
        Flag,
        Sense,
    ),
    because=_because_1,
    clears=(
        "Le plan de masse montrant la construction hors de la zone, ou l'exception du règlement "
        "du PPRI que l'acte applique."
    ),
    document="plan de masse (implantation) et règlement de la zone",
)


def _because_2(case: Case, verdict: Verdict) -> str:
    zone = spell(case, Subject.FLOOD_PLAN, lambda hit: hit.regime in RED)
    growth = _growth(case)
    area = case.number("floor_area_created_m2")
    size = f", {metres(area)} créés" if area else ""
    sentence = f"Travaux sur l'existant ({growth.value}{size}) en zone d'interdiction : {zone}."
    return sentence if verdict is BREACH else f"{sentence} Le plafond est à lire au règlement."


INO_2 = Ground(
    code="INO-2",
    theme=Theme.FLOOD,
    label="Extension ou changement de destination au-delà du règlement en zone d'interdiction",
    strength=3,
    gravity=0.9,
    articles=(Article("Règlement du PPRI, servitude (code de l'environnement, article L562-4)"),),
    facts=(*PLACE_FACTS, "floor_area_created_m2", "dwellings_created"),
    subjects=(Subject.FLOOD_PLAN,),
    ask=lambda case: (flood_land(case), _growth(case), case.sense),
    table=law_table(
        {
            (ANY, ANY, Sense.DENIES): NOT_APPLICABLE,
            (ANY, Growth.NONE, ANY): NOT_APPLICABLE,
            (Land.RED, Growth.LODGING, Sense.ALLOWS): BREACH,
            (Land.RED, frozenset({Growth.LARGE, Growth.EXPOSED}), Sense.ALLOWS): (BREACH, 2),
            (_TOUCHED, frozenset({Growth.LODGING, Growth.UNSTATED}), ANY): DOUBT,
            (_TOUCHED, frozenset({Growth.SMALL, Growth.CHANGE}), ANY): (DOUBT, 1),
            (_TOUCHED, ANY, ANY): (DOUBT, 2),
            (OPEN, frozenset({Growth.LODGING, Growth.UNSTATED}), ANY): UNKNOWN,
            (OPEN, frozenset({Growth.SMALL, Growth.CHANGE}), ANY): (UNKNOWN, 1),
            (OPEN, ANY, ANY): (UNKNOWN, 2),
            (ANY, ANY, ANY): CLEAR,
        },
        Land,
        Growth,
        Sense,
    ),
    because=_because_2,
    clears="Le règlement de la zone admettant ces travaux (plafond, absence de logement créé).",
    document="règlement de la zone et plans de l'existant",
)


def _basement(case: Case) -> Flag:
    if case.does(WorksKind.BASEMENT):
        return Flag.YES
    if BASEMENT.find(case.works):
        return Flag.YES
    return Flag.UNREAD if case.project is Project.UNSTATED and not case.works else Flag.NO


INO_4 = Ground(
    code="INO-4",
    theme=Theme.FLOOD,
    label="Sous-sol ou garage enterré en zone inondable",
    strength=2,
    gravity=0.9,
    articles=(Article("Règlement du PPRI (code de l'environnement, article L562-4)"),),
    facts=("decision", "works_kinds", "works", "parcels", "risk_zones_cited"),
    subjects=(Subject.FLOOD_PLAN,),
    ask=lambda case: (flood_land(case), _basement(case), case.sense),
    table=law_table(
        {
            (ANY, ANY, Sense.DENIES): NOT_APPLICABLE,
            (ANY, Flag.NO, ANY): NOT_APPLICABLE,
            (frozenset({Land.RED, Land.BLUE}), Flag.YES, Sense.ALLOWS): BREACH,
            (IN_PLAN, ANY, ANY): DOUBT,
            (Land.HALO, ANY, ANY): DOUBT,  # « any flood zone », those beyond the hazard too
            (OPEN, ANY, ANY): UNKNOWN,
            (ANY, ANY, ANY): CLEAR,
        },
        Land,
        Flag,
        Sense,
    ),
    because=lambda case, _: (
        f"Le projet comporte un sous-sol en zone inondable : {spell(case, Subject.FLOOD_PLAN)}."
    ),
    clears="Les plans montrant l'absence de niveau enterré, ou le règlement qui l'admet.",
    document="plans de coupe et règlement de la zone",
)
INO_8 = Ground(
    code="INO-8",
    theme=Theme.FLOOD,
    label="Modificatif en zone inondable pouvant excéder l'objet d'un modificatif",
    strength=2,
    gravity=0.8,
    articles=(
        Article("Règlement du PPRI (code de l'environnement, article L562-4)"),
        Article("Code de l'urbanisme, article L421-6"),
    ),
    facts=("decision", "stage", "works_kinds", "destination", "floor_area_created_m2"),
    subjects=(Subject.FLOOD_PLAN,),
    ask=lambda case: (flood_land(case), modified(case), case.sense),
    table=law_table(
        {
            (ANY, ANY, Sense.DENIES): NOT_APPLICABLE,
            (ANY, Modified.NOT, ANY): NOT_APPLICABLE,
            (_TOUCHED, Modified.LITTLE, ANY): (DOUBT, 1),
            (ANY, Modified.LITTLE, ANY): NOT_APPLICABLE,
            (IN_PLAN, ANY, ANY): DOUBT,
            (OPEN, ANY, ANY): UNKNOWN,
            (ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Land,
        Modified,
        Sense,
    ),
    because=lambda case, _: (
        f"Permis modificatif ({modified(case).value}), {spell(case, Subject.FLOOD_PLAN)} : à "
        "comparer au permis initial, la suite des modifications peut exiger un nouveau permis."
    ),
    clears="Le permis initial montrant que le modificatif n'ajoute ni logement ni vulnérabilité.",
    document="permis initial et ses modificatifs",
)

GROUNDS: tuple[Ground, ...] = (INO_1, INO_2, INO_4, INO_8)
