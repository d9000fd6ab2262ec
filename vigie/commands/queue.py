"""``vigie queue``: the ranked queue of a day."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from vigie.commands.opening import opened
from vigie.commands.output import as_json, results_only
from vigie.commands.train import DAYS
from vigie.errors import UserError

if TYPE_CHECKING:
    from vigie.domain.record import QueueEntry
    from vigie.settings import Settings
    from vigie.store import Store


class Format(StrEnum):
    """How the queue is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    ODS = "ods"
    GPKG = "gpkg"


FILES = (Format.CSV, Format.ODS, Format.GPKG)


def queue(
    date: Annotated[
        datetime | None, typer.Option(formats=DAYS, help="Jour ; par défaut aujourd'hui.")
    ] = None,
    capacity: Annotated[
        int | None, typer.Option(min=1, help="Actes à lire ; par défaut toute la file.")
    ] = None,
    format: Annotated[Format, typer.Option()] = Format.TABLE,  # noqa: A002 - name of the option
    output: Annotated[Path | None, typer.Option("-o", "--output")] = None,
) -> None:
    """Donne la file classée d'un jour."""
    from vigie.store import calendar

    with results_only() as results, opened() as (settings, store):
        entries = day_entries(store, settings, date, capacity)
        if format in FILES:
            _write_file(_bytes(entries, format, calendar.today(store)), format, output, results)
            return
        text = _text(entries, format)
        if output is None:
            results.write(text)
        else:
            output.write_text(text, encoding="utf-8")


def day_entries(
    store: Store, settings: Settings, day: datetime | None, capacity: int | None
) -> tuple[QueueEntry, ...]:
    """The queue of a day: whole as the page shows it, or as many acts as can be read."""
    from api.queue_days import day_queue
    from api.queue_picks import SEED
    from scoring.queue import make_queue
    from vigie.domain.record import ActStatus
    from vigie.store import acts, calendar

    today = calendar.today(store)
    wanted = day.date() if day is not None else today
    if capacity is None:
        return tuple(day_queue(store, settings, wanted, today).entries)
    return make_queue(
        acts.iterate(store, status=ActStatus.READY),
        day=wanted,
        capacity=capacity,
        random_share=settings.random_share,
        seed=SEED,
    )


def _text(entries: tuple[QueueEntry, ...], wanted: Format) -> str:
    from vigie.views import queue_json

    if wanted is Format.JSON:
        return as_json(queue_json(entries), indent=1) + "\n"
    return as_table(entries)


def as_table(entries: tuple[QueueEntry, ...]) -> str:
    """The queue as lines for a terminal."""
    from vigie.views import entry_json

    lines = []
    for row in map(entry_json, entries):
        ends = row["deadlines"].get("defere", {}).get("date") or "non connu"
        because = row["findings"][0]["because"] if row["findings"] else "rien de relevé"
        lines.append(
            f"{row['rank']:>4}  {row['dossier_number'] or row['act_id']:<24} "
            f"{row['commune_insee'] or '?':<6} p={row['probability']:.2f} "
            f"valeur={row['rank_value']:.3f}  déféré : {ends}  {because}"
        )
    return "\n".join(lines or ["File vide : aucun acte à lire ce jour-là."]) + "\n"


def _bytes(entries: tuple[QueueEntry, ...], wanted: Format, day: date) -> bytes:
    """The file that the page hands out too."""
    from api.exports.csv_file import to_csv
    from api.exports.gpkg import to_gpkg
    from api.exports.ods_file import to_ods

    writers = {Format.CSV: to_csv, Format.ODS: to_ods, Format.GPKG: to_gpkg}
    return writers[wanted](entries, day)


def _write_file(data: bytes, wanted: Format, output: Path | None, results: TextIO) -> None:
    if output is not None:
        output.write_bytes(data)
    elif wanted is Format.CSV:
        results.write(data.decode("utf-8"))
    else:
        raise UserError(f"Un fichier {wanted.value} ne s'écrit pas à l'écran : ajouter -o FICHIER.")
