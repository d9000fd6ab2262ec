"""Competence: who signed, in whose name (CU A424-2, L422-1 to L422-7; CRPA L212-1)."""

from __future__ import annotations

import re

from scoring.grounds.case import Case
from scoring.grounds.ground import Article, Ground
from scoring.grounds.law import law_table
from scoring.grounds.national_rules import national_rules
from scoring.grounds.table import ANY
from scoring.grounds.terms import GAPS, HIDDEN, Flag, Said, Term
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
    ABSENT = "bloc de signature absent d'un acte bien lu"
    UNREAD = "bloc de signature non lu"


GAPS[Signed.UNREAD] = "le bloc de signature"
HIDDEN.add(Signed.UNREAD)
# « par délégation » in the signing block is no visa.
DELEGATION = wording(
    r"\bvu\b[^;¶]{0,160}\bdelegations?\b"
    r"|\bdelegations? de (?:fonctions?|signature|pouvoirs?)[^;¶]{0,80}"
    r"\b(?:arrete|en date|du \d)",
    "delegation",
)


CLEAR_SCAN = 0.95  # mean confidence over which even what stamps cover is taken as read
_BY_ROLE = {
    SignatoryRole.MAYOR: Signed.HEAD,
    SignatoryRole.PRESIDENT: Signed.HEAD,
    SignatoryRole.DEPUTY: Signed.DEPUTY,
    SignatoryRole.AGENT: Signed.AGENT,
    SignatoryRole.PREFECT: Signed.PREFECT,
}
_OWE_DELEGATION = frozenset({Signed.DEPUTY, Signed.AGENT})


def signed(case: Case) -> Signed:
    """Who signed the act. What is not on an act read well is absent from it, not unread."""
    by: Signatory | None = case.value("signatory")
    if by is None:
        return Signed.ABSENT if _surely_silent(case) else Signed.UNREAD
    who = _BY_ROLE[by.role] if by.role else Signed.NAMELESS
    return who if by.name or who in _OWE_DELEGATION else Signed.NAMELESS


def _surely_silent(case: Case) -> bool:
    """Whether no signing block is no signing block: stamps and signatures cover it on scans."""
    confidence = case.dossier.reading_confidence
    clear = confidence is None or confidence >= CLEAR_SCAN
    read = case.decision is not Decision.UNKNOWN and case.states("signatory") is Said.NO
    return clear and read


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


_ABSENT = "Ni le nom ni la qualité du signataire n'ont été trouvés sur un acte par ailleurs bien lu"


def _because_1(case: Case, verdict: Verdict) -> str:
    by = signed(case)
    if by is Signed.DEPUTY and verdict is BREACH:
        return "Le signataire n'a pas de délégation en vigueur au registre à la date de l'acte."
    return {
        Signed.AGENT: "L'acte est signé par un agent : la délégation aux agents ne vaut que pour "
        "l'instruction.",
        Signed.DEPUTY: "L'acte est signé par un adjoint sans viser l'arrêté de délégation : à "
        "vérifier au registre.",
        Signed.ABSENT: f"{_ABSENT}"
        + (", qui ne vise aucune délégation." if case.mention(DELEGATION) is Said.NO else "."),
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
            (Signed.ABSENT, Said.NO, ANY, ANY): DOUBT,
            (Signed.ABSENT, ANY, ANY, ANY): (DOUBT, 1),
            (ANY, ANY, ANY, ANY): UNKNOWN,
        },
        Signed,
        Said,
        Delegated,
        Flag,
    ),
    because=_because_1,
    clears="Le bloc de signature de l'original (prénom, nom, qualité) et, s'il est d'un adjoint, "
    "l'arrêté de délégation publié et antérieur à l'acte.",
    document="original signé et arrêté de délégation",
)


def _concerned(case: Case) -> Flag:
    """Whether who signed bears the whole name of who asked; a family name alone says nothing."""
    by: Signatory | None = case.value("signatory")
    asked = case.value("applicant_name")
    if Said.UNREAD in (case.states("signatory"), case.states("applicant_name")):
        return Flag.UNREAD
    if by is None or not by.name or asked is None:
        return Flag.UNKNOWN
    mine, theirs = _words(by.name), _words(asked)
    return Flag.YES if len(mine & theirs) > 1 and _same(mine, theirs) else Flag.NO


COM_3 = Ground(
    code="COM-3",
    theme=Theme.COMPETENCE,
    label="Signataire intéressé au projet",
    strength=2,
    gravity=0.6,
    articles=(Article("Code de l'urbanisme, article L422-7"),),
    facts=("signatory", "applicant_name"),
    ask=lambda case: (_concerned(case), _written(case)),
    table=law_table(
        {
            (Flag.YES, Flag.YES): DOUBT,
            (ANY, ANY): NOT_APPLICABLE,
        },
        Flag,
        Flag,
    ),
    because=lambda _case, _verdict: (
        "Le bénéficiaire porte les nom et prénom du signataire : s'il s'agit de la même personne, "
        "le conseil municipal devait désigner un autre de ses membres pour prendre la décision."
    ),
    clears="La délibération désignant un autre signataire, ou la preuve d'une homonymie.",
    document="délibération désignant le signataire",
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
            (Body.PRESIDENT_FOR_COMMUNE, ANY, ANY): BREACH,
            (frozenset({Body.MAYOR_FOR_EPCI, Body.PREFECT_FOR_COMMUNE}), ANY, ANY): DOUBT,
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

GROUNDS: tuple[Ground, ...] = (COM_1, COM_2, COM_3)
