"""``vigie models``: the registry of models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vigie.commands.opening import opened
from vigie.commands.output import progress, results_only, say, write_line
from vigie.commands.train import tracking

if TYPE_CHECKING:
    from models.recompute import Verified
    from vigie.settings import Settings
    from vigie.store import Store

app = typer.Typer(help="Registre des modèles.", no_args_is_help=True, rich_markup_mode=None)
Version = Annotated[str, typer.Argument(help="Numéro de version, « champion » ou « challenger ».")]
AsJson = Annotated[bool, typer.Option("--json", help="En JSON.")]


@app.command("list")
def list_(json: AsJson = False) -> None:
    """Montre les versions enregistrées, la plus récente d'abord."""
    from models.registry import list_versions
    from vigie.views import plain

    with results_only() as results, opened() as (settings, _):
        versions = list_versions(tracking(settings))
        if json:
            write_line(results, {"models": plain(versions)})
            return
        for one in versions:
            names = f" ({', '.join(one.aliases)})" if one.aliases else ""
            results.write(f"{one.version}{names} : {one.candidate}, {one.tags.get('until', '')}\n")
    if not versions:
        say("Aucun modèle : en entraîner un avec « vigie train ».")


@app.command()
def compare(a: Version, b: Version, json: AsJson = False) -> None:
    """Compare deux versions sur les mêmes actes."""
    from models.comparison import write_comparison
    from models.promotion import compare as compare_versions
    from vigie.views import plain

    with results_only() as results, opened() as (settings, _):
        found = compare_versions(tracking(settings), a, b)
        if json:
            write_line(results, plain(found))
        else:
            results.write(write_comparison(found))


@app.command()
def promote(
    version: Version,
    by: Annotated[str, typer.Option(help="Qui signe la mise en service.")] = "",
    json: AsJson = False,
) -> None:
    """Met une version en service si toutes ses preuves passent, puis reclasse les actes."""
    from models.promotion import promote as promote_version
    from vigie.store import calendar
    from vigie.views import plain

    with results_only() as results, opened() as (settings, store):
        done = promote_version(
            tracking(settings), version, by=by or _who(), on=calendar.today(store)
        )
        rescore_all(store, settings)
        if json:
            write_line(results, plain(done))
            return
        for gate in done.gates:
            results.write(f"{gate.name} : {gate.said}\n")
        results.write(f"Version {done.version.version} en service.\n")


@app.command()
def card(version: Version) -> None:
    """Montre la carte d'un modèle."""
    from models.registry import card as card_of

    with results_only() as results, opened() as (settings, _):
        results.write(card_of(tracking(settings), version).rstrip("\n") + "\n")


@app.command()
def verify(json: AsJson = False) -> None:
    """Refait chaque score gardé (modèle, couches et faits de son jour) et compare au bit près."""
    from vigie.views import plain

    with results_only() as results, opened() as (settings, store):
        found = verified(store, settings)
        if json:
            write_line(results, plain(found))
            return
        results.write(f"{found.same} score(s) identiques au bit.\n")
        if found.differ:
            results.write(f"{len(found.differ)} diffèrent : {', '.join(found.differ[:20])}\n")
        for reason in found.silent.values():
            results.write(f"Non rejoués. {reason}\n")


def verified(store: Store, settings: Settings) -> Verified:
    """Every score kept, drawn again with the model, layers and facts of its day."""
    from models.promotion import load_version
    from models.recompute import PastLayers, verify
    from scoring import strategy
    from vigie.store import acts, calendar, layers

    known = tracking(settings)
    return verify(
        acts.iterate(store),
        layers=PastLayers(layers.listed(store), store.home),
        load=lambda version: load_version(known, version),
        day=calendar.fixed(store),
        steering=strategy.in_force(store),
    )


def rescore_all(store: Store, settings: Settings, *, everything: bool = True) -> int:
    """Conclude again of every act, or of those that something changed for; returns how many."""
    from vigie.pipeline import rescore
    from vigie.stages import real_stages
    from vigie.store import acts
    from vigie.worker import coordinating

    with coordinating(store), progress("Classement", acts.count(store)) as advance:
        count = 0
        for _ in rescore(store, real_stages(store, settings), everything=everything):
            advance()
            count += 1
    return count


def _who() -> str:
    from getpass import getuser

    return getuser()
