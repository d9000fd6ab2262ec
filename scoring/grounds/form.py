"""Form: reasons, mandatory content, precision of the conditions (CU L424-3, A424-2 to A424-13)."""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground
from scoring.grounds.law import granted_table, law_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import Flag, Said
from scoring.grounds.wording import RECITAL, fold, wording
from vigie.domain.evidence import SourceEvidence
from vigie.domain.fact import ActType, Decision, Stage, WorksKind
from vigie.domain.finding import Theme, Verdict

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE

IMPRECISE = wording(
    r"projet (?:devra|doit) etre (?:modifie|revu|adapte)|se conformer a l'avis|avis ci[- ]joint"
    r"|(?:un |de )?nouve(?:au|aux|lle) plans? .{0,30}(?:devra|fourni|produi)"
    r"|plans? .{0,40}(?:devra|devront) etre (?:fourni|produit|depose)"
    r"|ensemble des (?:regles|dispositions|prescriptions)|strictement respecte"
    r"|harmonise (?:avec|a) (?:le bati|l')",
    *("projet d", "avis", "plan", "ensemble des", "strictement", "harmonise"),
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
    return tuple(name for name, fact in found.items() if fact is None)


def _creates_floor(case: Case) -> bool:
    permit = case.act_type in (ActType.PC, ActType.PCMI) and case.stage is Stage.INITIAL
    granted = case.decision in _CONDITIONAL or case.decision is Decision.GRANTED
    return permit and granted and case.does(WorksKind.NEW_DWELLING, WorksKind.NEW_BUILDING)


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


def _vague(case: Case) -> Said:
    conditions = case.value("conditions")
    if any(IMPRECISE.find(fold(text)) for text in conditions or ()):
        return Said.YES
    return Said.UNREAD if case.partly_unread and conditions is None else Said.NO


def _quoted(case: Case) -> tuple[SourceEvidence, ...]:
    vague = [text for text in case.value("conditions") or () if IMPRECISE.find(fold(text))]
    return tuple(
        SourceEvidence("prescriptions de l'acte", f"« {text[:200]} »") for text in vague[:2]
    )


FOR_3 = Ground(
    code="FOR-3",
    theme=Theme.FORM,
    label="Prescription imprécise, ou qui laisse le projet inconnu",
    strength=2,
    gravity=0.35,
    articles=(Article("Code de l'urbanisme, article L424-3 (CE, 13 mars 2015, n° 358677)"),),
    facts=("decision", "conditions"),
    ask=lambda case: (case.sense, _vague(case), _conditional(case)),
    table=granted_table(
        {
            (Said.YES, ANY): BREACH,
            (Said.UNREAD, Flag.YES): UNKNOWN,
            (ANY, ANY): NOT_APPLICABLE,
        },
        Said,
        Flag,
    ),
    because=lambda _case, _: (
        "Une prescription renvoie à plus tard ou à un autre document ce que l'acte devait fixer : "
        "elle ne porte pas sur un point précis et limité."
    ),
    clears="Une prescription précise, limitée, qui n'appelle pas de nouveau projet.",
    quotes=_quoted,
)


def _conditional(case: Case) -> Flag:
    return case.decided(*_CONDITIONAL)


GROUNDS: tuple[Ground, ...] = (FOR_1, FOR_2, FOR_3)
