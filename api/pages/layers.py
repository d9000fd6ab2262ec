"""The page of the catalogue of layers."""

from __future__ import annotations

from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.render import page

router = APIRouter(include_in_schema=False)


@router.get("/couches", response_class=HTMLResponse)
def layers_page(request: Request) -> HTMLResponse:
    """The layers, by subject."""
    layers = sorted(request.app.state.desk.layers(), key=lambda one: (one.subject.value, one.name))
    groups = [
        (subject, list(some)) for subject, some in groupby(layers, lambda one: one.subject.value)
    ]
    return page(request, "layers.html", layers=layers, groups=groups)
