"""Flood: plans of prevention (PPRI, submersion) and known hazard (C. env. L562-1, CU R111-2)."""

from __future__ import annotations

import re

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground, Key
from scoring.grounds.land import RED, hazard, risk_land, spell
from scoring.grounds.law import granted_table, law_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import Flag, Known, Land, Project, Said, Sense, Term
from scoring.grounds.wording import any_of, wording
from vigie.domain.fact import Destination, OpinionBody, OpinionSense, Stage, WorksKind
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE

PLAN_WORDS = re.compile(r"ppr(?:n[- ]?i|i(?!f)|sm?)|inond|submersion", re.IGNORECASE)
EXCEPTION = wording(
    r"reconstruction (?:a l'identique|apres sinistre)|contrainte architecturale majeure"
    r"|derogation prevue (?:par|a) (?:l'article|le reglement) .{0,40}\bppr",
    "reconstruction",
    "contrainte architecturale",
    "derogation",
)
FLOOR_LEVEL = any_of(
    wording(r"\bp\.? ?h\.? ?e\b", "phe", "p.h.e", "p. h. e", "p h e"),
    wording(r"\bcotes?\b.{0,60}\b(?:reference|plancher)", "cote"),
    wording(r"\bngf\b|n\.g\.f", "ngf", "n.g.f"),
    wording(r"sous[- ]face", "sous-face", "sous face"),
    wording(
        r"planchers?\b(?! (?:cree|existant|autoris|demoli|supprim|nouvelle|totale?\b|taxable|de |:"
        r"|\d))(?<!surface de plancher)(?<!surfaces de plancher)",
        "plancher",
    ),
    wording(r"\btn ?\+", "tn+", "tn +"),
    wording(r"(?:niveau|zone|espace) (?:de )?refuge", "refuge"),
    wording(r"transparence hydraulique|transparente?s? (?:aux ecoulements|hydraul)", "transparen"),
)
BASEMENT = wording(
    r"(?<!sans )(?<!pas de )(?<!aucun )\b(?:sous[- ]sols?|caves?\b(?! coop| viti)"
    r"|parkings? souterrains?|(?:garages?|stationnements?|parkings?) (?:enterres?|en sous[- ]sol))",
    *("sou", "cave", "enterre"),
)
ATTESTATION = wording(
    r"attestation.{0,120}(?:etude|expert|architecte|ppr|r\.? ?431-16|risques)"
    r"|pc(?:mi)? ?13\b|etude (?:prealable|hydraulique)",
    *("attestation", "13", "etude"),
)
R111_2 = wording(r"\br\W{0,3}111\W{1,3}2\b", "111")
HAZARD = wording(r"inond|submersion|ruissellement|littora", "in", "r", "s")
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


_NEW = frozenset({Project.DWELLING, Project.PUBLIC})
_OTHER_NEW = frozenset({Project.BUILDING, Project.FARM})
_TOUCHED = frozenset({Land.PARTLY_RED, Land.CITED_RED, Land.CITED_UNPLACED, Land.RED})
_OPEN = frozenset({Land.UNPLACED, Land.UNSURVEYED, Land.UNCLASSED})
_DECIDES_NOTHING = frozenset({Project.EXTENSION, Project.CHANGE, Project.MINOR})
_IN_PLAN = frozenset({Land.RED, Land.PARTLY_RED, Land.BLUE, Land.CITED_RED, Land.CITED_UNPLACED})
_NEW_OR_UNSTATED = frozenset({*_NEW, *_OTHER_NEW, Project.UNSTATED})
_BUILT = frozenset({*_NEW, *_OTHER_NEW, Project.EXTENSION, Project.CHANGE})
_ALLOWS_OR_UNREAD = frozenset({Sense.ALLOWS, Sense.UNREAD})


def _because_1(case: Case, verdict: Verdict) -> str:
    zone = spell(case, Subject.FLOOD_PLAN, lambda hit: hit.regime in RED)
    if verdict is BREACH:
        return f"L'acte autorise une {_what(case)} en zone d'interdiction : {zone}."
    if flood_land(case) in (Land.CITED_RED, Land.CITED_UNPLACED):
        return (
            f"L'acte cite lui-même une zone d'interdiction ({_cited(case)}) pour une "
            f"{_what(case)}, sans que la carte la montre."
        )
    return f"Le projet ({_what(case)}) touche une zone d'interdiction : {zone}."


