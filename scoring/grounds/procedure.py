"""Procedure: architect, thresholds, certificates (CU R421-…, R431-2, L410-1)."""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.flood import flood_land
from scoring.grounds.ground import Article, Ground
from scoring.grounds.heritage import heritage
from scoring.grounds.land import density, plu_zone
from scoring.grounds.law import granted_table, law_table
from scoring.grounds.littoral import littoral
from scoring.grounds.montagne import montagne
from scoring.grounds.national_rules import national_rules
from scoring.grounds.table import ANY
from scoring.grounds.terms import GAPS, IN_ZONE, Density, Flag, Land, Met, Project, Said, Term, Zone
from scoring.grounds.wording import metres, wording
from vigie.domain.fact import ActType, ApplicantKind, Decision, Destination, Stage, WorksKind
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE
PERSON_M2, FARM_M2 = 150.0, 800.0  # R431-2
GREENHOUSE_M2 = 2000.0
DECLARED_M2, DECLARED_IN_U_M2 = 20.0, 40.0  # R421-14, R421-17
SITE_PA_M2 = 2500.0  # L441-4
_FLOOR = (
    WorksKind.NEW_DWELLING,
    WorksKind.NEW_BUILDING,
    WorksKind.EXTENSION,
    WorksKind.RAISING,
    WorksKind.FARM_BUILDING,
)
_PERMITS = frozenset({ActType.PC, ActType.PCMI})
_DRAWN = frozenset({Stage.INITIAL, Stage.MODIFICATIF})  # acts that come with plans of a project
_IN = frozenset({Met.YES, Met.PARTLY})


class Architect(Term):
    """Whether the law calls for an architect (L431-1, R431-2)."""

    DUE = "architecte obligatoire"
    FREE = "architecte facultatif"
    UNKNOWN = "surface ou demandeur inconnus"
    UNREAD = "surface ou demandeur non lus"


GAPS[Architect.UNREAD] = "la surface de plancher ou la qualité du demandeur"


def _architect(case: Case) -> Architect:
    if case.act_type not in _PERMITS or case.stage not in _DRAWN:
        return Architect.FREE
    if case.kinds is not None and not case.does(*_FLOOR):
        return Architect.FREE
    area = case.number("floor_area_created_m2")
    kind = case.value("applicant_kind")
    if kind in (ApplicantKind.COMPANY, ApplicantKind.PUBLIC_BODY) and not _farms(case):
        return Architect.FREE if area == 0 else Architect.DUE
    if area is None:
        return Architect.UNREAD if case.partly_unread else Architect.UNKNOWN
    total = area + (case.number("floor_area_existing_m2") or 0)
    if total > _cap(case):
        return Architect.DUE
    return Architect.FREE if kind is ApplicantKind.PERSON else Architect.UNKNOWN


def _cap(case: Case) -> float:
    if "serre" in case.works:
        return GREENHOUSE_M2
    return FARM_M2 if _farms(case) else PERSON_M2


def _farms(case: Case) -> bool:
    """Farms, whatever their legal form, have the caps of persons (R431-2)."""
    return case.does(WorksKind.FARM_BUILDING) or case.destination is Destination.FARMING


def _named(case: Case) -> Said:
    """Whether the act names an architect, and whether the silence was read as such."""
    named = case.value("architect_named")
    declared = case.dossier.declared
    if declared is not None and declared.facts.architect_named is not None:
        named = declared.facts.architect_named.value  # the form is signed by the architect
    if named is not None:
        return Said.YES if named else Said.NO
    return case.states("architect_named")


ARC_1 = Ground(
    code="ARC-1",
    theme=Theme.PROCEDURE,
    label="Recours obligatoire à l'architecte : aucun architecte nommé",
    strength=3,
    gravity=0.5,
    articles=(Article("Code de l'urbanisme, articles L431-1, L431-3 et R431-2"),),
    facts=("decision", "applicant_kind", "floor_area_created_m2", "architect_named"),
    ask=lambda case: (case.sense, _architect(case), _named(case)),
    table=granted_table(
        {
            (frozenset({Architect.FREE, Architect.UNKNOWN}), ANY): NOT_APPLICABLE,
            (ANY, Said.YES): CLEAR,
            (Architect.DUE, Said.NO): DOUBT,
            (ANY, ANY): UNKNOWN,
        },
        Architect,
        Said,
    ),
    because=lambda case, _: (
        "Recours à l'architecte obligatoire "
        f"({metres(case.number('floor_area_created_m2') or 0)} créés"
        + (", personne morale" if case.value("applicant_kind") is not ApplicantKind.PERSON else "")
        + ") : aucun architecte n'est nommé."
    ),
    clears="Le formulaire de demande signé par un architecte, ou une surface sous le seuil.",
    document="formulaire de demande (cadre de l'architecte)",
)
COMMON_WORKS = wording(
    r"(?:voies?|voiries?|espaces?|equipements?) (?:et (?:espaces?|equipements?) )?communs?"
    r"|(?:voie|voirie) (?:interne|nouvelle|de desserte interne)",
    *("commun", "interne", "voie nouvelle", "voirie nouvelle"),
)


