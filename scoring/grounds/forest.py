"""Woods: duties to clear about buildings, leave to clear land (C. for. L134-6, L341-7)."""

from __future__ import annotations

from datetime import date

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground, Key
from scoring.grounds.land import met
from scoring.grounds.law import granted_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import Met, Project, Said
from scoring.grounds.wording import wording
from scoring.grounds.zone_words import spell
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject, ZoneHit

DOUBT, UNKNOWN = Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE
_IN = frozenset({Met.YES, Met.PARTLY})

CLEARING = wording(r"debroussaill|\bold\b", "debroussaill", "old")
CLEARANCE = wording(r"defrich|l\.? ?341-[3-7]", "defrich", "341-")
NEAR_WOODS_M = 200.0
FEU_3 = Ground(
    code="FEU-3",
    theme=Theme.FIRE,
    label="Obligations légales de débroussaillement non rappelées",
    strength=1,
    gravity=0.4,
    articles=(
        Article("Code forestier, article L134-6"),
        Article(
            "Arrêté préfectoral DDTM34-2013-03-02999 du 11 mars 2013",
            valid_from=date(2013, 3, 11),
        ),
    ),
    facts=("decision", "works_kinds"),
    subjects=(Subject.FOREST,),
    ask=lambda case: (
        case.sense,
        met(case, Subject.FOREST, within_m=NEAR_WOODS_M),
        case.project,
        case.mention(CLEARING),
    ),
    table=granted_table(
        {
            (ANY, frozenset({Project.CHANGE, Project.MINOR}), ANY): NOT_APPLICABLE,
            (Met.NO, ANY, ANY): NOT_APPLICABLE,
            (_IN, ANY, Said.YES): CLEAR,
            (_IN, ANY, Said.NO): DOUBT,
            (ANY, ANY, Said.YES): CLEAR,
            (ANY, ANY, ANY): UNKNOWN,
        },
        Met,
        Project,
        Said,
    ),
    because=lambda _case, _: (
        "Le terrain est à moins de 200 m d'un massif et l'acte ne rappelle pas les obligations "
        "légales de débroussaillement."
    ),
    clears="Le rappel des obligations par la commune (information, non condition du permis).",
)


def wooded(hit: ZoneHit) -> bool:
    """A massif itself, not the band of 200 m around it."""
    return not (hit.code or "").startswith("bande")


def _builds(case: Case) -> Key:
    return (
        case.sense,
        met(case, Subject.FOREST, wooded),
        case.urbanises,
        case.mention(CLEARANCE),
    )


FEU_6 = Ground(
    code="FEU-6",
    theme=Theme.FIRE,
    label="Terrain boisé : autorisation de défrichement non visée",
    strength=3,
    gravity=0.8,
    articles=(
        Article("Code forestier, article L341-7"),
        Article("Code de l'urbanisme, article R431-19"),
    ),
    facts=("decision", "works_kinds", "parcels"),
    subjects=(Subject.FOREST,),
    ask=_builds,
    table=granted_table(
        {
            (
                ANY,
                frozenset({Project.CHANGE, Project.MINOR, Project.EXTENSION}),
                ANY,
            ): NOT_APPLICABLE,
            (Met.NO, ANY, ANY): NOT_APPLICABLE,
            (_IN, ANY, Said.YES): CLEAR,
            (Met.YES, ANY, Said.NO): DOUBT,
            (Met.PARTLY, ANY, Said.NO): (DOUBT, 2),
            (Met.PARTLY, ANY, Said.UNREAD): (UNKNOWN, 2),
            (ANY, ANY, Said.YES): CLEAR,
            (ANY, ANY, ANY): UNKNOWN,
        },
        Met,
        Project,
        Said,
    ),
    because=lambda case, _: (
        f"Construction sur un terrain boisé ({spell(case, Subject.FOREST, wooded)}) : "
        "l'autorisation de défrichement, préalable au permis, n'est pas visée."
    ),
    clears="L'autorisation de défrichement, ou la preuve que le terrain en est dispensé.",
    document="autorisation de défrichement",
)

GROUNDS: tuple[Ground, ...] = (FEU_3, FEU_6)
