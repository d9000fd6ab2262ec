"""``vigie queue``: the ranked queue of a day."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vigie.commands.opening import opened
from vigie.commands.output import as_json, results_only
from vigie.commands.score import as_csv
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
    with results_only() as results, opened() as (settings, store):
        entries = day_entries(store, settings, date, capacity)
        if format in (Format.ODS, Format.GPKG):
            _write_file(entries, format, output)
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
    from api.daily import SEED, day_queue
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

    rows = queue_json(entries)
    if wanted is Format.JSON:
        return as_json(rows, indent=1) + "\n"
    if wanted is Format.CSV:
        return "\ufeff" + as_csv([flat(row) for row in rows])
    return as_table(entries)


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """One act of the queue as cells: its strongest reason, its deadlines by date."""
    findings, deadlines = row["findings"], row["deadlines"]
    plain = {name: value for name, value in row.items() if name not in ("findings", "deadlines")}
    ends = {name: one["date"] for name, one in deadlines.items()}
    because = findings[0]["because"] if findings else ""
    return {**plain, "reason": because, **ends}


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


def _write_file(entries: tuple[QueueEntry, ...], wanted: Format, output: Path | None) -> None:
    if output is None:
        raise UserError(f"Un fichier {wanted.value} ne s'écrit pas à l'écran : ajouter -o FICHIER.")
    if wanted is Format.ODS:
        _write_ods(entries, output)
    else:
        _write_gpkg(entries, output)


def _write_ods(entries: tuple[QueueEntry, ...], output: Path) -> None:
    from odfdo import Document, Row, Table

    from vigie.views import queue_json

    rows = [flat(row) for row in queue_json(entries)]
    table = Table("File")
    for values in ([list(rows[0])] if rows else []) + [list(row.values()) for row in rows]:
        line = Row()
        line.set_values([" ".join(v) if isinstance(v, list) else v for v in values])
        table.append(line)
    document = Document("spreadsheet")
    document.body.clear()
    document.body.append(table)
    document.save(output)


def _write_gpkg(entries: tuple[QueueEntry, ...], output: Path) -> None:
    from api.exports.gpkg import to_gpkg

    day = entries[0].day if entries else datetime.now().astimezone().date()
    output.write_bytes(to_gpkg(entries, day))
