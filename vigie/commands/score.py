"""``vigie score``: every act of a period, as scored with what was known the day it arrived."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from vigie.commands.opening import opened
from vigie.commands.output import as_json, results_only
from vigie.commands.train import DAYS
from vigie.errors import UserError

Day = Annotated[datetime | None, typer.Option(formats=DAYS)]


class Format(StrEnum):
    """How the scores are written."""

    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


def score(
    from_: Annotated[datetime | None, typer.Option("--from", formats=DAYS)] = None,
    to: Day = None,
    format: Annotated[Format, typer.Option()] = Format.JSON,  # noqa: A002 - name of the option
    output: Annotated[Path | None, typer.Option("-o", "--output")] = None,
) -> None:
    """Donne les scores des actes reçus dans une période, tels qu'au jour de leur arrivée."""
    with results_only() as results, opened() as (_, store):
        rows = replayed(store, from_.date() if from_ else None, to.date() if to else None)
        if format is Format.PARQUET:
            _write_parquet(rows, output)
            return
        text = as_json(rows, indent=1) + "\n" if format is Format.JSON else as_csv(rows)
        if output is None:
            results.write(text)
        else:
            output.write_text(text, encoding="utf-8")


def replayed(store: Any, start: date | None, end: date | None) -> list[dict[str, Any]]:
    """Scores of a period, in the order of arrival then of id."""
    from models.replay import replay_scores
    from vigie.store import acts
    from vigie.store.acts import received_on
    from vigie.views import scored_json

    records = tuple(acts.iterate(store))
    scored = replay_scores(records, start=start or date.min, end=end or date.max)
    ordered = sorted(scored, key=lambda one: (received_on(one) or date.max, one.act_id))
    return [scored_json(record) for record in ordered]


def as_csv(rows: list[dict[str, Any]]) -> str:
    """Rows as CSV (``;``, UTF-8); lists are joined by spaces, text is never a formula."""
    if not rows:
        return ""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return text.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    guarded = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if guarded else value


def _write_parquet(rows: list[dict[str, Any]], output: Path | None) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if output is None:
        raise UserError("Un fichier Parquet ne s'écrit pas à l'écran : ajouter -o FICHIER.")
    pq.write_table(pa.Table.from_pylist(rows), output)
