"""The day's queue: who is in it, in which order, and with which probability it could be drawn.

Of the capacity, a share is drawn at random among the open acts that rank did not pick, by
systematic sampling over an order shuffled with the seed of the day. Inclusion is proportional to
√(p(1−p)) mixed with a uniform floor of 30 %, so that weights stay bounded, and is stored: the
random share is the only part of the control that rests on no assumption.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import sqrt
from random import Random

from scoring.score import aged
from scoring.urgency import expired
from vigie.domain.deadline import Deadlines
from vigie.domain.finding import Verdict
from vigie.domain.outcome import Rung
from vigie.domain.record import ActRecord, ActStatus, QueueEntry, Stratum

UNIFORM_FLOOR = 0.3
DEADLINE_DAYS = 7  # a strong act whose déféré ends within them is forced in
STRONG = 3


@dataclass(frozen=True, slots=True)
class _Pick:
    record: ActRecord
    stratum: Stratum
    inclusion: float


def make_queue(
    records: Iterable[ActRecord],
    *,
    day: date,
    capacity: int | None,
    random_share: float,
    seed: int,
) -> tuple[QueueEntry, ...]:
    """The queue of a day, ranked; without capacity, every open act by rank.

    Scores are aged to the day: only their urgency and rank value may differ from what was kept.
    """
    open_acts = ranked(_aged(record, day) for record in records if is_open(record, day))
    if capacity is None:
        picks = [_Pick(record, Stratum.TOP, 1.0) for record in open_acts]
    else:
        picks = _picked(open_acts, day, capacity, random_share, seed)
    picks.sort(key=lambda pick: rank_key(pick.record))
    return tuple(
        QueueEntry(rank, day, pick.stratum, pick.inclusion, pick.record)
        for rank, pick in enumerate(picks, 1)
    )


def is_open(record: ActRecord, day: date) -> bool:
    """Whether an act awaits review that day: ready, received, clock running, not reviewed."""
    if record.status is not ActStatus.READY or record.score is None or record.deadlines is None:
        return False
    received = record.dossier.clock.received_on
    if received is not None and received > day:
        return False
    return not expired(record.deadlines, day) and not _reviewed(record, day)


def _reviewed(record: ActRecord, day: date) -> bool:
    """Whether somebody concluded by that day; pieces asked conclude until they arrive."""
    known = [outcome.rung for outcome in record.outcomes if outcome.known_on <= day]
    if not known:
        return False
    arrived = record.dossier.clock.pieces_received_on
    waiting = arrived is None or arrived > day
    return waiting or any(rung is not Rung.PIECES_ASKED for rung in known)


def _aged(record: ActRecord, day: date) -> ActRecord:
    if record.score is None or record.deadlines is None:
        return record
    return replace(record, score=aged(record.score, record.deadlines, day))


def ranked(records: Iterable[ActRecord]) -> list[ActRecord]:
    """In the total order of the queue."""
    return sorted(records, key=rank_key)


def rank_key(record: ActRecord) -> tuple[float, date, str]:
    """Highest value first, then the nearest deadline, then the smaller id."""
    value = record.score.rank_value if record.score else 0.0
    return (-value, nearest(record.deadlines), record.act_id)


def nearest(deadlines: Deadlines | None) -> date:
    """The déféré's end, the far future when it is not known."""
    return (deadlines.defere.date if deadlines else None) or date.max


def _picked(
    open_acts: Sequence[ActRecord], day: date, capacity: int, random_share: float, seed: int
) -> list[_Pick]:
    drawn = min(capacity, round(capacity * random_share))
    by_rank = _by_rank(open_acts, day, max(0, capacity - drawn))
    taken = {pick.record.act_id for pick in by_rank}
    rest = [record for record in open_acts if record.act_id not in taken]
    return by_rank + _at_random(rest, drawn, Random(f"{seed}:{day.isoformat()}"))  # noqa: S311


def _by_rank(open_acts: Sequence[ActRecord], day: date, places: int) -> list[_Pick]:
    """The first acts by rank; strong acts about to be lost take the last of their places."""
    top = list(open_acts[:places])
    pressing = [record for record in open_acts[places:] if _must_be_read(record, day)][:places]
    room = [record for record in reversed(top) if not _must_be_read(record, day)]
    pushed = {record.act_id for record in room[: len(pressing)]}
    kept = [record for record in top if record.act_id not in pushed]
    forced = pressing[: len(pushed)]
    return [
        *(_Pick(record, Stratum.TOP, 1.0) for record in kept),
        *(_Pick(record, Stratum.DEADLINE, 1.0) for record in forced),
    ]


def _must_be_read(record: ActRecord, day: date) -> bool:
    """Whether a breach often enough alone is about to be out of reach."""
    end = record.deadlines.defere.date if record.deadlines else None
    near = end is not None and end <= day + timedelta(days=DEADLINE_DAYS)
    return near and any(
        finding.verdict is Verdict.BREACH and finding.strength == STRONG
        for finding in record.findings
    )


def inclusions(records: Sequence[ActRecord], drawn: int) -> list[float]:
    """Inclusion probabilities that sum to ``drawn``, each at most 1."""
    spread = [_spread(record) for record in records]
    certain = [False] * len(records)
    while True:
        left = drawn - sum(certain)
        total = sum(s for s, sure in zip(spread, certain, strict=True) if not sure)
        count = len(records) - sum(certain)
        found = [
            1.0 if sure else _mixed(s, total, left, count)
            for s, sure in zip(spread, certain, strict=True)
        ]
        over = [pi >= 1.0 and not sure for pi, sure in zip(found, certain, strict=True)]
        if not any(over):
            return found
        certain = [sure or more for sure, more in zip(certain, over, strict=True)]


def _mixed(spread: float, total: float, left: int, count: int) -> float:
    proportional = spread / total if total > 0 else 1.0 / count
    return left * ((1 - UNIFORM_FLOOR) * proportional + UNIFORM_FLOOR / count)


def _spread(record: ActRecord) -> float:
    probability = record.score.probability if record.score else 0.5
    return sqrt(probability * (1 - probability))


def _at_random(rest: Sequence[ActRecord], drawn: int, random: Random) -> list[_Pick]:
    """Systematic sampling over a shuffled order: exact inclusion, fixed size."""
    if drawn <= 0 or not rest:
        return []
    if len(rest) <= drawn:
        return [_Pick(record, Stratum.RANDOM, 1.0) for record in rest]
    order = sorted(rest, key=lambda record: record.act_id)
    random.shuffle(order)
    chances = inclusions(order, drawn)
    mark, reached, picked = random.random(), 0.0, set[int]()
    for index, pi in enumerate(chances):
        reached += pi
        if reached > mark + len(picked):
            picked.add(index)
    if len(picked) < drawn:  # the sum fell short of a whole number by rounding
        picked.add(max(set(range(len(order))) - picked))
    return [_Pick(order[index], Stratum.RANDOM, chances[index]) for index in sorted(picked)]
