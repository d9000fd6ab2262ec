"""The command ``vigie``."""

from __future__ import annotations

import sys

import typer

from vigie.commands import (
    accounts,
    articles,
    audit,
    backtest,
    certificate,
    changes,
    demo,
    digest,
    doctor,
    drift,
    export,
    extract,
    gaps,
    ingest,
    keys,
    layers,
    models,
    queue,
    read,
    score,
    serve,
    show,
    train,
    watch,
)
from vigie.commands.output import WRONG_USE, say
from vigie.errors import VigieError

app = typer.Typer(
    name="vigie",
    help="File de contrôle de légalité des actes d'urbanisme.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(layers.app, name="layers")
app.add_typer(articles.app, name="articles")
app.add_typer(audit.app, name="audit")
app.add_typer(accounts.app, name="accounts")
app.add_typer(keys.app, name="keys")
app.command()(ingest.ingest)
app.command()(watch.watch)
app.command()(read.read)
app.command()(extract.extract)
app.command()(show.show)
app.command()(train.train)
app.add_typer(models.app, name="models")
app.command()(score.score)
app.command()(backtest.backtest)
app.command()(certificate.certificate)
app.command()(drift.drift)
app.command()(export.export)
app.command()(changes.changes)
app.command()(gaps.gaps)
app.command()(queue.queue)
app.command()(digest.digest)
app.command()(serve.serve)
app.command()(doctor.doctor)
app.command()(demo.demo)


def main() -> None:
    """Run one command; an error that Vigie knows becomes one line and an exit status."""
    try:
        app()
    except VigieError as error:
        say(f"vigie : {error}")
        sys.exit(WRONG_USE)


if __name__ == "__main__":
    main()
