"""Trying a strategy or a capacity before it holds: what moves today, what past days would give."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.queue_picks import SEED
from api.queue_ranking import ranked
from scoring.queue import Candidate, Pick, pick
from scoring.steering import Steering
from scoring.urgency import expired
from vigie.domain.finding import Theme
from vigie.store.standings import Standing, themes_of

MOST_DAYS = 90
SHOWN = 12
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Terms:
    """How a day's queue is made."""

    capacity: int
    random_share: float
    steering: Steering


@dataclass(frozen=True, slots=True)
class Moved:
    """One act whose rank changes."""

    act_id: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What another strategy would do to today's queue: picks that enter and leave, moves, themes.

    ``themes`` gives, by theme, how many acts of the picks it concerns before and after.
    """

    moved: int
    entering: tuple[Moved, ...]
    leaving: tuple[Moved, ...]
    themes: tuple[tuple[Theme, int, int], ...]


@dataclass(frozen=True, slots=True)
class Simulated:
    """Past days played again under some terms, with the priorities known now.

    ``wanting`` are acts known to have called for observations; ``lost`` are those out of time
    unread; ``expected`` is how many acts the priorities expect to deserve observations.
    """

    days: int
    read: int
    wanting_read: int
    wanting: int
    expected: float
    lost: int


def preview(rows: Sequence[Standing], now: Terms, wanted: Terms, day: dt.date) -> Preview:
    """Compare the queue of a day under two terms; overrides by hand are left out."""
    before, after = (ranked(rows, terms.steering, day, {}) for terms in (now, wanted))
    old = {one.act_id: rank for rank, one in enumerate(before, 1)}
    new = {one.act_id: rank for rank, one in enumerate(after, 1)}
    was, will = _picks(before, now, day), _picks(after, wanted, day)
    entering = [k for k in new if k in will and k not in was]
    leaving = [k for k in old if k in was and k not in will]
    bits = {row.act_id: row.themes for row in rows}
    counts = [Counter(t for k in some for t in themes_of(bits[k])) for some in (was, will)]
    return Preview(
        sum(old[k] != new[k] for k in old),
        tuple(Moved(k, old[k], new[k]) for k in entering[:SHOWN]),
        tuple(Moved(k, old[k], new[k]) for k in leaving[:SHOWN]),
        tuple((t, counts[0][t], counts[1][t]) for t in Theme if counts[0][t] or counts[1][t]),
    )


def simulate(rows: Sequence[Standing], terms: Terms, end: dt.date, days: int) -> Simulated:
    """Play working days again: each reads its picks among the acts that no day read before."""
    every = [end - dt.timedelta(days=back) for back in range(days, 0, -1)]
    working = [day for day in every if day.weekday() <= FRIDAY][-MOST_DAYS:]
    if not working:
        return Simulated(0, 0, 0, 0, 0.0, 0)
    period = [row for row in rows if working[0] <= row.filed_on <= working[-1]]
    read: set[str] = set()
    for day in working:
        waiting = [
            row
            for row in period
            if row.act_id not in read and row.filed_on <= day and not expired(row.deadlines, day)
        ]
        read |= set(_picks(ranked(waiting, terms.steering, day, {}), terms, day))
    mine = [row for row in period if row.act_id in read]
    return Simulated(
        len(working),
        len(mine),
        sum(row.followed for row in mine),
        sum(row.followed for row in period),
        sum(row.chance for row in mine),
        sum(row.act_id not in read and expired(row.deadlines, end) for row in period),
    )


def _picks(waiting: Sequence[Candidate], terms: Terms, day: dt.date) -> dict[str, Pick]:
    drawn = pick(
        waiting,
        day=day,
        capacity=terms.capacity,
        random_share=terms.random_share,
        seed=SEED,
        quotas=terms.steering.quotas,
    )
    return {one.act_id: one for one in drawn}
