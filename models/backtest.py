"""Backtest: what the queue of past days would have caught, at one capacity or another.

Each day's queue is made with the acts that had arrived, scored as on their arrival, whose clock
still ran and that no earlier queue had read. What the service really did is not followed: it is
one of the things compared with. Only reviewed acts have an outcome: figures are about those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from models.evaluate import Estimate
from models.replay import replay_scores
from models.wilson import share_interval
from scoring.queue import make_queue
from scoring.steering import NEUTRAL, Steering
from scoring.urgency import expired
from vigie.domain.outcome import Rung
from vigie.domain.record import ActRecord, QueueEntry, Stratum

Keep = Callable[[date, tuple[QueueEntry, ...]], None]
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Pick:
    """An act that a queue would have had read, and why."""

    act_id: str
    day: date
    stratum: Stratum
    inclusion: float


@dataclass(frozen=True, slots=True)
class Caught:
    """What one way of choosing would have caught of the acts known to deserve observations."""

    name: str
    label: str
    read: int
    found: int
    recall: Estimate
    precision: Estimate  # among those read whose review is known


@dataclass(frozen=True, slots=True)
class Backtest:
    """A period replayed. ``too_late`` counts known acts whose clock ran out unread."""

    start: date
    end: date
    capacity: int
    random_share: float
    days: int
    acts: int
    reviewed: int
    positive: int
    too_late: int
    queue: Caught
    others: tuple[Caught, ...]
    picks: tuple[Pick, ...]

    def as_json(self) -> dict[str, Any]:
        """As ``vigie backtest --json`` prints it."""
        return {
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "capacity": self.capacity,
            "random_share": self.random_share,
            "days": self.days,
            "acts": self.acts,
            "reviewed": self.reviewed,
            "positive": self.positive,
            "too_late": self.too_late,
            "queue": _caught_json(self.queue),
            "others": [_caught_json(other) for other in self.others],
        }


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a queue is made."""

    capacity: int
    random_share: float
    seed: int


def backtest(  # noqa: PLR0913 - what a past is replayed with, each by its name
    records: Iterable[ActRecord],
    *,
    start: date,
    end: date,
    capacity: int,
    random_share: float = 0.2,
    seed: int = 0,
    steering: Steering = NEUTRAL,
    keep: Keep | None = None,
) -> Backtest:
    """Replay every working day from ``start`` to ``end``; ``keep`` is given each day's queue."""
    every = tuple(records)
    known = {record.act_id: record for record in every}
    plan = _Plan(capacity, random_share, seed)
    scored = replay_scores(every, start=start, end=end, steering=steering)
    days = working_days(start, end)
    picks = _read(scored, days, plan, keep)
    truth = _Truth.of(scored, known)
    return Backtest(
        start=start,
        end=end,
        capacity=capacity,
        random_share=random_share,
        days=len(days),
        acts=len(scored),
        reviewed=len(truth.reviewed),
        positive=len(truth.positive),
        too_late=_too_late(scored, truth, _ids(picks), end),
        queue=truth.caught("queue", "La file", _ids(picks)),
        others=_others(scored, days, plan, truth),
        picks=picks,
    )


def working_days(start: date, end: date) -> tuple[date, ...]:
    """Days from Monday to Friday; bank holidays count, as the queue is made then too."""
    count = (end - start).days + 1
    days = (start + timedelta(days=i) for i in range(count))
    return tuple(day for day in days if day.weekday() <= FRIDAY)


