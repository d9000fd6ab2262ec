"""« Ce qui manque »: acts never transmitted, late, or missing from a commune's numbering."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.render import page
from vigie.gaps import LABELS, Gap, found
from vigie.settings import Settings
from vigie.store import Store, documents, open_store, standings

router = APIRouter(include_in_schema=False)
PATIENCE_S = 3.0  # a small département is looked through meanwhile
SHOWN = 200  # of one kind; the whole list is given by the command


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, on the acts and documents of that moment."""

    stamp: object
    gaps: tuple[Gap, ...]
    communes: dict[str, str]


_found: dict[Path, Found] = {}
_looking: dict[Path, threading.Thread] = {}
_lock = threading.Lock()


@router.get("/manques", response_class=HTMLResponse)
def gaps_page(request: Request, commune: str = "") -> HTMLResponse:
    """Every gap with its two sources, or those of one commune."""
    settings: Settings = request.app.state.settings
    with closing(open_store(settings.store_url, home=settings.home)) as store:
        now = _stamp(store)
    known = _found.get(settings.home)
    if known is None or known.stamp != now:
        look(settings).join(PATIENCE_S)
        known = _found.get(settings.home)
    return page(
        request,
        "gaps.html",
        found=None if known is None else by_kind(known.gaps, commune),
        communes=() if known is None else _choices(known),
        commune=commune,
        shown=SHOWN,
    )


def by_kind(gaps: Iterable[Gap], commune: str) -> list[tuple[str, str, list[Gap]]]:
    """Name, French label and gaps of each kind that has some, of one commune or of all."""
    wanted = [gap for gap in gaps if commune in ("", gap.commune_insee)]
    each = ((kind, [gap for gap in wanted if gap.kind is kind]) for kind in LABELS)
    return [(kind.value, LABELS[kind], some) for kind, some in each if some]


def look(settings: Settings) -> threading.Thread:
    """The one search under way for a home, begun when there is none."""
    with _lock:
        running = _looking.get(settings.home)
        if running is None or not running.is_alive():
            running = threading.Thread(target=_search, args=(settings,), name="gaps", daemon=True)
            _looking[settings.home] = running
            running.start()
        return running


def _search(settings: Settings) -> None:
    with closing(open_store(settings.store_url, home=settings.home)) as store:
        stamp, gaps = _stamp(store), found(store)
        codes = {gap.commune_insee for gap in gaps if gap.commune_insee}
        named = standings.communes_named(store, codes)
    names = {code: named.get(code, code) for code in codes}
    _found[settings.home] = Found(stamp, gaps, names)


def _stamp(store: Store) -> object:
    return standings.last_change(store), documents.count_by_stage(store)


def _choices(known: Found) -> list[tuple[str, str]]:
    return sorted(known.communes.items(), key=lambda pair: (pair[1], pair[0]))
