"""``vigie certificate``: how many acts the queue misses, estimated from its random share."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from vigie.commands.opening import opened
from vigie.commands.output import results_only, write_line
from vigie.commands.train import DAYS

if TYPE_CHECKING:
    from models.certificate import Certificate
    from vigie.store import Store

YEAR = timedelta(days=365)


def certificate(
    from_: Annotated[datetime | None, typer.Option("--from", formats=DAYS)] = None,
    to: Annotated[datetime | None, typer.Option(formats=DAYS)] = None,
    json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False,
) -> None:
    """Estime ce que la file ne fait pas lire, à partir de sa part tirée au hasard."""
    with results_only() as results, opened() as (_, store):
        found = run(store, from_.date() if from_ else None, to.date() if to else None)
        if json:
            from vigie.views import plain

            write_line(results, plain(found))
        else:
            results.write(found.said() + "\n")


def run(store: Store, start: date | None, end: date | None) -> Certificate:
    """The certificate of the queues kept from ``start`` to ``end``, by default a year."""
    from api.recall import certificate as certified
    from vigie.store import calendar

    last = end or calendar.today(store)
    return certified(store, start or last - YEAR, last)
