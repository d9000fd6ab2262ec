"""Form: reasons, mandatory content, precision of the conditions (CU L424-3, A424-2 to A424-13)."""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground
from scoring.grounds.law import granted_table, law_table
from scoring.grounds.passages import pieces_of
from scoring.grounds.table import ANY
from scoring.grounds.terms import GAPS, Flag, Said, Term
from scoring.grounds.wording import RECITAL, Wording, fold, wording
from vigie.domain.evidence import Evidence, SourceEvidence
from vigie.domain.fact import ActType, Decision, Stage, WorksKind
from vigie.domain.finding import Theme, Verdict

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE

# What makes the project unknown (CE 13 March 2015): another project, plans still to come.
UNDECIDED = wording(
    r"projet (?:devra|doit) etre (?:modifie|revu|adapte|repris)"
    r"|nouve(?:au|aux|lle) (?:plans?|projet) .{0,40}(?:devra|devront|sera|seront|fourni|produi)"
    r"|plans?\b(?! de recolement)[^.;]{0,60}(?:devra|devront) etre (?:fourni|produit|depose)",
    *("projet d", "plan", "nouve"),
)
# What is common and says little: all the rules, an opinion annexed, harmony.
VAGUE = wording(
    r"se conformer (?:a l'|aux )avis|avis ci[- ](?:joint|annexe)|strictement respecte"
    r"|ensemble des (?:regles|dispositions|prescriptions)|harmonise (?:avec|a) (?:le bati|l')",
    *("avis", "ensemble des", "strictement", "harmonise"),
)
SURELY_VAGUE = 0.1  # probability to be precise under which a condition is taken as vague
_COUNT = r"(?:\d+|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze)"
LOTS = wording(_COUNT + r" (?:\(\d+\) )?lots?\b|nombre (?:maximal |maximum )?de lots", "lot")
PITCHES = wording(
    _COUNT + r" (?:\(\d+\) )?emplacements?\b|nombre .{0,20}emplacements", "emplacement"
)
_DENIED = frozenset({Decision.REFUSED, Decision.OPPOSED, Decision.DEFERRED, Decision.NEGATIVE})
_CONDITIONAL = frozenset(
    {Decision.GRANTED_WITH_CONDITIONS, Decision.NON_OPPOSITION_WITH_CONDITIONS}
)


def _owes_reasons(case: Case) -> Flag:
    """Refusals, oppositions and stays owe reasons; conditions too, less strictly in practice."""
    if case.decision in _DENIED or case.decision is Decision.UNKNOWN:
        return case.decided(*_DENIED)
    return Flag.UNKNOWN if case.decision in _CONDITIONAL else Flag.NO


FOR_1 = Ground(
    code="FOR-1",
    theme=Theme.FORM,
    label="Refus, opposition, sursis ou prescriptions sans motifs",
    strength=2,
    gravity=0.35,
    articles=(
        Article("Code de l'urbanisme, articles L424-3 et A424-4"),
        Article("Code des relations entre le public et l'administration, article L211-5"),
    ),
    facts=("decision", "conditions"),
    ask=lambda case: (_owes_reasons(case), case.mention(RECITAL)),
    table=law_table(
        {
            (Flag.NO, ANY): NOT_APPLICABLE,
            (ANY, Said.YES): CLEAR,
            (Flag.YES, Said.NO): BREACH,
            (Flag.UNKNOWN, Said.NO): (DOUBT, 1),
            (Flag.UNKNOWN, ANY): (UNKNOWN, 1),
            (ANY, ANY): UNKNOWN,
        },
        Flag,
        Said,
    ),
    because=lambda case, _: (
        "L'acte refuse ou diffère sans aucun considérant."
        if case.decision in _DENIED
        else "L'acte impose des prescriptions sans considérant qui les motive."
    ),
    clears="Les motifs de droit et de fait, dans l'acte ou une annexe jointe.",
)


def missing_content(case: Case) -> tuple[str, ...]:
    """What the act should state and was not found (A424-2 b, A424-9 to A424-13)."""
    found: dict[str, object] = {
        "le demandeur": case.facts.applicant_name or case.facts.applicant_kind,
        "le lieu": case.facts.parcels or case.facts.site_address,
        "le numéro du dossier": case.facts.dossier_number,
    }
    if case.act_type is not ActType.CUA:
        found["la nature des travaux"] = case.facts.works or case.facts.works_kinds
    if _creates_floor(case):
        found["la surface de plancher créée"] = case.facts.floor_area_created_m2
        found["la destination"] = case.facts.destination
    if _lays_out(case):
        found.update(_laid_out(case))
    return tuple(name for name, fact in found.items() if fact is None)


def _creates_floor(case: Case) -> bool:
    permit = case.act_type in (ActType.PC, ActType.PCMI) and case.stage is Stage.INITIAL
    granted = case.decision in _CONDITIONAL or case.decision is Decision.GRANTED
    return permit and granted and case.does(WorksKind.NEW_DWELLING, WorksKind.NEW_BUILDING)


