"""Farm and natural zones: dwellings, changes of use, STECAL, sheds (CU L151-11 to L151-13)."""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground
from scoring.grounds.land import met, named, plu_zone, spell
from scoring.grounds.law import granted_table
from scoring.grounds.littoral import littoral
from scoring.grounds.table import ANY
from scoring.grounds.terms import Flag, Met, Project, Said, Term, Zone
from scoring.grounds.wording import wording
from vigie.domain.fact import OpinionBody, OpinionSense, Stage, WorksKind
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject, ZoneHit

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE


class Need(Term):
    """What the act says of the need of a farm for a dwelling."""

    REASONED = "nécessité motivée"
    THIN = "nécessité évoquée"
    SILENT = "nécessité non évoquée"
    UNREAD = "texte non lu"


class Addition(Term):
    """What is added to an existing dwelling in a farm or natural zone."""

    DWELLING = "logement nouveau"
    BUILDING = "construction nouvelle"
    LARGE = "extension importante"
    ANNEXE = "annexe ou piscine"
    NONE = "sans ajout"
    UNSTATED = "travaux non lus"


FARMER = wording(
    r"exploitante?s?\b|exploitation (?:agricole|viticole)|siege (?:d'|de l')exploitation|\bmsa\b"
    r"|mutualite sociale agricole|agriculteur|viticulteur|eleveur|maraicher"
    r"|\bgaec\b|\bearl\b|\bscea\b",
    *("exploita", "msa", "mutualite", "culteur", "eleveur", "maraich", "gaec", "earl", "scea"),
)
NECESSITY = wording(
    r"presence (?:permanente|constante|continue|rapprochee)"
    r"|necessaires? (?:a|au) (?:l'|son |une? )?"
    r"(?:exploitation|activite agricole|fonctionnement de l'exploitation)"
    r"|necessite (?:agricole|de (?:la |sa )?presence)"
    r"|surveillance (?:permanente|des animaux|du troupeau)",
    *("presence", "necess", "surveillance"),
)
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
EXTENSION_M2 = 50.0  # usual cap of the extensions that règlements admit
HANGAR_M2 = 400.0

_A_N = frozenset({Zone.FARM, Zone.NATURAL})
_BUILT_ZONES = frozenset({Zone.URBAN, Zone.TO_BUILD, Zone.NO_PLAN})
_IN = frozenset({Met.YES, Met.PARTLY})
_SENSES = (
    OpinionSense.FAVOURABLE,
    OpinionSense.FAVOURABLE_WITH_CONDITIONS,
    OpinionSense.TACIT,
    OpinionSense.NONE,
)


def _need(case: Case) -> Need:
    farmer, needed = case.mention(FARMER), case.mention(NECESSITY)
    if farmer is Said.YES and needed is Said.YES:
        return Need.REASONED
    if Said.YES in (farmer, needed):
        return Need.THIN
    return Need.UNREAD if farmer is Said.UNREAD else Need.SILENT


_ELSE = frozenset({Project.PUBLIC, Project.BUILDING, Project.FARM, Project.EXTENSION})
_NO_DWELLING = frozenset({*_ELSE, Project.CHANGE, Project.MINOR})
AGR_1 = Ground(
    code="AGR-1",
    theme=Theme.FARM_NATURAL,
    label="Logement en zone agricole sans nécessité pour l'exploitation",
    strength=3,
    gravity=0.8,
    articles=(Article("Code de l'urbanisme, article R151-23 ; règlement de la zone A"),),
    facts=("decision", "works_kinds", "destination", "parcels", "plu_zone"),
    subjects=(Subject.PLU,),
    ask=lambda case: (case.sense, plu_zone(case), case.urbanises, _need(case)),
    table=granted_table(
        {
            (ANY, _NO_DWELLING, ANY): NOT_APPLICABLE,
            (frozenset({*_BUILT_ZONES, Zone.NATURAL}), ANY, ANY): NOT_APPLICABLE,
            (Zone.FARM, Project.DWELLING, Need.SILENT): BREACH,
            (Zone.FARM, ANY, Need.REASONED): (DOUBT, 1),
            (Zone.FARM, ANY, Need.UNREAD): UNKNOWN,
            (Zone.FARM, ANY, ANY): DOUBT,
            (Zone.MIXED, ANY, Need.REASONED): (DOUBT, 1),
            (Zone.MIXED, ANY, ANY): (DOUBT, 2),
            (ANY, ANY, ANY): UNKNOWN,
        },
        Zone,
        Project,
        Need,
    ),
    because=lambda case, _: (
        f"L'acte autorise un logement en zone agricole ({_where(case)}) : {_need(case).value}."
    ),
    clears="La preuve que la présence permanente est nécessaire à l'exploitation (MSA, siège).",
    document="notice agricole et attestation MSA",
)