class Procedure(Term):
    """The procedure followed against the one that sizes call for."""

    RIGHT = "procédure adaptée"
    TOO_LARGE = "surface au-delà de la déclaration préalable"
    PERHAPS = "surface au-delà du seuil hors zone urbaine"
    POOL = "piscine de plus de 100 m² par déclaration"
    TO_LAY_OUT = "division soumise à permis d'aménager"
    UNREAD = "type d'acte non lu"
    WORKS_UNREAD = "travaux non lus"


GAPS[Procedure.UNREAD] = "le type d'acte"
GAPS[Procedure.WORKS_UNREAD] = GAPS[Project.UNSTATED]
_POOL_M2 = 100.0


def _procedure(case: Case) -> Procedure:
    if case.act_type is None:
        return Procedure.UNREAD
    if case.act_type is not ActType.DP or case.stage is not Stage.INITIAL:
        return Procedure.RIGHT
    if case.kinds is None:
        return Procedure.WORKS_UNREAD
    if case.does(WorksKind.SUBDIVISION):
        common = case.found(COMMON_WORKS) is not None
        return Procedure.TO_LAY_OUT if common or heritage(case) in _IN else Procedure.RIGHT
    size = _size(case)
    if case.does(WorksKind.POOL) and not case.does(*_FLOOR):
        return Procedure.POOL if size > _POOL_M2 else Procedure.RIGHT
    grows = case.does(*_FLOOR, WorksKind.ANNEXE) and not _only_changes(case)
    return _by_floor(case, size) if grows else Procedure.RIGHT


def _size(case: Case) -> float:
    """The larger of the floor area created and of the footprint: either one passes a threshold."""
    return max(case.number("floor_area_created_m2") or 0, case.number("footprint_m2") or 0)


def _only_changes(case: Case) -> bool:
    """A change of use inside what stands is declared whatever its area (R421-17 b)."""
    built = (WorksKind.NEW_BUILDING, WorksKind.EXTENSION, WorksKind.RAISING, WorksKind.ANNEXE)
    return case.does(WorksKind.CHANGE_OF_USE) and not case.does(*built)


def _by_floor(case: Case, size: float) -> Procedure:
    existing = case.does(WorksKind.EXTENSION, WorksKind.RAISING)
    if size > DECLARED_IN_U_M2 or (not existing and size > DECLARED_M2):
        return Procedure.TOO_LARGE
    if size <= DECLARED_M2:
        return Procedure.RIGHT
    total = size + (case.number("floor_area_existing_m2") or 0)
    if total > PERSON_M2:
        return Procedure.TOO_LARGE
    urban = plu_zone(case) is Zone.URBAN
    return Procedure.RIGHT if urban else Procedure.PERHAPS


def _outside_u(case: Case) -> Flag:
    """Land of several zones leaves open in which of them it is built."""
    zone = plu_zone(case)
    if zone in (Zone.UNPLACED, Zone.UNSURVEYED, Zone.MIXED):
        return Flag.UNKNOWN
    return Flag.NO if zone is Zone.URBAN else Flag.YES


def _because_seu(case: Case, _: Verdict) -> str:
    size = metres(_size(case))
    found = _procedure(case)
    if found is Procedure.TO_LAY_OUT:
        return (
            "Division faite par déclaration préalable : les voies ou équipements communs, ou le "
            "secteur protégé, appellent un permis d'aménager."
        )
    if found is Procedure.POOL:
        return f"Bassin de {size} par déclaration préalable : au-delà de 100 m², il faut un permis."
    if found is Procedure.PERHAPS:
        return (
            f"Déclaration préalable pour {size} {IN_ZONE[plu_zone(case)]} : hors zone U, le permis "
            "est obligatoire au-delà de 20 m²."
        )
    return f"Déclaration préalable pour {size} : {_threshold(case)}."


