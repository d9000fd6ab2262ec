"""Consultations: opinions missing, unfavourable opinions left without an answer."""

from __future__ import annotations

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground
from scoring.grounds.law import granted_table
from scoring.grounds.table import ANY
from scoring.grounds.terms import Flag, Project, Said
from scoring.grounds.wording import RECITAL, Wording, any_of, wording
from vigie.domain.fact import ActType, OpinionBody, OpinionSense
from vigie.domain.finding import Theme, Verdict

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE

SAFETY = wording(
    r"\bsdis\b|commission de securite|commission consultative departementale de securite"
    r"|sous[- ]commission|accessibilite",
    *("sdis", "commission", "accessibilite"),
)
OWN_DRAINS = any_of(
    wording(r"assainissement (?:non collectif|autonome|individuel)", "assainissement"),
    wording(r"fosse (?:septique|toutes eaux)", "fosse"),
    wording(r"anc\b(?<=\banc)", "anc"),
)
DRAINS = wording(r"\bspanc\b|attestation de conformite", "spanc", "attestation de conformite")


def _needs_safety(case: Case) -> Flag:
    """Establishments that receive the public, and campings, call for the safety commission."""
    if case.project is Project.UNSTATED:
        return Flag.UNREAD
    public = case.project is Project.PUBLIC and case.act_type not in (ActType.CUA, ActType.CUB)
    return Flag.YES if public else Flag.NO


def _said_by(case: Case, body: OpinionBody, words: Wording) -> Said:
    heard = case.heard(body)
    return heard if heard is Said.YES else case.mention(words)


AVI_1 = Ground(
    code="AVI-1",
    theme=Theme.CONSULTATION,
    label="Avis obligatoire non visé (sécurité des établissements recevant du public, SPANC)",
    strength=2,
    gravity=0.6,
    articles=(
        Article("Code de l'urbanisme, articles R423-50 à R423-53"),
        Article("Code de l'urbanisme, articles L425-3 et R431-16"),
    ),
    facts=("decision", "works_kinds", "destination", "opinions"),
    bodies=frozenset({OpinionBody.SDIS, OpinionBody.SANITATION}),
    ask=lambda case: (
        case.sense,
        _needs_safety(case),
        _said_by(case, OpinionBody.SDIS, SAFETY),
        Flag.YES if case.mention(OWN_DRAINS) is Said.YES else Flag.NO,
        _said_by(case, OpinionBody.SANITATION, DRAINS),
    ),
    table=granted_table(
        {
            (Flag.YES, Said.NO, ANY, ANY): DOUBT,
            (ANY, ANY, Flag.YES, Said.NO): DOUBT,
            (Flag.YES, Said.UNREAD, ANY, ANY): UNKNOWN,
            (ANY, ANY, Flag.YES, Said.UNREAD): UNKNOWN,
            (Flag.YES, ANY, ANY, ANY): CLEAR,
            (ANY, ANY, Flag.YES, ANY): CLEAR,
            (ANY, ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Flag,
        Said,
        Flag,
        Said,
    ),
    because=lambda case, _: (
        "Établissement recevant du public : ni SDIS ni commission de sécurité visés."
        if _needs_safety(case) is Flag.YES
        and _said_by(case, OpinionBody.SDIS, SAFETY) is not Said.YES
        else "Assainissement non collectif : l'attestation du SPANC n'est pas visée."
    ),
    clears="L'avis au dossier, antérieur à l'acte.",
    document="avis des services consultés",
)


def _against(case: Case) -> Said:
    if any(opinion.sense is OpinionSense.UNFAVOURABLE for opinion in case.opinions):
        return Said.YES
    return Said.NO if case.states("opinions") is Said.YES else case.states("opinions")


AVI_2 = Ground(
    code="AVI-2",
    theme=Theme.CONSULTATION,
    label="Avis défavorable visé et resté sans réponse",
    strength=2,
    gravity=0.6,
    articles=(Article("Code de l'urbanisme, articles A424-2 et L424-3"),),
    facts=("decision", "opinions"),
    ask=lambda case: (case.sense, _against(case), case.mention(RECITAL)),
    table=granted_table(
        {
            (Said.YES, Said.YES): DOUBT,
            (Said.YES, Said.NO): BREACH,
            (Said.YES, Said.UNREAD): UNKNOWN,
            (ANY, ANY): NOT_APPLICABLE,
        },
        Said,
        Said,
    ),
    because=lambda case, verdict: (
        f"Avis défavorable ({_bodies(case)}) visé par un acte qui autorise"
        + (" sans aucun considérant." if verdict is BREACH else " : lire la réponse qu'il y fait.")
    ),
    clears="Un considérant qui répond à l'avis, ou un avis ultérieur favorable.",
)
NAMES = {
    OpinionBody.ABF: "architecte des Bâtiments de France",
    OpinionBody.DDTM: "DDTM",
    OpinionBody.SDIS: "SDIS",
    OpinionBody.CDPENAF: "CDPENAF",
    OpinionBody.CDNPS: "CDNPS",
    OpinionBody.PREFET: "préfet",
    OpinionBody.ROAD_MANAGER: "gestionnaire de voirie",
    OpinionBody.SANITATION: "service d'assainissement",
    OpinionBody.ENEDIS: "Enedis",
    OpinionBody.OTHER: "service consulté",
}


def _bodies(case: Case) -> str:
    against = [o.body for o in case.opinions if o.sense is OpinionSense.UNFAVOURABLE]
    return ", ".join(dict.fromkeys(NAMES[body] for body in against))


GROUNDS: tuple[Ground, ...] = (AVI_1, AVI_2)