def _where(case: Case) -> str:
    if case.place.hits(Subject.PLU):
        return spell(case, Subject.PLU)
    cited = case.value("plu_zone")
    return f"zone {cited} citée par l'acte" if cited else "zone non lue"


def _addition(case: Case) -> Addition:
    project = case.urbanises
    direct = {
        Project.UNSTATED: Addition.UNSTATED,
        Project.DWELLING: Addition.DWELLING,
        Project.PUBLIC: Addition.BUILDING,
        Project.BUILDING: Addition.BUILDING,
    }
    if project in direct:
        return direct[project]
    if project is Project.EXTENSION:
        area = case.number("floor_area_created_m2")
        return Addition.NONE if area is not None and area <= EXTENSION_M2 else Addition.LARGE
    annexe = case.does(WorksKind.ANNEXE, WorksKind.POOL)
    return Addition.ANNEXE if annexe else Addition.NONE


AGR_2 = Ground(
    code="AGR-2",
    theme=Theme.FARM_NATURAL,
    label="Construction en zone naturelle, ou annexe au-delà des limites",
    strength=3,
    gravity=0.8,
    articles=(Article("Code de l'urbanisme, articles R151-25 et L151-12"),),
    facts=("decision", "works_kinds", "destination", "floor_area_created_m2", "plu_zone"),
    subjects=(Subject.PLU,),
    ask=lambda case: (case.sense, plu_zone(case), _addition(case)),
    table=granted_table(
        {
            (ANY, Addition.NONE): NOT_APPLICABLE,
            (_BUILT_ZONES, ANY): NOT_APPLICABLE,
            (Zone.NATURAL, Addition.DWELLING): BREACH,
            (Zone.NATURAL, frozenset({Addition.LARGE, Addition.ANNEXE})): (DOUBT, 2),
            (Zone.NATURAL, ANY): DOUBT,
            (Zone.FARM, frozenset({Addition.DWELLING, Addition.BUILDING})): NOT_APPLICABLE,
            (Zone.FARM, Addition.UNSTATED): DOUBT,
            (Zone.FARM, ANY): (DOUBT, 1),
            (Zone.MIXED, frozenset({Addition.LARGE, Addition.ANNEXE})): (DOUBT, 1),
            (Zone.MIXED, ANY): (DOUBT, 2),
            (ANY, frozenset({Addition.LARGE, Addition.ANNEXE})): (UNKNOWN, 2),
            (ANY, ANY): UNKNOWN,
        },
        Zone,
        Addition,
    ),
    because=lambda case, _: (
        f"L'acte autorise ({_addition(case).value}) en {plu_zone(case).value} ({_where(case)}), "
        "où seules extensions et annexes limitées par le règlement sont admises."
    ),
    clears="Le règlement de la zone admettant ces travaux (surfaces, distances, avis CDPENAF).",
    document="règlement de la zone",
)


def _designated(hit: ZoneHit) -> bool:
    return (hit.code or "").startswith("16-01")