def _threshold(case: Case) -> str:
    """Which threshold of the permit the works pass."""
    if not case.does(WorksKind.EXTENSION, WorksKind.RAISING):
        return "une construction nouvelle de plus de 20 m² relève du permis"
    if _size(case) > DECLARED_IN_U_M2:
        return "une extension de plus de 40 m² relève du permis, même en zone U"
    return (
        "une extension de plus de 20 m² qui porte la construction au-delà de 150 m² relève du "
        "permis, même en zone U"
    )


SEU_1 = Ground(
    code="SEU-1",
    theme=Theme.PROCEDURE,
    label="Procédure inadaptée : déclaration préalable au-delà des seuils du permis",
    strength=3,
    gravity=0.5,
    articles=(
        Article("Code de l'urbanisme, articles R421-9, R421-14, R421-17, R421-19 et R421-23"),
    ),
    facts=("decision", "act_type", "works_kinds", "floor_area_created_m2", "footprint_m2"),
    subjects=(Subject.PLU,),
    ask=lambda case: (case.sense, _procedure(case), _outside_u(case)),
    table=granted_table(
        {
            (Procedure.RIGHT, ANY): NOT_APPLICABLE,
            (frozenset({Procedure.UNREAD, Procedure.WORKS_UNREAD}), ANY): UNKNOWN,
            (Procedure.PERHAPS, Flag.YES): BREACH,
            (Procedure.PERHAPS, ANY): DOUBT,
            (ANY, ANY): BREACH,
        },
        Procedure,
        Flag,
    ),
    because=_because_seu,
    clears="Une surface de plancher et une emprise sous les seuils, au formulaire.",
    document="formulaire de demande (surfaces)",
)


def _certifies(case: Case) -> Flag:
    if case.act_type is None:
        return Flag.UNREAD
    return case.decided(Decision.POSITIVE) if case.act_type is ActType.CUB else Flag.NO


def _lonely(case: Case) -> Flag:
    """Whether the land stands alone where the law asks for continuity with what is built."""
    bound = Flag.YES in (littoral(case), montagne(case), national_rules(case))
    alone = density(case, cluster=8) is Density.ISOLATED
    return Flag.YES if alone and bound else Flag.NO


_OPEN_LAND = frozenset({Zone.FARM, Zone.NATURAL, Zone.NO_PLAN})
CU_1 = Ground(
    code="CU-1",
    theme=Theme.PROCEDURE,
    label="Certificat opérationnel positif en zone d'interdiction ou hors continuité",
    strength=2,
    gravity=0.6,
    articles=(Article("Code de l'urbanisme, articles L410-1 et A410-5"),),
    facts=("decision", "act_type", "parcels"),
    subjects=(Subject.FLOOD_PLAN, Subject.PLU),
    ask=lambda case: (
        _certifies(case),
        flood_land(case),
        _lonely(case),
        plu_zone(case),
    ),
    table=law_table(
        {
            (frozenset({Flag.NO, Flag.UNKNOWN}), ANY, ANY, ANY): NOT_APPLICABLE,
            (Flag.YES, Land.RED, ANY, ANY): BREACH,
            (Flag.YES, ANY, Flag.YES, _OPEN_LAND): BREACH,
            (Flag.YES, frozenset({Land.PARTLY_RED, Land.CITED_RED}), ANY, ANY): DOUBT,
            (Flag.YES, ANY, Flag.YES, ANY): DOUBT,
            (Flag.YES, ANY, ANY, _OPEN_LAND): DOUBT,
            (Flag.YES, frozenset({Land.UNPLACED, Land.CITED_UNPLACED}), ANY, ANY): UNKNOWN,
            (ANY, ANY, ANY, ANY): CLEAR,
        },
        Flag,
        Land,
        Flag,
        Zone,
    ),
    because=lambda case, _: (
        "Le certificat dit que le terrain peut être utilisé "
        f"({flood_land(case).value}, {plu_zone(case).value}"
        + (", hors continuité" if _lonely(case) is Flag.YES else "")
        + ") : il fige les règles dix-huit mois, "
        "hors sécurité et salubrité."
    ),
    clears="Le plan de situation montrant un secteur constructible.",
    document="plan de situation",
)

GROUNDS: tuple[Ground, ...] = (ARC_1, SEU_1, CU_1)
