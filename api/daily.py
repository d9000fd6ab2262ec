"""The queue of a day: made once from what stands in columns, then only kept up to date.

The picks of the present day are drawn once and kept, so that a review or a new act does not
change what the team was given in the morning. Ranks are made again only when an act came in or
was scored anew; an act concluded since is shut, and the others keep their rank.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from api.desk import DayQueue
from scoring import strategy
from scoring.queue import FIRST, LAST, Candidate, Pick, make_queue, pick
from scoring.score import aged, steered
from scoring.steering import Steering
from scoring.urgency import urgency
from vigie.domain.fact import ActType
from vigie.domain.record import ActRecord, QueueEntry, Stratum
from vigie.settings import Settings
from vigie.store import Store, acts, desk_notes, queues, standings
from vigie.store import settings as kept_values
from vigie.store.queues import Made, QueueRow, Sought
from vigie.store.standings import Standing

SEED = 34
OVERLAP = dt.timedelta(seconds=5)  # a slower writer may commit what it wrote a little earlier
SAME = 1e-9
PLACES = {desk_notes.FIRST: FIRST, desk_notes.LAST: LAST}
SHOWN_MOVES = 10


@dataclass(frozen=True, slots=True)
class Known:
    """The queue made at ``at`` holds what changed up to ``last``."""

    at: dt.datetime
    last: dt.datetime | None


def prepare(  # noqa: PLR0913 - how a queue is kept up to date, each term by its name
    store: Store,
    settings: Settings,
    day: dt.date,
    *,
    again: bool = False,
    patience: float = 0.0,
    known: Known | None = None,
) -> Made:
    """The queue of the present day, made or brought up to date.

    ``again`` makes it anew; with ``patience`` a queue made less than that many times its own
    making ago is left as it is when acts came in; ``known`` is what it is known to hold.
    """
    made = queues.made(store, day)
    if made is None or again or made.terms != _terms(store, settings):
        return _make(store, settings, day)
    waited = (dt.datetime.now(dt.UTC) - made.at).total_seconds()
    if known is not None and known == Known(made.at, standings.last_change(store)):
        return made
    if _absorbed(store, made) or waited < patience * made.seconds:
        return made
    return _make(store, settings, day)


def day_queue(store: Store, settings: Settings, day: dt.date, today: dt.date) -> DayQueue:
    """The whole queue of a day as the store knows it now."""
    if day != today:
        return _other_day(store, settings, day)
    prepare(store, settings, day, again=True)
    rows = queues.page(store, day, Sought())
    picked = frozenset(one.act_id for one in picks(store, day))
    return DayQueue(day, entries(store, day, rows), picked, done(store, day, picked))


def entries(store: Store, day: dt.date, rows: Sequence[QueueRow]) -> tuple[QueueEntry, ...]:
    """Rows with their acts, their numbers as of the day."""
    records = acts.some(store, [row.act_id for row in rows])
    return tuple(
        QueueEntry(
            row.rank, day, Stratum(row.stratum), row.inclusion, as_of(found, row.steering, day)
        )
        for row in rows
        if (found := records.get(row.act_id)) is not None
    )


def as_of(record: ActRecord, steering: float, day: dt.date) -> ActRecord:
    """An act with the urgency of a day and the weight that the strategy in force gives it."""
    if record.score is None or record.deadlines is None:
        return record
    score = aged(replace(record.score, steering=steering), record.deadlines, day)
    return replace(record, score=score)


def now(store: Store, record: ActRecord, day: dt.date) -> ActRecord:
    """An act with its numbers of a day under the strategy in force."""
    if record.score is None or record.deadlines is None:
        return record
    under = strategy.in_force(store)
    score = steered(record.score, record.dossier, record.findings, under)
    return replace(record, score=aged(score, record.deadlines, day))


def done(store: Store, day: dt.date, picked: Iterable[str]) -> tuple[ActRecord, ...]:
    """Acts picked for a day that await nothing any more."""
    rows = standings.of_acts(store, picked)
    shut = [row.act_id for row in rows if not row.open_from <= day <= row.open_until]
    found = acts.some(store, shut)
    return tuple(found[act_id] for act_id in sorted(found))


def picks(store: Store, day: dt.date) -> tuple[Pick, ...]:
    """The picks kept of a day; those drawn but not kept, where few acts wait, stand in its rows."""
    kept = kept_values.get(store, _name(day))
    if kept:
        return _unpacked(kept)
    made = queues.made(store, day)
    return tuple(
        Pick(act_id, Stratum(stratum), pi)
        for act_id, stratum, pi in (made.since.get("picks", ()) if made else ())
    )


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


def ranked(
    rows: Sequence[Standing], under: Steering, day: dt.date, places: dict[str, int]
) -> list[Candidate]:
    """Open acts in the order of a day under a strategy."""
    weights = weighed(rows, under)
    quotas = bool(under.quotas)
    waiting = [
        Candidate(
            row.act_id,
            row.probability * row.gravity * weights[row.act_id] * urgency(row.deadlines, day),
            row.deadlines.defere.date or dt.date.max,
            row.probability,
            row.pressing,
            places.get(row.act_id, 1),
            frozenset(standings.themes_of(row.themes)) if quotas else frozenset(),
            row.insee,
            row.act_type,
        )
        for row in rows
    ]
    return sorted(waiting, key=lambda one: one.key)


def _make(store: Store, settings: Settings, day: dt.date) -> Made:
    at, start = dt.datetime.now(dt.UTC), time.monotonic()
    under = strategy.in_force(store)
    rows = standings.open_on(store, day)
    places = {k: PLACES[one.place] for k, one in desk_notes.overrides(store).items()}
    waiting = ranked(rows, under, day, places)
    drawn = {one.act_id: one for one in _picked(store, settings, waiting, day, under)}
    weights = weighed(rows, under)
    lines = _lines(waiting, {row.act_id: row for row in rows}, drawn, weights, day)
    since = _since(store, day, lines)
    since["picks"] = [[one.act_id, one.stratum.value, one.inclusion] for one in drawn.values()]
    made = Made(day, at, time.monotonic() - start, len(lines), _terms(store, settings), since)
    queues.save(store, made, lines)
    return made


def _lines(
    waiting: Sequence[Candidate],
    rows: dict[str, Standing],
    drawn: dict[str, Pick],
    weights: dict[str, float],
    day: dt.date,
) -> list[QueueRow]:
    lines = []
    for rank, one in enumerate(waiting, 1):
        row, mine = rows[one.act_id], drawn.get(one.act_id)
        lines.append(
            QueueRow(
                rank, one.act_id, row.word_id, one.value, weights[one.act_id],
                (mine.stratum if mine else Stratum.TOP).value, mine.inclusion if mine else 1.0,
                row.insee, row.epci, row.act_type, row.themes, _due(row, day),
            )
        )  # fmt: skip
    return lines


def _due(row: Standing, day: dt.date) -> dt.date | None:
    clocks = (row.deadlines.suspension, row.deadlines.recours_gracieux, row.deadlines.defere)
    return min((c.date for c in clocks if c.date is not None and c.date >= day), default=None)


def _picked(
    store: Store, settings: Settings, waiting: Sequence[Candidate], day: dt.date, under: Steering
) -> tuple[Pick, ...]:
    """The picks kept of a day; drawn and kept the first time, or when its terms change.

    What was picked under other terms and read since stays: only the places left are drawn.
    """
    capacity = capacity_of(store, settings)
    terms = [capacity, settings.random_share, *([under.version] if under.quotas else [])]
    kept = kept_values.get(store, _name(day))
    if kept and kept["terms"] == terms:
        return _unpacked(kept)
    open_now = {one.act_id for one in waiting}
    read = [one for one in _unpacked(kept) if one.act_id not in open_now] if kept else []
    fresh = pick(
        waiting,
        day=day,
        capacity=max(0, capacity - len(read)),
        random_share=settings.random_share,
        seed=SEED,
        quotas=under.quotas,
    )
    drawn = (*read, *fresh)
    if len(drawn) >= capacity:
        rows = [[one.act_id, one.stratum.value, one.inclusion] for one in drawn]
        kept_values.save(store, _name(day), {"terms": terms, "picks": rows})
    return drawn


def capacity_of(store: Store, settings: Settings) -> int:
    """Acts that the team reads a day: the sum of what each person reads, else the setting."""
    people = kept_values.get(store, "capacity by person") or {}
    return sum(people.values()) or settings.capacity


def _unpacked(kept: dict[str, Any]) -> tuple[Pick, ...]:
    return tuple(Pick(act_id, Stratum(stratum), pi) for act_id, stratum, pi in kept["picks"])


def _name(day: dt.date) -> str:
    return f"queue {day.isoformat()}"


def _terms(store: Store, settings: Settings) -> tuple[Any, ...]:
    """What a queue was made under, besides the acts."""
    moved = sorted((one.act_id, one.place) for one in desk_notes.overrides(store).values())
    put = sha256(repr(moved).encode()).hexdigest()[:12] if moved else ""
    version = strategy.in_force(store).version
    return (capacity_of(store, settings), settings.random_share, version, put)


def _absorbed(store: Store, made: Made) -> bool:
    """Take in what changed since the queue was made; False when ranks must be made again."""
    last = standings.last_change(store)
    if last is None or last < made.at - OVERLAP:
        return True
    changed = standings.changed_since(store, made.at - OVERLAP)
    lines = {row.act_id: row for row in queues.of_acts(store, made.day, changed)}
    for one in standings.of_acts(store, changed):
        line, waits = lines.get(one.act_id), one.open_from <= made.day <= one.open_until
        if waits and (line is None or not _same(one, line, made.day)):
            return False
        if line is not None and line.shut is waits:
            queues.shut(store, made.day, [one.act_id], value=not waits)
    return True


def _same(one: Standing, line: QueueRow, day: dt.date) -> bool:
    """Whether an act stands where it stood when the queue was made."""
    value = one.probability * one.gravity * line.steering * urgency(one.deadlines, day)
    seen = (one.themes, one.insee, one.act_type)
    return abs(value - line.value) <= SAME and seen == (line.themes, line.insee, line.act_type)


def _since(store: Store, day: dt.date, lines: Sequence[QueueRow]) -> dict[str, Any]:
    """What changed since the last day whose queue is kept."""
    before = queues.before(store, day)
    if before is None:
        return {}
    old = queues.ranks(store, before)
    new = {line.act_id: line.rank for line in lines}
    risen = [(old[k] - rank, k) for k, rank in new.items() if k in old and rank < old[k]]
    first = sorted(risen, key=lambda one: new[one[1]])[:SHOWN_MOVES]
    entered = [line.act_id for line in lines if line.act_id not in old]
    return {
        "before": before.isoformat(),
        "entered": len(entered),
        "left": sum(act_id not in new for act_id in old),
        "first_entered": [[act_id, new[act_id]] for act_id in entered[:SHOWN_MOVES]],
        "risen": [[act_id, old[act_id], new[act_id]] for _, act_id in first],
    }


def _other_day(store: Store, settings: Settings, day: dt.date) -> DayQueue:
    """A day past or to come, as the store knows it now; nothing of it is kept."""
    records = tuple(
        now(store, record, day)
        for record in acts.some(store, [s.act_id for s in standings.open_on(store, day)]).values()
    )
    kept = kept_values.get(store, _name(day))
    whole = make_queue(records, day=day, capacity=None, random_share=0.0, seed=SEED)
    drawn = _unpacked(kept) if kept else _drawn(store, settings, records, day)
    chosen = {one.act_id: one for one in drawn}
    marked = tuple(_marked(entry, chosen.get(entry.record.act_id)) for entry in whole)
    present = {entry.record.act_id for entry in marked}
    read = tuple(acts.some(store, set(chosen) - present).values())
    return DayQueue(day, marked, frozenset(chosen), read)


def _drawn(
    store: Store, settings: Settings, records: Sequence[ActRecord], day: dt.date
) -> tuple[Pick, ...]:
    queue = make_queue(
        records,
        day=day,
        capacity=capacity_of(store, settings),
        random_share=settings.random_share,
        seed=SEED,
    )
    return tuple(Pick(e.record.act_id, e.stratum, e.inclusion) for e in queue)


def _marked(entry: QueueEntry, mine: Pick | None) -> QueueEntry:
    if mine is None or mine.stratum is Stratum.TOP:
        return entry
    return replace(entry, stratum=mine.stratum, inclusion=mine.inclusion)
