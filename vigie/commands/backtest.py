"""``vigie backtest``: what the queue of past days would have caught."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vigie.commands.opening import opened
from vigie.commands.output import as_json, results_only, write_line
from vigie.commands.train import DAYS
from vigie.errors import UserError

if TYPE_CHECKING:
    from models.backtest import Backtest, Caught, Keep
    from models.evaluate import Estimate
    from vigie.domain.record import QueueEntry
    from vigie.settings import Settings
    from vigie.store import Store

YEAR = timedelta(days=365)


def backtest(
    from_: Annotated[datetime | None, typer.Option("--from", formats=DAYS)] = None,
    to: Annotated[datetime | None, typer.Option(formats=DAYS)] = None,
    capacity: Annotated[int | None, typer.Option(min=1, help="Actes lus par jour.")] = None,
    queues: Annotated[Path | None, typer.Option(help="Dossier où garder chaque file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Le compte rendu en JSON.")] = False,
) -> None:
    """Rejoue les jours passés et dit ce que la file aurait fait retrouver."""
    with results_only() as results, opened() as (settings, store):
        found = run(
            store,
            settings,
            from_.date() if from_ else None,
            to.date() if to else None,
            capacity=capacity,
            queues=queues,
        )
        if json:
            write_line(results, found.as_json())
        else:
            results.write(said(found))


def run(
    store: Store,
    settings: Settings,
    start: date | None,
    end: date | None,
    *,
    capacity: int | None = None,
    queues: Path | None = None,
) -> Backtest:
    """Replay a period, by default the last year of the calendar."""
    from models.backtest import backtest as replayed
    from vigie.store import acts, calendar

    last = end or calendar.today(store)
    first = start or last - YEAR
    if first > last:
        raise UserError(f"La période commence le {first} après sa fin le {last} : inverser.")
    return replayed(
        tuple(acts.iterate(store)),
        start=first,
        end=last,
        capacity=capacity or settings.capacity,
        random_share=settings.random_share,
        keep=_keep_in(queues) if queues is not None else None,
    )


def _keep_in(folder: Path) -> Keep:
    from vigie.views import queue_json

    folder.mkdir(parents=True, exist_ok=True)

    def keep(day: date, entries: tuple[QueueEntry, ...]) -> None:
        path = folder / f"queue_{day.isoformat()}.json"
        path.write_text(as_json(queue_json(entries), indent=1) + "\n", encoding="utf-8")

    return keep


def said(found: Backtest) -> str:
    """The report as a person reads it."""
    lines = [
        f"Du {found.start:%d/%m/%Y} au {found.end:%d/%m/%Y} : {found.acts} actes reçus, "
        f"{found.reviewed} contrôlés, {found.positive} suivis d'observations ou plus.",
        f"File de {found.capacity} actes par jour ouvré, dont {found.random_share:.0%} au hasard ; "
        f"{found.too_late} acte(s) à observations hors délai sans avoir été lus.",
        "",
        f"{'':<32} {'lus':>6} {'retrouvés':>10}   rappel (intervalle à 90 %)",
        *(_row(one) for one in (found.queue, *found.others)),
        "",
        "Seuls les actes contrôlés ont une suite connue : ces rappels portent sur eux.",
    ]
    return "\n".join(lines) + "\n"


def _row(one: Caught) -> str:
    return f"{one.label:<32} {one.read:>6} {one.found:>10}   {_spread(one.recall)}"


def _spread(one: Estimate) -> str:
    if one.value is None or one.low is None or one.high is None:
        return "non mesurable"
    return f"{one.value:.0%} [{one.low:.0%} ; {one.high:.0%}]"
