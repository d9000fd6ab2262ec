"""Who may pass: loopback only in the demonstration, signed-in people where there are accounts."""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Form, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.people import COOKIE, Account, People, Role, Session
from api.problem import Problem, problem_response
from vigie.store.clients import Client, Permit

OPEN_PATHS = ("/static/", "/connexion", "/healthz", "/readyz", "/methode")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PERMITS = {"/api/v1/acts": Permit.DEPOSIT, "/api/v1/score": Permit.SCORE}
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1", "testserver"})


class Gate:
    """Refuses strangers, and forms that another site sent in the name of a visitor."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        people: People = scope["app"].state.people
        reason = _foreign(request) if people.demo else None
        if reason is None and request.method not in SAFE_METHODS and _from_elsewhere(request):
            reason = "Ce formulaire vient d'un autre site : revenir à Vigie et recommencer."
        if reason is not None:
            await problem_response(request, 403, reason)(scope, receive, send)
            return
        client, refusal = _program(request)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        session = client or people.session(request.cookies.get(COOKIE)) or _basic(request, people)
        if session is None and not request.url.path.startswith(OPEN_PATHS):
            await _ask(request)(scope, receive, send)
            return
        scope.setdefault("state", {})["session"] = session
        await self.app(scope, receive, send)


def _program(request: Request) -> tuple[Session | None, Response | None]:
    """The session of a program by its key, or the answer to a key that does not permit this."""
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer":
        return None, None
    client: Client | None = request.app.state.desk.client(key.strip())
    if client is None:
        headers = {"WWW-Authenticate": 'Bearer realm="Vigie", error="invalid_token"'}
        said = "Clé inconnue ou révoquée : en demander une autre à l'exploitant (vigie keys)."
        return None, problem_response(request, 401, said, None, headers)
    needed = _needed(request)
    if needed not in client.permits:
        may = ", ".join(sorted(client.permits))
        said = f"La clé « {client.name} » permet : {may} ; pas cette demande."
        return None, problem_response(request, 403, said)
    return Session(Account(f"cle-{client.name}", client.name, Role.READER), ""), None


def _needed(request: Request) -> Permit | None:
    """What a key must permit for a request; None for what no key permits."""
    path, reads = request.url.path.rstrip("/"), request.method in SAFE_METHODS
    if reads and path.startswith("/api/v1/deposits/"):
        return Permit.DEPOSIT
    if reads and path.startswith(("/api/", "/ogc")):
        return Permit.READ
    return PERMITS.get(path) if request.method == "POST" else None


def _foreign(request: Request) -> str | None:
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    if host not in LOCAL_NAMES or not _local(request):
        return "La démonstration ne répond qu'à la machine qui la porte (127.0.0.1)."
    return None


def _local(request: Request) -> bool:
    address = request.client.host if request.client else ""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address in LOCAL_NAMES | {"testclient"}


def _from_elsewhere(request: Request) -> bool:
    """What a browser says of the page that sends: another site never changes anything here."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


def _basic(request: Request, people: People) -> Session | None:
    """A program's name and password."""
    kind, _, packed = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        login, _, password = base64.b64decode(packed, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    account = people.sign_in(login, password)
    return people.session(people.cookie(account)) if account else None


def _ask(request: Request) -> Response:
    if "text/html" in request.headers.get("accept", "") and request.method == "GET":
        back = quote(request.url.path + (f"?{request.url.query}" if request.url.query else ""))
        return RedirectResponse(f"/connexion?vers={back}", 303)
    headers = {"WWW-Authenticate": 'Basic realm="Vigie", charset="UTF-8"'}
    return problem_response(request, 401, "Se connecter pour lire les actes.", None, headers)


def session_of(request: Request) -> Session:
    """The session of a request that the gate let pass.

    Raises:
        Problem: nobody is signed in.
    """
    session: Session | None = getattr(request.state, "session", None)
    if session is None:
        raise Problem(401, "Se connecter d'abord.")
    return session


def checked(request: Request, csrf: str) -> Account:
    """The account of a form that this session was given.

    Raises:
        Problem: the form is not of this session.
    """
    session = session_of(request)
    if not hmac.compare_digest(csrf, session.token):
        raise Problem(403, "Ce formulaire a expiré : recharger la page et recommencer.")
    return session.account


def decider(request: Request, csrf: Annotated[str, Form(alias="jeton")] = "") -> Account:
    """The account that decides, from a form that this session was given.

    Raises:
        Problem: the account may not decide, or the form is not of this session.
    """
    session = session_of(request)
    if not hmac.compare_digest(csrf, session.token):
        raise Problem(403, "Ce formulaire a expiré : recharger la page et recommencer.")
    if not session.account.decides:
        raise Problem(403, "Ce compte lit les actes ; il ne décide pas.")
    return session.account


Decider = Annotated[Account, Depends(decider)]
