"""Loi littoral (CU L121-1 and following)."""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground
from scoring.grounds.land import around_evidence, density, met, named, plu_zone
from scoring.grounds.law import granted_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import IN_ZONE, Density, Flag, Met, Project, Said, Zone
from scoring.grounds.wording import wording
from scoring.grounds.zone_words import spell
from vigie.domain.fact import OpinionBody, OpinionSense, WorksKind
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject, ZoneHit

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE

CLUSTER = 15  # buildings within 100 m that make an agglomération or a village
BAND_M = 100.0
NEAR_WATER = wording(
    r"proximite immediate de l'eau|service public|l\.? ?121-17|enquete publique",
    "proximite",
    "public",
    "121-17",
)
LIMITED = wording(
    r"extension limitee|l\.? ?121-13|espaces? proches? du rivage", "limitee", "121-13", "rivage"
)
NEAR_SHORE = wording(r"espaces? proches? du rivage|l\.? ?121-13", "rivage", "121-13")
REMARKABLE = wording(
    r"espaces? (?:naturels? )?remarquables?|coupures? d'urbanisation|l\.? ?121-2[23]",
    *("remarquable", "coupure", "121-2"),
)
_SITED = frozenset({Project.DWELLING, Project.PUBLIC, Project.BUILDING})
_NOT_SITED = frozenset({Project.EXTENSION, Project.CHANGE, Project.MINOR})
_OPEN_LAND = frozenset({Zone.FARM, Zone.NATURAL, Zone.MIXED, Zone.NO_PLAN})
_LOOSE = frozenset({Density.SPARSE, Density.UNSURVEYED})
_NOT = frozenset({Flag.NO})
_NOT_KNOWN = frozenset({Flag.UNKNOWN, Flag.UNREAD})
_IN = frozenset({Met.YES, Met.PARTLY})


def littoral(case: Case) -> Flag:
    """Whether the commune is under the loi littoral."""
    known = None if case.commune is None else case.commune.littoral
    return Flag.UNKNOWN if known is None else (Flag.YES if known else Flag.NO)


def _because_1(case: Case, verdict: Verdict) -> str:
    where = density(case, cluster=CLUSTER).value
    said = f"Commune littorale : l'acte autorise {case.works_said} en {where}"
    if verdict is BREACH:
        return (
            f"{said}, {IN_ZONE[plu_zone(case)]}, hors continuité d'une agglomération ou d'un "
            "village."
        )
    return (
        f"Commune littorale : l'acte autorise {case.works_said} {IN_ZONE[plu_zone(case)]} ; "
        "la continuité avec l'urbanisation est à vérifier."
    )


