"""``vigie drift``: how the acts of a month differ from those of the year before."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from vigie.commands.opening import opened
from vigie.commands.output import results_only, write_line
from vigie.commands.train import tracking

if TYPE_CHECKING:
    from models.drift import Drift
    from vigie.settings import Settings
    from vigie.store import Store


def drift(
    month: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m"], help="Par défaut le mois passé.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False,
) -> None:
    """Compare les actes d'un mois à ceux de l'année d'avant, et garde le rapport."""
    with results_only() as results, opened() as (settings, store):
        found = run(store, settings, month.date() if month else None)
        if json:
            from vigie.views import plain

            write_line(results, plain(found))
        else:
            from models.drift_page import write_drift

            results.write(write_drift(found))


def run(store: Store, settings: Settings, month: date | None) -> Drift:
    """The drift of a month, by default the last whole one, kept in MLflow."""
    from models.dataset import collect
    from models.drift import drift as drift_of
    from models.runs import record_drift
    from vigie.store import acts, calendar

    last = calendar.today(store).replace(day=1) - timedelta(days=1)
    records = tuple(acts.iterate(store))
    scores = {one.act_id: one.score.probability for one in records if one.score is not None}
    found = drift_of(collect(records), month or last, scores)
    record_drift(tracking(settings), found)
    return found
