"""Communes under the national rules (RNU): the préfet's opinion, built parts; divisions."""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.flood import flood_land
from scoring.grounds.ground import Article, Ground
from scoring.grounds.land import around_evidence, density, plu_zone
from scoring.grounds.law import granted_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import IN_ZONE, Density, Flag, Land, Project, Said, Zone
from scoring.grounds.wording import wording
from vigie.domain.fact import ActType, OpinionBody, OpinionSense, WorksKind
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE

NATIONAL_RULES = wording(
    r"reglement national d'urbanisme|\brnu\b|caducite du (?:pos|plan d'occupation)",
    *("reglement national", "rnu", "caducite"),
)
OPINION = wording(r"avis conforme", "avis conforme")
AGAINST = wording(
    r"avis conforme (?:de m(?:onsieur|\.|adame|me) )?(?:le |la |du )?(?:prefet\w* )?"
    r"(?:est )?defavorable",
    "avis conforme",
)
EXCEPTION = wording(
    r"l\.? ?111-4|deliberation motivee|parties? (?:actuellement )?urbanisees?",
    *("111-4", "deliberation motivee", "urbanisee"),
)
CLUSTER = 8
_SITED = frozenset({Project.DWELLING, Project.PUBLIC, Project.BUILDING})
_NOT_SITED = frozenset({Project.EXTENSION, Project.CHANGE, Project.MINOR, Project.FARM})
_NOT_KNOWN = frozenset({Flag.UNKNOWN, Flag.UNREAD})


def national_rules(case: Case) -> Flag:
    """Whether the commune is under the national rules on the day of the act."""
    document = None if case.commune is None else case.commune.planning_document
    if document is not None:
        return Flag.YES if document.upper() == "RNU" else Flag.NO
    if case.value("plu_zone") or case.place.hits(Subject.PLU):
        return Flag.NO
    return Flag.YES if case.mention(NATIONAL_RULES) is Said.YES else Flag.UNKNOWN


def _heard(case: Case) -> Said:
    heard = case.heard(OpinionBody.PREFET)
    return heard if heard is Said.YES else case.mention(OPINION)


def _against(case: Case) -> Said:
    heard = case.heard(OpinionBody.PREFET, OpinionSense.UNFAVOURABLE)
    if heard is Said.YES:
        return heard
    return Said.YES if case.mention(AGAINST) is Said.YES else heard


RNU_1 = Ground(
    code="RNU-1",
    theme=Theme.CONSULTATION,
    label="Commune sans document d'urbanisme : avis conforme du préfet non visé",
    strength=3,
    gravity=0.7,
    articles=(Article("Code de l'urbanisme, articles L422-5 et L422-6"),),
    facts=("decision", "opinions", "in_the_name_of"),
    bodies=frozenset({OpinionBody.PREFET}),
    ask=lambda case: (case.sense, national_rules(case), _heard(case)),
    table=granted_table(
        {
            (frozenset({Flag.NO, *_NOT_KNOWN}), ANY): NOT_APPLICABLE,
            (Flag.YES, Said.YES): CLEAR,
            (Flag.YES, Said.NO): BREACH,
            (Flag.YES, Said.UNREAD): UNKNOWN,
        },
        Flag,
        Said,
    ),
    because=lambda _case, _: (
        "La commune est au règlement national d'urbanisme et l'acte ne vise pas l'avis conforme "
        "du préfet."
    ),
    clears="L'avis conforme du préfet, ou le document d'urbanisme en vigueur à la date de l'acte.",
    document="avis conforme du préfet",
)
RNU_2 = Ground(
    code="RNU-2",
    theme=Theme.CONSULTATION,
    label="Autorisation malgré un avis conforme défavorable du préfet",
    strength=3,
    gravity=0.8,
    articles=(Article("Code de l'urbanisme, articles L422-5 et L422-6 (compétence liée)"),),
    facts=("decision", "opinions"),
    bodies=frozenset({OpinionBody.PREFET}),
    ask=lambda case: (case.sense, _against(case), national_rules(case)),
    table=granted_table(
        {
            (Said.YES, ANY): BREACH,
            (Said.UNREAD, Flag.YES): UNKNOWN,
            (ANY, ANY): NOT_APPLICABLE,
        },
        Said,
        Flag,
    ),
    because=lambda _case, _: (
        "L'avis conforme du préfet est défavorable et l'acte autorise le projet : le maire était "
        "en compétence liée."
    ),
    clears="Un avis conforme ultérieur favorable, ou l'illégalité de l'avis lui-même.",
)
RNU_3 = Ground(
    code="RNU-3",
    theme=Theme.FARM_NATURAL,
    label="Construction hors des parties urbanisées de la commune",
    strength=3,
    gravity=0.75,
    articles=(Article("Code de l'urbanisme, articles L111-3 à L111-5"),),
    facts=("decision", "works_kinds", "destination", "parcels"),
    subjects=(Subject.BUILDING,),
    ask=lambda case: (
        case.sense,
        national_rules(case),
        case.urbanises,
        density(case, cluster=CLUSTER),
        case.mention(EXCEPTION),
    ),
    table=granted_table(
        {
            (frozenset({Flag.NO, *_NOT_KNOWN}), ANY, ANY, ANY): NOT_APPLICABLE,
            (ANY, _NOT_SITED, ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, Density.DENSE, ANY): CLEAR,
            (ANY, ANY, Density.UNPLACED, ANY): UNKNOWN,
            (ANY, _SITED, Density.ISOLATED, Said.NO): BREACH,
            (ANY, ANY, Density.ISOLATED, ANY): DOUBT,
            (ANY, ANY, ANY, Said.YES): (DOUBT, 1),
            (ANY, ANY, ANY, ANY): (DOUBT, 2),
        },
        Flag,
        Project,
        Density,
        Said,
    ),
    because=lambda case, _: (
        f"Commune sans document d'urbanisme : l'acte autorise {case.works_said} en "
        f"{density(case, cluster=CLUSTER).value}, sans exception de l'article L111-4."
    ),
    clears="Une parcelle en partie urbanisée, ou une délibération motivée et l'avis CDPENAF.",
    document="plan de situation, délibération motivée",
    quotes=around_evidence,
)


