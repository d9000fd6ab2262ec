"""The page of the queue: what to read this morning, in order, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api import wording
from api.desk import Desk
from api.gate import session_of
from api.listing import Board
from api.pages.card import Card, card, queue_card
from api.render import page, query
from api.selection import Selected, Selection

router = APIRouter(include_in_schema=False)

ONE_DAY = dt.timedelta(days=1)
SHOWN_MOVES = 8
Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Filter:
    """One list of the filter form."""

    name: str
    label: str
    all: str
    options: tuple[Option, ...]
    value: str | None


@router.get("/", response_class=HTMLResponse)
def queue_page(
    request: Request,
    chosen: Selected,
    date: dt.date | None = None,
    after: Annotated[int, Query(alias="apres", ge=0)] = 0,
) -> HTMLResponse:
    """The queue of a day, filtered by what stands in the URL."""
    desk: Desk = request.app.state.desk
    today = desk.today()
    day = date or today
    me = session_of(request).account.login
    claims = desk.claims()
    mine = frozenset(act_id for act_id, claim in claims.items() if claim.by == me)
    listing = desk.listing(
        day, chosen, after=after, among=mine if chosen.state == "a-moi" else None
    )
    board = desk.board(day)
    cards = [queue_card(entry, today) for entry in listing.entries]
    apart = [queue_card(entry, today) for entry in board.picked if entry.rank > board.first]
    done = [card(record, today) for record in board.done]
    shown = [one.act_id for one in (*cards, *apart)]
    day_part = date.isoformat() if date and date != today else None
    last = listing.entries[-1].rank if listing.entries else 0
    return page(
        request,
        "queue.html",
        day=day,
        previous=day - ONE_DAY,
        next=day + ONE_DAY,
        claims=claims,
        overrides=desk.notes.overrides(shown),
        waiting=desk.notes.waiting(shown),
        names={one.login: one.name for one in request.app.state.people.accounts},
        sought=chosen.text or "",
        total=listing.total,
        matched=listing.matched,
        filtered=chosen.any,
        cards=cards,
        first=board.first,
        groups=groups(cards, board.first),
        apart=apart,
        done=done,
        today_count=len(board.picked),
        near_count=board.near,
        since=since(desk, board),
        views=desk.notes.views(me),
        filters=filters(board, chosen),
        kept=parts(chosen),
        export_query=query(date=day_part, **parts(chosen)),
        from_day=query(date=day_part),
        more=query(date=day_part, apres=last, **parts(chosen)) if listing.more else None,
    )


@dataclass(frozen=True, slots=True)
class Move:
    """An act that entered the queue or rose in it."""

    act_id: str
    number: str
    rank: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the last queue."""

    day: dt.date
    entered: int
    left: int
    moves: tuple[Move, ...]


def since(desk: Desk, board: Board) -> Since | None:
    """What changed since the last queue; None for the first."""
    told = board.since
    if not told.get("before"):
        return None
    moved = [(act_id, rank, None) for act_id, rank in told["first_entered"]]
    moved += [(act_id, rank, before) for act_id, before, rank in told["risen"]]
    best = sorted(moved, key=lambda one: one[1])[:SHOWN_MOVES]
    moves = [
        Move(act_id, card(record, board_day(told)).number, rank, before)
        for act_id, rank, before in best
        if (record := desk.act(act_id)) is not None
    ]
    return Since(board_day(told), told["entered"], told["left"], tuple(moves))


def board_day(told: Mapping[str, Any]) -> dt.date:
    """The day that a queue is compared with."""
    return dt.date.fromisoformat(told["before"])


def groups(cards: Sequence[Card], first: int) -> tuple[tuple[str, list[Card]], ...]:
    """The first cards, all to be read today, then the others; one group when the first is not."""
    top = [card for card in cards if (card.rank or 0) <= first]
    rest = [card for card in cards if (card.rank or 0) > first]
    title = "Ensuite, dans l'ordre" if first else "Dans l'ordre"
    return (("À lire aujourd'hui", top), (title, rest))


def parts(chosen: Selection) -> dict[str, Any]:
    """The filters as they stand in a URL."""
    return {
        "theme": chosen.theme,
        "commune": chosen.commune,
        "type": chosen.act_type,
        "epci": chosen.epci,
        "etat": chosen.state,
        "echeance": chosen.due,
        "q": chosen.text,
    }


def filters(board: Board, chosen: Selection) -> tuple[Filter, ...]:
    """The lists of the form, with the communes and EPCI of the queue itself."""
    types = tuple((code, f"{code} – {label}") for code, label in wording.ACT_TYPES.items())
    dues = tuple((days, f"dans {days} jours") for days in ("7", "15", "30"))
    states = (("a-lire", "À lire"), ("a-moi", "Pris par moi"), ("lu", "Lus aujourd'hui"))
    rows = [
        Filter("theme", "Thème", "Tous", tuple(wording.THEMES.items()), chosen.theme),
        Filter("commune", "Commune", "Toutes", board.communes, chosen.commune),
        Filter("type", "Type", "Tous", types, chosen.act_type),
        Filter("echeance", "Échéance", "Toutes", dues, chosen.due),
        Filter("etat", "État", "Tous", states, chosen.state),
    ]
    if board.epcis:
        options = tuple((name, name) for name in board.epcis)
        rows.insert(2, Filter("epci", "EPCI", "Tous", options, chosen.epci))
    return tuple(rows)
