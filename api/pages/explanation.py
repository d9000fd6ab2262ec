"""The explanation of one act as a sheet to print: CRPA R311-3-1-2, its four items."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from api.pages.act import found
from api.render import page
from scoring.explain import explain
from vigie.domain.fact import said

router = APIRouter(include_in_schema=False)


@router.get("/actes/{act_id}/explication", response_class=HTMLResponse)
def explanation_page(request: Request, act_id: str) -> HTMLResponse:
    """The sheet."""
    record = found(request.app.state.desk, act_id)
    number = said(record.dossier.facts.dossier_number) or record.act_id
    told = explain(record)
    return page(request, "explanation.html", record=record, number=number, told=told)


@router.get("/actes/{act_id}/explication.txt")
def explanation_text(request: Request, act_id: str) -> Response:
    """The same as plain text."""
    return PlainTextResponse(explain(found(request.app.state.desk, act_id)).text())
