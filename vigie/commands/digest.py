"""``vigie digest``: the morning's e-mail, off until an address is set."""

from __future__ import annotations

from typing import Annotated

import typer

from vigie.commands.opening import opened
from vigie.commands.output import results_only, say


def digest(
    send: Annotated[bool, typer.Option("--send", help="L'envoie ; sinon l'écrit.")] = False,
) -> None:
    """Écrit ou envoie le message du matin : références, échéances et liens, rien d'autre."""
    from api import digest as mail
    from api.store_queue import StoreQueue
    from vigie.store import calendar

    with results_only() as results, opened() as (settings, store):
        day = calendar.today(store)
        made = mail.message(StoreQueue(store, settings).board(day), day, settings)
        if not send:
            results.write(made.get_content())
            return
        mail.send(made, settings)
        say(f"Message du {day:%d/%m/%Y} envoyé à {len(mail.recipients(settings))} adresse(s).")
