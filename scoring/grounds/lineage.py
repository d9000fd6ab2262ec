"""Acts that follow another: withdrawal, modification, transfer (CU L424-5, R424-17, L431-6)."""

from __future__ import annotations

import re
from datetime import date

from scoring.deadlines import add_months
from scoring.grounds.case import Case
from scoring.grounds.french_dates import dates_in
from scoring.grounds.ground import Article, Ground, Key
from scoring.grounds.law import granted_table, law_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import Flag, Project, Said, Term
from scoring.grounds.wording import RECITAL, wording
from vigie.domain.fact import ActType, Decision, Stage, WorksKind
from vigie.domain.finding import Theme, Verdict

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE

WITHDRAWAL_MONTHS = 3
VALIDITY_YEARS = 3  # R424-17; twice one year more, R424-21
LONGEST_YEARS = VALIDITY_YEARS + 2
_HOLDER = r"(?:beneficiaire|titulaire|petitionnaire|declarant)"
HOLDER_ASKS = wording(
    r"(?:demande|courrier|lettre) (?:de retrait |d'annulation )?(?:\w+ ){0,3}?"
    rf"(?:du|de la|de son|par le) {_HOLDER}|a la demande d"
    rf"|{_HOLDER}\b.{{0,60}}\b(?:demande|sollicite|renonce|souhaite)",
    *("demande", "courrier", "lettre", "sollicite", "renonce", "souhaite"),
)
CONTRADICTORY = wording(
    r"contradictoire|observations? (?:ecrites?|orales?|presentees?|formulees?|du (?:beneficiaire"
    r"|petitionnaire|titulaire))|l\.? ?121-1\b|invite a presenter",
    *("contradictoire", "observation", "121-1", "invite a"),
)
FIRST_ACT = re.compile(
    r"(?:accord|delivr|octroy|non[- ]opposition|tacite|arrete|permis|decision|autorisation)"
)


class Age(Term):
    """Time between the act withdrawn and its withdrawal."""

    IN_TIME = "dans les trois mois"
    LATE = "plus de trois mois après"
    UNKNOWN = "date de l'acte retiré inconnue"


def _withdraws(case: Case) -> Flag:
    if case.stage is Stage.RETRAIT:
        return Flag.YES
    return case.decided(Decision.WITHDRAWN)


def _age(case: Case) -> Age:
    """From the dates that the text gives of the act withdrawn."""
    decided = case.dossier.clock.decided_on or case.value("decided_on")
    first = None if decided is None else withdrawn_on(case, decided)
    if decided is None or first is None:
        return Age.UNKNOWN
    return Age.LATE if decided > add_months(first, WITHDRAWAL_MONTHS) else Age.IN_TIME


def withdrawn_on(case: Case, decided: date) -> date | None:
    """Latest date, before the withdrawal, that the text ties to a decision that allowed."""
    filed = case.value("filed_on")
    folded = case.folded
    found = [
        day
        for start, day in dates_in(folded)
        if day < decided and day != filed and _of_first_act(folded[max(0, start - 110) : start])
    ]
    return max(found, default=None)


_NOT_FIRST = re.compile(
    r"contradictoire|courrier|lettre|observation|demande|deliberation|approuve|recours|affich|recu"
    r"|delegation|plan local|depose|notifi"
)


def _of_first_act(before: str) -> bool:
    """Whether the words before a date name an earlier decision, nearest clause only."""
    clause = re.split(r"[;¶.]|\bvu\b|\bconsiderant\b", before)[-1]
    return FIRST_ACT.search(clause) is not None and _NOT_FIRST.search(clause) is None


def _withdrawal(case: Case) -> Key:
    if _withdraws(case) is Flag.NO:
        return (Flag.NO, Said.NO, Said.NO, Age.UNKNOWN, Said.NO)
    return (
        _withdraws(case),
        case.mention(HOLDER_ASKS),
        case.mention(CONTRADICTORY),
        _age(case),
        case.mention(RECITAL),
    )


RET_1 = Ground(
    code="RET-1",
    theme=Theme.PROCEDURE,
    label="Retrait au-delà de trois mois, sans procédure contradictoire ou sans motif",
    strength=3,
    gravity=0.45,
    articles=(
        Article("Code de l'urbanisme, article L424-5"),
        Article(
            "Code des relations entre le public et l'administration, articles L121-1 et L211-2"
        ),
    ),
    facts=("decision", "stage", "decided_on"),
    ask=_withdrawal,
    table=law_table(
        {
            (frozenset({Flag.NO, Flag.UNREAD, Flag.UNKNOWN}), ANY, ANY, ANY, ANY): NOT_APPLICABLE,
            (Flag.YES, Said.YES, ANY, ANY, ANY): CLEAR,
            (Flag.YES, Said.NO, ANY, Age.LATE, ANY): BREACH,
            (Flag.YES, Said.NO, Said.NO, ANY, ANY): BREACH,
            (Flag.YES, Said.NO, Said.YES, ANY, Said.NO): BREACH,
            (Flag.YES, Said.NO, Said.YES, Age.UNKNOWN, ANY): (DOUBT, 2),
            (Flag.YES, Said.NO, Said.YES, Age.IN_TIME, ANY): CLEAR,
            (Flag.YES, ANY, ANY, ANY, ANY): UNKNOWN,
        },
        Flag,
        Said,
        Said,
        Age,
        Said,
    ),
    because=lambda case, _: (
        "Retrait plus de trois mois après la décision, sans demande du bénéficiaire."
        if _age(case) is Age.LATE
        else "Retrait sans procédure contradictoire visée."
        if case.mention(CONTRADICTORY) is Said.NO
        else "Retrait qui n'énonce aucun motif."
        if case.mention(RECITAL) is Said.NO
        else "Retrait dont la date de l'acte retiré reste à vérifier."
    ),
    clears="La demande du bénéficiaire, ou la procédure contradictoire et un retrait à temps.",
    document="acte retiré et courrier de la procédure contradictoire",
)


