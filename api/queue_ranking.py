"""The order of a day: open acts by their value under a strategy, without reading them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from scoring.queue import FIRST, LAST, Candidate
from scoring.steering import Steering
from scoring.urgency import urgency
from vigie.domain.fact import ActType
from vigie.store import Store, desk_notes, standings
from vigie.store.standings import Standing

PLACES = {desk_notes.FIRST: FIRST, desk_notes.LAST: LAST}


def ranked(
    rows: Sequence[Standing], under: Steering, day: dt.date, places: dict[str, int]
) -> list[Candidate]:
    """Open acts in the order of a day under a strategy."""
    weights = weighed(rows, under)
    quotas = bool(under.quotas)
    waiting = []
    for row in rows:
        stake = row.gravity * weights[row.act_id] * urgency(row.deadlines, day)
        one = Candidate(
            row.act_id,
            row.probability * stake,
            row.chance * stake,
            row.deadlines.defere.date or dt.date.max,
            row.probability,
            row.pressing,
            places.get(row.act_id, 1),
            frozenset(standings.themes_of(row.themes)) if quotas else frozenset(),
            row.insee,
            row.act_type,
        )
        waiting.append(one)
    return sorted(waiting, key=lambda one: one.key)


def weighed(rows: Iterable[Standing], under: Steering) -> dict[str, float]:
    """The weight of each act under a strategy, without reading the acts."""
    known: dict[tuple[int, str | None, str | None], float] = {}
    found = {}
    for row in rows:
        key = (row.open_themes, row.insee, row.act_type)
        if key not in known:
            kind = ActType(row.act_type) if row.act_type else None
            known[key] = under.weighed(standings.themes_of(row.open_themes), row.insee, kind)
        found[row.act_id] = known[key]
    return found


def places(store: Store) -> dict[str, int]:
    """Where named persons put acts, whatever their value."""
    return {act_id: PLACES[one.place] for act_id, one in desk_notes.overrides(store).items()}
