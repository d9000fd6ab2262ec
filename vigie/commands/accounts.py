"""``vigie accounts``: the people of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vigie.commands.output import results_only, say, write_line
from vigie.settings import load_settings

if TYPE_CHECKING:
    from api.audit import AuditLog
    from api.people import People

app = typer.Typer(help="Comptes du service.", no_args_is_help=True)

Password = Annotated[
    str,
    typer.Option(
        prompt="Mot de passe", confirmation_prompt=True, hide_input=True, help="Demandé sinon."
    ),
]
ROLES = "reader, reviewer, head, data ou admin"


@app.command()
def add(
    login: Annotated[str, typer.Argument(help="Nom de connexion.")],
    name: Annotated[str, typer.Option(help="Nom affiché.")],
    password: Password,
    role: Annotated[str, typer.Option(help=f"Rôle : {ROLES}.")] = "reviewer",
) -> None:
    """Ajoute un compte. Dès le premier, il faut se connecter pour lire."""
    from api.people import Role
    from vigie.errors import UserError

    if role not in set(Role):
        raise UserError(f"Rôle inconnu : {role}. Rôles possibles : {ROLES}.")
    people, log = _opened()
    if login in {one.login for one in people.accounts}:
        raise UserError(f"Le compte {login} existe : `vigie accounts password {login}` le change.")
    people.add(login, name, Role(role), password)
    log.write("console", "compte ajouté", login, role=role)
    say(f"Compte {login} ajouté ({role}).")


@app.command("list")
def list_(json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False) -> None:
    """Liste les comptes."""
    from api.people import ROLE_NAMES

    people, _ = _opened()
    with results_only() as results:
        rows = [{"login": a.login, "name": a.name, "role": a.role.value} for a in people.accounts]
        if json:
            write_line(results, rows)
            return
        for account in people.accounts:
            results.write(f"{account.login:<20} {ROLE_NAMES[account.role]:<16} {account.name}\n")
        if not rows:
            say("Aucun compte : le service est ouvert à qui atteint cette machine.")


@app.command()
def disable(login: Annotated[str, typer.Argument(help="Nom de connexion.")]) -> None:
    """Retire un compte : ses sessions cessent, ce qu'il a décidé reste."""
    people, log = _opened()
    people.remove(login)
    log.write("console", "compte retiré", login)
    say(f"Compte {login} retiré.")


@app.command()
def password(
    login: Annotated[str, typer.Argument(help="Nom de connexion.")], new: Password
) -> None:
    """Change le mot de passe d'un compte."""
    people, log = _opened()
    account = people.known(login)
    people.add(account.login, account.name, account.role, new)
    log.write("console", "mot de passe changé", login)
    say(f"Mot de passe de {login} changé.")


def _opened() -> tuple[People, AuditLog]:
    """The accounts and the log of the home."""
    from api.audit import AuditLog
    from api.people import People

    home = load_settings().home
    return People(home, demo=False), AuditLog(home)
