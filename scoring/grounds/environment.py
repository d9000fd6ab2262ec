"""Environment: Natura 2000, classified woods, water, environmental assessment."""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.flood import flood_land
from scoring.grounds.ground import Article, Ground
from scoring.grounds.land import met, named
from scoring.grounds.law import granted_table
from scoring.grounds.littoral import installs
from scoring.grounds.table import ANY
from scoring.grounds.terms import Flag, Land, Met, Project, Said
from scoring.grounds.wording import metres, wording
from scoring.grounds.zone_words import spell
from vigie.domain.fact import ActType, WorksKind
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject, ZoneHit

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE

INCIDENCES = wording(
    r"incidences? natura|evaluation des incidences|natura 2000", "incidence", "natura"
)
WOODS = wording(r"espaces? boises? classes?|\bebc\b", "boise", "ebc")
WATER = wording(
    r"loi sur l'eau|l\.? ?214-[1-6]\b|\biota\b|declaration au titre de l'eau|rubrique 2\.1\.5",
    *("loi sur l'eau", "214-", "iota", "titre de l'eau", "2.1.5"),
)
ASSESSMENT = wording(
    r"etude d'impact|cas par cas|evaluation environnementale|r\.? ?122-[23]\b"
    r"|autorite environnementale",
    *("impact", "cas par cas", "environnementale", "122-"),
)
CASE_BY_CASE_M2, IMPACT_M2 = 10_000.0, 40_000.0  # R122-2, heading 39
SITE_M2 = 50_000.0
WATER_SITE_M2 = 10_000.0  # R214-1, 2.1.5.0: one hectare
SURELY_SMALL = 50  # dwellings under which the thresholds of R122-2 are out of reach
_IN = frozenset({Met.YES, Met.PARTLY})
_SMALL = frozenset({Project.EXTENSION, Project.CHANGE, Project.MINOR})


def _listed(case: Case) -> Flag:
    """Whether the project is of a kind that the lists of R414-19 hold; a house is not."""
    if case.project is Project.UNSTATED:
        return Flag.UNREAD
    kinds = (WorksKind.CAMPING, WorksKind.SUBDIVISION, WorksKind.EARTHWORKS, WorksKind.PHOTOVOLTAIC)
    large = (case.number("floor_area_created_m2") or 0) >= CASE_BY_CASE_M2
    return Flag.YES if large or case.does(*kinds) else Flag.NO


ENV_1 = Ground(
    code="ENV-1",
    theme=Theme.ENVIRONMENT,
    label="Site Natura 2000 : évaluation des incidences non visée",
    strength=2,
    gravity=0.7,
    articles=(Article("Code de l'environnement, articles L414-4 et R414-19"),),
    facts=("decision", "works_kinds", "floor_area_created_m2"),
    subjects=(Subject.NATURA_2000,),
    ask=lambda case: (
        case.sense,
        met(case, Subject.NATURA_2000),
        _listed(case),
        case.mention(INCIDENCES),
    ),
    table=granted_table(
        {
            (ANY, Flag.NO, ANY): NOT_APPLICABLE,
            (Met.NO, ANY, ANY): NOT_APPLICABLE,
            (_IN, ANY, Said.YES): CLEAR,
            (_IN, ANY, Said.NO): DOUBT,
            (ANY, ANY, Said.YES): CLEAR,
            (ANY, ANY, ANY): UNKNOWN,
        },
        Met,
        Flag,
        Said,
    ),
    because=lambda case, _: (
        f"Projet en site Natura 2000 ({spell(case, Subject.NATURA_2000)}), d'un type pouvant "
        "figurer sur une liste : l'acte ne vise pas d'évaluation des incidences."
    ),
    clears="L'évaluation des incidences au dossier, ou un projet hors des listes.",
    document="évaluation des incidences Natura 2000",
)


def _classified(hit: ZoneHit) -> bool:
    return (hit.code or "")[:2] == "01" or named(hit, WOODS)


ENV_2 = Ground(
    code="ENV-2",
    theme=Theme.ENVIRONMENT,
    label="Travaux dans un espace boisé classé",
    strength=3,
    gravity=0.8,
    articles=(Article("Code de l'urbanisme, articles L113-1 et L113-2"),),
    facts=("decision", "works_kinds", "parcels"),
    subjects=(Subject.PLU_PRESCRIPTION,),
    ask=lambda case: (
        case.sense,
        met(case, Subject.PLU_PRESCRIPTION, _classified),
        installs(case),
    ),
    table=granted_table(
        {
            (ANY, Flag.NO): NOT_APPLICABLE,
            (Met.NO, ANY): NOT_APPLICABLE,
            (Met.YES, Flag.YES): BREACH,
            (_IN, ANY): DOUBT,
            (ANY, ANY): UNKNOWN,
        },
        Met,
        Flag,
    ),
    because=lambda case, _: (
        f"{case.allows} dans un espace boisé classé : "
        f"{spell(case, Subject.PLU_PRESCRIPTION, _classified)}."
    ),
    clears="Le plan de masse laissant intact l'espace boisé classé.",
    document="plan de masse",
)
ENV_3 = Ground(
    code="ENV-3",
    theme=Theme.ENVIRONMENT,
    label="Terrain en ZNIEFF : sensibilité à apprécier",
    strength=1,
    gravity=0.4,
    articles=(Article("Code de l'urbanisme, article R111-26"),),
    facts=("decision", "works_kinds"),
    subjects=(Subject.ZNIEFF,),
    ask=lambda case: (case.sense, met(case, Subject.ZNIEFF), case.urbanises),
    table=granted_table(
        {
            (ANY, _SMALL): NOT_APPLICABLE,
            (_IN, ANY): DOUBT,
            (Met.NO, ANY): NOT_APPLICABLE,
            (ANY, ANY): UNKNOWN,
        },
        Met,
        Project,
    ),
    because=lambda case, _: (
        f"Construction en ZNIEFF ({spell(case, Subject.ZNIEFF)}) : inventaire sans effet direct, "
        "mais indice de sensibilité (espèces protégées, zone humide)."
    ),
    clears="L'absence d'enjeu au droit du projet.",
    document="notice d'insertion",
)