LIT_1 = Ground(
    code="LIT-1",
    theme=Theme.LITTORAL,
    label="Construction hors continuité des agglomérations et villages",
    strength=3,
    gravity=0.85,
    articles=(Article("Code de l'urbanisme, articles L121-8 et, pour les campings, L121-9"),),
    facts=("decision", "works_kinds", "destination", "parcels"),
    subjects=(Subject.BUILDING, Subject.PLU),
    ask=lambda case: (
        case.sense,
        littoral(case),
        case.urbanises,
        density(case, cluster=CLUSTER),
        plu_zone(case),
    ),
    table=granted_table(
        {
            (_NOT, ANY, ANY, ANY): NOT_APPLICABLE,
            (ANY, frozenset({*_NOT_SITED, Project.FARM}), ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, Density.DENSE, ANY): CLEAR,
            (_NOT_KNOWN, ANY, ANY, ANY): UNKNOWN,
            (Flag.YES, _SITED, Density.ISOLATED, _OPEN_LAND): BREACH,
            (Flag.YES, ANY, Density.ISOLATED, ANY): DOUBT,
            (Flag.YES, ANY, _LOOSE, _OPEN_LAND): DOUBT,
            (Flag.YES, ANY, Density.SPARSE, ANY): (DOUBT, 2),
            (ANY, ANY, ANY, ANY): UNKNOWN,
        },
        Flag,
        Project,
        Density,
        Zone,
    ),
    because=_because_1,
    clears="Le plan de situation montrant la continuité, ou un secteur déjà urbanisé délimité.",
    document="plan de situation et photographies",
    quotes=around_evidence,
)
LIT_2 = Ground(
    code="LIT-2",
    theme=Theme.LITTORAL,
    label="Construction dans la bande des cent mètres hors espace urbanisé",
    strength=3,
    gravity=0.88,
    articles=(Article("Code de l'urbanisme, articles L121-16 et L121-17"),),
    facts=("decision", "works_kinds", "destination", "parcels"),
    subjects=(Subject.SHORE,),
    ask=lambda case: (
        case.sense,
        littoral(case),
        met(case, Subject.SHORE, within_m=BAND_M),
        installs(case),
        density(case, cluster=CLUSTER),
        case.mention(NEAR_WATER),
    ),
    table=granted_table(
        {
            (_NOT, ANY, ANY, ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, frozenset({Flag.NO, Flag.UNKNOWN}), ANY, ANY): NOT_APPLICABLE,
            (ANY, Met.NO, ANY, ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, ANY, Density.DENSE, ANY): CLEAR,
            (_NOT_KNOWN, frozenset({Met.UNPLACED, Met.UNSURVEYED}), ANY, ANY, ANY): UNKNOWN,
            (ANY, _IN, ANY, ANY, Said.YES): DOUBT,
            (ANY, _IN, Flag.UNREAD, ANY, ANY): DOUBT,
            (Flag.YES, Met.YES, ANY, frozenset({Density.ISOLATED, Density.SPARSE}), ANY): BREACH,
            (ANY, _IN, ANY, ANY, ANY): DOUBT,
            (ANY, ANY, ANY, ANY, ANY): UNKNOWN,
        },
        Flag,
        Met,
        Flag,
        Density,
        Said,
    ),
    because=lambda case, verdict: (
        f"{case.allows} dans la bande des cent mètres du rivage"
        + (
            f", en {density(case, cluster=CLUSTER).value}."
            if verdict is BREACH
            else " : le caractère urbanisé du secteur est à vérifier."
        )
    ),
    clears="Un espace urbanisé, ou une activité exigeant la proximité immédiate de l'eau.",
    document="plan de situation",
)


def _near_shore(case: Case) -> Met:
    """In the « espaces proches du rivage » that the local plan draws."""
    found = met(case, Subject.PLU_PRESCRIPTION, lambda hit: named(hit, NEAR_SHORE))
    if found in _IN:
        return found
    return met(case, Subject.PLU_INFORMATION, lambda hit: named(hit, NEAR_SHORE))


