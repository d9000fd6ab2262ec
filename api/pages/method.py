"""« Comment les actes sont classés »: from the grounds and the model themselves."""

from __future__ import annotations

from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api import wording
from api.render import page
from features.catalogue import FEATURES
from scoring.grounds import GROUNDS

router = APIRouter(include_in_schema=False)


@router.get("/methode", response_class=HTMLResponse)
def method_page(request: Request) -> HTMLResponse:
    """The public page on how acts are ranked."""
    by_theme = sorted(GROUNDS, key=lambda g: (list(wording.THEMES).index(g.theme.value), g.code))
    themes = [
        (wording.THEMES[theme], list(some))
        for theme, some in groupby(by_theme, lambda g: g.theme.value)
    ]
    return page(
        request,
        "method.html",
        themes=themes,
        features=FEATURES,
        model=request.app.state.desk.model(),
        settings=request.app.state.settings,
        grounds_count=len(GROUNDS),
    )
