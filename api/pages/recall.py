"""The recall certificate, or why it cannot be given."""

from __future__ import annotations

import datetime as dt

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.desk import Desk
from api.gate import session_of
from api.pages.card import card
from api.render import page
from vigie.errors import UserError

router = APIRouter(include_in_schema=False)

YEAR = dt.timedelta(days=365)
SHOWN = 50


@router.get("/certificat", response_class=HTMLResponse)
def recall_page(request: Request) -> HTMLResponse:
    """The certificate of the last year; refused while a drawn act is not reviewed."""
    desk: Desk = request.app.state.desk
    end = desk.today()
    start = end - YEAR
    try:
        text, refused = desk.certificate(start, end), None
    except UserError as error:
        text, refused = None, str(error)
    unread = [] if text else desk.unread_draws(start, end)[:SHOWN]
    request.app.state.audit.write(session_of(request).account.login, "certificat vu", None)
    return page(
        request,
        "recall.html",
        start=start,
        end=end,
        text=text,
        refused=refused,
        unread=[card(record, end) for record in unread],
    )
