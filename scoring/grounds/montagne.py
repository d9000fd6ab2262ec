"""Loi montagne (CU L122-1 and following)."""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground
from scoring.grounds.land import around_evidence, density, met, plu_zone
from scoring.grounds.law import granted_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import IN_ZONE, Density, Flag, Met, Project, Zone
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject, ZoneHit

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE
CLUSTER = 5  # buildings within 100 m that make a hameau or a group of dwellings
_SITED = frozenset({Project.DWELLING, Project.PUBLIC, Project.BUILDING})
_NOT_SITED = frozenset({Project.EXTENSION, Project.CHANGE, Project.MINOR, Project.FARM})
_OPEN_LAND = frozenset({Zone.FARM, Zone.NATURAL, Zone.MIXED, Zone.NO_PLAN})


def montagne(case: Case) -> Flag:
    """Whether the commune is under the loi montagne."""
    known = None if case.commune is None else case.commune.montagne
    return Flag.UNKNOWN if known is None else (Flag.YES if known else Flag.NO)


MON_1 = Ground(
    code="MON-1",
    theme=Theme.MONTAGNE,
    label="Urbanisation hors continuité des bourgs, villages, hameaux et groupes d'habitations",
    strength=3,
    gravity=0.8,
    articles=(Article("Code de l'urbanisme, articles L122-5 et L122-6"),),
    facts=("decision", "works_kinds", "destination", "parcels"),
    subjects=(Subject.BUILDING, Subject.PLU),
    ask=lambda case: (
        case.sense,
        montagne(case),
        case.urbanises,
        density(case, cluster=CLUSTER),
        plu_zone(case),
    ),
    table=granted_table(
        {
            (Flag.NO, ANY, ANY, ANY): NOT_APPLICABLE,
            (ANY, _NOT_SITED, ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, Density.DENSE, ANY): CLEAR,
            (frozenset({Flag.UNKNOWN, Flag.UNREAD}), ANY, ANY, ANY): UNKNOWN,
            (ANY, _SITED, Density.ISOLATED, _OPEN_LAND): BREACH,
            (ANY, ANY, Density.ISOLATED, ANY): DOUBT,
            (ANY, ANY, frozenset({Density.SPARSE, Density.UNSURVEYED}), _OPEN_LAND): DOUBT,
            (ANY, ANY, Density.SPARSE, ANY): (DOUBT, 2),
            (ANY, ANY, ANY, ANY): UNKNOWN,
        },
        Flag,
        Project,
        Density,
        Zone,
    ),
    because=lambda case, verdict: (
        f"Commune de montagne : l'acte autorise {case.works_said} "
        + (
            f"en {density(case, cluster=CLUSTER).value}, hors continuité du bâti existant."
            if verdict is BREACH
            else f"{IN_ZONE[plu_zone(case)]} ; la continuité avec le bâti est à vérifier."
        )
    ),
    clears="Le plan de situation montrant la continuité, ou une exception (L122-5).",
    document="plan de situation et photographies",
    quotes=around_evidence,
)


def _lake(hit: ZoneHit) -> bool:
    """Informations 22 and 23 of the CNIG standard: lakes of the mountain."""
    return (hit.code or "")[:2] in ("22", "23")


MON_2 = Ground(
    code="MON-2",
    theme=Theme.MONTAGNE,
    label="Construction à moins de 300 mètres d'un plan d'eau de montagne",
    strength=2,
    gravity=0.75,
    articles=(Article("Code de l'urbanisme, article L122-12"),),
    facts=("decision", "works_kinds", "parcels"),
    subjects=(Subject.PLU_INFORMATION,),
    ask=lambda case: (
        case.sense,
        montagne(case),
        met(case, Subject.PLU_INFORMATION, _lake, within_m=300.0),
        case.urbanises,
    ),
    table=granted_table(
        {
            (Flag.NO, ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, _NOT_SITED): NOT_APPLICABLE,
            (ANY, frozenset({Met.YES, Met.PARTLY}), ANY): DOUBT,
            (Flag.YES, Met.UNPLACED, ANY): UNKNOWN,
            (ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Flag,
        Met,
        Project,
    ),
    because=lambda case, _: (
        f"{case.allows} près d'un plan d'eau de montagne : la rive est protégée sur 300 mètres."
    ),
    clears="Le plan de situation au-delà de 300 mètres, ou un plan d'eau excepté.",
    document="plan de situation",
)

GROUNDS: tuple[Ground, ...] = (MON_1, MON_2)