LIT_3 = Ground(
    code="LIT-3",
    theme=Theme.LITTORAL,
    label="Espaces proches du rivage : extension de l'urbanisation à justifier",
    strength=2,
    gravity=0.8,
    articles=(Article("Code de l'urbanisme, article L121-13"),),
    facts=("decision", "works_kinds"),
    subjects=(Subject.PLU_PRESCRIPTION, Subject.PLU_INFORMATION),
    ask=lambda case: (
        case.sense,
        littoral(case),
        _near_shore(case),
        case.urbanises,
        case.mention(LIMITED),
    ),
    table=granted_table(
        {
            (_NOT, ANY, ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, _NOT_SITED, ANY): NOT_APPLICABLE,
            (ANY, _IN, ANY, Said.YES): (DOUBT, 1),
            (ANY, _IN, ANY, Said.NO): DOUBT,
            (ANY, _IN, ANY, Said.UNREAD): UNKNOWN,
            (Flag.YES, Met.UNPLACED, ANY, ANY): UNKNOWN,
            (Flag.YES, Met.UNSURVEYED, ANY, ANY): (UNKNOWN, 1),
            (ANY, ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Flag,
        Met,
        Project,
        Said,
    ),
    because=lambda case, _: (
        f"Terrain en espace proche du rivage : l'acte autorise {case.works_said} ; le "
        "caractère limité de l'extension est à justifier au PLU ou au SCoT."
    ),
    clears="La justification au PLU ou au SCoT, ou l'accord du préfet.",
    document="rapport de présentation du PLU ou SCoT",
)
LIT_4 = Ground(
    code="LIT-4",
    theme=Theme.LITTORAL,
    label="Construction agricole hors continuité sans accord du préfet",
    strength=3,
    gravity=0.75,
    articles=(Article("Code de l'urbanisme, article L121-10"),),
    facts=("decision", "works_kinds", "destination", "opinions"),
    bodies=frozenset({OpinionBody.PREFET, OpinionBody.CDNPS, OpinionBody.CDPENAF}),
    subjects=(Subject.BUILDING, Subject.PLU),
    ask=lambda case: (
        case.sense,
        littoral(case),
        case.urbanises,
        density(case, cluster=CLUSTER),
        _agreed(case),
    ),
    table=granted_table(
        {
            (_NOT, ANY, ANY, ANY): NOT_APPLICABLE,
            (ANY, frozenset({*_SITED, *_NOT_SITED}), ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, ANY, Said.YES): CLEAR,
            (ANY, ANY, Density.DENSE, ANY): CLEAR,
            (_NOT_KNOWN, ANY, ANY, ANY): UNKNOWN,
            (Flag.YES, Project.FARM, Density.UNPLACED, Said.NO): UNKNOWN,
            (Flag.YES, Project.FARM, Density.UNSURVEYED, Said.NO): DOUBT,
            (Flag.YES, Project.FARM, ANY, Said.NO): BREACH,
            (ANY, ANY, ANY, ANY): UNKNOWN,
        },
        Flag,
        Project,
        Density,
        Said,
    ),
    because=lambda _case, _: (
        "Commune littorale : construction agricole hors continuité sans que l'acte vise l'accord "
        "du préfet, pris après avis de la CDNPS et de la CDPENAF."
    ),
    clears="L'accord du préfet, antérieur au permis.",
    document="accord du préfet",
)


def _agreed(case: Case) -> Said:
    senses = (
        OpinionSense.FAVOURABLE,
        OpinionSense.FAVOURABLE_WITH_CONDITIONS,
        OpinionSense.NONE,
    )
    return case.heard(OpinionBody.PREFET, *senses)


def _protected(hit: ZoneHit) -> bool:
    return (hit.code or "").startswith("31") or named(hit, REMARKABLE)


def installs(case: Case) -> Flag:
    """Whether the works take ground, whatever their size."""
    if case.project is Project.UNSTATED:
        return Flag.UNREAD
    light = (WorksKind.POOL, WorksKind.ANNEXE, WorksKind.EARTHWORKS, WorksKind.PHOTOVOLTAIC)
    built = case.project not in (Project.MINOR, Project.CHANGE)
    return Flag.YES if built or case.does(*light) else Flag.NO


LIT_5 = Ground(
    code="LIT-5",
    theme=Theme.LITTORAL,
    label="Construction en espace remarquable ou en coupure d'urbanisation",
    strength=3,
    gravity=0.85,
    articles=(Article("Code de l'urbanisme, articles L121-22 et L121-23"),),
    facts=("decision", "works_kinds", "parcels"),
    subjects=(Subject.PLU_PRESCRIPTION,),
    ask=lambda case: (
        case.sense,
        littoral(case),
        met(case, Subject.PLU_PRESCRIPTION, _protected),
        installs(case),
    ),
    table=granted_table(
        {
            (_NOT, ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, Flag.NO): NOT_APPLICABLE,
            (ANY, Met.YES, Flag.YES): BREACH,
            (ANY, _IN, ANY): DOUBT,
            (ANY, Met.NO, ANY): CLEAR,
            (Flag.YES, ANY, ANY): UNKNOWN,
            (ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Flag,
        Met,
        Flag,
    ),
    because=lambda case, _: (
        f"{case.allows} dans un espace protégé au titre du littoral : "
        f"{spell(case, Subject.PLU_PRESCRIPTION, _protected)}."
    ),
    clears="Le plan de masse hors du périmètre, ou un aménagement léger admis (R121-5).",
    document="plan de masse",
)

GROUNDS: tuple[Ground, ...] = (LIT_1, LIT_2, LIT_3, LIT_4, LIT_5)
