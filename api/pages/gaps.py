"""« Ce qui manque »: acts never transmitted, late, or missing from a commune's numbering."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.render import page
from api.searches import FoundGaps, Searches
from vigie.gaps import LABELS, Gap

router = APIRouter(include_in_schema=False)
SHOWN = 200  # of one kind; the whole list is given by the command


@router.get("/manques", response_class=HTMLResponse)
def gaps_page(request: Request, commune: str = "") -> HTMLResponse:
    """Every gap with its two sources, or those of one commune."""
    searches: Searches = request.app.state.searches
    known = searches.gaps()
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


def _choices(known: FoundGaps) -> list[tuple[str, str]]:
    return sorted(known.communes.items(), key=lambda pair: (pair[1], pair[0]))
