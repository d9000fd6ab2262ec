"""Competence: who signed, in whose name (CU A424-2, L422-1 to L422-7; CRPA L212-1)."""

from __future__ import annotations

import re

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground
from scoring.grounds.law import law_table
from scoring.grounds.national_rules import national_rules
from scoring.grounds.table import ANY
from scoring.grounds.terms import GAPS, Flag, Said, Term
from scoring.grounds.wording import fold, wording
from vigie.domain.fact import Authority, Decision, Signatory, SignatoryRole
from vigie.domain.finding import Theme, Verdict

BREACH, DOUBT, UNKNOWN = Verdict.BREACH, Verdict.DOUBT, Verdict.UNKNOWN
CLEAR, NOT_APPLICABLE = Verdict.CLEAR, Verdict.NOT_APPLICABLE


class Signed(Term):
    """Who signed, by the quality printed."""

    HEAD = "maire ou président"
    DEPUTY = "adjoint ou conseiller délégué"
    AGENT = "agent"
    PREFECT = "préfet"
    NAMELESS = "nom ou qualité absents"
    UNREAD = "bloc de signature non lu"


GAPS[Signed.UNREAD] = "le bloc de signature"
# « par délégation » in the signing block is no visa.
DELEGATION = wording(
    r"\bvu\b[^;¶]{0,160}\bdelegations?\b"
    r"|\bdelegations? de (?:fonctions?|signature|pouvoirs?)[^;¶]{0,80}"
    r"\b(?:arrete|en date|du \d)",
    "delegation",
)


def signed(case: Case) -> Signed:
    """Who signed the act."""
    by: Signatory | None = case.value("signatory")
    if by is None:
        return Signed.UNREAD
    heads = (SignatoryRole.MAYOR, SignatoryRole.PRESIDENT)
    if by.role is None or not by.name:
        return Signed.NAMELESS
    if by.role in heads:
        return Signed.HEAD
    others = {
        SignatoryRole.DEPUTY: Signed.DEPUTY,
        SignatoryRole.AGENT: Signed.AGENT,
        SignatoryRole.PREFECT: Signed.PREFECT,
    }
    return others[by.role]


class Delegated(Term):
    """What the register of delegations says of the person who signed."""

    YES = "délégation au registre"
    NO = "pas de délégation au registre"
    UNKNOWN = "aucun registre pour la commune"


def _delegated(case: Case) -> Delegated:
    """The register against the signatory; a name that was not read surely decides nothing."""
    by: Signatory | None = case.value("signatory")
    register = case.dossier.delegations
    if register is None or by is None or not by.name or case.day is None:
        return Delegated.UNKNOWN
    words = _words(by.name)
    held = any(line.holds(case.day) and _same(words, _words(line.name)) for line in register)
    return Delegated.YES if held else Delegated.NO


def _words(name: str) -> frozenset[str]:
    titles = {"m", "mme", "mlle", "monsieur", "madame"}
    return frozenset(re.findall(r"[a-z]{2,}", fold(name))) - titles


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """One name is the other, perhaps without a first name."""
    return bool(one and other) and (one <= other or other <= one)


def _written(case: Case) -> Flag:
    """Whether somebody had to sign: a tacit decision has no signatory."""
    return Flag.NO if case.decision is Decision.TACIT else Flag.YES


def _because_1(case: Case, verdict: Verdict) -> str:
    by = signed(case)
    if by is Signed.DEPUTY and verdict is BREACH:
        return "Le signataire n'a pas de délégation en vigueur au registre à la date de l'acte."
    return {
        Signed.AGENT: "L'acte est signé par un agent : la délégation aux agents ne vaut que pour "
        "l'instruction.",
        Signed.DEPUTY: "L'acte est signé par un adjoint sans viser l'arrêté de délégation : à "
        "vérifier au registre.",
    }.get(by, "Le nom ou la qualité du signataire ne figurent pas sur l'acte.")


