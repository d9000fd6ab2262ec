"""``vigie serve``: the API and the web pages."""

from __future__ import annotations

from typing import Annotated

import typer

from vigie.commands.output import say
from vigie.errors import OperatorError
from vigie.settings import Settings, load_settings

HOST, PORT = "127.0.0.1", 8000
LOOPBACK = frozenset({HOST, "localhost", "::1"})


def serve(
    host: Annotated[str, typer.Option(help="Adresse d'écoute.")] = HOST,
    port: Annotated[int, typer.Option(help="Port d'écoute.", min=1, max=65535)] = PORT,
) -> None:
    """Sert l'API et les pages web."""
    run(load_settings(), host=host, port=port)


def run(settings: Settings, *, host: str = HOST, port: int = PORT) -> None:
    """Serve until interrupted.

    Raises:
        OperatorError: the port is taken, or a demonstration would be seen from elsewhere.
    """
    import uvicorn

    from api.app import create_app

    _check_free(host, port)
    app = create_app(settings)
    if app.state.people.demo and host not in LOOPBACK:
        raise OperatorError(
            "La démonstration a des comptes sans mot de passe : elle n'écoute que sur cette "
            f"machine ({HOST}). Retirer --host {host}."
        )
    say(f"Vigie sert la file sur http://{host}:{port} (Ctrl-C pour arrêter)")
    uvicorn.run(app, host=host, port=port, log_level="warning")


def _check_free(host: str, port: int) -> None:
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OperatorError(
                f"Impossible d'écouter sur {host}:{port} ({error.strerror}) : "
                "choisir un autre --port, ou arrêter le programme qui l'occupe."
            ) from error
