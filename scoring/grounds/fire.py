"""Forest fire: plans (PPRIF), known hazard, layout, defence (C. env., C. for., CU R111-2)."""

from __future__ import annotations

import re

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground
from scoring.grounds.land import RED, density, hazard, risk_land
from scoring.grounds.law import granted_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import Density, Flag, Known, Land, Met, Project, Said
from scoring.grounds.wording import wording
from scoring.grounds.zone_words import spell
from vigie.domain.fact import ActType, OpinionBody, OpinionSense, WorksKind
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE
PLAN_WORDS = re.compile(r"pprn?[- ]?i[- ]?f|incendie|feu|for[êe]t", re.IGNORECASE)
FIRE = wording(r"incendie|feux? de foret|\bfeux?\b|foret", "incendie", "feu", "foret")
STRIP = wording(
    r"bandes? (?:de terrain )?(?:inconstructibles?|debroussaillees?|de (?:securite|isolement))"
    r"|interface (?:foret|amenagee)|l\.? ?131-18",
    *("bande", "interface", "131-18"),
)
DEFENCE = wording(
    r"poteaux? (?:d')?incendie|points? d'eau incendie|\bpei\b|\bdeci\b"
    r"|defense (?:exterieure )?contre l'incendie|bornes? (?:d')?incendie|reserve incendie|\bsdis\b",
    *("incendie", "pei", "deci", "sdis"),
)
_NEW = frozenset({Project.DWELLING, Project.PUBLIC, Project.BUILDING})
_EXPOSED = frozenset({Project.DWELLING, Project.PUBLIC})
_MINOR = frozenset({Project.EXTENSION, Project.CHANGE, Project.MINOR})
_TOUCHED = frozenset({Land.RED, Land.PARTLY_RED, Land.CITED_RED, Land.CITED_UNPLACED})
_OPEN = frozenset({Land.UNPLACED, Land.UNSURVEYED, Land.UNCLASSED})
_IN_PLAN = frozenset({*_TOUCHED, Land.BLUE})
_IN = frozenset({Met.YES, Met.PARTLY})
_KNOWN = frozenset({Known.MAPPED, Known.COMMUNE})


def fire_land(case: Case) -> Land:
    """The land in the forest fire plans."""
    return risk_land(case, Subject.FIRE_PLAN, PLAN_WORDS)


def _zone(case: Case) -> str:
    return spell(case, Subject.FIRE_PLAN)


def _because_1(case: Case, verdict: Verdict) -> str:
    zone = spell(case, Subject.FIRE_PLAN, lambda hit: hit.regime in RED)
    where = "en" if verdict is BREACH else "sur un terrain que touche une"
    return f"{case.allows} {where} zone d'interdiction : {zone}."


FEU_1 = Ground(
    code="FEU-1",
    theme=Theme.FIRE,
    label="Construction nouvelle en zone d'interdiction d'un PPRIF",
    strength=3,
    gravity=1.0,
    articles=(Article("Code de l'environnement, articles L562-1 et L562-4"),),
    facts=("decision", "works_kinds", "destination", "parcels", "risk_zones_cited"),
    subjects=(Subject.FIRE_PLAN,),
    ask=lambda case: (case.sense, fire_land(case), case.urbanises),
    table=granted_table(
        {
            (ANY, _MINOR): NOT_APPLICABLE,
            (Land.RED, _NEW): BREACH,
            (_TOUCHED, Project.FARM): (DOUBT, 2),
            (_TOUCHED, ANY): DOUBT,
            (_OPEN, Project.FARM): (UNKNOWN, 2),
            (_OPEN, ANY): UNKNOWN,
            (ANY, ANY): CLEAR,
        },
        Land,
        Project,
    ),
    because=_because_1,
    clears="Le plan de masse hors de la zone, ou l'exception du règlement du PPRIF.",
    document="plan de masse et règlement de la zone",
)


def _against(case: Case) -> Said:
    """Whether the fire service or the DDTM gave an unfavourable opinion."""
    sdis = case.heard(OpinionBody.SDIS, OpinionSense.UNFAVOURABLE)
    ddtm = case.heard(OpinionBody.DDTM, OpinionSense.UNFAVOURABLE)
    return Said.YES if Said.YES in (sdis, ddtm) else sdis


def _known(case: Case) -> Known:
    return hazard(case, FIRE, "16")


def _exposed(case: Case) -> Flag:
    """Whether people would live or stay there, outside the zones of a plan."""
    if fire_land(case) in _IN_PLAN or case.urbanises not in {*_EXPOSED, Project.UNSTATED}:
        return Flag.NO
    return Flag.UNREAD if case.urbanises is Project.UNSTATED else Flag.YES


def _sited(case: Case) -> Density:
    return density(case, cluster=8)


