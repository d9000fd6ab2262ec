"""``vigie ingest``: files into the ledger, then everything due through the whole chain."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vigie.commands.opening import opened
from vigie.commands.output import (
    DONE,
    SOME_SET_ASIDE,
    followed,
    results_only,
    say,
    set_aside,
    write_line,
)

if TYPE_CHECKING:
    from ingest.receive import Received
    from vigie.domain.document import Document
    from vigie.settings import Settings
    from vigie.store import Store
    from vigie.worker import Progress

SHOWN_ROWS = 10
Paths = Annotated[list[Path], typer.Argument(help="Fichiers et dossiers, de tout format connu.")]
Workers = Annotated[int | None, typer.Option(help="Processus de lecture.", min=1)]
Cluster = Annotated[str | None, typer.Option(help="Adresse d'un ordonnanceur Dask.")]
AsJson = Annotated[bool, typer.Option("--json", help="Le compte rendu en un objet JSON.")]


@dataclass
class Tally:
    """What one run received and did."""

    started: float = field(default_factory=time.monotonic)
    received: list[Received] = field(default_factory=list)
    worked: dict[str, Document] = field(default_factory=dict)

    def summary(self, aside: int, waiting: int) -> dict[str, Any]:
        """The counts that the contract names, and those waiting for the operator."""
        ready = [one for one in self.worked.values() if one.stage == "ready"]
        new = sum(one.new for one in self.received)
        return {
            "received": len(self.received),
            "new": new,
            "duplicates": len(self.received) - new,
            "set_aside": aside,
            "waiting": waiting,
            "documents": len(ready),
            "pages": sum(one.pages or 0 for one in ready),
            "pages_ocr": sum(one.pages_ocr or 0 for one in ready),
            "seconds": round(time.monotonic() - self.started, 3),
        }


def ingest(
    paths: Paths, workers: Workers = None, cluster: Cluster = None, json: AsJson = False
) -> None:
    """Prend en charge des fichiers et mène chacun jusqu'au classement."""
    with results_only() as results, opened() as (settings, store):
        given = {"workers": workers, "cluster": cluster}
        chosen = {name: value for name, value in given.items() if value is not None}
        summary = run(store, settings.model_copy(update=chosen), paths)
        if json:
            write_line(results, summary)
        else:
            say(said(summary))
    raise typer.Exit(SOME_SET_ASIDE if summary["set_aside"] or summary["waiting"] else DONE)


def run(store: Store, settings: Settings, paths: list[Path]) -> dict[str, Any]:
    """Receive files, work until nothing is due, name what was set aside; returns the counts."""
    from ingest.receive import files_in
    from vigie.cluster import prepare
    from vigie.worker import coordinating

    files = files_in(paths)
    if settings.cluster is None:
        prepare()
    tally = Tally()
    with coordinating(store):
        _receive(store, settings, files, tally)
        _work(store, settings, tally)
    return _report(store, tally)


def _receive(store: Store, settings: Settings, files: tuple[Path, ...], tally: Tally) -> None:
    from ingest.receive import receive_file

    for path in followed("Réception", files, len(files)):
        limit = settings.max_upload_mb * 2**20
        tally.received.append(receive_file(store, path, max_bytes=limit))


def _work(store: Store, settings: Settings, tally: Tally) -> None:
    from vigie.cluster import pool
    from vigie.domain.document import DocumentStage
    from vigie.stages import gazetteer, real_stages
    from vigie.store import acts, documents
    from vigie.worker import process_due

    due = documents.count_by_stage(store)[DocumentStage.RECEIVED]
    if not due and not acts.stale(store, limit=1):
        return
    stages = real_stages(store, settings)
    with pool(
        workers=settings.workers,
        address=settings.cluster,
        communes=gazetteer(store),
        engines=settings.engines,
    ) as processes:
        for step in followed("Lecture", process_due(store, stages, processes), due):
            tally.worked[step.document.sha256] = step.document
            tell(step)


def tell(step: Progress) -> None:
    """Say what the person who sent a sheet should know: its columns, the rows not understood."""
    from vigie.digest import Digested

    if not isinstance(step.result, Digested):
        return
    name = step.document.names[0] if step.document.names else step.document.sha256
    for note in step.result.contents.notes:
        say(f"{name} : {note}")
    refused = step.result.contents.refused_rows
    for row in refused[:SHOWN_ROWS]:
        say(f"ligne non comprise : {row.where} : {row.reason}")
    if len(refused) > SHOWN_ROWS:
        say(f"{name} : {len(refused)} lignes non comprises ; toutes par « vigie gaps »")


def _report(store: Store, tally: Tally) -> dict[str, Any]:
    from vigie.store import documents

    mine = {one.document.sha256 for one in tally.received} | set(tally.worked)
    aside = waiting = 0
    for document in documents.listed(store, mine):
        if document.stage == "ready":
            continue
        names = ", ".join(document.names) or document.sha256
        set_aside(names, document.reason or "")
        aside += document.stage == "set_aside"
        waiting += document.stage == "received"
    return tally.summary(aside, waiting)


def said(summary: dict[str, Any]) -> str:
    """The counts of a run, in one French sentence."""
    waiting = f", {summary['waiting']} en attente" if summary["waiting"] else ""
    return (
        f"{summary['received']} fichiers reçus ({summary['new']} nouveaux, "
        f"{summary['duplicates']} déjà connus), {summary['documents']} lus : "
        f"{summary['pages']} pages dont {summary['pages_ocr']} numérisées ; "
        f"{summary['set_aside']} mis de côté{waiting} ; {summary['seconds']:.0f} s."
    )