def _divides(case: Case) -> Flag:
    if case.kinds is not None and not case.does(WorksKind.SUBDIVISION):
        return Flag.NO
    if case.act_type is None or case.kinds is None:
        return Flag.UNREAD if case.act_type in (None, ActType.DP) else Flag.NO
    divided = case.act_type is ActType.DP and case.does(WorksKind.SUBDIVISION)
    return Flag.YES if divided else Flag.NO


_RED = frozenset({Land.RED})
_TOUCHED = frozenset({Land.PARTLY_RED, Land.CITED_RED, Land.CITED_UNPLACED})
_A_N = frozenset({Zone.FARM, Zone.NATURAL})
DIV_1 = Ground(
    code="DIV-1",
    theme=Theme.FARM_NATURAL,
    label="Division en lots à bâtir sur un terrain qui ne peut l'être",
    strength=3,
    gravity=0.8,
    articles=(Article("Code de l'urbanisme, articles L442-1, R421-19, R421-23 et L115-3"),),
    facts=("decision", "act_type", "works_kinds", "parcels"),
    subjects=(Subject.PLU, Subject.FLOOD_PLAN),
    ask=lambda case: (
        case.sense,
        _divides(case),
        plu_zone(case),
        flood_land(case),
        density(case, cluster=CLUSTER),
    ),
    table=granted_table(
        {
            (Flag.NO, ANY, ANY, ANY): NOT_APPLICABLE,
            (Flag.YES, _A_N, ANY, ANY): BREACH,
            (Flag.YES, ANY, _RED, ANY): BREACH,
            (Flag.YES, Zone.NO_PLAN, ANY, Density.ISOLATED): BREACH,
            (ANY, frozenset({*_A_N, Zone.MIXED}), ANY, ANY): DOUBT,
            (ANY, ANY, frozenset({*_RED, *_TOUCHED}), ANY): DOUBT,
            (ANY, Zone.NO_PLAN, ANY, ANY): (DOUBT, 2),
            (ANY, frozenset({Zone.UNPLACED, Zone.UNSURVEYED}), ANY, ANY): UNKNOWN,
            (ANY, ANY, Land.UNPLACED, ANY): UNKNOWN,
            (ANY, ANY, ANY, ANY): CLEAR,
        },
        Flag,
        Zone,
        Land,
        Density,
    ),
    because=lambda case, _: (
        f"Division déclarée {IN_ZONE[plu_zone(case)]} ({flood_land(case).value} au regard des "
        "inondations) : les lots ne peuvent être bâtis."
    ),
    clears="Une division qui ne crée pas de lot à bâtir.",
    document="plan de division",
)

GROUNDS: tuple[Ground, ...] = (RNU_1, RNU_2, RNU_3, DIV_1)
