"""Numbers of how the act is written, what it visas, what could not be read, how late it came."""

from __future__ import annotations

import re

from features.feature import Feature, feature
from vigie.domain.dossier import Dossier
from vigie.domain.fact import OpinionBody, OpinionSense, SignatoryRole, said
from vigie.domain.finding import Theme

# Facts that an act of any type states (A424-2 and A424-9 of the code de l'urbanisme).
EXPECTED = (
    "dossier_number",
    "act_type",
    "decision",
    "in_the_name_of",
    "commune_insee",
    "filed_on",
    "parcels",
    "works",
    "destination",
    "applicant_kind",
    "signatory",
)
VISA = re.compile(r"^\W*vus?\b", re.IGNORECASE | re.MULTILINE)
RECITAL = re.compile(r"\bconsid[ée]rant\b", re.IGNORECASE)
ARTICLE = re.compile(
    r"^\W*article\s+(?:\d+|1er|premier|unique|[IVX]+\b)", re.IGNORECASE | re.MULTILINE
)
BODIES = {
    OpinionBody.DDTM: "DDTM",
    OpinionBody.ABF: "architecte des Bâtiments de France",
    OpinionBody.SDIS: "SDIS",
    OpinionBody.CDPENAF: "CDPENAF",
}


def _marks(name: str, label: str, pattern: re.Pattern[str]) -> Feature:
    @feature(name, version=1, label=label)
    def marks(dossier: Dossier) -> float | None:
        text = dossier.masked_text
        return None if text is None else float(len(pattern.findall(text)))

    return marks


@feature("length", version=1, label="Longueur de l'acte", unit="mots", spread=True)
def length(dossier: Dossier) -> float | None:
    """Words of the text without identities."""
    return None if dossier.masked_text is None else float(len(dossier.masked_text.split()))


@feature("missing_facts", version=1, label="Mentions attendues non trouvées", unit="mentions")
def missing_facts(dossier: Dossier) -> float:
    """How many of the facts that every act states were not found."""
    return float(sum(getattr(dossier.facts, name) is None for name in EXPECTED))


@feature("least_sure_fact", version=1, label="Confiance de la mention la moins sûre", unit="part")
def least_sure_fact(dossier: Dossier) -> float | None:
    """Lowest confidence among the expected facts that were found."""
    found = [fact.confidence for name, fact in dossier.facts.items() if name in EXPECTED]
    return min(found, default=None)


@feature("reading_confidence", version=1, label="Confiance de la lecture", unit="part")
def reading_confidence(dossier: Dossier) -> float | None:
    """Mean confidence of the words read."""
    return dossier.reading_confidence


@feature("unread_pages", version=1, label="Pages non lues", unit="pages")
def unread_pages(dossier: Dossier) -> float:
    """Pages of the act that could not be read."""
    return float(dossier.unread_pages)


@feature("articles_cited", version=1, label="Articles cités", unit="articles")
def articles_cited(dossier: Dossier) -> float | None:
    """How many articles of law the act cites."""
    cited = said(dossier.facts.articles_cited)
    return None if cited is None else float(len(cited))


@feature("conditions", version=1, label="Prescriptions de l'acte", unit="prescriptions")
def conditions(dossier: Dossier) -> float | None:
    """How many conditions the act sets."""
    listed = said(dossier.facts.conditions)
    return None if listed is None else float(len(listed))


@feature("risk_zone_cited", version=1, label="Zone de risque citée par l'acte", unit="oui/non")
def risk_zone_cited(dossier: Dossier) -> float:
    """1 when the act names a zone of a risk plan."""
    return float(bool(said(dossier.facts.risk_zones_cited)))


@feature("opinions", version=1, label="Avis visés", unit="avis")
def opinions(dossier: Dossier) -> float:
    """How many opinions the act visas; none found counts as none."""
    return float(len(said(dossier.facts.opinions) or ()))


@feature(
    "unfavourable_opinions",
    version=1,
    label="Avis défavorables visés",
    unit="avis",
    theme=Theme.CONSULTATION,
    rising=True,
)
def unfavourable_opinions(dossier: Dossier) -> float:
    """How many of them are unfavourable."""
    given = said(dossier.facts.opinions) or ()
    return float(sum(opinion.sense is OpinionSense.UNFAVOURABLE for opinion in given))


def _consulted(body: OpinionBody, title: str) -> Feature:
    @feature(
        f"consulted_{body.value}",
        version=1,
        label=f"Avis visé : {title}",
        unit="oui/non",
        theme=Theme.CONSULTATION,
    )
    def consulted(dossier: Dossier) -> float:
        return float(any(o.body is body for o in said(dossier.facts.opinions) or ()))

    return consulted


@feature("signed_by_agent", version=1, label="Signé par un agent", theme=Theme.COMPETENCE)
def signed_by_agent(dossier: Dossier) -> float | None:
    """1 when the quality printed is that of an agent; the name is never looked at."""
    return _signed_as(dossier, SignatoryRole.AGENT)


@feature("signed_by_deputy", version=1, label="Signé par un adjoint", theme=Theme.COMPETENCE)
def signed_by_deputy(dossier: Dossier) -> float | None:
    """1 when the quality printed is that of a deputy mayor."""
    return _signed_as(dossier, SignatoryRole.DEPUTY)


def _signed_as(dossier: Dossier, role: SignatoryRole) -> float | None:
    signatory = said(dossier.facts.signatory)
    if signatory is None or signatory.role is None:
        return None
    return float(signatory.role is role)


@feature("architect_named", version=1, label="Architecte nommé", unit="oui/non")
def architect_named(dossier: Dossier) -> float | None:
    """1 when the act names an architect."""
    named = said(dossier.facts.architect_named)
    return None if named is None else float(named)


@feature(
    "transmission_days",
    version=1,
    label="Délai de transmission",
    unit="jours",
    theme=Theme.TRANSMISSION,
)
def transmission_days(dossier: Dossier) -> float | None:
    """Days from signature to reception; unknown when they contradict each other."""
    signed, received = dossier.clock.decided_on, dossier.clock.received_on
    if signed is None or received is None or received < signed:
        return None
    return float((received - signed).days)


@feature("instruction_days", version=1, label="Durée d'instruction", unit="jours", spread=True)
def instruction_days(dossier: Dossier) -> float | None:
    """Days from filing to decision; unknown when they contradict each other."""
    filed = said(dossier.facts.filed_on)
    decided = dossier.clock.decided_on
    if filed is None or decided is None or decided < filed:
        return None
    return float((decided - filed).days)


FEATURES: tuple[Feature, ...] = (
    _marks("visas", "Visas", VISA),
    _marks("recitals", "Considérants", RECITAL),
    _marks("articles", "Articles du dispositif", ARTICLE),
    length,
    missing_facts,
    least_sure_fact,
    reading_confidence,
    unread_pages,
    articles_cited,
    conditions,
    risk_zone_cited,
    opinions,
    unfavourable_opinions,
    *(_consulted(body, title) for body, title in BODIES.items()),
    signed_by_agent,
    signed_by_deputy,
    architect_named,
    transmission_days,
    instruction_days,
)
