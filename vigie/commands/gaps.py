"""``vigie gaps``: acts that should have come and did not, and sources that do not agree."""

from __future__ import annotations

import csv
from typing import Annotated, Literal

import typer

from vigie.commands.opening import opened
from vigie.commands.output import results_only, say, write_line

Form = Annotated[Literal["table", "json", "csv"], typer.Option("--format", help="Forme.")]
HEADINGS = ("manque", "acte", "commune", "pourquoi", "source", "autre source")


def gaps(form: Form = "table") -> None:
    """Liste les actes jamais transmis, tardifs ou absents d'une suite, avec les deux sources."""
    from vigie import gaps as search
    from vigie.views import plain

    with results_only() as results, opened() as (_, store):
        found = search.found(store)
        if form == "json":
            write_line(results, [plain(one) for one in found])
            return
        rows = [_row(one) for one in found]
        if form == "csv":
            csv.writer(results, delimiter=";", lineterminator="\n").writerows([HEADINGS, *rows])
            return
        for row in rows:
            results.write(" · ".join(filter(None, row)) + "\n")
    say(f"{len(found)} manques.")


def _row(gap: object) -> tuple[str, ...]:
    from vigie.gaps import LABELS, Gap

    assert isinstance(gap, Gap)
    sources = [f"{one.source} : {one.text}" for one in gap.sources]
    first, rest = sources[0], " ; ".join(sources[1:])
    return (LABELS[gap.kind], gap.name, gap.commune_insee or "", gap.because, first, rest)
