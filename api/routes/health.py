"""Is the service alive, can it answer, and its figures."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from api.desk import Desk

router = APIRouter(tags=["service"])


@router.get("/healthz")
def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def ready(request: Request, response: Response) -> dict[str, Any]:
    """The store answers; else 503 with what is missing."""
    desk: Desk = request.app.state.desk
    missing = list(desk.ready())
    if missing:
        response.status_code = 503
    return {"status": "indisponible" if missing else "ok", "missing": missing}


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request) -> Response:
    """Figures in the text format of Prometheus."""
    text = request.app.state.meter.text()
    return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")