def _lays_out(case: Case) -> bool:
    granted = case.decision in _CONDITIONAL or case.decision is Decision.GRANTED
    return case.act_type is ActType.PA and case.stage is Stage.INITIAL and granted


def _laid_out(case: Case) -> dict[str, object]:
    """What a permit to lay out land fixes (A424-10 for lots, A424-12 and -13 for a camping)."""
    if case.does(WorksKind.CAMPING):
        return {"le nombre d'emplacements": case.found(PITCHES)}
    if not case.does(WorksKind.SUBDIVISION):
        return {}
    return {
        "le nombre maximal de lots": case.found(LOTS),
        "la surface de plancher maximale": case.facts.floor_area_created_m2,
    }


def _missing(case: Case) -> Flag:
    if not missing_content(case):
        return Flag.NO
    return Flag.UNREAD if case.partly_unread else Flag.YES


FOR_2 = Ground(
    code="FOR-2",
    theme=Theme.FORM,
    label="Mentions obligatoires absentes",
    strength=1,
    gravity=0.15,
    articles=(Article("Code de l'urbanisme, articles A424-2 et A424-9 à A424-13"),),
    facts=("dossier_number", "works", "parcels", "floor_area_created_m2"),
    ask=lambda case: (_missing(case),),
    table=law_table(
        {
            (Flag.YES,): DOUBT,
            (Flag.UNREAD,): UNKNOWN,
            (ANY,): NOT_APPLICABLE,
        },
        Flag,
    ),
    because=lambda case, _: f"Non trouvé dans l'acte : {', '.join(missing_content(case))}.",
    clears="La mention, dans l'acte ou dans la demande à laquelle il renvoie.",
)


class Precise(Term):
    """What the conditions leave open."""

    UNDECIDED = "prescription qui renvoie le projet à plus tard"
    VAGUE = "prescription générale"
    YES = "prescriptions précises ou absentes"
    UNREAD = "prescriptions non lues"


GAPS[Precise.UNREAD] = "les prescriptions"


def _precise(case: Case) -> Precise:
    if _saying(case, UNDECIDED):
        return Precise.UNDECIDED
    if _vague(case):
        return Precise.VAGUE
    unread = case.partly_unread and case.value("conditions") is None
    return Precise.UNREAD if unread else Precise.YES


def _saying(case: Case, words: Wording) -> list[str]:
    return [text for text in case.value("conditions") or () if words.find(fold(text))]


def _vague(case: Case) -> list[str]:
    """Conditions that send back to all the rules, and those graded as saying nothing to do."""
    fact = case.fact("conditions")
    if fact is None:
        return []
    grades = fact.precise or (1.0,) * len(fact.value)
    return [
        text
        for text, grade in zip(fact.value, grades, strict=True)
        if grade < SURELY_VAGUE or VAGUE.find(fold(text))
    ]


def _quoted(case: Case) -> tuple[Evidence, ...]:
    said = (_saying(case, UNDECIDED) or _vague(case))[:2]
    fact = case.facts.conditions
    pieces = [pieces_of(text, fact.evidence if fact else ()) for text in said]
    return tuple(
        piece
        for text, found in zip(said, pieces, strict=True)
        for piece in found or (SourceEvidence("prescriptions de l'acte", text[:200]),)
    )


FOR_3 = Ground(
    code="FOR-3",
    theme=Theme.FORM,
    label="Prescription imprécise, ou qui laisse le projet inconnu",
    strength=2,
    gravity=0.35,
    articles=(Article("Code de l'urbanisme, article L424-3 (CE, 13 mars 2015, n° 358677)"),),
    facts=("decision", "conditions"),
    silent=("conditions",),
    ask=lambda case: (case.sense, _precise(case), _conditional(case)),
    table=granted_table(
        {
            (Precise.UNDECIDED, ANY): BREACH,
            (Precise.VAGUE, ANY): (DOUBT, 1),
            (Precise.UNREAD, Flag.YES): UNKNOWN,
            (ANY, ANY): NOT_APPLICABLE,
        },
        Precise,
        Flag,
    ),
    because=lambda _case, verdict: (
        "Une prescription renvoie à plus tard ce que l'acte devait fixer : le projet autorisé "
        "n'est pas connu, elle ne porte pas sur un point précis et limité."
        if verdict is BREACH
        else "Une prescription ne fixe rien de vérifiable : elle renvoie à un avis, à l'ensemble "
        "des règles ou à une appréciation, non à un point précis et limité."
    ),
    clears="Une prescription précise, limitée, qui n'appelle pas de nouveau projet.",
    quotes=_quoted,
)


def _conditional(case: Case) -> Flag:
    return case.decided(*_CONDITIONAL)


GROUNDS: tuple[Ground, ...] = (FOR_1, FOR_2, FOR_3)
