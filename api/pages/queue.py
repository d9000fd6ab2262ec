"""The page of the queue: what to read this morning, in order, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api import wording
from api.desk import Desk
from api.gate import session_of
from api.pages.card import Card, card, commune_insee, commune_name, queue_card
from api.render import page, query
from api.selection import PAGE, Selected, Selection
from vigie.domain.record import QueueEntry

router = APIRouter(include_in_schema=False)

ONE_DAY = dt.timedelta(days=1)
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
    queue = desk.queue(day)
    entries = queue.entries
    kept = chosen.keep(entries, today)
    claims = desk.claims()
    me = session_of(request).account.login
    if chosen.state == "a-moi":
        mine = {act_id for act_id, claim in claims.items() if claim.by == me}
        kept = [entry for entry in kept if entry.record.act_id in mine]
    picked = [entry for entry in entries if entry.record.act_id in queue.picked]
    first = next((e.rank - 1 for e in entries if e.record.act_id not in queue.picked), len(entries))
    shown = [entry for entry in kept if entry.rank > after][:PAGE]
    cards = [queue_card(entry, today) for entry in shown]
    day_part = date.isoformat() if date and date != today else None
    last = shown[-1].rank if shown else 0
    more = len(shown) == PAGE and kept[-1].rank > last
    return page(
        request,
        "queue.html",
        day=day,
        previous=day - ONE_DAY,
        next=day + ONE_DAY,
        claims=claims,
        sought=chosen.text or "",
        total=len(entries),
        matched=len(kept),
        filtered=chosen.any,
        cards=cards,
        first=first,
        groups=groups(cards, first),
        apart=[queue_card(e, today) for e in picked if e.rank > first],
        done=[card(record, today) for record in queue.done],
        today_count=len(picked),
        near_count=sum(queue_card(e, today).due.near for e in picked),
        filters=filters(entries, chosen),
        kept=parts(chosen),
        export_query=query(date=day_part, **parts(chosen)),
        from_day=query(date=day_part),
        more=query(date=day_part, apres=last, **parts(chosen)) if more else None,
    )


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


def filters(entries: Sequence[QueueEntry], chosen: Selection) -> tuple[Filter, ...]:
    """The lists of the form, with the communes and EPCI of the queue itself."""
    communes = {c: commune_name(e.record) for e in entries if (c := commune_insee(e.record))}
    epcis = {m.epci for e in entries if (m := e.record.dossier.commune) and m.epci}
    by_name = tuple(sorted(communes.items(), key=lambda pair: pair[1]))
    types = tuple((code, f"{code} – {label}") for code, label in wording.ACT_TYPES.items())
    dues = tuple((days, f"dans {days} jours") for days in ("7", "15", "30"))
    states = (("a-lire", "À lire"), ("a-moi", "Pris par moi"), ("lu", "Déjà lus"))
    rows = [
        Filter("theme", "Thème", "Tous", tuple(wording.THEMES.items()), chosen.theme),
        Filter("commune", "Commune", "Toutes", by_name, chosen.commune),
        Filter("type", "Type", "Tous", types, chosen.act_type),
        Filter("echeance", "Échéance", "Toutes", dues, chosen.due),
        Filter("etat", "État", "Tous", states, chosen.state),
    ]
    if epcis:
        options = tuple((name, name) for name in sorted(epcis))
        rows.insert(2, Filter("epci", "EPCI", "Tous", options, chosen.epci))
    return tuple(rows)