@dataclass(frozen=True, slots=True)
class _Truth:
    """Acts of the period whose review is known, and those it found wanting."""

    reviewed: frozenset[str]
    positive: frozenset[str]

    @classmethod
    def of(cls, scored: Sequence[ActRecord], known: dict[str, ActRecord]) -> _Truth:
        outcomes = {r.act_id: known[r.act_id].outcomes for r in scored}
        wanting = Rung.OBSERVATIONS.level
        return cls(
            frozenset(one for one, rungs in outcomes.items() if rungs),
            frozenset(
                one
                for one, rungs in outcomes.items()
                if any(outcome.rung.level >= wanting for outcome in rungs)
            ),
        )

    def caught(self, name: str, label: str, read: frozenset[str]) -> Caught:
        found = len(read & self.positive)
        judged = len(read & self.reviewed)
        return Caught(
            name,
            label,
            len(read),
            found,
            share_interval(found, len(self.positive)),
            share_interval(found, judged),
        )


def _others(
    scored: Sequence[ActRecord], days: Sequence[date], plan: _Plan, truth: _Truth
) -> tuple[Caught, ...]:
    """The queue at half and twice the capacity, without its draw, and what it replaces."""
    half, double = max(1, plan.capacity // 2), 2 * plan.capacity
    variants = (
        (f"capacity_{half}", f"La file, à {half} par jour", replace(plan, capacity=half)),
        (f"capacity_{double}", f"La file, à {double} par jour", replace(plan, capacity=double)),
        ("no_draw", "La file, sans tirage au hasard", replace(plan, random_share=0.0)),
    )
    first = _first_come(scored, days, plan.capacity)
    return (
        truth.caught("first_come", "Premier arrivé, premier lu", first),
        truth.caught("practice", "Ce que le service a lu", truth.reviewed),
        *(
            truth.caught(name, label, _ids(_read(scored, days, other)))
            for name, label, other in variants
        ),
    )


def _read(
    scored: Sequence[ActRecord], days: Sequence[date], plan: _Plan, keep: Keep | None = None
) -> tuple[Pick, ...]:
    """Queues day after day; what is read leaves, outcomes are not known to anybody yet."""
    waiting = {record.act_id: replace(record, outcomes=()) for record in scored}
    picks: list[Pick] = []
    for day in days:
        arrived = [record for record in waiting.values() if _day(record) <= day]
        queue = make_queue(
            arrived,
            day=day,
            capacity=plan.capacity,
            random_share=plan.random_share,
            seed=plan.seed,
        )
        if keep is not None:
            keep(day, queue)
        for entry in queue:
            picks.append(Pick(entry.record.act_id, day, entry.stratum, entry.inclusion))
            del waiting[entry.record.act_id]
        for record in arrived:
            if record.deadlines is not None and expired(record.deadlines, day):
                waiting.pop(record.act_id, None)
    return tuple(picks)


def _first_come(scored: Sequence[ActRecord], days: Sequence[date], capacity: int) -> frozenset[str]:
    """The oldest open acts each day."""
    waiting = sorted(scored, key=lambda record: (_day(record), record.act_id))
    read: set[str] = set()
    for day in days:
        waiting = [
            r for r in waiting if not (r.deadlines is not None and expired(r.deadlines, day))
        ]
        here = [record for record in waiting if _day(record) <= day][:capacity]
        read |= {record.act_id for record in here}
        waiting = [record for record in waiting if record.act_id not in read]
    return frozenset(read)


def _too_late(scored: Sequence[ActRecord], truth: _Truth, read: frozenset[str], end: date) -> int:
    return sum(
        record.act_id in truth.positive
        and record.act_id not in read
        and record.deadlines is not None
        and expired(record.deadlines, end)
        for record in scored
    )


def _day(record: ActRecord) -> date:
    if record.scored_at is None:
        return date.max
    return record.scored_at.date()


def _ids(picks: Iterable[Pick]) -> frozenset[str]:
    return frozenset(pick.act_id for pick in picks)


def _caught_json(caught: Caught) -> dict[str, Any]:
    def estimate(one: Estimate) -> dict[str, float | None]:
        return {"value": one.value, "low": one.low, "high": one.high}

    return {
        "name": caught.name,
        "label": caught.label,
        "read": caught.read,
        "found": caught.found,
        "recall": estimate(caught.recall),
        "precision": estimate(caught.precision),
    }
