"""``vigie layers``: GIS layers into the catalogue, and what the catalogue holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from vigie.commands.opening import opened
from vigie.commands.output import (
    DONE,
    SOME_SET_ASIDE,
    progress,
    results_only,
    say,
    set_aside,
    write_line,
)

if TYPE_CHECKING:
    from ingest.layers import Added
    from vigie.domain.layer import LayerRecord
    from vigie.settings import Settings
    from vigie.store import Store

app = typer.Typer(help="Couches SIG du catalogue.", no_args_is_help=True, rich_markup_mode=None)
Paths = Annotated[
    list[Path], typer.Argument(help="Fichiers ou dossiers SIG (shp, gpkg, geojson, zip).")
]
AsJson = Annotated[bool, typer.Option("--json", help="En JSON.")]


@app.command()
def add(
    paths: Paths,
    name: Annotated[str | None, typer.Option(help="Nom donné aux couches.")] = None,
    source: Annotated[
        str | None, typer.Option(help="Qui a fait ou donné ces couches (DDTM 34, IGN…).")
    ] = None,
    licence: Annotated[str | None, typer.Option(help="Licence de ces couches.")] = None,
    json: AsJson = False,
) -> None:
    """Ajoute des couches au catalogue ; celles qui y sont déjà ne changent rien."""
    with results_only() as results, opened() as (settings, store):
        done = add_layers(store, paths, name=name, source=source, licence=licence)
        if done.added:
            _place_again(store, settings)
        shown = {
            "added": [_shown(one) for one in done.added],
            "known": [_shown(one) for one in done.known],
            "refused": [{"source": one.source, "reason": one.reason} for one in done.refused],
        }
        if json:
            write_line(results, shown)
        else:
            for record in done.added:
                results.write(f"ajoutée : {_line(record)}\n")
            for record in done.known:
                results.write(f"déjà au catalogue : {_line(record)}\n")
    raise typer.Exit(SOME_SET_ASIDE if done.refused else DONE)


@app.command("list")
def list_(
    json: AsJson = False,
    communes: Annotated[
        bool, typer.Option("--communes", help="Ce que les couches couvrent, par commune.")
    ] = False,
) -> None:
    """Montre les couches du catalogue, ou ce qu'elles couvrent commune par commune."""
    from vigie.store import layers

    with results_only() as results, opened() as (_, store):
        if communes:
            _write_coverage(results, store, json=json)
            return
        found = layers.listed(store)
        if json:
            write_line(results, {"layers": [_shown(one) for one in found]})
            return
        for record in found:
            results.write(_line(record) + "\n")
    if not found:
        say("Aucune couche : en ajouter avec « vigie layers add CHEMIN… ».")


def _write_coverage(results: TextIO, store: Store, *, json: bool) -> None:
    """One line a commune: the subjects that a layer in force today covers there."""
    from features.places.locate import Locator
    from vigie.store import calendar

    covered = Locator.open(store).coverage(calendar.today(store))
    rows = [
        {"insee": one.insee, "name": one.name, "subjects": sorted(s.value for s in one.subjects)}
        for one in covered
    ]
    if json:
        write_line(results, {"communes": rows})
        return
    for row in rows:
        results.write(f"{row['insee']} {row['name']} : {', '.join(row['subjects']) or 'rien'}\n")


def add_layers(
    store: Store,
    paths: list[Path],
    *,
    name: str | None = None,
    source: str | None = None,
    licence: str | None = None,
) -> Added:
    """Add layers with a progress bar; every act is to be placed again when one is new.

    Raises:
        UserError: a path does not exist.
    """
    from ingest.layers import Metadata
    from ingest.layers import add as add_to_catalogue
    from vigie.errors import UserError
    from vigie.store import acts

    for path in paths:
        if not path.exists():
            raise UserError(f"{path} n'existe pas : vérifier le chemin.")
    with progress("Couches", None) as advance:
        done = add_to_catalogue(
            store, paths, name=name, said=Metadata(source, licence), told=lambda _: advance()
        )
    for refused in done.refused:
        set_aside(refused.source, refused.reason)
    if done.added:
        acts.mark_all_stale(store)
    return done


def _place_again(store: Store, settings: Settings) -> None:
    """Place and score again the acts that are there; later, if another program is at work."""
    from vigie.commands.models import rescore_all
    from vigie.errors import OperatorError
    from vigie.store import acts

    if not acts.count(store):
        return
    try:
        rescore_all(store, settings, everything=False)
    except OperatorError as error:
        say(f"{error} Les actes seront situés à nouveau à la prochaine prise en charge.")


def _shown(record: LayerRecord) -> dict[str, Any]:
    from vigie.views import plain

    return dict(plain(record))


def _line(record: LayerRecord) -> str:
    since = f", depuis le {record.valid_from:%d/%m/%Y}" if record.valid_from else ""
    faults = "".join(f", {count} {name}" for name, count in record.faults)
    origin = record.origin or "origine non dite"
    return (
        f"{record.name} [{record.subject.value}, {record.kind}] : "
        f"{record.features} objets{since}{faults} — {origin}, "
        f"{record.licence or 'licence non dite'} — {record.source}"
    )
