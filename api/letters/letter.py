"""What the letters share: their parts, and the words that come from the facts of the act."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from api import wording
from api.letters.articles import unknown
from scoring.grounds import BY_CODE
from scoring.grounds.wording import fold
from vigie.domain.fact import ActType, Authority, Decision, Facts, said
from vigie.domain.finding import Finding, Verdict
from vigie.domain.record import ActRecord
from vigie.errors import OperatorError

MENTION = (
    "Mention prévue à l'article L311-3-1 du code des relations entre le public et "
    "l'administration : cet acte a été proposé à la lecture par un traitement algorithmique qui "
    "classe les actes reçus ; un agent l'a lu et a décidé. Les règles de ce traitement sont "
    "publiées et communicables."
)
MAYOR = "[Madame la Maire / Monsieur le Maire]"
PRESIDENT = "[Madame la Présidente / Monsieur le Président]"
AN_ACT = {
    ActType.PC: "le permis de construire",
    ActType.PCMI: "le permis de construire",
    ActType.PA: "le permis d'aménager",
    ActType.PD: "le permis de démolir",
    ActType.CUA: "le certificat d'urbanisme",
    ActType.CUB: "le certificat d'urbanisme",
}


# What a reason says to who reads the act, out of place in a letter: « (à lire aux plans) ».
_TO_THE_READER = re.compile(
    r" \((?:à lire|lire|ouvrir|à vérifier)[^()]*\)|(?: :|,| ;) (?:à vérifier|lire)\b[^.:;]*(?=\.?$)"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a heading is bold. ``quoted`` holds only what the act or the map says."""

    text: str
    heading: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft. Brackets ``[…]`` stand where a person must complete or choose.

    ``address`` calls the recipient, at the head and in the closing words; ``notes`` follow the
    signature.
    """

    recipient: str
    subject: str
    references: tuple[str, ...]
    body: tuple[Paragraph, ...]
    day: date
    address: str = MAYOR
    notes: tuple[Paragraph, ...] = (Paragraph(MENTION),)


def checked(letter: Letter, record: ActRecord) -> Letter:
    """The letter, when every article that it cites is known.

    Raises:
        OperatorError: a sentence of the template cites an article that no ground knows.
    """
    said = (p.text for p in (*letter.body, *letter.notes) if not p.quoted)
    text = "\n".join([*letter.references, *said])
    strange = unknown(text, day_of(record), letter.day)
    if strange:
        raise OperatorError(
            f"Le projet de lettre citerait {', '.join(sorted(strange))}, que les moyens ne "
            "connaissent pas : signaler ce modèle de lettre."
        )
    return letter


def day_of(record: ActRecord) -> date | None:
    """The day whose law the act obeys."""
    return record.dossier.clock.decided_on or record.dossier.clock.tacit_on


def reason(finding: Finding, record: ActRecord, today: date) -> str:
    """What a finding says, without its notes to the reader of the act.

    The label of its ground, when it could not conclude or cites what no ground knows.
    """
    silent = finding.verdict is Verdict.UNKNOWN
    if silent or unknown(finding.because, day_of(record), today):
        ground = BY_CODE.get(finding.ground)
        return f"{ground.label}." if ground else "[motif à rédiger]"
    said = finding.because.removesuffix(f" (non lu : {', '.join(finding.unread)}).")
    return f"{_TO_THE_READER.sub('', said).removesuffix('.')}."


def basis(finding: Finding, record: ActRecord, today: date) -> str:
    """The article of a finding when it is known."""
    strange = unknown(finding.article, day_of(record), today)
    return "[fondement à compléter]" if strange else finding.article


def recipient(record: ActRecord) -> str:
    """Who signed, by office: the letter goes to the authority, not to a person."""
    commune = record.dossier.commune
    if said(record.dossier.facts.in_the_name_of) is Authority.EPCI:
        name = commune.epci if commune and commune.epci else "[établissement public]"
        return f"{PRESIDENT} – {name}"
    return f"{MAYOR} {_of_town(commune.name) if commune else 'de [commune]'}"


def address(record: ActRecord) -> str:
    """How the letter calls its recipient."""
    epci = said(record.dossier.facts.in_the_name_of) is Authority.EPCI
    return PRESIDENT if epci else MAYOR


def references(record: ActRecord, *more: str) -> tuple[str, ...]:
    """The lines that a service files the letter by."""
    number = said(record.dossier.facts.dossier_number) or "[numéro]"
    return (f"Réf. : {number}", "Affaire suivie par : [nom, téléphone, courriel]", *more)


def _of_town(name: str) -> str:
    """« de Lattes », « d'Agde », « du Pouget », « des Matelles »."""
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"d'{name}" if fold(name[:1]) in "aeiouyh" else f"de {name}"


def act_name(facts: Facts) -> str:
    """« le permis de construire n° PC 034 … »."""
    act_type = said(facts.act_type)
    number = said(facts.dossier_number) or "[numéro]"
    if act_type is ActType.DP:
        return f"la déclaration préalable n° {number}"
    return f"{AN_ACT.get(act_type, 'la décision') if act_type else 'la décision'} n° {number}"


def subject(facts: Facts, what: str) -> str:
    """What a letter is about: « Contrôle de légalité – permis de construire n° … – … »."""
    name = act_name(facts).removeprefix("le ").removeprefix("la ")
    return f"Contrôle de légalité – {name} – {what}"


def opening(record: ActRecord) -> str:
    """The sentence that names the act: its date, its reception, what it decides, where."""
    facts, clock = record.dossier.facts, record.dossier.clock
    received = f", reçu en préfecture le {_day(clock.received_on, 'date de réception')}"
    parcels = wording.cadastral(facts.parcels.value if facts.parcels else ()) or "[parcelles]"
    purpose = said(facts.works) or "[objet]"
    where = (
        f" pour le projet suivant : {' '.join(purpose.split())}, sur le terrain cadastré {parcels}."
    )
    if said(facts.decision) is Decision.TACIT:
        tacit = _day(clock.tacit_on or clock.decided_on, "date")
        return f"Une décision tacite est née le {tacit} sur {act_name(facts)}{where}"
    day = _day(clock.decided_on, "date de l'arrêté")
    return f"Par arrêté du {day}{received}, vous avez {_decided(facts)}{where}"


def _decided(facts: Facts) -> str:
    decision, name = said(facts.decision), act_name(facts)
    to_whom = f" à {who}" if (who := said(facts.applicant_name)) else ""
    match decision:
        case Decision.GRANTED | Decision.GRANTED_WITH_CONDITIONS:
            return f"accordé{to_whom} {name}"
        case Decision.NON_OPPOSITION | Decision.NON_OPPOSITION_WITH_CONDITIONS:
            owner = f" déposée par {who}" if who else ""
            return f"décidé de ne pas vous opposer à {name}{owner}"
        case Decision.REFUSED:
            return f"refusé{to_whom} {name}"
        case Decision.OPPOSED:
            return f"fait opposition à {name}"
        case Decision.POSITIVE | Decision.NEGATIVE | Decision.INFORMATIVE:
            return f"délivré{to_whom} {name}"
        case _:
            return f"[sens de la décision à compléter] {name}{to_whom}"


def _day(day: date | None, what: str) -> str:
    return wording.day_in_letters(day) if day else f"[{what} à compléter]"
