"""``vigie audit``: the log of what was seen, taken out and decided."""

from __future__ import annotations

from typing import Annotated

import typer

from vigie.commands.output import results_only, say, write_line
from vigie.settings import load_settings

app = typer.Typer(help="Journal de ce qui fut vu, emporté et décidé.", no_args_is_help=True)


@app.callback()
def audit() -> None:
    """Journal de ce qui fut vu, emporté et décidé."""


@app.command()
def verify(json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False) -> None:
    """Vérifie que chaque ligne du journal est celle qui fut écrite."""
    from api.audit import AuditLog

    with results_only() as results:
        lines = AuditLog(load_settings().home).verify()
        if json:
            write_line(results, {"lines": lines, "sound": True})
        else:
            say(f"Journal intact : {lines} lignes, chacune liée à la précédente.")
