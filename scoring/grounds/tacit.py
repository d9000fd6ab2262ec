"""Tacit decisions: where silence refuses, and refusals that come too late (CU R424-1 to -3)."""

from __future__ import annotations

from datetime import date

from scoring.deadlines import add_months
from scoring.grounds.case import Case
from scoring.grounds.flood import flood_land
from scoring.grounds.ground import Article, Ground
from scoring.grounds.heritage import heritage
from scoring.grounds.land import plu_zone
from scoring.grounds.law import law_table
from scoring.grounds.littoral import littoral
from scoring.grounds.table import ANY
from scoring.grounds.terms import Flag, Land, Met, Project, Term, Zone
from vigie.domain.fact import ActType, Decision, Stage, WorksKind
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import Subject

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE


_IN = frozenset({Met.YES, Met.PARTLY})


class Around(Term):
    """What the surroundings ask of a tacit decision."""

    HARMLESS = "travaux sans effet sur les lieux"
    PROTECTED = "secteur protégé"
    LITTORAL = "commune littorale"
    PLAIN = "sans protection"


def _around(case: Case) -> Around:
    light = frozenset({WorksKind.FENCE, WorksKind.FACADE, WorksKind.DEMOLITION})
    if case.kinds is not None and case.kinds <= light:
        return Around.HARMLESS
    if heritage(case) in _IN:
        return Around.PROTECTED
    return Around.LITTORAL if littoral(case) is Flag.YES else Around.PLAIN


_SENSITIVE_ZONES = frozenset({Zone.FARM, Zone.NATURAL, Zone.NO_PLAN})
TAC_1 = Ground(
    code="TAC-1",
    theme=Theme.PROCEDURE,
    label="Décision tacite là où le silence vaut refus, ou en zone sensible",
    strength=3,
    gravity=0.75,
    articles=(Article("Code de l'urbanisme, articles R424-2 et R424-3"),),
    facts=("decision", "tacit_on", "parcels"),
    subjects=(Subject.SUP, Subject.FLOOD_PLAN, Subject.PLU),
    ask=lambda case: (case.tacit, flood_land(case), plu_zone(case), _around(case)),
    table=law_table(
        {
            (frozenset({Flag.NO, Flag.UNKNOWN, Flag.UNREAD}), ANY, ANY, ANY): NOT_APPLICABLE,
            (Flag.YES, ANY, ANY, Around.HARMLESS): NOT_APPLICABLE,
            (Flag.YES, frozenset({Land.RED, Land.PARTLY_RED}), ANY, ANY): DOUBT,
            (Flag.YES, ANY, _SENSITIVE_ZONES, ANY): DOUBT,
            (Flag.YES, ANY, ANY, Around.PROTECTED): DOUBT,
            (Flag.YES, ANY, Zone.MIXED, ANY): (DOUBT, 2),
            (Flag.YES, ANY, ANY, Around.LITTORAL): (DOUBT, 2),
            (Flag.YES, Land.UNPLACED, ANY, ANY): UNKNOWN,
            (Flag.YES, ANY, Zone.UNPLACED, ANY): UNKNOWN,
            (ANY, ANY, ANY, ANY): CLEAR,
        },
        Flag,
        Land,
        Zone,
        Around,
    ),
    because=lambda case, _: (
        f"Décision tacite ({_places(case)}) : nul n'a écrit de motifs ; vérifier si le silence "
        "valait refus."
    ),
    clears="La preuve que le cas n'entre pas dans les exceptions au permis tacite.",
    document="demande, récépissé et avis",
)


def _places(case: Case) -> str:
    said = [flood_land(case).value, plu_zone(case).value]
    return ", ".join(said)


# Base delays, in months (R423-23); one more in a protected sector (R423-24), five for an
# establishment that receives the public (R423-28).
DELAYS = {ActType.DP: 1, ActType.PCMI: 2, ActType.PD: 2, ActType.PC: 3, ActType.PA: 3}
PUBLIC_MONTHS = 5


class Order(Term):
    """A written denial against the date of the tacit decision."""

    AFTER = "après la date tacite"
    BEFORE = "avant la date tacite"
    PRESUMED = "après la fin du délai d'instruction de droit commun"
    NO_TACIT = "sans décision tacite"


def _order(case: Case) -> Order:
    tacit = case.value("tacit_on")
    decided = case.value("decided_on") or case.dossier.clock.decided_on
    if decided is None:
        return Order.NO_TACIT
    if tacit is None:
        presumed = presumed_tacit(case)
        return Order.PRESUMED if presumed and decided > presumed else Order.NO_TACIT
    return Order.AFTER if decided > tacit else Order.BEFORE


def presumed_tacit(case: Case) -> date | None:
    """End of the ordinary delay; pieces asked or a longer delay may have moved it."""
    since = case.value("completed_on") or case.value("filed_on")
    if since is None or case.act_type not in DELAYS or case.stage is not Stage.INITIAL:
        return None
    months = DELAYS[case.act_type] + (heritage(case) not in (Met.NO, Met.UNSURVEYED))
    if case.project is Project.PUBLIC:
        months = PUBLIC_MONTHS
    return add_months(since, months)


def _denied(case: Case) -> Flag:
    return case.decided(Decision.REFUSED, Decision.OPPOSED, Decision.DEFERRED)


def _because_tac_2(case: Case, verdict: Verdict) -> str:
    tacit = case.value("tacit_on") or presumed_tacit(case)
    day = "date inconnue" if tacit is None else f"{tacit:%d/%m/%Y}"
    if verdict is BREACH:
        return (
            f"Refus signé après la décision tacite du {day} : retrait déguisé, sans procédure "
            "contradictoire."
        )
    return f"Refus signé après la fin du délai de droit commun ({day}) : majoration à vérifier."


TAC_2 = Ground(
    code="TAC-2",
    theme=Theme.PROCEDURE,
    label="Refus ou opposition signé après la naissance d'une décision tacite",
    strength=3,
    gravity=0.4,
    articles=(
        Article("Code de l'urbanisme, article L424-5"),
        Article("Code des relations entre le public et l'administration, article L121-1"),
    ),
    facts=("decision", "decided_on", "tacit_on", "filed_on", "completed_on"),
    ask=lambda case: (_denied(case), _order(case)),
    table=law_table(
        {
            (Flag.YES, Order.AFTER): BREACH,
            (Flag.YES, Order.PRESUMED): (DOUBT, 2),
            (ANY, ANY): NOT_APPLICABLE,
        },
        Flag,
        Order,
    ),
    because=_because_tac_2,
    clears="Un délai d'instruction majoré ou interrompu (pièces demandées), notifié à temps.",
    document="courriers de majoration ou de demande de pièces",
)

GROUNDS: tuple[Ground, ...] = (TAC_1, TAC_2)
