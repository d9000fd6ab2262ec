"""Working down the queue: taking the next act, skipping, undoing, changing a rank, saved views."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api import wording
from api.desk import Decided, Desk, Taken
from api.gate import Decider
from api.notes import WAITING
from api.pages.act import found, may_undo
from api.pages.card import card
from api.people import Account
from api.problem import Problem
from api.render import page
from api.reviewing import make_review
from vigie.domain.outcome import Selection
from vigie.domain.review import ReviewDecision
from vigie.store.claims import Claim
from vigie.store.desk_notes import FIRST, LAST, SavedView, Skip
from vigie.store.reviews import in_force

router = APIRouter(include_in_schema=False)

OWN_RANK = "own"
JUST_NOW = dt.timedelta(minutes=10)
Reason = Annotated[str, Form(alias="raison", min_length=5, max_length=300)]


@router.post("/suivante")
def take_next(request: Request, who: Decider) -> Response:
    """Take the first act that nobody has: of those to read today, then by rank."""
    return _next(request, who)


@router.post("/actes/{act_id}/passe")
def skip(
    request: Request, act_id: str, who: Decider, reason: Annotated[str, Form(alias="raison")]
) -> Response:
    """Pass over an act, with the reason, and take the next one."""
    desk: Desk = request.app.state.desk
    record = found(desk, act_id)
    if reason not in wording.SKIP_REASONS:
        raise Problem(422, "Choisir pourquoi l'acte est passé.", field="raison")
    now = dt.datetime.now(dt.UTC)
    said = wording.SKIP_REASONS[reason]
    desk.notes.skip(Skip(desk.today(), who.login, record.act_id, said, now))
    desk.leave(record.act_id, who.login)
    request.app.state.audit.write(who.login, "acte passé", record.act_id, reason=reason)
    return _next(request, who)


@router.post("/actes/{act_id}/annulation")
def undo(
    request: Request, act_id: str, who: Decider, expected: Annotated[int, Form(alias="version")]
) -> Response:
    """Take back the last decision: it stays in the history and teaches nothing any more."""
    desk: Desk = request.app.state.desk
    record = found(desk, act_id)
    every = desk.reviews(record.act_id)
    standing = in_force(every)
    if not standing:
        raise Problem(409, "Aucune décision n'est à annuler sur cet acte.")
    if not may_undo(who, standing[-1]):
        raise Problem(403, "Seuls son auteur et l'encadrement annulent une décision.")
    review = make_review(
        record,
        ReviewDecision.UNDONE,
        by=who.login,
        day=desk.today(),
        selection=Selection.UNKNOWN,
        undoes=standing[-1].review_id,
    )
    try:
        desk.review(review, expected=expected)
    except Decided as other:
        raise Problem(409, "Une autre décision est arrivée entre-temps : relire l'acte.") from other
    request.app.state.audit.write(
        who.login, "décision annulée", record.act_id, decision=standing[-1].decision.value
    )
    return RedirectResponse(f"/actes/{record.act_id}#decision", 303)


@router.post("/actes/{act_id}/rang")
def override(
    request: Request,
    act_id: str,
    who: Decider,
    reason: Reason,
    place: Annotated[str, Form()],
) -> Response:
    """Put an act first or last of the queue, with the reason; its numbers do not move."""
    desk: Desk = request.app.state.desk
    record = found(desk, act_id)
    if place not in (FIRST, LAST, OWN_RANK):
        raise Problem(422, "Choisir la place dans la file : en tête, en fin, ou le rang calculé.")
    kept = None if place == OWN_RANK else place
    desk.notes.override(record.act_id, kept, reason=reason.strip(), by=who.login)
    request.app.state.audit.write(
        who.login, "rang changé", record.act_id, place=place, reason=reason.strip()
    )
    return RedirectResponse(f"/actes/{record.act_id}#decision", 303)


@router.get("/recherche", response_class=HTMLResponse)
def search_page(request: Request, q: str = "") -> HTMLResponse:
    """Acts that hold every word, in the queue or not."""
    desk: Desk = request.app.state.desk
    words = q.strip()[:200]
    cards = [card(record, desk.today()) for record in desk.search(words)] if words else []
    return page(request, "search.html", sought=words, cards=cards)


@router.post("/vues")
def save_view(
    request: Request,
    who: Decider,
    name: Annotated[str, Form(alias="nom", min_length=1, max_length=60)],
    asked: Annotated[str, Form(alias="requete", max_length=1000)] = "",
) -> Response:
    """Keep the filters of the queue under a name."""
    if asked and not asked.startswith("?"):
        raise Problem(422, "Cette vue n'est pas celle de la file.")
    request.app.state.desk.notes.save_view(SavedView(who.login, name.strip(), asked))
    return RedirectResponse(f"/{asked}", 303)


@router.post("/vues/oubli")
def forget_view(
    request: Request, who: Decider, name: Annotated[str, Form(alias="nom")]
) -> Response:
    """Forget a saved view."""
    request.app.state.desk.notes.forget_view(who.login, name)
    return RedirectResponse("/", 303)


def _next(request: Request, who: Account) -> Response:
    desk: Desk = request.app.state.desk
    passed = {one.act_id for one in desk.notes.skips(desk.today()) if one.by == who.login}
    claims = desk.claims()
    for act_id in desk.order(desk.today()):
        if act_id in passed or act_id in claims:
            continue
        try:
            desk.take(Claim(act_id, who.login, who.name, dt.datetime.now(dt.UTC)))
        except Taken:
            continue
        if _just_concluded(desk, act_id):
            desk.leave(act_id, who.login)
            continue
        request.app.state.audit.write(who.login, "acte pris", act_id, force=False)
        return RedirectResponse(f"/actes/{quote(act_id)}", 303)
    return page(request, "nothing_left.html")


def _just_concluded(desk: Desk, act_id: str) -> bool:
    """Whether somebody concluded on an act between the reading of the list and its taking."""
    since = dt.datetime.now(dt.UTC) - JUST_NOW
    last = in_force(desk.reviews(act_id))[-1:]
    return any(one.at > since and one.decision not in WAITING for one in last)
