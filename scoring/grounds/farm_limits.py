"""Farm and natural zones: limited sectors (STECAL), sheds, light housing."""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.farm_natural import A_N, IN
from scoring.grounds.ground import Article, Ground
from scoring.grounds.land import met, named, plu_zone
from scoring.grounds.law import granted_table
from scoring.grounds.littoral import littoral
from scoring.grounds.table import ANY
from scoring.grounds.terms import IN_ZONE, Flag, Met, Project, Said, Term, Zone
from scoring.grounds.wording import wording
from vigie.domain.fact import Stage, WorksKind
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject, ZoneHit

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
NOT_APPLICABLE = Verdict.NOT_APPLICABLE


STECAL = wording(
    r"\bstecal\b|secteurs? de taille et de capacite d'accueil limitees|l\.? ?151-13",
    *("stecal", "taille et de capacite", "151-13"),
)
LIGHT_DWELLING = wording(
    r"\bcaravanes?\b|mobil[- ]?homes?|residences? mobiles?|habitations? legeres?|\bhll\b"
    r"|\byourtes?\b|roulottes?\b|chalets? (?:demontable|leger)"
    r"|conteneurs? (?:habit|amenag)|cabanons?",
    *("caravane", "mobil", "legere", "hll", "yourte", "roulotte", "chalet", "conteneur", "cabanon"),
)
SHED = wording(
    r"abris? (?:de jardin|pour (?:animaux|chevaux)|a outils)|cabane|regularisation|serres?\b",
    *("abri", "cabane", "regularisation", "serre"),
)
HANGAR_M2 = 400.0


def _stecal(hit: ZoneHit) -> bool:
    return (hit.code or "").startswith("16-03") or named(hit, STECAL)


