"""The page of documents set aside: every one, with its reason."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.render import page

router = APIRouter(include_in_schema=False)


@router.get("/mis-de-cote", response_class=HTMLResponse)
def set_aside_page(request: Request) -> HTMLResponse:
    """Every document set aside."""
    return page(request, "set_aside.html", documents=request.app.state.desk.set_aside())
