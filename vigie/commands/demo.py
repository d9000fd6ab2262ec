"""``vigie demo``: an invented département through the whole chain, then its queue served."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vigie.commands import ingest as ingest_command
from vigie.commands import serve as serve_command
from vigie.commands.layers import add_layers
from vigie.commands.models import rescore_all
from vigie.commands.opening import opened
from vigie.commands.output import results_only, say
from vigie.commands.train import run as run_training
from vigie.commands.train import tracking
from vigie.errors import UserError

if TYPE_CHECKING:
    from vigie.demo.build import DemoWorld
    from vigie.settings import Settings
    from vigie.store import Store

ACTS, SEED = 402, 34
SIGNED = "démonstration"
QUICK = ("tesseract",)  # half the time of both engines; what it doubts is shown in doubt
_STATE = "demonstration"

Step = Callable[["Store", "Settings", "DemoWorld"], None]


def demo(
    acts: Annotated[int, typer.Option(min=40, help="Nombre d'actes.")] = ACTS,
    seed: Annotated[int, typer.Option(help="Graine du tirage.")] = SEED,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Servir la file.")] = True,
    host: Annotated[str, typer.Option(help="Adresse d'écoute.")] = serve_command.HOST,
    port: Annotated[int, typer.Option(help="Port d'écoute.")] = serve_command.PORT,
) -> None:
    """Construit un département fictif, y déroule toute la chaîne et sert la file du jour."""
    with opened() as (settings, store), results_only() as results:
        prepare(store, settings, acts=acts, seed=seed)
        results.write(_head_of_queue(store, settings))
    if serve:
        serve_command.run(settings, host=host, port=port)


def prepare(store: Store, settings: Settings, *, acts: int, seed: int) -> None:
    """Do the steps that were not done yet; none twice.

    Raises:
        UserError: the home holds something else than this demonstration.
    """
    state = _state(store, acts=acts, seed=seed)
    if len(state["done"]) == len(STEPS):
        say(f"Démonstration déjà en place dans {settings.home} : rien à refaire.")
        return
    world = _build(settings, acts=acts, seed=seed)
    for name, step in STEPS.items():
        if name not in state["done"]:
            step(store, settings, world)
            state["done"].append(name)
            _keep(store, state)


def _state(store: Store, *, acts: int, seed: int) -> dict[str, Any]:
    from vigie.store import documents
    from vigie.store import settings as kept

    state: dict[str, Any] | None = kept.get(store, _STATE)
    if state is None:
        if any(documents.count_by_stage(store).values()):
            raise UserError(
                f"{store.home} contient déjà des actes : donner à la démonstration "
                "un autre dossier (VIGIE_HOME=… vigie demo)."
            )
        state = {"acts": acts, "seed": seed, "done": []}
        _keep(store, state)
    if (state["acts"], state["seed"]) != (acts, seed):
        raise UserError(
            f"{store.home} contient une démonstration de {state['acts']} actes "
            f"(graine {state['seed']}) : la supprimer, ou choisir un autre VIGIE_HOME."
        )
    return state


def _keep(store: Store, state: dict[str, Any]) -> None:
    from vigie.store import settings as kept

    kept.save(store, _STATE, state)


def _build(settings: Settings, *, acts: int, seed: int) -> DemoWorld:
    from vigie.commands.output import counted
    from vigie.demo.build import build

    with counted("Construction du département", acts) as told:
        return build(settings.home / "demo", acts=acts, seed=seed, progress=told)


def _calendar(store: Store, _settings: Settings, world: DemoWorld) -> None:
    from vigie.store import calendar, communes

    calendar.fix(store, world.today)
    communes.save(store, world.communes)


def _layers(store: Store, _settings: Settings, world: DemoWorld) -> None:
    add_layers(store, [world.layers])


def _ingest(store: Store, settings: Settings, world: DemoWorld) -> None:
    quick = settings.model_copy(update={"engines": QUICK})
    summary = ingest_command.run(store, quick, [world.sheets, world.acts])
    say(ingest_command.said(summary))


def _train(store: Store, settings: Settings, _world: DemoWorld) -> None:
    from models.promotion import promote
    from vigie.store import calendar

    try:
        report = run_training(store, settings)
        promote(tracking(settings), str(report.version), by=SIGNED, on=calendar.today(store))
    except UserError as error:  # the rules alone rank the queue, and the page says so
        say(f"Pas de modèle en service : {error}")


def _rescore(store: Store, settings: Settings, _world: DemoWorld) -> None:
    rescore_all(store, settings)


STEPS: dict[str, Step] = {
    "calendar": _calendar,
    "layers": _layers,
    "ingest": _ingest,
    "train": _train,
    "rescore": _rescore,
}


def _head_of_queue(store: Store, settings: Settings) -> str:
    from vigie.commands.queue import as_table, day_entries
    from vigie.store import calendar

    entries = day_entries(store, settings, None, None)
    day = calendar.today(store)
    return f"File du {day:%d/%m/%Y} : {len(entries)} actes.\n" + as_table(entries[:5])