AGR_4 = Ground(
    code="AGR-4",
    theme=Theme.FARM_NATURAL,
    label="STECAL invoqué hors de son périmètre ou au-delà de sa capacité",
    strength=3,
    gravity=0.7,
    articles=(Article("Code de l'urbanisme, article L151-13"),),
    facts=("decision", "works_kinds", "plu_zone"),
    subjects=(Subject.PLU_PRESCRIPTION,),
    ask=lambda case: (
        case.sense,
        case.mention(STECAL),
        met(case, Subject.PLU_PRESCRIPTION, _stecal),
        case.urbanises,
    ),
    table=granted_table(
        {
            (
                ANY,
                ANY,
                frozenset({Project.MINOR, Project.CHANGE, Project.EXTENSION}),
            ): NOT_APPLICABLE,
            (Said.YES, Met.NO, ANY): BREACH,
            (Said.YES, Met.UNSURVEYED, ANY): DOUBT,
            (Said.YES, Met.UNPLACED, ANY): UNKNOWN,
            (ANY, IN, ANY): (DOUBT, 2),
            (ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Said,
        Met,
        Project,
    ),
    because=lambda _case, verdict: (
        "L'acte invoque un STECAL dont le terrain est hors du périmètre."
        if verdict is BREACH
        else "Construction en STECAL : périmètre et capacité d'accueil à lire au règlement."
    ),
    clears="Le plan de zonage plaçant le terrain dans le STECAL, dans la limite de sa capacité.",
    document="plan et règlement du STECAL",
)


class Shed(Term):
    """Farm buildings that often become something else."""

    SOLAR = "hangar photovoltaïque"
    LARGE = "hangar de grande taille"
    CONVERTED = "modificatif créant un logement"
    NONE = "autre"
    UNSTATED = "travaux non lus"


def _shed(case: Case) -> Shed:
    if case.stage is Stage.MODIFICATIF and case.project is Project.DWELLING:
        return Shed.CONVERTED
    if case.urbanises is Project.UNSTATED:
        return Shed.UNSTATED
    if case.urbanises is not Project.FARM:
        return Shed.NONE
    if case.does(WorksKind.PHOTOVOLTAIC) or "photovolt" in case.works or "solaire" in case.works:
        return Shed.SOLAR
    area = case.number("floor_area_created_m2") or case.number("footprint_m2") or 0
    return Shed.LARGE if area >= HANGAR_M2 else Shed.NONE


AGR_5 = Ground(
    code="AGR-5",
    theme=Theme.FARM_NATURAL,
    label="Hangar agricole surdimensionné, photovoltaïque ou devenu logement",
    strength=2,
    gravity=0.6,
    articles=(Article("Code de l'urbanisme, articles R151-23 et L111-4"),),
    facts=("decision", "works_kinds", "works", "floor_area_created_m2", "stage"),
    subjects=(Subject.PLU,),
    ask=lambda case: (case.sense, plu_zone(case), _shed(case)),
    table=granted_table(
        {
            (ANY, Shed.NONE): NOT_APPLICABLE,
            (frozenset({Zone.URBAN, Zone.TO_BUILD}), ANY): NOT_APPLICABLE,
            (frozenset({*A_N, Zone.MIXED, Zone.NO_PLAN}), ANY): DOUBT,
            (ANY, ANY): UNKNOWN,
        },
        Zone,
        Shed,
    ),
    because=lambda case, _: (
        f"{_shed(case).value.capitalize()} {IN_ZONE[plu_zone(case)]} : la nécessité pour "
        "l'exploitation et les suites du dossier sont à vérifier."
    ),
    clears="La notice agricole justifiant la taille du bâtiment par l'exploitation.",
    document="notice agricole",
)


class Light(Term):
    """Light or irregular housing named by the works."""

    DWELLING = "habitat léger"
    SHED = "abri ou régularisation"
    NONE = "non"


def _light(case: Case) -> Light:
    if LIGHT_DWELLING.find(case.works):
        return Light.DWELLING
    shed = SHED.find(case.works) is not None and case.project is not Project.FARM
    return Light.SHED if shed else Light.NONE


def _detected(case: Case) -> Met:
    """Whether something was detected there; land that was not placed is not presumed at fault."""
    found = met(case, Subject.DETECTION)
    return Met.NO if found is Met.UNPLACED else found


_LIGHT_ZONES = frozenset({*A_N, Zone.MIXED, Zone.NO_PLAN})
CAB_1 = Ground(
    code="CAB-1",
    theme=Theme.FARM_NATURAL,
    label="Cabanisation : habitat léger ou construction irrégulière à régulariser",
    strength=3,
    gravity=0.75,
    articles=(Article("Code de l'urbanisme, article L111-15 ; règlement de la zone"),),
    facts=("decision", "works", "parcels", "plu_zone"),
    subjects=(Subject.PLU, Subject.DETECTION),
    ask=lambda case: (
        case.sense,
        _light(case),
        plu_zone(case),
        _detected(case),
        littoral(case),
    ),
    table=granted_table(
        {
            (Light.DWELLING, _LIGHT_ZONES, ANY, ANY): BREACH,
            (Light.DWELLING, ANY, ANY, Flag.YES): DOUBT,
            (Light.DWELLING, frozenset({Zone.UNPLACED, Zone.UNSURVEYED}), ANY, ANY): UNKNOWN,
            (ANY, _LIGHT_ZONES, IN, ANY): DOUBT,
            (Light.SHED, _LIGHT_ZONES, ANY, ANY): (DOUBT, 2),
            (ANY, ANY, IN, ANY): (DOUBT, 2),
            (ANY, ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Light,
        Zone,
        Met,
        Flag,
    ),
    because=lambda case, _: (
        f"{_light(case).value.capitalize()} {IN_ZONE[plu_zone(case)]}."
        if _light(case) is not Light.NONE
        else "Le terrain porte une construction détectée ou verbalisée : le permis doit porter sur "
        "l'ensemble irrégulier."
    ),
    clears="La preuve d'une construction régulière et d'un usage admis par la zone.",
    document="historique du terrain (permis, procès-verbaux)",
)

GROUNDS: tuple[Ground, ...] = (AGR_4, AGR_5, CAB_1)
