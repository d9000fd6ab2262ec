"""Deciding on an act: taking it, giving it back, concluding, and what to do when two met on it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.desk import Decided, Desk, Taken
from api.gate import Decider
from api.pages.act import found
from api.pages.card import shown_findings
from api.problem import Problem
from api.render import page
from api.reviewing import entry_of, make_review, selection_of
from vigie.domain.review import ReviewDecision
from vigie.store.claims import Claim
from vigie.store.desk_notes import Skip

router = APIRouter(include_in_schema=False)

LONGEST_NOTE = 4000
LATER = "plus tard"


@router.post("/actes/{act_id}/prise")
def take(
    request: Request, act_id: str, who: Decider, force: Annotated[bool, Form()] = False
) -> Response:
    """Take an act to read it."""
    desk: Desk = request.app.state.desk
    record = found(desk, act_id)
    claim = Claim(record.act_id, who.login, who.name, dt.datetime.now(dt.UTC))
    try:
        desk.take(claim, force=force)
    except Taken as other:
        return page(request, "taken.html", status_code=409, record=record, claim=other.claim)
    request.app.state.audit.write(who.login, "acte pris", record.act_id, force=force)
    return RedirectResponse(f"/actes/{record.act_id}", 303)


@router.post("/actes/{act_id}/rendu")
def leave(request: Request, act_id: str, who: Decider) -> Response:
    """Give back an act."""
    desk: Desk = request.app.state.desk
    record = found(desk, act_id)
    desk.leave(record.act_id, who.login)
    request.app.state.audit.write(who.login, "acte rendu", record.act_id)
    return RedirectResponse(f"/actes/{record.act_id}", 303)


@router.post("/actes/{act_id}/decisions")
def decide(  # noqa: PLR0913, PLR0917 - one field of the form each
    request: Request,
    act_id: str,
    who: Decider,
    decision: Annotated[ReviewDecision, Form()],
    expected: Annotated[int, Form(alias="version", ge=0)],
    grounds: Annotated[tuple[str, ...], Form(alias="motif")] = (),
    note: Annotated[str, Form(max_length=LONGEST_NOTE)] = "",
) -> Response:
    """Conclude on an act; 409 with the other's conclusion when somebody was faster."""
    desk: Desk = request.app.state.desk
    record = found(desk, act_id)
    if decision is ReviewDecision.UNDONE:
        raise Problem(422, "Une décision s'annule par son bouton, sur la page de l'acte.")
    known = {finding.ground for finding in shown_findings(record)}
    retained = tuple(ground for ground in grounds if ground in known)
    if decision is ReviewDecision.OBSERVATIONS and not retained:
        raise Problem(422, "Retenir au moins un motif pour une lettre d'observations.")
    review = make_review(
        record,
        decision,
        by=who.login,
        day=desk.today(),
        selection=selection_of(entry_of(desk, record.act_id, desk.today())),
        grounds=retained,
        note=note.strip() or None,
    )
    try:
        desk.review(review, expected=expected)
    except Decided as other:
        return page(
            request,
            "decided.html",
            status_code=409,
            record=record,
            other=other.review,
            mine=review,
            names={account.login: account.name for account in request.app.state.people.accounts},
        )
    desk.leave(record.act_id, who.login)
    if decision is ReviewDecision.LATER:
        desk.notes.skip(Skip(desk.today(), who.login, record.act_id, LATER, review.at))
    request.app.state.audit.write(
        who.login, "décision", record.act_id, decision=decision.value, grounds=list(retained)
    )
    return RedirectResponse(f"/actes/{record.act_id}?fait=1#decision", 303)
