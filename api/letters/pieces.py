"""Request for pieces: what is missing to control the act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from api import wording
from api.letters.letter import (
    Letter,
    Paragraph,
    address,
    checked,
    opening,
    recipient,
    references,
    subject,
)
from scoring.grounds import BY_CODE
from vigie.domain.finding import Finding
from vigie.domain.record import ActRecord

WHOLE_FILE = "le dossier complet de la demande, plans et pièces complémentaires compris"


def pieces(record: ActRecord, findings: Sequence[Finding], today: date) -> Letter:
    """The draft: the document that would decide each retained finding."""
    wanted = wanted_pieces(record, findings)
    last = record.deadlines.defere.date if record.deadlines else None
    before = f" avant le {wording.day_in_letters(last)}" if last and last >= today else ""
    body = (
        Paragraph(opening(record), quoted=True),
        Paragraph(
            "Pour exercer le contrôle prévu à l'article L2131-6 du code général des collectivités "
            f"territoriales, je vous prie de bien vouloir me transmettre{before} :"
        ),
        *(Paragraph(f"–\u00a0{piece}\u00a0;") for piece in wanted[:-1]),
        *(Paragraph(f"–\u00a0{piece}.") for piece in wanted[-1:]),
        Paragraph(
            "La présente demande étant faite dans le délai de deux mois qui suit la réception de "
            "l'acte, ce délai court à nouveau à compter de la réception du dossier complété."
        ),
    )
    letter = Letter(
        recipient=recipient(record),
        subject=subject(record.dossier.facts, "demande de pièces"),
        references=references(record),
        body=body,
        day=today,
        address=address(record),
    )
    return checked(letter, record)


def wanted_pieces(record: ActRecord, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Documents to ask for, each once."""
    grounds = (BY_CODE.get(finding.ground) for finding in findings)
    of_grounds = [g.document for g in grounds if g is not None and g.document]
    whole = [] if record.dossier.clock.whole_file and of_grounds else [WHOLE_FILE]
    return tuple(dict.fromkeys((*of_grounds, *whole)))
