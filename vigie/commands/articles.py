"""``vigie articles``: the texts of the law, shown under the reasons that rest on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from vigie.commands.opening import opened
from vigie.commands.output import DONE, SOME_SET_ASIDE, results_only, set_aside, write_line

app = typer.Typer(help="Textes des articles de loi.", no_args_is_help=True, rich_markup_mode=None)
Paths = Annotated[list[Path], typer.Argument(help="Fichiers ou dossiers JSON de Légifrance.")]
AsJson = Annotated[bool, typer.Option("--json", help="En JSON.")]


@app.command()
def add(
    paths: Paths,
    code: Annotated[
        str | None, typer.Option(help="Code des articles, quand le fichier ne le dit pas.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Range les textes d'articles ; un texte déjà là est remplacé."""
    from ingest.articles import read_articles
    from vigie.errors import Refused
    from vigie.store import articles

    kept, refused = 0, 0
    with results_only() as results, opened() as (_, store):
        for path in _files(paths):
            try:
                found = read_articles(path, code=code)
            except Refused as error:
                set_aside(str(path), str(error))
                refused += 1
                continue
            articles.save(store, found)
            kept += len(found)
        if json:
            write_line(results, {"kept": kept, "set_aside": refused})
        else:
            results.write(f"{kept} textes rangés\n")
    raise typer.Exit(SOME_SET_ASIDE if refused else DONE)


@app.command("list")
def list_(json: AsJson = False) -> None:
    """Montre les codes dont des articles sont rangés."""
    from vigie.store import articles

    with results_only() as results, opened() as (_, store):
        for code, count in articles.counted(store):
            if json:
                write_line(results, {"code": code, "articles": count})
            else:
                results.write(f"{code} : {count} articles\n")


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*.json*") if p.is_file())
        else:
            yield path
