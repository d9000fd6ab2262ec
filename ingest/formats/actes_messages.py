"""The messages of @CTES: acts sent, receipts, and what the préfecture answered.

Structure after the schema ``actesv1_1``; a message that breaks the schema is read all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ingest.formats.cells import numbers_in
from ingest.formats.outcome_words import themes_in
from vigie.domain.control import ControlRecord, Transmission
from vigie.domain.outcome import Outcome, Rung
from vigie.errors import Refused

NAMESPACE = "http://www.interieur.gouv.fr/ACTES#"
SOURCE = "@CTES"
_IDENTIFIER = re.compile(r"(\d\d[\dAB])-(\d{9})-(\d{8})-(.+)-([A-Z]{2})")
_FILE = re.compile(
    r"(?:(?P<type>\d\d_[A-Z]{2}|[A-Z]{2}_[A-Z]{2})-)?(?P<id>\d\d[\dAB]-\d{9}-\d{8}-.+-[A-Z]{2})"
    r"-(?P<message>\d-\d)(?:_(?P<rank>\d+))?\.(?P<ext>\w+)$"
)
_SCHEMA = re.compile(rb"<(?:\w+:)?schema\b")  # the schema of the messages is none of them
_DECLARATION = re.compile(r"^\W*<\?xml[^>]*\?>")
URBANISM = "2"
RUNGS = {
    "DemandePieceComplementaire": Rung.PIECES_ASKED,
    "LettreObservations": Rung.OBSERVATIONS,
    "DefereTA": Rung.DEFERE,
    # Of the rungs below observations, the one that says that the préfecture wrote.
    "CourrierSimple": Rung.PIECES_ASKED,
}
LABELS = {
    "Acte": "transmission d'un acte",
    "ARActe": "accusé de réception",
    "AnomalieActe": "anomalie de transmission",
    "CourrierSimple": "courrier simple",
    "ReponseCourrierSimple": "réponse à un courrier simple",
    "DemandePieceComplementaire": "demande de pièces",
    "ARDemandePieceComplementaire": "AR de demande de pièces",
    "RefusPieceComplementaire": "refus de pièces",
    "PieceComplementaire": "envoi de pièces",
    "ARPieceComplementaire": "AR d'envoi de pièces",
    "LettreObservations": "lettre d'observations",
    "ARLettreObservations": "AR de lettre d'observations",
    "RejetLettreObservations": "rejet d'une lettre d'observations",
    "ReponseLettreObservations": "réponse à une lettre d'observations",
    "ARReponseRejetLettreObservations": "AR de réponse à une lettre d'observations",
    "DefereTA": "déféré",
    "Annulation": "annulation de transmission",
    "ARAnnulation": "AR d'annulation de transmission",
    "RetourClassification": "classification",
    "ReponseClassificationSansChangement": "classification inchangée",
    "DemandeClassification": "demande de classification",
    "EnveloppeCLMISILL": "enveloppe",
    "EnveloppeMISILLCL": "enveloppe",
    "AnomalieEnveloppe": "anomalie d'enveloppe",
}


class Unreadable(Refused):
    """A message that is cut or garbled."""


@dataclass(frozen=True, slots=True)
class FileName:
    """A file of a transmission: whose act, which message, which rank (1 is the act itself)."""

    actes_id: str
    message: str
    rank: int | None
    piece_type: str | None


@dataclass(frozen=True, slots=True)
class Message:
    """One message. ``kind`` is the name of its root; ``record`` what it says of an act."""

    kind: str
    matter: str | None  # « 2.2 »
    record: ControlRecord | None
    note: str | None

    @property
    def label(self) -> str:
        """French name of the kind."""
        return LABELS.get(self.kind, self.kind)


def file_name(name: str) -> FileName | None:
    """What the name of a file of a transmission says, None for another name."""
    match = _FILE.search(name)
    if match is None:
        return None
    rank = int(match["rank"]) if match["rank"] else None
    return FileName(match["id"], match["message"], rank, match["type"])


def is_message(data: bytes) -> bool:
    """True for XML that declares the namespace of @CTES near its beginning."""
    head = data[:4096]
    named = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<" and NAMESPACE.encode() in head
    return named and _SCHEMA.search(head) is None


def read_message(data: bytes, *, name: str, where: str) -> Message:
    """One message; ``name`` is its file name, which carries the identifier of an act sent.

    Raises:
        Unreadable: not XML.
        Refused: XML with entities.
    """
    root = _root(data)
    kind = _local(root)
    act = _act_of(root)
    answered = _child(root, "InfosCourrierPref")  # a receipt of a reply names its act there
    named = _attribute(answered, "IDActe") if answered is not None else None
    actes_id = _attribute(root, "IDActe") or named or _identifier_of(name)
    matter = _matter(act) if act is not None else None
    record = _record(root, kind, act, actes_id, where)
    return Message(kind, matter, record, _note(root, kind, record, where))


def _root(data: bytes) -> Element:
    try:
        try:
            found: Element = fromstring(data, forbid_dtd=True)
        except ParseError:  # most often an encoding that is not the one declared
            text = _DECLARATION.sub("", data.decode("cp1252"))
            found = fromstring(text.encode(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused(f"message @CTES illisible ({error}) : le demander à nouveau") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(f"message @CTES illisible ({error}) : le demander à nouveau") from error
    return found


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _attribute(element: Element, name: str) -> str | None:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value.strip() or None
    return None


def _child(element: Element, *names: str) -> Element | None:
    return next((child for child in element if _local(child) in names), None)


def _text(element: Element, name: str) -> str | None:
    child = _child(element, name)
    return child.text.strip() if child is not None and child.text else None


def _act_of(root: Element) -> Element | None:
    """The act that a message sends or repeats."""
    return root if _local(root) == "Acte" else _child(root, "ActeRecu", "Acte")


def _matter(act: Element) -> str | None:
    codes = [_child(act, f"CodeMatiere{rank}") for rank in range(1, 4)]
    parts = [_attribute(code, "CodeMatiere") for code in codes if code is not None]
    return ".".join(part for part in parts if part) or None


def _identifier_of(name: str) -> str | None:
    found = file_name(name)
    return found.actes_id if found is not None else None


def _record(
    root: Element, kind: str, act: Element | None, actes_id: str | None, where: str
) -> ControlRecord | None:
    told = kind in RUNGS or kind in {"Acte", "ARActe", "ARPieceComplementaire"}
    if not told and kind != "ARReponseRejetLettreObservations":
        return None
    number = _number(act, actes_id)
    if actes_id is None and number is None:
        return None
    sent = _sent_on(root, kind)
    received = _day(_attribute(root, "DateReception"))
    return ControlRecord(
        where=where,
        dossier_number=number,
        actes_id=actes_id,
        commune_insee=insee_of(actes_id),
        decided_on=_decided_on(act, actes_id),
        received_on=received if kind == "ARActe" else None,
        pieces_asked_on=sent if kind == "DemandePieceComplementaire" else None,
        # Pieces sent and pieces refused have the same receipt, and the same effect on the term.
        pieces_received_on=received if kind == "ARPieceComplementaire" else None,
        recours_sent_on=sent if kind == "LettreObservations" else None,
        recours_answered_on=received if kind == "ARReponseRejetLettreObservations" else None,
        outcomes=_outcomes(root, kind, sent),
        transmission=_transmission(act),
    )


def _transmission(act: Element | None) -> Transmission | None:
    """What the sender declares of its act; its object, which names people, is left out."""
    if act is None:
        return None
    said = Transmission(_matter(act), _attribute(act, "CodeNatureActe"))
    return None if said == Transmission() else said


def _sent_on(root: Element, kind: str) -> date | None:
    if kind == "DefereTA":
        return _day(_text(root, "DateDepot"))
    return _day(_attribute(root, "DateCourrierPref"))


def _outcomes(root: Element, kind: str, sent: date | None) -> tuple[Outcome, ...]:
    rung = RUNGS.get(kind)
    if rung is None or sent is None:
        return ()
    words = _text(root, "Motif") or _text(root, "NatureIllegalite") or ""
    themes = themes_in(words) if rung.level >= Rung.OBSERVATIONS.level else ()
    return (Outcome(rung, sent, SOURCE, themes=themes, note=LABELS[kind]),)


def _number(act: Element | None, actes_id: str | None) -> str | None:
    """The dossier number, in the object of the act or in its inner number."""
    texts = [_text(act, "Objet"), _attribute(act, "NumeroInterne")] if act is not None else []
    inner = _IDENTIFIER.fullmatch(actes_id or "")
    texts.append(inner[4] if inner else None)
    for text in texts:
        numbers = numbers_in(text or "").normal
        if len(numbers) == 1:
            return numbers[0]
    return None


def _decided_on(act: Element | None, actes_id: str | None) -> date | None:
    said = _day(_attribute(act, "Date")) if act is not None else None
    return said or day_of_identifier(actes_id)


def day_of_identifier(actes_id: str | None) -> date | None:
    """The date of the act, which its identifier carries."""
    match = _IDENTIFIER.fullmatch(actes_id or "")
    return _day(f"{match[3][:4]}-{match[3][4:6]}-{match[3][6:]}") if match else None


def insee_of(actes_id: str | None) -> str | None:
    """INSEE code of a commune by its SIREN (21, département, 0, order number, key)."""
    match = _IDENTIFIER.fullmatch(actes_id or "")
    siren = match[2] if match else ""
    return siren[2:4] + siren[5:8] if siren.startswith("21") and siren[4] == "0" else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _note(root: Element, kind: str, record: ControlRecord | None, where: str) -> str | None:
    """What a person should know of a message that says nothing of an act's control."""
    if record is not None or kind.startswith("Enveloppe"):
        return None
    detail = _text(root, "Detail")
    said = f"{where} : {LABELS.get(kind, f'message {kind} inconnu')}"
    return f"{said} ({detail[:160]})" if detail else said
