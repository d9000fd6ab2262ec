"""« Ce qui a changé »: acts whose findings a layer, a register or a rule changes."""

from __future__ import annotations

import datetime as dt
import threading
from contextlib import closing
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.render import page
from scoring.changes import turn
from vigie.changes import kept, look_and_keep, signature
from vigie.settings import Settings
from vigie.store import changes as journal
from vigie.store import open_store

router = APIRouter(include_in_schema=False)
SHOWN_DAYS = 60
PATIENCE_S = 3.0  # a small département is looked through meanwhile
_looking: dict[Path, threading.Thread] = {}
_lock = threading.Lock()


@router.get("/changements", response_class=HTMLResponse)
def changes_page(request: Request) -> HTMLResponse:
    """What is to apply, and what was applied lately."""
    settings: Settings = request.app.state.settings
    with closing(open_store(settings.store_url, home=settings.home)) as store:
        found = kept(store, signed=signature(store))
        if found is None:
            look(settings).join(PATIENCE_S)
            found = kept(store, signed=signature(store))
        since = dt.datetime.now(dt.UTC) - dt.timedelta(days=SHOWN_DAYS)
        applied = journal.since(store, since)
    return page(request, "changes.html", found=found, applied=applied, turn=turn, days=SHOWN_DAYS)


def look(settings: Settings) -> threading.Thread:
    """The one search under way for a home, begun when there is none."""
    with _lock:
        running = _looking.get(settings.home)
        if running is None or not running.is_alive():
            running = threading.Thread(
                target=_search, args=(settings,), name="changes", daemon=True
            )
            _looking[settings.home] = running
            running.start()
        return running


def _search(settings: Settings) -> None:
    with closing(open_store(settings.store_url, home=settings.home)) as store:
        look_and_keep(store)