class Modified(Term):
    """What a modificatif changes."""

    NATURE = "changement de destination ou logement créé"
    SIZE = "surface ajoutée"
    LITTLE = "ajustements"
    NOT = "acte initial"
    UNSTATED = "travaux non lus"


def modified(case: Case) -> Modified:
    """What a modificatif changes of its permit, as far as its own words say."""
    if case.stage is not Stage.MODIFICATIF:
        return Modified.NOT
    if case.kinds is None and case.act_type is not ActType.PD:
        return Modified.UNSTATED
    if case.does(WorksKind.CHANGE_OF_USE) or "logement supplementaire" in case.works:
        return Modified.NATURE
    grown = (Project.EXTENSION, Project.BUILDING)
    return Modified.SIZE if case.project in grown else Modified.LITTLE


def _expired(case: Case) -> Flag:
    """Whether the base permit is out of date, from the year of its number."""
    number, day = case.value("dossier_number"), case.day
    year = re.match(r"[A-Z]{2} \d{6} (\d{2}) ", number or "")
    if case.stage is not Stage.MODIFICATIF or day is None or year is None:
        return Flag.NO
    return Flag.YES if day.year - (2000 + int(year.group(1))) > LONGEST_YEARS else Flag.NO


MOD_1 = Ground(
    code="MOD-1",
    theme=Theme.PROCEDURE,
    label="Modificatif d'un permis périmé, ou qui bouleverse le projet",
    strength=2,
    gravity=0.5,
    articles=(
        Article("Code de l'urbanisme, articles R424-17 et R424-21"),
        Article("Code de l'urbanisme, article L431-6", valid_from=date(2025, 11, 28)),
    ),
    facts=("decision", "stage", "dossier_number", "works_kinds"),
    ask=lambda case: (case.sense, modified(case), _expired(case)),
    table=granted_table(
        {
            (Modified.NOT, ANY): NOT_APPLICABLE,
            (ANY, Flag.YES): DOUBT,
            (Modified.NATURE, ANY): DOUBT,
            (Modified.SIZE, ANY): (DOUBT, 1),
            (ANY, ANY): NOT_APPLICABLE,
        },
        Modified,
        Flag,
    ),
    because=lambda case, _: (
        f"Modificatif ({modified(case).value}) "
        + (
            "d'un permis de plus de cinq ans"
            if _expired(case) is Flag.YES
            else "à comparer au permis"
        )
        + " : un bouleversement du projet exige un nouveau permis."
    ),
    clears="Le permis initial en cours de validité et un projet dont la nature ne change pas.",
    document="permis initial, déclaration d'ouverture de chantier",
)
BOTH_AGREE = wording(
    r"accord (?:ecrit )?(?:du|de) |consent|d'un commun accord|signe par|demande conjointe|cosign",
    *("accord", "consent", "signe", "conjointe", "cosign"),
)
TRF_1 = Ground(
    code="TRF-1",
    theme=Theme.PROCEDURE,
    label="Transfert : accord du titulaire initial non mentionné",
    strength=1,
    gravity=0.2,
    articles=(Article("Transfert du permis en cours de validité (formulaire Cerfa 13412)"),),
    facts=("stage", "decision"),
    ask=lambda case: (
        (Flag.YES, case.mention(BOTH_AGREE), _issued(case))
        if case.stage is Stage.TRANSFERT
        else (Flag.NO, Said.NO, Flag.NO)
    ),
    table=law_table(
        {
            (frozenset({Flag.NO, Flag.UNREAD, Flag.UNKNOWN}), ANY, ANY): NOT_APPLICABLE,
            (ANY, ANY, Flag.NO): NOT_APPLICABLE,
            (Flag.YES, Said.YES, ANY): CLEAR,
            (Flag.YES, Said.NO, ANY): DOUBT,
            (Flag.YES, Said.UNREAD, ANY): UNKNOWN,
        },
        Flag,
        Said,
        Flag,
    ),
    because=lambda _case, _: "Le transfert ne mentionne pas l'accord du titulaire initial.",
    clears="Le formulaire de transfert signé des deux parties.",
    document="formulaire Cerfa 13412",
)


def _issued(case: Case) -> Flag:
    refused = case.decision in (Decision.REFUSED, Decision.OPPOSED)
    certificate = case.act_type in (ActType.CUA, ActType.CUB)
    return Flag.NO if refused or certificate else Flag.YES


GROUNDS: tuple[Ground, ...] = (RET_1, MOD_1, TRF_1)
