"""``GET /api/v1/queue``: the ranked queue as JSON, by pages."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.desk import Desk
from api.pages.queue import parts
from api.problem import Problem
from api.render import query
from api.selection import Selected
from vigie import views

router = APIRouter(prefix="/api/v1", tags=["queue"])

LARGEST_PAGE = 1000


@router.get("/queue")
def read_queue(  # noqa: PLR0913, PLR0917 - one parameter each, as FastAPI reads them
    request: Request,
    response: Response,
    chosen: Selected,
    date: dt.date | None = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 100,
    cursor: Annotated[str | None, Query(description="As given by next_cursor")] = None,
) -> dict[str, Any]:
    """The queue of a day, best rank first; filters keep ranks as they are in the whole queue."""
    desk: Desk = request.app.state.desk
    day = date or desk.today()
    found = desk.listing(day, chosen, after=_rank_of(cursor), limit=limit)
    following = str(found.entries[-1].rank) if found.more else None
    if following:
        link = query(date=day.isoformat(), limit=limit, cursor=following, **parts(chosen))
        response.headers["Link"] = f'<{request.url.path}{link}>; rel="next"'
    return {
        "date": day.isoformat(),
        "total": found.matched,
        "items": [views.entry_json(entry) for entry in found.entries],
        "next_cursor": following,
    }


def _rank_of(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.isdecimal():
        raise Problem(422, "Ce curseur n'a pas été donné par ce service : repartir sans curseur.")
    return int(cursor)
