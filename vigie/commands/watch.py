"""``vigie watch``: a folder looked at again and again; what is whole goes through the chain."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vigie.commands.ingest import tell
from vigie.commands.opening import opened
from vigie.commands.output import say, set_aside
from vigie.errors import OperatorError, UserError

if TYPE_CHECKING:
    from vigie.settings import Settings
    from vigie.store import Store

EVERY_S = 10.0


def watch(
    folder: Annotated[Path, typer.Argument(help="Dossier où les fichiers sont déposés.")],
    every: Annotated[float, typer.Option(help="Secondes entre deux regards.", min=0.05)] = EVERY_S,
    once: Annotated[
        bool, typer.Option("--once", help="S'arrête quand tout ce qui est entier est traité.")
    ] = False,
    workers: Annotated[int | None, typer.Option(help="Processus de lecture.", min=1)] = None,
    cluster: Annotated[str | None, typer.Option(help="Ordonnanceur Dask.")] = None,
) -> None:
    """Prend en charge ce qui arrive dans un dossier, jusqu'à interruption (Ctrl-C)."""
    if not folder.is_dir():
        raise UserError(f"{folder} n'est pas un dossier : le créer, ou vérifier le chemin.")
    with opened() as (settings, store):
        asked = {"workers": workers or settings.workers, "cluster": cluster or settings.cluster}
        try:
            run(store, settings.model_copy(update=asked), folder, every=every, once=once)
        except KeyboardInterrupt:
            say("Arrêt demandé : ce qui était en cours sera repris au prochain lancement.")


def run(store: Store, settings: Settings, folder: Path, *, every: float, once: bool) -> None:
    """Look, receive, work; then wait. What the operator must mend is said and tried again."""
    from ingest.watch import Watch

    seen, told = Watch(folder), ""
    while True:
        try:
            taken = _take(store, settings, seen)
            _work(store, settings)
            told = ""
        except OperatorError as error:  # a full disk, a busy database, another run
            taken = 0
            if str(error) != told:
                say(f"vigie : {error} (nouvel essai toutes les {every:g} s)")
            told = str(error)
        if once and not taken and not told and not seen.seen:
            return
        time.sleep(every)


def _take(store: Store, settings: Settings, seen: object) -> int:
    from ingest.watch import Watch
    from vigie.store import calendar

    assert isinstance(seen, Watch)
    before, count = dict(seen.unreadable), 0
    limit = settings.max_upload_mb * 2**20
    for received in seen.take(store, max_bytes=limit, today=calendar.today(store)):
        count += 1
        if received.document.stage == "set_aside":
            set_aside(", ".join(received.document.names), received.document.reason or "")
    for path, reason in seen.unreadable.items():
        if path not in before:
            say(f"vigie : {reason} (nouvel essai à chaque regard)")
    return count


def _work(store: Store, settings: Settings) -> None:
    """Everything due, through the whole chain; nothing is opened when nothing is due."""
    from vigie.domain.document import DocumentStage
    from vigie.store import acts, documents

    if documents.count_by_stage(store)[DocumentStage.RECEIVED] or acts.stale(store, limit=1):
        _process(store, settings)


def _process(store: Store, settings: Settings) -> None:
    from vigie.cluster import pool
    from vigie.stages import gazetteer, real_stages
    from vigie.worker import coordinating, process_due

    stages, names = real_stages(store, settings), gazetteer(store)
    opened_pool = pool(
        workers=settings.workers,
        address=settings.cluster,
        communes=names,
        engines=settings.engines,
    )
    with coordinating(store), opened_pool as processes:
        for step in process_due(store, stages, processes):
            document = step.document
            tell(step)
            if document.stage != "ready" and document.reason:
                set_aside(", ".join(document.names), document.reason)
