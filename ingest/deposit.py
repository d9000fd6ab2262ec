"""What comes by the service: a file, and what the program that sends it declares of its act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from ingest.formats.actes_messages import insee_of
from ingest.formats.cells import actes_ids_in, numbers_in
from ingest.receive import MAX_BYTES, Received, receive
from vigie.domain.control import ControlRecord, Transmission
from vigie.domain.dossier import DocumentRole
from vigie.errors import UserError
from vigie.store import Store, acts, attachments, controls, extractions

_T = TypeVar("_T")

WHERE = "métadonnées du dépôt"
DAYS = ("received_on", "decided_on", "pieces_asked_on", "pieces_received_on")


class BadDeclaration(UserError):  # noqa: N818 - the word that the sender meets
    """A value declared is not of the form that its name asks; ``field`` is that name."""

    def __init__(self, field: str, expected: str) -> None:
        super().__init__(f"Métadonnée « {field} » : {expected} attendu.")
        self.field = field


def declaration(metadata: Mapping[str, Any]) -> ControlRecord | None:
    """What metadata say of an act; None when no name in them is known here.

    Known are the names of the facts ``dossier_number``, ``actes_id``, ``commune_insee``,
    ``received_on``, ``decided_on``; then ``pieces_asked_on``, ``pieces_received_on``,
    ``whole_file``; and ``matter`` and ``nature`` as the envelope of @CTES has them.

    Raises:
        BadDeclaration: a known name has a value of another form.
    """
    identifier = _said(metadata, "actes_id", _identifier, "un identifiant @CTES")
    number = _said(metadata, "dossier_number", _number, "un numéro de dossier")
    insee = _said(metadata, "commune_insee", _insee, "un code INSEE")
    matter = _said(metadata, "matter", _code, "un code de matière (« 2.2.3 »)")
    nature = _said(metadata, "nature", _code, "un code de nature (« 3 »)")
    whole = _said(metadata, "whole_file", _truth, "vrai ou faux")
    received, decided, asked, arrived = (
        _said(metadata, name, _day, "une date AAAA-MM-JJ") for name in DAYS
    )
    sent = Transmission(matter, nature)
    found = ControlRecord(
        where=WHERE,
        dossier_number=number,
        actes_id=identifier,
        commune_insee=insee or insee_of(identifier),
        whole_file=whole,
        transmission=None if sent == Transmission() else sent,
        received_on=received,
        decided_on=decided,
        pieces_asked_on=asked,
        pieces_received_on=arrived,
    )
    return None if found == ControlRecord(where=WHERE) else found


def deposit(
    store: Store,
    data: bytes,
    *,
    name: str,
    declared: ControlRecord | None = None,
    max_bytes: int = MAX_BYTES,
) -> Received:
    """Receive a content with what was declared of its act: both are kept or neither is.

    What a later deposit of the same content declares is kept beside what the first one did.
    """
    with store.transaction() as bound:
        received = receive(bound, data, name=name, max_bytes=max_bytes)
        if declared is not None:
            _keep(bound, received.document.sha256, declared)
    return received


def _keep(store: Store, digest: str, declared: ControlRecord) -> None:
    controls.declare(store, declared, document=digest)
    if declared.actes_id is not None:
        attachments.tie(store, digest, [declared.actes_id], DocumentRole.ACT)
    known = extractions.of_document(store, digest)
    acts.mark_stale(store, act_ids=[one.act_id for one in known])


def _said(
    metadata: Mapping[str, Any], name: str, form: Callable[[Any], _T | None], expected: str
) -> _T | None:
    given = metadata.get(name)
    if given is None or given == "":
        return None
    found = form(given)
    if found is None:
        raise BadDeclaration(name, expected)
    return found


def _day(given: Any) -> date | None:
    try:
        return date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None


def _number(given: Any) -> str | None:
    found = numbers_in(given).normal if isinstance(given, str) else ()
    return found[0] if len(found) == 1 else None


def _identifier(given: Any) -> str | None:
    found = actes_ids_in(given) if isinstance(given, str) else ()
    return found[0] if len(found) == 1 else None


def _insee(given: Any) -> str | None:
    return given if isinstance(given, str) and len(given) == 5 and given.isalnum() else None


def _code(given: Any) -> str | None:
    plain = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else ""
    return plain if plain.replace(".", "").isdigit() else None


def _truth(given: Any) -> bool | None:
    return given if isinstance(given, bool) else None