def _what(case: Case) -> str:
    return {
        Project.DWELLING: "création de logement",
        Project.PUBLIC: "installation recevant du public",
        Project.FARM: "construction agricole",
        Project.UNSTATED: "opération dont la nature n'a pas été lue",
    }.get(case.project, "construction")


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
            (ANY, _DECIDES_NOTHING, ANY, ANY): NOT_APPLICABLE,
            (Land.RED, _NEW, Flag.YES, Sense.ALLOWS): DOUBT,
            (Land.RED, _NEW, ANY, Sense.ALLOWS): BREACH,
            (_TOUCHED, Project.FARM, ANY, ANY): (DOUBT, 2),
            (_TOUCHED, ANY, ANY, ANY): DOUBT,
            (_OPEN, Project.FARM, ANY, ANY): (UNKNOWN, 2),
            (_OPEN, ANY, ANY, ANY): UNKNOWN,
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
    size = f" ({area:g} m² créés)".replace(".", ",") if area else ""
    sentence = f"L'acte autorise des travaux sur existant ({growth.value}{size}) : {zone}."
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
            (_OPEN, frozenset({Growth.LODGING, Growth.UNSTATED}), ANY): UNKNOWN,
            (_OPEN, frozenset({Growth.SMALL, Growth.CHANGE}), ANY): (UNKNOWN, 1),
            (_OPEN, ANY, ANY): (UNKNOWN, 2),
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


def _floor(case: Case) -> Flag:
    """Whether floor area is created on the ground."""
    area = case.number("floor_area_created_m2") or case.number("footprint_m2")
    if area is not None:
        return Flag.YES if area > 0 else Flag.NO
    if case.project is Project.UNSTATED:
        return Flag.UNREAD
    creates = (Project.DWELLING, Project.PUBLIC, Project.BUILDING, Project.FARM, Project.EXTENSION)
    return Flag.YES if case.project in creates else Flag.NO


def _level(case: Case) -> Said:
    if flood_land(case) not in (Land.BLUE, *_OPEN):
        return Said.NO  # elsewhere nobody asks for a level: the text need not be read for it
    return Said.YES if case.value("flood_level_ngf") is not None else case.mention(FLOOR_LEVEL)


