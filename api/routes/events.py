"""``/api/v1/events``: what changed since, for systems that poll; ``/deposits``: one deposit."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.desk import Desk
from api.problem import Problem
from vigie.store.events import Event, EventKind

router = APIRouter(prefix="/api/v1", tags=["events"])

MOST = 1000
AGAIN_S = "5"


@router.get("/events")
def read_events(
    request: Request,
    after: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 200,
) -> dict[str, Any]:
    """Acts and documents that changed after a cursor, oldest first; ask again with ``next``."""
    desk: Desk = request.app.state.desk
    at, last = _place(after)
    found = desk.events(at, last, limit)
    return {"items": [_item(one) for one in found], "next": _cursor(found[-1]) if found else after}


@router.get("/deposits/{digest}")
def read_deposit(request: Request, response: Response, digest: str) -> dict[str, Any]:
    """How a deposit stands: received, ready or set_aside with its reason. Nothing of the act."""
    desk: Desk = request.app.state.desk
    document = desk.pending(digest)
    if document is None:
        raise Problem(404, "Aucun dépôt de cet identifiant : déposer à nouveau le fichier.")
    if document.stage == "received":
        response.headers["Retry-After"] = AGAIN_S
    status = document.stage.value
    return {"id": digest, "status": status, "reason": document.reason, "url": _url(digest)}


def _url(name: str) -> str:
    return f"/api/v1/acts/{name}"


def _item(event: Event) -> dict[str, Any]:
    known = event.kind is EventKind.ACT
    return {
        "kind": event.kind.value,
        "id": event.id,
        "at": event.at.isoformat(),
        "status": event.status,
        **({"dossier_number": event.dossier_number} if known else {"reason": event.reason}),
        "url": _url(event.id),
    }


def _cursor(event: Event) -> str:
    place = f"{event.at.astimezone(UTC).isoformat()} {event.id}"
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def _place(cursor: str | None) -> tuple[datetime | None, str]:
    """The change that a cursor stands behind.

    Raises:
        Problem: it is not one that this service gave.
    """
    if not cursor:
        return None, ""
    try:
        packed = cursor + "=" * (-len(cursor) % 4)
        day, _, last = base64.b64decode(packed, "-_", validate=True).decode().partition(" ")
        at = datetime.fromisoformat(day)
    except (binascii.Error, ValueError) as error:
        said = "Le curseur « after » n'est pas de ce service : reprendre « next », ou l'omettre."
        raise Problem(400, said) from error
    return at.replace(tzinfo=at.tzinfo or UTC), last