def _touches_water(case: Case) -> Flag:
    """Earthworks in a flood zone, or one hectare whose run-off is collected."""
    if case.kinds is None and case.act_type is not ActType.PD:
        return Flag.UNREAD
    if flood_land(case) in (Land.RED, Land.PARTLY_RED, Land.BLUE) and case.does(
        WorksKind.EARTHWORKS
    ):
        return Flag.YES
    area = case.number("site_area_m2") or case.place.area_m2
    wide = area is not None and area >= WATER_SITE_M2
    large = case.act_type is ActType.PA or case.does(WorksKind.SUBDIVISION, WorksKind.CAMPING)
    return Flag.YES if wide and large else Flag.NO


ENV_4 = Ground(
    code="ENV-4",
    theme=Theme.ENVIRONMENT,
    label="Loi sur l'eau : déclaration ou autorisation non mentionnée",
    strength=2,
    gravity=0.65,
    articles=(
        Article("Code de l'environnement, articles L214-1 et R214-1"),
        Article("Code de l'urbanisme, article L425-14"),
    ),
    facts=("decision", "act_type", "works_kinds", "site_area_m2"),
    subjects=(Subject.FLOOD_PLAN,),
    ask=lambda case: (case.sense, _touches_water(case), case.mention(WATER)),
    table=granted_table(
        {
            (frozenset({Flag.NO, Flag.UNKNOWN}), ANY): NOT_APPLICABLE,
            (ANY, Said.YES): CLEAR,
            (Flag.YES, Said.NO): DOUBT,
            (ANY, ANY): UNKNOWN,
        },
        Flag,
        Said,
    ),
    because=lambda _case, _: (
        "Remblai en zone inondable ou terrain d'un hectare au moins : l'acte ne mentionne ni "
        "déclaration ni autorisation au titre de la loi sur l'eau, qui diffère les travaux."
    ),
    clears="Le récépissé ou l'arrêté au titre de la loi sur l'eau.",
    document="décision au titre de la loi sur l'eau",
)


def _threshold(case: Case) -> Flag:
    """Whether a threshold of R122-2 (heading 39, 42 for campings) is crossed."""
    area = case.number("floor_area_created_m2")
    site = case.number("site_area_m2") if case.act_type is ActType.PA else None
    if (area or 0) >= CASE_BY_CASE_M2 or (site or 0) >= SITE_M2:
        return Flag.YES
    if case.does(WorksKind.CAMPING):
        return Flag.UNKNOWN  # heading 42 counts pitches, which acts seldom print
    if area is not None or not case.partly_unread:
        return Flag.NO
    dwellings = case.number("dwellings_created")
    large = case.act_type in (ActType.PC, ActType.PA) and case.project not in _SMALL
    return Flag.UNREAD if large and (dwellings is None or dwellings > SURELY_SMALL) else Flag.NO


ENV_5 = Ground(
    code="ENV-5",
    theme=Theme.ENVIRONMENT,
    label="Seuil d'évaluation environnementale franchi sans décision",
    strength=3,
    gravity=0.75,
    articles=(
        Article("Code de l'environnement, article R122-2"),
        Article("Code de l'urbanisme, articles R431-16 et L424-4"),
    ),
    facts=("decision", "act_type", "floor_area_created_m2", "site_area_m2"),
    ask=lambda case: (case.sense, _threshold(case), case.mention(ASSESSMENT)),
    table=granted_table(
        {
            (Flag.NO, ANY): NOT_APPLICABLE,
            (ANY, Said.YES): CLEAR,
            (Flag.YES, Said.NO): BREACH,
            (Flag.UNKNOWN, Said.NO): (DOUBT, 2),
            (Flag.UNKNOWN, ANY): (UNKNOWN, 2),
            (ANY, ANY): UNKNOWN,
        },
        Flag,
        Said,
    ),
    because=lambda case, verdict: (
        "Seuil de l'article R122-2 franchi "
        f"({metres(case.number('floor_area_created_m2') or 0)} de plancher) : l'acte ne vise ni "
        "étude d'impact ni décision au cas par cas."
        if verdict is BREACH
        else "Camping : selon le nombre d'emplacements (R122-2, rubrique 42), une étude d'impact "
        "ou une décision au cas par cas est due ; l'acte n'en vise aucune."
    ),
    clears="L'étude d'impact, ou la décision de dispense au cas par cas.",
    document="étude d'impact ou décision au cas par cas",
)

GROUNDS: tuple[Ground, ...] = (ENV_1, ENV_2, ENV_3, ENV_4, ENV_5)
