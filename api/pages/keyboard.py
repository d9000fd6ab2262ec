"""The help page: the morning in five steps, and the keys."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.render import page

router = APIRouter(include_in_schema=False)

KEYS = (
    ("?", "cette aide"),
    ("f", "la file du jour"),
    ("j / k", "acte suivant, précédent dans la file"),
    ("Entrée", "ouvrir l'acte choisi"),
    ("m", "motif suivant de l'acte"),
    ("d", "aller à la décision"),
    ("p", "prendre l'acte"),
    ("1 à 6", "choisir la suite à donner"),
    ("n", "prendre la suivante"),
    ("u", "annuler la dernière décision"),
    ("s", "acte suivant de la file"),
)


@router.get("/aide", response_class=HTMLResponse)
def help_page(request: Request) -> HTMLResponse:
    """The keys and how to turn them off."""
    return page(request, "help.html", keys=KEYS)
