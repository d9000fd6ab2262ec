"""« Ce qui a changé »: acts whose findings a layer, a register or a rule changes."""

from __future__ import annotations

import datetime as dt

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.render import page
from api.searches import Searches
from scoring.changes import turn
from vigie.store import changes as journal

router = APIRouter(include_in_schema=False)
SHOWN_DAYS = 60


@router.get("/changements", response_class=HTMLResponse)
def changes_page(request: Request) -> HTMLResponse:
    """What is to apply, and what was applied lately."""
    searches: Searches = request.app.state.searches
    found = searches.changes()
    since = dt.datetime.now(dt.UTC) - dt.timedelta(days=SHOWN_DAYS)
    applied = journal.since(searches.store(), since)
    return page(request, "changes.html", found=found, applied=applied, turn=turn, days=SHOWN_DAYS)
