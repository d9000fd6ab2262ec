"""The morning's e-mail: references, deadlines and links; no name, no address, no description."""

from __future__ import annotations

import datetime as dt
import smtplib
from email.message import EmailMessage

from api import wording
from api.listing import Board
from api.pages.card import Card, queue_card
from vigie.errors import OperatorError
from vigie.settings import Settings


def message(board: Board, day: dt.date, settings: Settings) -> EmailMessage:
    """What the team is sent: the acts to read today and the deadlines within ten days."""
    cards = [queue_card(entry, day) for entry in board.picked]
    base = settings.public_url.rstrip("/")
    lines = [
        f"File du {wording.long_date(day)} : {wording.plural(len(cards), 'acte')} à lire, "
        f"dont {board.near} à échéance de dix jours ou moins.",
        "",
        *(line for card in cards for line in _lines(card, day, base)),
        f"La file : {base}/",
    ]
    made = EmailMessage()
    made["Subject"] = f"Vigie, {wording.plural(len(cards), 'acte')} à lire le {day:%d/%m/%Y}"
    made["From"] = settings.digest_from or "vigie@localhost"
    made["To"] = ", ".join(recipients(settings)) or "personne@localhost"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content("\n".join(lines) + "\n")
    return made


def recipients(settings: Settings) -> tuple[str, ...]:
    """Who is sent the digest; nobody by default."""
    return tuple(one.strip() for one in (settings.digest_to or "").split(",") if one.strip())


def send(mail: EmailMessage, settings: Settings) -> None:
    """Hand the digest to the service's mail server.

    Raises:
        OperatorError: no recipient or no server is set, or the server refuses.
    """
    if not recipients(settings) or not settings.smtp_host:
        raise OperatorError(
            "Aucun envoi n'est réglé : donner VIGIE_DIGEST_TO et VIGIE_SMTP_HOST, "
            "ou lancer `vigie digest` sans --send pour lire le message."
        )
    try:
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=30) as server:
            server.send_message(mail)
    except (OSError, smtplib.SMTPException) as error:
        raise OperatorError(
            f"Le serveur de courrier {settings.smtp_host}:{settings.smtp_port} n'a pas pris le "
            f"message ({error}) : vérifier VIGIE_SMTP_HOST et VIGIE_SMTP_PORT."
        ) from error


def _lines(card: Card, day: dt.date, base: str) -> tuple[str, ...]:
    due = card.due
    ends = ""
    if due.date is not None and due.left is not None and due.left >= 0:
        kind = wording.SHORT_DEADLINES[due.kind]
        ends = f", {kind} {wording.countdown(due.date, day)} ({wording.french_date(due.date)})"
    return (f"- {card.number}{ends}", f"  {base}/actes/{card.act_id}", "")