COM_1 = Ground(
    code="COM-1",
    theme=Theme.COMPETENCE,
    label="Signataire : qualité absente, délégation non visée, ou agent signant la décision",
    strength=2,
    gravity=0.55,
    articles=(
        Article("Code de l'urbanisme, articles A424-2 et L423-1"),
        Article("Code des relations entre le public et l'administration, article L212-1"),
    ),
    facts=("signatory",),
    ask=lambda case: (signed(case), case.mention(DELEGATION), _delegated(case), _written(case)),
    table=law_table(
        {
            (ANY, ANY, ANY, Flag.NO): NOT_APPLICABLE,
            (frozenset({Signed.HEAD, Signed.PREFECT}), ANY, ANY, ANY): CLEAR,
            (Signed.AGENT, ANY, Delegated.YES, ANY): DOUBT,
            (Signed.AGENT, ANY, ANY, ANY): BREACH,
            (Signed.DEPUTY, ANY, Delegated.YES, ANY): CLEAR,
            (Signed.DEPUTY, ANY, Delegated.NO, ANY): (BREACH, 3),
            (Signed.DEPUTY, Said.YES, ANY, ANY): CLEAR,
            (Signed.DEPUTY, Said.NO, ANY, ANY): DOUBT,
            (Signed.NAMELESS, ANY, ANY, ANY): (DOUBT, 1),
            (ANY, ANY, ANY, ANY): UNKNOWN,
        },
        Signed,
        Said,
        Delegated,
        Flag,
    ),
    because=_because_1,
    clears="L'arrêté de délégation, publié et antérieur à l'acte.",
    document="arrêté de délégation",
)


class Body(Term):
    """In whose name the act is taken, against who signed."""

    COHERENT = "cohérent"
    PRESIDENT_FOR_COMMUNE = "président signant au nom de la commune"
    MAYOR_FOR_EPCI = "maire signant au nom de l'intercommunalité"
    PREFECT_FOR_COMMUNE = "préfet signant au nom de la commune"
    UNREAD = "autorité non lue"


GAPS[Body.UNREAD] = "au nom de qui l'acte est pris"


def _body(case: Case) -> Body:
    if case.authority is None:
        return Body.UNREAD
    by: Signatory | None = case.value("signatory")
    role = by.role if by else None
    wrong = {
        (Authority.COMMUNE, SignatoryRole.PRESIDENT): Body.PRESIDENT_FOR_COMMUNE,
        (Authority.EPCI, SignatoryRole.MAYOR): Body.MAYOR_FOR_EPCI,
        (Authority.COMMUNE, SignatoryRole.PREFECT): Body.PREFECT_FOR_COMMUNE,
    }
    return wrong.get((case.authority, role), Body.COHERENT) if role else Body.COHERENT


def _communal(case: Case) -> Flag:
    return Flag.YES if case.authority in (Authority.COMMUNE, Authority.EPCI) else Flag.NO


COM_2 = Ground(
    code="COM-2",
    theme=Theme.COMPETENCE,
    label="Collectivité incompétente : commune, intercommunalité ou État",
    strength=3,
    gravity=0.65,
    articles=(Article("Code de l'urbanisme, articles L422-1 à L422-3"),),
    facts=("in_the_name_of", "signatory"),
    ask=lambda case: (_body(case), national_rules(case), _communal(case)),
    table=law_table(
        {
            (frozenset({Body.PRESIDENT_FOR_COMMUNE, Body.PREFECT_FOR_COMMUNE}), ANY, ANY): BREACH,
            (Body.MAYOR_FOR_EPCI, ANY, ANY): DOUBT,
            (Body.COHERENT, Flag.YES, Flag.YES): (DOUBT, 2),
            (Body.UNREAD, Flag.YES, ANY): (UNKNOWN, 2),
            (ANY, ANY, ANY): NOT_APPLICABLE,
        },
        Body,
        Flag,
        Flag,
    ),
    because=lambda case, _: (
        f"{_body(case).value.capitalize()} : l'auteur de l'acte n'est pas l'autorité compétente."
        if _body(case) is not Body.COHERENT
        else "Commune sans document d'urbanisme : la compétence est celle de l'État, sauf document "
        "antérieur (L422-1)."
    ),
    clears="La délibération de transfert, ou le document d'urbanisme donnant compétence.",
    document="délibération de transfert de compétence",
)

GROUNDS: tuple[Ground, ...] = (COM_1, COM_2)
