"""Farm and natural zones: dwellings, additions, changes of use (CU L151-11, L151-12, R151-23)."""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground
from scoring.grounds.land import met, plu_zone
from scoring.grounds.law import granted_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import IN_ZONE, Flag, Met, Project, Said, Term, Zone
from scoring.grounds.wording import wording
from scoring.grounds.zone_words import spell
from vigie.domain.fact import OpinionBody, OpinionSense, WorksKind
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

    DWELLING = "un logement nouveau"
    BUILDING = "une construction nouvelle"
    LARGE = "une extension importante"
    ANNEXE = "une annexe ou une piscine"
    NONE = "rien de plus"
    UNSTATED = "des travaux dont la nature n'a pas été lue"


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
EXTENSION_M2 = 50.0  # usual cap of the extensions that règlements admit
A_N = frozenset({Zone.FARM, Zone.NATURAL})
_BUILT_ZONES = frozenset({Zone.URBAN, Zone.TO_BUILD, Zone.NO_PLAN})
IN = frozenset({Met.YES, Met.PARTLY})
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
            (Zone.FARM, ANY, Need.REASONED): (DOUBT, 2),  # a formula proves no need: open the file
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
    ask=lambda case: (case.sense, plu_zone(case), _addition(case), _need(case)),
    table=granted_table(
        {
            (ANY, Addition.NONE, ANY): NOT_APPLICABLE,
            (_BUILT_ZONES, ANY, ANY): NOT_APPLICABLE,
            (Zone.NATURAL, Addition.DWELLING, Need.REASONED): (DOUBT, 2),  # R151-25, 1°
            (Zone.NATURAL, Addition.DWELLING, Need.THIN): DOUBT,
            (Zone.NATURAL, Addition.DWELLING, ANY): BREACH,
            (Zone.NATURAL, frozenset({Addition.LARGE, Addition.ANNEXE}), ANY): (DOUBT, 2),
            (Zone.NATURAL, ANY, ANY): DOUBT,
            (Zone.FARM, frozenset({Addition.DWELLING, Addition.BUILDING}), ANY): NOT_APPLICABLE,
            (Zone.FARM, Addition.UNSTATED, ANY): DOUBT,
            (Zone.FARM, ANY, ANY): (DOUBT, 1),
            (Zone.MIXED, frozenset({Addition.LARGE, Addition.ANNEXE}), ANY): (DOUBT, 1),
            (Zone.MIXED, ANY, ANY): (DOUBT, 2),
            (ANY, frozenset({Addition.LARGE, Addition.ANNEXE}), ANY): (UNKNOWN, 2),
            (ANY, ANY, ANY): UNKNOWN,
        },
        Zone,
        Addition,
        Need,
    ),
    because=lambda case, _: (
        f"L'acte autorise {_addition(case).value} {IN_ZONE[plu_zone(case)]} ({_where(case)}), "
        "où ne sont admises que les extensions et annexes limitées par le règlement."
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
    bodies=frozenset({OpinionBody.CDPENAF, OpinionBody.CDNPS}),
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
            (A_N, Flag.YES, Met.NO, ANY): BREACH,
            (A_N, Flag.YES, IN, Said.NO): BREACH,
            (A_N, Flag.YES, IN, Said.YES): CLEAR,
            (A_N, Flag.YES, Met.UNSURVEYED, Said.NO): DOUBT,
            (A_N, Flag.YES, Met.UNSURVEYED, Said.YES): (DOUBT, 1),
            (A_N, ANY, ANY, ANY): UNKNOWN,
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
        f"Changement de destination {IN_ZONE[plu_zone(case)]} ({_where(case)}) : bâtiment non "
        "désigné au plan, ou avis conforme de la commission non visé."
    ),
    clears="La désignation du bâtiment au PLU et l'avis conforme de la CDPENAF ou de la CDNPS.",
    document="plan de zonage et avis de la commission",
)

GROUNDS: tuple[Ground, ...] = (AGR_1, AGR_2, AGR_3)
