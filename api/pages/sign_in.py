"""Signing in and out; in the demonstration, choosing who one is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.gate import session_of
from api.people import COOKIE, SESSION_S, People
from api.problem import Problem
from api.render import page

router = APIRouter(include_in_schema=False)


@router.get("/connexion", response_class=HTMLResponse)
def sign_in_page(request: Request, vers: str = "/") -> HTMLResponse:
    """The form."""
    people: People = request.app.state.people
    return page(request, "sign_in.html", accounts=people.accounts, back=_own(vers), wrong=False)


@router.post("/connexion")
def sign_in(
    request: Request,
    login: Annotated[str, Form(alias="compte", max_length=100)],
    password: Annotated[str, Form(alias="mot_de_passe", max_length=200)] = "",
    vers: Annotated[str, Form()] = "/",
) -> Response:
    """Open a session."""
    people: People = request.app.state.people
    account = people.sign_in(login, password)
    if account is None:
        request.app.state.audit.write("anonyme", "connexion refusée", login)
        return page(
            request,
            "sign_in.html",
            status_code=401,
            accounts=people.accounts,
            back=_own(vers),
            wrong=True,
        )
    request.app.state.audit.write(account.login, "connexion", None)
    answer = RedirectResponse(_own(vers), 303)
    answer.set_cookie(
        COOKIE,
        people.cookie(account),
        max_age=SESSION_S,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


@router.post("/deconnexion")
def sign_out(request: Request, csrf: Annotated[str, Form(alias="jeton")] = "") -> Response:
    """Close the session."""
    if csrf != session_of(request).token:
        raise Problem(403, "Ce formulaire a expiré : recharger la page et recommencer.")
    answer = RedirectResponse("/connexion", 303)
    answer.delete_cookie(COOKIE)
    return answer


def _own(path: str) -> str:
    """A path of this site; anything else leads to the queue."""
    own = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if own else "/"