def _commission(case: Case) -> Said:
    """The opinion that the zone calls for: CDPENAF in A, CDNPS in N."""
    body = OpinionBody.CDPENAF if plu_zone(case) is Zone.FARM else OpinionBody.CDNPS
    return case.heard(body, *_SENSES)


def _changes(case: Case) -> Flag:
    if case.project is Project.UNSTATED:
        return Flag.UNREAD
    return Flag.YES if case.does(WorksKind.CHANGE_OF_USE) else Flag.NO


AGR_3 = Ground(
    code="AGR-3",
    theme=Theme.FARM_NATURAL,
    label="Changement de destination en zone A ou N non désigné ou sans avis conforme",
    strength=3,
    gravity=0.7,
    articles=(Article("Code de l'urbanisme, article L151-11, I, 2°"),),
    facts=("decision", "works_kinds", "opinions", "plu_zone"),
    subjects=(Subject.PLU, Subject.PLU_PRESCRIPTION),
    ask=lambda case: (
        case.sense,
        plu_zone(case),
        _changes(case),
        met(case, Subject.PLU_PRESCRIPTION, _designated),
        _commission(case),
    ),
    table=granted_table(
        {
            (ANY, Flag.NO, ANY, ANY): NOT_APPLICABLE,
            (_BUILT_ZONES, ANY, ANY, ANY): NOT_APPLICABLE,
            (_A_N, Flag.YES, Met.NO, ANY): BREACH,
            (_A_N, Flag.YES, _IN, Said.NO): BREACH,
            (_A_N, Flag.YES, _IN, Said.YES): CLEAR,
            (_A_N, Flag.YES, Met.UNSURVEYED, Said.NO): DOUBT,
            (_A_N, Flag.YES, Met.UNSURVEYED, Said.YES): (DOUBT, 1),
            (_A_N, ANY, ANY, ANY): UNKNOWN,
            (Zone.MIXED, ANY, ANY, Said.YES): (DOUBT, 1),
            (Zone.MIXED, ANY, ANY, ANY): (DOUBT, 2),
            (ANY, ANY, ANY, ANY): UNKNOWN,
        },
        Zone,
        Flag,
        Met,
        Said,
    ),
    because=lambda case, _: (
        f"Changement de destination en {plu_zone(case).value} ({_where(case)}) : bâtiment non "
        "désigné au plan, ou avis conforme de la commission non visé."
    ),
    clears="La désignation du bâtiment au PLU et l'avis conforme de la CDPENAF ou de la CDNPS.",
    document="plan de zonage et avis de la commission",
)


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
            (ANY, _IN, ANY): (DOUBT, 2),
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
            (frozenset({*_A_N, Zone.MIXED, Zone.NO_PLAN}), ANY): DOUBT,
            (ANY, ANY): UNKNOWN,
        },
        Zone,
        Shed,
    ),
    because=lambda case, _: (
        f"{_shed(case).value.capitalize()} en {plu_zone(case).value} : la nécessité pour "
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


_LIGHT_ZONES = frozenset({*_A_N, Zone.MIXED, Zone.NO_PLAN})
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
            (ANY, _LIGHT_ZONES, _IN, ANY): DOUBT,
            (Light.SHED, _LIGHT_ZONES, ANY, ANY): (DOUBT, 2),
            (ANY, ANY, _IN, ANY): (DOUBT, 2),
            (ANY, ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Light,
        Zone,
        Met,
        Flag,
    ),
    because=lambda case, _: (
        f"{_light(case).value.capitalize()} en {plu_zone(case).value}."
        if _light(case) is not Light.NONE
        else "Le terrain porte une construction détectée ou verbalisée : le permis doit porter sur "
        "l'ensemble irrégulier."
    ),
    clears="La preuve d'une construction régulière et d'un usage admis par la zone.",
    document="historique du terrain (permis, procès-verbaux)",
)

GROUNDS: tuple[Ground, ...] = (AGR_1, AGR_2, AGR_3, AGR_4, AGR_5, CAB_1)