FEU_2 = Ground(
    code="FEU-2",
    theme=Theme.FIRE,
    label="Logement isolé en aléa de feu de forêt connu, hors PPRIF",
    strength=3,
    gravity=0.95,
    articles=(Article("Code de l'urbanisme, article R111-2"),),
    facts=("decision", "works_kinds", "destination", "opinions"),
    bodies=frozenset({OpinionBody.SDIS}),
    subjects=(Subject.HAZARD, Subject.PAC, Subject.FIRE_PLAN),
    ask=lambda case: (case.sense, _known(case), _exposed(case), _sited(case), _against(case)),
    table=granted_table(
        {
            (ANY, Flag.NO, ANY, ANY): NOT_APPLICABLE,
            (Known.NONE, ANY, ANY, ANY): NOT_APPLICABLE,
            (_KNOWN, ANY, ANY, Said.YES): BREACH,
            (_KNOWN, ANY, Density.DENSE, ANY): (DOUBT, 1),
            (Known.MAPPED, ANY, ANY, ANY): (DOUBT, 2),
            (Known.COMMUNE, ANY, ANY, ANY): (DOUBT, 1),
            (ANY, ANY, ANY, ANY): (UNKNOWN, 2),
        },
        Known,
        Flag,
        Density,
        Said,
    ),
    because=lambda case, verdict: (
        f"Feu de forêt : {_known(case).value}, hors PPRIF ; l'acte autorise "
        f"{case.works_said}"
        + (" malgré un avis défavorable." if verdict is BREACH else " (lire la carte d'aléa).")
    ),
    clears="La carte d'aléa laissant le terrain en aléa faible, ou un avis favorable du SDIS.",
    document="carte d'aléa et avis du SDIS",
)


def _lays_out(case: Case) -> Flag:
    """Whether the act lays out land for several buildings."""
    if case.act_type is ActType.PA or case.does(WorksKind.SUBDIVISION, WorksKind.CAMPING):
        return Flag.YES
    return Flag.UNREAD if case.project is Project.UNSTATED else Flag.NO


FEU_4 = Ground(
    code="FEU-4",
    theme=Theme.FIRE,
    label="Aménagement en PPRIF sans bande inconstructible débroussaillée",
    strength=3,
    gravity=0.95,
    articles=(Article("Code forestier, article L131-18"),),
    facts=("decision", "act_type", "works_kinds", "conditions"),
    subjects=(Subject.FIRE_PLAN,),
    ask=lambda case: (case.sense, fire_land(case), _lays_out(case), case.mention(STRIP)),
    table=granted_table(
        {
            (ANY, Flag.NO, ANY): NOT_APPLICABLE,
            (_IN_PLAN, ANY, Said.YES): CLEAR,
            (_IN_PLAN, ANY, Said.NO): DOUBT,
            (_IN_PLAN, ANY, Said.UNREAD): UNKNOWN,
            (_OPEN, ANY, Said.YES): CLEAR,
            (_OPEN, ANY, ANY): UNKNOWN,
            (ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Land,
        Flag,
        Said,
    ),
    because=lambda case, _: (
        f"Aménagement couvert par le PPRIF ({_zone(case)}) : l'acte ne prévoit pas la bande de "
        "terrain inconstructible à débroussailler (50 à 200 m)."
    ),
    clears="Le plan d'aménagement portant la bande inconstructible.",
    document="plan de composition",
)


FEU_5 = Ground(
    code="FEU-5",
    theme=Theme.FIRE,
    label="Défense contre l'incendie absente ou avis défavorable du SDIS",
    strength=2,
    gravity=0.85,
    articles=(Article("Code de l'urbanisme, articles R111-2 et R111-5"),),
    facts=("decision", "works_kinds", "opinions"),
    bodies=frozenset({OpinionBody.SDIS}),
    subjects=(Subject.FIRE_PLAN,),
    ask=lambda case: (
        case.sense,
        case.heard(OpinionBody.SDIS, OpinionSense.UNFAVOURABLE),
        case.mention(DEFENCE),
        fire_land(case),
        case.urbanises,
    ),
    table=granted_table(
        {
            (Said.YES, ANY, ANY, ANY): BREACH,
            (ANY, ANY, ANY, frozenset({*_MINOR, Project.FARM})): NOT_APPLICABLE,
            (ANY, Said.YES, ANY, ANY): NOT_APPLICABLE,
            (ANY, Said.NO, _IN_PLAN, ANY): DOUBT,
            (ANY, Said.UNREAD, _IN_PLAN, ANY): UNKNOWN,
            (ANY, ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Said,
        Said,
        Land,
        Project,
    ),
    because=lambda case, verdict: (
        "L'acte vise un avis défavorable du SDIS et autorise pourtant le projet."
        if verdict is BREACH
        else f"Terrain couvert par le PPRIF ({_zone(case)}) : ni avis du SDIS ni point d'eau "
        "incendie cités."
    ),
    clears="L'avis du SDIS, ou la fiche de défense extérieure contre l'incendie du secteur.",
    document="avis du SDIS",
)

GROUNDS: tuple[Ground, ...] = (FEU_1, FEU_2, FEU_4, FEU_5)
