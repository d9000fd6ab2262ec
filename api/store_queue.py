"""The queue as the store keeps it: the present day from its rows, other days made anew."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api import listing
from api.desk import DayQueue
from api.listing import Board, Listing, Standpoint
from api.queue_days import day_queue
from api.queue_entries import done
from api.queue_entries import entries as as_entries
from api.queue_filters import QueueFilters
from api.queue_making import Known, prepare
from api.queue_picks import picks
from api.selection import DUE_WITHIN, PAGE, Selection
from vigie.domain.finding import Theme
from vigie.domain.record import QueueEntry
from vigie.settings import Settings
from vigie.store import Store, calendar, communes, mapped, queues, standings
from vigie.store.mapped import Sight
from vigie.store.queues import Made, QueueRow, Sought

PATIENCE = 20.0  # a queue that takes 2 s to make is made again 40 s later at the earliest
FAMILIES = {"PC": ("PC", "PCMI"), "CU": ("CUa", "CUb")}
LOOKED_AT = 200
HOLDS_S = 1.0  # what another process of the service concluded may show this much later


@dataclass(frozen=True, slots=True)
class _Facets:
    at: dt.datetime
    communes: tuple[tuple[str, str], ...]
    epcis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    made: Made
    until: float


class StoreQueue:
    """Answers what pages ask of queues; safe to call from several threads."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._making = threading.Lock()
        self._filters = QueueFilters(store)
        self._facets: _Facets | None = None
        self._other: dict[dt.date, DayQueue] = {}
        self._held: _Held | None = None
        self._known: Known | None = None

    def made(self, day: dt.date) -> Made:
        """The queue of the present day, up to date; a thread that waits for nothing new serves it.

        One thread makes a queue at a time: the others show what there is.
        """
        held = self._held
        if held is not None and held.made.day == day and time.monotonic() < held.until:
            return held.made
        there = queues.made(self._store, day)
        if there is not None and not self._making.acquire(blocking=False):
            return there
        if there is None:
            self._making.acquire()
        try:
            made = prepare(self._store, self._settings, day, patience=PATIENCE, known=self._known)
            self._known = Known(made.at, standings.last_change(self._store))
            self._held = _Held(made, time.monotonic() + HOLDS_S)
            return made
        finally:
            self._making.release()

    def whole(self, day: dt.date) -> DayQueue:
        """Every open act of a day, read whole: for what is taken out."""
        if day != self._today():
            return self._of_other(day)
        self.made(day)
        rows = queues.page(self._store, day, Sought())
        entries = as_entries(self._store, day, rows)
        picked = frozenset(one.act_id for one in picks(self._store, day))
        return DayQueue(day, entries, picked, done(self._store, day, picked))

    def listing(
        self,
        day: dt.date,
        chosen: Selection,
        *,
        after: int = 0,
        limit: int | None = PAGE,
        among: frozenset[str] | None = None,
    ) -> Listing:
        """One page of a day's queue."""
        today = self._today()
        if day != today:
            entries = self._of_other(day).entries
            return listing.listed(entries, chosen, today, after=after, limit=limit, among=among)
        made = self.made(day)
        sought = sought_of(chosen, today, among)
        if limit is not None and among is None and chosen.any and not sought.shut:
            return self._filtered(made, sought, after, limit)
        most = None if limit is None else limit + 1
        rows = queues.page(self._store, day, sought, after=after, limit=most)
        shown = rows if limit is None else rows[:limit]
        total = made.total - queues.count(self._store, day, Sought(shut=True))
        plain = not chosen.any and among is None
        matched = total if plain else queues.count(self._store, day, sought)
        entries = as_entries(self._store, day, shown)
        return Listing(entries, total, matched, len(rows) > len(shown))

    def _filtered(self, made: Made, sought: Sought, after: int, limit: int) -> Listing:
        last = standings.last_change(self._store) if sought.text else None
        found = self._filters.page(made, sought, after=after, limit=limit, last=last)
        total = made.total - queues.count(self._store, made.day, Sought(shut=True))
        entries = as_entries(self._store, made.day, found.rows)
        return Listing(entries, total, found.matched, found.more)

    def board(self, day: dt.date) -> Board:
        """The day's work."""
        today = self._today()
        if day != today:
            found = self._of_other(day)
            return listing.boarded(found.entries, found.picked, found.done, today)
        made = self.made(day)
        picked = frozenset(one.act_id for one in picks(self._store, day))
        rows = [r for r in queues.of_acts(self._store, day, picked) if not r.shut]
        entries = as_entries(self._store, day, rows)
        facets = self._places(made)
        return Board(
            entries,
            done(self._store, day, picked),
            self._head(day, picked),
            listing.near_of(entries, today),
            facets.communes,
            facets.epcis,
            made.since,
        )

    def standpoint(self, act_id: str, day: dt.date) -> Standpoint:
        """Where an act stands, and what comes after it."""
        if day != self._today():
            return listing.standpoint(self._of_other(day).entries, act_id)
        made = self.made(day)
        shut = queues.count(self._store, day, Sought(shut=True))
        row = next(iter(queues.of_acts(self._store, day, [act_id])), None)
        if row is None or row.shut:
            return Standpoint(None, None, made.total - shut)
        after = queues.page(self._store, day, Sought(), after=row.rank, limit=1)
        entries = as_entries(self._store, day, [row, *after])
        following = entries[1] if len(entries) > 1 else None
        return Standpoint(entries[0] if entries else None, following, made.total - shut)

    def within(
        self, day: dt.date, sight: Sight, *, offset: int, limit: int
    ) -> tuple[Sequence[QueueEntry], int]:
        """A page of the present day's queue as a map shows it, and how many acts there are."""
        self.made(day)
        rows = mapped.queue_page(self._store, day, sight, offset=offset, limit=limit)
        return as_entries(self._store, day, rows), mapped.queue_count(self._store, day, sight)

    def order(self, day: dt.date, *, most: int = LOOKED_AT) -> tuple[QueueRow, ...]:
        """The rows to read: the picks of the day, then the head of the queue."""
        self.made(day)
        picked = [one.act_id for one in picks(self._store, day)]
        mine = [row for row in queues.of_acts(self._store, day, picked) if not row.shut]
        known = {row.act_id for row in mine}
        head = queues.page(self._store, day, Sought(), limit=most)
        return (*mine, *(row for row in head if row.act_id not in known))

    def forget(self) -> None:
        """Something of another day may have changed."""
        self._other, self._held = {}, None

    def _of_other(self, day: dt.date) -> DayQueue:
        found = self._other.get(day)
        if found is None:
            found = day_queue(self._store, self._settings, day, self._today())
            self._other = {day: found}
        return found

    def _head(self, day: dt.date, picked: frozenset[str]) -> int:
        """How many of the first ranks are picked, those read since included."""
        rows = queues.page(self._store, day, Sought(), limit=len(picked) + 1)
        other = next((row.rank for row in rows if row.act_id not in picked), None)
        return other - 1 if other is not None else (rows[-1].rank if rows else 0)

    def _places(self, made: Made) -> _Facets:
        if self._facets is None or self._facets.at != made.at:
            names = {one.insee: one.name for one in communes.listed(self._store)}
            pairs = queues.places(self._store, made.day)
            named = {**self._named({insee for insee, _ in pairs} - set(names)), **names}
            found = {insee: named.get(insee, insee) for insee, _ in pairs}
            self._facets = _Facets(
                made.at,
                tuple(sorted(found.items(), key=lambda pair: pair[1])),
                tuple(sorted({epci for _, epci in pairs if epci})),
            )
        return self._facets

    def _named(self, wanted: set[str]) -> Mapping[str, str]:
        return standings.communes_named(self._store, wanted) if wanted else {}

    def _today(self) -> dt.date:
        return calendar.today(self._store)


def sought_of(chosen: Selection, today: dt.date, among: frozenset[str] | None) -> Sought:
    """The filters of a URL as the store asks for them."""
    kinds = FAMILIES.get(chosen.act_type or "", (chosen.act_type,) if chosen.act_type else None)
    due = DUE_WITHIN.get(chosen.due or "")
    return Sought(
        theme=standings.bit(Theme(chosen.theme)) if chosen.theme else None,
        insee=chosen.commune,
        epci=chosen.epci,
        act_types=kinds,
        due_by=today + dt.timedelta(days=due) if due is not None else None,
        text=chosen.text,
        among=tuple(sorted(among)) if among is not None else None,
        shut=chosen.state == "lu",
    )
