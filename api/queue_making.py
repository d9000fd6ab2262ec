"""The queue of the present day: made once from what stands in columns, then only kept up to date.

Ranks are made again only when an act came in or was scored anew; an act concluded since is shut,
and the others keep their rank.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from api.queue_picks import capacity_of, picked
from api.queue_ranking import places, ranked, weighed
from scoring import strategy
from scoring.queue import Candidate, Pick
from scoring.urgency import urgency
from vigie.domain.record import Stratum
from vigie.settings import Settings
from vigie.store import Store, desk_notes, queues, standings
from vigie.store.queues import Made, QueueRow
from vigie.store.standings import Standing

OVERLAP = dt.timedelta(seconds=5)  # a slower writer may commit what it wrote a little earlier
SAME = 1e-9
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


def _make(store: Store, settings: Settings, day: dt.date) -> Made:
    at, start = dt.datetime.now(dt.UTC), time.monotonic()
    under = strategy.in_force(store)
    rows = standings.open_on(store, day)
    waiting = ranked(rows, under, day, places(store))
    drawn = {one.act_id: one for one in picked(store, settings, waiting, day, under)}
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
