"""``vigie train``: from what is known at a date to a registered model and its measures."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vigie.commands.opening import opened
from vigie.commands.output import progress, results_only, write_line

if TYPE_CHECKING:
    from models.report import TrainingReport
    from models.tracking import Tracking
    from vigie.settings import Settings
    from vigie.store import Store

DAYS = ["%Y-%m-%d"]


def train(
    until: Annotated[
        datetime | None, typer.Option(formats=DAYS, help="Ne rien savoir après ce jour.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Le rapport en JSON.")] = False,
) -> None:
    """Entraîne un modèle sur les actes contrôlés, le mesure et l'enregistre."""
    with results_only() as results, opened() as (settings, store):
        report = run(store, settings, until=until.date() if until else None)
        if json:
            write_line(results, report.as_json())
        else:
            results.write(_said(report))


def run(store: Store, settings: Settings, *, until: date | None = None) -> TrainingReport:
    """Train on the acts of the store, as known on a day (by default today)."""
    from models.train import train as train_on
    from vigie.store import acts, calendar

    with progress("Entraînement", None) as advance:
        records = tuple(acts.iterate(store))
        advance()
        return train_on(records, until=until or calendar.today(store), tracking=tracking(settings))


def tracking(settings: Settings) -> Tracking:
    """Where MLflow keeps runs and models."""
    from models.tracking import Tracking

    return Tracking(settings.tracking_url, settings.home)


def _said(report: TrainingReport) -> str:
    shown: dict[str, Any] = report.as_json()
    known = shown["dataset"]
    return (
        f"Modèle {report.version} ({report.chosen}) entraîné sur ce qui était connu au "
        f"{report.until:%d/%m/%Y} : {known['acts']} actes, {known['reviewed']} contrôlés, "
        f"{known['positive']} suivis d'observations ou plus.\n"
        f"Carte du modèle : vigie models card {report.version}\n"
        f"Le mettre en service : vigie models promote {report.version} --by « Prénom Nom »\n"
    )
