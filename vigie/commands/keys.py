"""``vigie keys``: the keys of programs that deposit, score or read."""

from __future__ import annotations

from typing import Annotated

import typer

from vigie.commands.opening import opened
from vigie.commands.output import results_only, say, write_line

app = typer.Typer(help="Clés des programmes clients (dépôt, score, lecture).", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="Nom du programme.")]
AsJson = Annotated[bool, typer.Option("--json", help="En JSON.")]


@app.command("make")
def make(
    name: Name,
    scope: Annotated[list[str], typer.Option(help="deposit, score ou read ; plusieurs fois.")],
) -> None:
    """Crée une clé et l'affiche, cette seule fois."""
    from vigie.errors import UserError
    from vigie.store.clients import Permit
    from vigie.store.clients import make as make_key

    unknown = sorted(set(scope) - set(Permit))
    if unknown:
        raise UserError(
            f"Portée inconnue : {', '.join(unknown)} (possibles : {', '.join(Permit)})."
        )
    with results_only() as results, opened() as (_, store):
        results.write(make_key(store, name, [Permit(one) for one in scope]) + "\n")
    say("À garder en lieu sûr : elle ne sera plus montrée. En-tête : Authorization: Bearer <clé>")


@app.command("list")
def list_keys(json: AsJson = False) -> None:
    """Liste les clés, leurs portées et leur état."""
    from vigie.store import clients

    with results_only() as results, opened() as (_, store):
        for one in clients.listed(store):
            row = {
                "name": one.name,
                "scopes": sorted(one.permits),
                "made_at": one.made_at.isoformat(),
                "revoked_at": one.revoked_at.isoformat() if one.revoked_at else None,
            }
            if json:
                write_line(results, row)
                continue
            ended = f"révoquée le {one.revoked_at:%d/%m/%Y}" if one.revoked_at else "en vigueur"
            results.write(f"{one.name} : {', '.join(sorted(one.permits))} ; {ended}\n")


@app.command("revoke")
def revoke(name: Name) -> None:
    """Révoque une clé, à l'instant."""
    from vigie.store import clients

    with opened() as (_, store):
        clients.revoke(store, name)
    say(f"Clé « {name} » révoquée.")