INO_3 = Ground(
    code="INO-3",
    theme=Theme.FLOOD,
    label="Zone de prescription : l'acte est muet sur la cote de plancher",
    strength=1,
    gravity=0.6,
    articles=(
        Article("Règlement du PPRI (code de l'environnement, article L562-4)"),
        Article("Code de l'urbanisme, article A424-3"),
    ),
    facts=("decision", "works_kinds", "floor_area_created_m2", "flood_level_ngf", "conditions"),
    subjects=(Subject.FLOOD_PLAN,),
    ask=lambda case: (flood_land(case), _floor(case), _level(case), case.sense),
    table=law_table(
        {
            (ANY, ANY, ANY, Sense.DENIES): NOT_APPLICABLE,
            (ANY, Flag.NO, ANY, ANY): NOT_APPLICABLE,
            (Land.BLUE, ANY, Said.YES, ANY): CLEAR,
            (Land.BLUE, ANY, Said.UNREAD, ANY): UNKNOWN,
            (Land.BLUE, ANY, Said.NO, ANY): DOUBT,
            (_OPEN, ANY, Said.NO, Sense.ALLOWS): UNKNOWN,
            (ANY, ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Land,
        Flag,
        Said,
        Sense,
    ),
    because=lambda case, _: (
        "L'acte ne dit rien de la cote du plancher alors que le terrain est en "
        f"{spell(case, Subject.FLOOD_PLAN)} : ouvrir les plans (cote du plancher)."
    ),
    clears="Les plans montrant le premier plancher au-dessus de la cote de référence.",
    document="plans et notice (cote du plancher)",
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
            (_IN_PLAN, ANY, ANY): DOUBT,
            (_OPEN, ANY, ANY): UNKNOWN,
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
INO_5 = Ground(
    code="INO-5",
    theme=Theme.FLOOD,
    label="Attestation d'étude préalable au titre du PPRI non visée",
    strength=2,
    gravity=0.6,
    articles=(Article("Code de l'urbanisme, article R431-16"),),
    facts=("decision", "works_kinds", "parcels"),
    subjects=(Subject.FLOOD_PLAN,),
    ask=lambda case: (flood_land(case), case.project, case.mention(ATTESTATION), case.sense),
    table=law_table(
        {
            (ANY, ANY, ANY, Sense.DENIES): NOT_APPLICABLE,
            (ANY, frozenset({Project.MINOR, Project.CHANGE}), ANY, ANY): NOT_APPLICABLE,
            (_IN_PLAN, ANY, Said.YES, ANY): CLEAR,
            (_IN_PLAN, ANY, Said.NO, ANY): DOUBT,
            (_IN_PLAN, ANY, Said.UNREAD, ANY): UNKNOWN,
            (_OPEN, ANY, Said.NO, Sense.ALLOWS): UNKNOWN,
            (ANY, ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Land,
        Project,
        Said,
        Sense,
    ),
    because=lambda case, _: (
        f"Terrain en {spell(case, Subject.FLOOD_PLAN)} : si le règlement subordonne les travaux à "
        "une étude préalable, l'attestation (PC13 ou PCMI13) doit être au dossier ; l'acte ne la "
        "vise pas."
    ),
    clears="L'attestation PC13 ou PCMI13 au dossier, ou un règlement qui n'exige pas d'étude.",
    document="attestation PC13 ou PCMI13",
)


def _known(case: Case) -> Known:
    return hazard(case, HAZARD, "11")


_HOUSED = frozenset({*_NEW, Project.UNSTATED})
_SPARED = frozenset({*_DECIDES_NOTHING, *_OTHER_NEW})
INO_6 = Ground(
    code="INO-6",
    theme=Theme.FLOOD,
    label="Aléa d'inondation connu hors zonage du PPRI, article R111-2 non discuté",
    strength=2,
    gravity=0.9,
    articles=(Article("Code de l'urbanisme, article R111-2"),),
    facts=("decision", "works_kinds", "destination", "articles_cited"),
    subjects=(Subject.HAZARD, Subject.PAC),
    ask=lambda case: (
        case.sense,
        _known(case),
        Flag.YES if flood_land(case) in _IN_PLAN else Flag.NO,
        case.project,
        case.mention(R111_2),
    ),
    table=granted_table(
        {
            (ANY, Flag.YES, ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, _SPARED, ANY): NOT_APPLICABLE,
            (Known.NONE, ANY, ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, ANY, Said.YES): CLEAR,
            (Known.MAPPED, ANY, _HOUSED, Said.NO): DOUBT,
            (Known.MAPPED, ANY, ANY, ANY): UNKNOWN,
            (Known.COMMUNE, ANY, ANY, Said.NO): (DOUBT, 1),
            (ANY, ANY, ANY, ANY): (UNKNOWN, 1),
        },
        Known,
        Flag,
        Project,
        Said,
    ),
    because=lambda case, _: (
        f"Inondation, {_known(case).value} hors zonage du PPRI : l'acte ne discute pas l'article "
        "R111-2 (ouvrir la carte d'aléa)."
    ),
    clears="La carte d'aléa du porter à connaissance laissant le terrain indemne.",
    document="carte d'aléa du porter à connaissance",
)


def _risk_opinion(case: Case) -> Said:
    return case.heard(OpinionBody.DDTM, OpinionSense.UNFAVOURABLE)


INO_7 = Ground(
    code="INO-7",
    theme=Theme.FLOOD,
    label="Autorisation malgré un avis défavorable du service chargé des risques",
    strength=3,
    gravity=0.95,
    articles=(Article("Code de l'urbanisme, article R111-2"),),
    facts=("decision", "opinions"),
    subjects=(Subject.FLOOD_PLAN,),
    ask=lambda case: (_risk_opinion(case), flood_land(case), case.sense),
    table=law_table(
        {
            (ANY, ANY, Sense.DENIES): NOT_APPLICABLE,
            (Said.YES, ANY, Sense.ALLOWS): BREACH,
            (Said.YES, ANY, Sense.UNREAD): UNKNOWN,
            (Said.UNREAD, _IN_PLAN, ANY): UNKNOWN,
            (ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Said,
        Land,
        Sense,
    ),
    because=lambda _case, _: (
        "L'acte vise un avis défavorable de la DDTM et autorise pourtant le projet."
    ),
    clears="Un avis ultérieur favorable, ou un avis défavorable étranger à la sécurité.",
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
    ask=lambda case: (
        flood_land(case),
        Flag.YES if case.stage is Stage.MODIFICATIF else Flag.NO,
        case.project,
        case.sense,
    ),
    table=law_table(
        {
            (ANY, ANY, ANY, Sense.DENIES): NOT_APPLICABLE,
            (ANY, frozenset({Flag.NO, Flag.UNREAD, Flag.UNKNOWN}), ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, Project.MINOR, ANY): NOT_APPLICABLE,
            (_IN_PLAN, ANY, ANY, ANY): DOUBT,
            (_OPEN, ANY, ANY, ANY): UNKNOWN,
            (ANY, ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Land,
        Flag,
        Project,
        Sense,
    ),
    because=lambda case, _: (
        f"Modificatif ({case.project.value}) en {spell(case, Subject.FLOOD_PLAN)} : comparer au "
        "permis initial, la suite de modifications peut exiger un nouveau permis."
    ),
    clears="Le permis initial montrant que le modificatif n'ajoute ni logement ni vulnérabilité.",
    document="permis initial et ses modificatifs",
)

GROUNDS: tuple[Ground, ...] = (INO_1, INO_2, INO_3, INO_4, INO_5, INO_6, INO_7, INO_8)
