"""Errors as application/problem+json (RFC 9457), or as a page for those who asked for one."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.render import page
from vigie.errors import OperatorError, SetAside, UserError

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Demande mal formée",
    401: "Connexion nécessaire",
    403: "Accès refusé",
    404: "Introuvable",
    405: "Méthode non permise",
    409: "Conflit",
    413: "Fichier trop volumineux",
    415: "Type de fichier non pris en charge",
    422: "Donnée invalide",
    500: "Erreur du service",
    503: "Service indisponible",
}
KINDS = {
    "missing": "ce champ manque",
    "int_parsing": "un nombre entier est attendu",
    "float_parsing": "un nombre est attendu",
    "date_from_datetime_parsing": "une date AAAA-MM-JJ est attendue",
    "date_parsing": "une date AAAA-MM-JJ est attendue",
    "greater_than_equal": "la valeur est trop petite",
    "less_than_equal": "la valeur est trop grande",
    "json_invalid": "le JSON n'est pas lisible",
    "dict_type": "un objet JSON est attendu",
}


SURPRISE = "Le service a rencontré une erreur imprévue ; elle est inscrite au journal."


class Problem(HTTPException):
    """An error to show: a status, a detail in French, and members of its own."""

    def __init__(self, status: int, detail: str, **members: Any) -> None:
        super().__init__(status, detail)
        self.members = members


def problem_response(
    request: Request,
    status: int,
    detail: str,
    members: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """The error as problem+json under /api, /ogc and for JSON clients; else as a page."""
    title = TITLES.get(status) or HTTPStatus(status).phrase
    if _wants_page(request):
        return page(request, "problem.html", status_code=status, title=title, detail=detail)
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    body |= {"instance": request.url.path, **(members or {})}
    return JSONResponse(body, status, headers, MEDIA_TYPE)


def _wants_page(request: Request) -> bool:
    if request.url.path.startswith(("/api/", "/ogc")):
        return False
    return "text/html" in request.headers.get("accept", "")


def install(app: FastAPI) -> None:
    """Answer every error of the service in one shape."""
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(UserError, _on_user)
    app.add_exception_handler(SetAside, _on_user)
    app.add_exception_handler(OperatorError, _on_operator)


def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = error.detail
    if not isinstance(error, Problem) and detail == HTTPStatus(error.status_code).phrase:
        detail = f"{TITLES.get(error.status_code, detail)}\u00a0: {request.url.path}"
    members = getattr(error, "members", None)
    headers = dict(error.headers) if error.headers else None
    return problem_response(request, error.status_code, detail, members, headers)


def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [
        {"field": ".".join(str(p) for p in e["loc"][1:]) or str(e["loc"][0]), "detail": _said(e)}
        for e in error.errors()
    ]
    detail = "\u00a0; ".join(f"{e['field']}\u00a0: {e['detail']}" for e in errors)
    return problem_response(request, 422, detail, {"errors": errors})


def _said(error: dict[str, Any]) -> str:
    return KINDS.get(error["type"], "la valeur n'est pas acceptée")


def _on_user(request: Request, error: Exception) -> Response:
    return problem_response(request, 422, str(error))


def _on_operator(request: Request, error: Exception) -> Response:
    log.error("exploitation: %s", error)
    return problem_response(request, 503, str(error), headers={"Retry-After": "60"})


class Edge:
    """The web edge: an error that nobody foresaw is logged and answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer in its place when it fails before it began to answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception:
            log.exception("erreur imprévue sur %s", scope["path"])
            if begun:
                raise
            answer = problem_response(Request(scope), 500, SURPRISE)
            await answer(scope, receive, send)
