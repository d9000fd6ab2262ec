"""The day's queue: who is in it, in which order, and with which probability it could be drawn.

Of the capacity, a share is drawn at random among the open acts that rank did not pick, by
systematic sampling over an order shuffled with the seed of the day. Inclusion is proportional to
√(p(1−p)) mixed with a uniform floor of 30 %, so that weights stay bounded, and is stored: the
random share is the only part of the control that rests on no assumption.

Of the places by rank a part is open to acts that stand high because something of them was not read;
the others go by what was read. Where layouts are unknown or parcels not found, such acts could
otherwise fill every place of every day, and no proved breach would be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import nsmallest
from math import sqrt
from random import Random

from scoring.score import aged
from scoring.steering import Quota
from scoring.urgency import expired
from vigie.domain.deadline import Deadlines
from vigie.domain.fact import said
from vigie.domain.finding import Theme, Verdict
from vigie.domain.outcome import Rung
from vigie.domain.record import ActRecord, ActStatus, QueueEntry, Stratum

UNIFORM_FLOOR = 0.3
TO_READ_SHARE = 0.2  # of the places by rank: those that what was not read can win
DEADLINE_DAYS = 7  # a strong act whose déféré ends within them is forced in
STRONG = 3
FIRST, AS_RANKED, LAST = 0, 1, 2  # where a named person put an act, whatever its value


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open act as the queue of a day weighs it. ``end`` is that of its déféré.

    ``proved`` is its value by what was read of it; ``value`` takes the rest against it.
    """

    act_id: str
    value: float
    proved: float
    end: date
    probability: float
    pressing: bool
    place: int = AS_RANKED
    themes: frozenset[Theme] = frozenset()
    insee: str | None = None
    act_type: str | None = None

    @property
    def key(self) -> tuple[int, float, date, str]:
        """Total order: where it was put, the highest value, the nearest end, the smaller id."""
        return (self.place, -self.value, self.end, self.act_id)

    @property
    def proved_key(self) -> tuple[int, float, date, str]:
        """The same order by what was read; a breach often enough alone keeps its floor."""
        value = self.value if self.pressing else self.proved
        return (self.place, -value, self.end, self.act_id)


@dataclass(frozen=True, slots=True)
class Pick:
    """One act picked for a day, why, and with which probability it could be drawn."""

    act_id: str
    stratum: Stratum
    inclusion: float


def make_queue(  # noqa: PLR0913 - what a queue is made of, each by its name
    records: Iterable[ActRecord],
    *,
    day: date,
    capacity: int | None,
    random_share: float,
    seed: int,
    quotas: Sequence[Quota] = (),
) -> tuple[QueueEntry, ...]:
    """The queue of a day, ranked; without capacity, every open act by rank.

    Scores are aged to the day: only their urgency and rank value may differ from what was kept.
    """
    open_acts = {r.act_id: _aged(r, day) for r in records if is_open(r, day)}
    waiting = sorted(map(candidate, open_acts.values()), key=lambda one: one.key)
    if capacity is None:
        picks = [Pick(one.act_id, Stratum.TOP, 1.0) for one in waiting]
    else:
        picks = pick(
            waiting, day=day, capacity=capacity, random_share=random_share, seed=seed, quotas=quotas
        )
    return tuple(
        QueueEntry(rank, day, one.stratum, one.inclusion, open_acts[one.act_id])
        for rank, one in enumerate(picks, 1)
    )


def candidate(record: ActRecord) -> Candidate:
    """An act as the queue weighs it, at the value that its score has."""
    kind = said(record.dossier.facts.act_type)
    commune, score = record.dossier.commune, record.score
    return Candidate(
        act_id=record.act_id,
        value=score.rank_value if score else 0.0,
        proved=score.proved * score.gravity * score.steering * score.urgency if score else 0.0,
        end=nearest(record.deadlines),
        probability=record.score.probability if record.score else 0.5,
        pressing=any(f.verdict is Verdict.BREACH and f.strength == STRONG for f in record.findings),
        themes=frozenset(
            f.theme for f in record.findings if f.verdict in (Verdict.BREACH, Verdict.DOUBT)
        ),
        insee=commune.insee if commune else said(record.dossier.facts.commune_insee),
        act_type=kind.value if kind else None,
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


def nearest(deadlines: Deadlines | None) -> date:
    """The déféré's end, the far future when it is not known."""
    return (deadlines.defere.date if deadlines else None) or date.max


def pick(  # noqa: PLR0913 - what a draw is made of, each by its name
    waiting: Sequence[Candidate],
    *,
    day: date,
    capacity: int,
    random_share: float,
    seed: int,
    quotas: Sequence[Quota] = (),
) -> list[Pick]:
    """The acts to read on a day among those that wait, best first; given and answered in order."""
    drawn = min(capacity, round(capacity * random_share))
    places = max(0, capacity - drawn)
    by_rank = _by_rank(_proved_first(waiting, places), day, places, quotas)
    rest = [one for one in waiting if one.act_id not in by_rank]
    at_random = _at_random(rest, drawn, Random(f"{seed}:{day.isoformat()}"))  # noqa: S311
    picked = by_rank | at_random
    return [picked[one.act_id] for one in waiting if one.act_id in picked]


def _proved_first(waiting: Sequence[Candidate], places: int) -> list[Candidate]:
    """The same acts, those first that what was read puts in all places but TO_READ_SHARE."""
    most = places - round(places * TO_READ_SHARE)
    first = nsmallest(most, waiting, key=lambda one: one.proved_key)
    chosen = {one.act_id for one in first}
    return [*first, *(one for one in waiting if one.act_id not in chosen)]


def _by_rank(
    waiting: Sequence[Candidate], day: date, places: int, quotas: Sequence[Quota]
) -> dict[str, Pick]:
    """The first acts by rank; strong acts about to be lost take the last of their places."""
    top = _with_floors(waiting, _under_caps(waiting, places, quotas), quotas)
    chosen = {one.act_id for one in top}
    others = [one for one in waiting if one.act_id not in chosen]
    pressing = [one for one in others if _must_be_read(one, day)][:places]
    room = [one for one in reversed(top) if not _must_be_read(one, day)]
    pushed = {one.act_id for one in room[: len(pressing)]}
    kept = [one for one in top if one.act_id not in pushed]
    return {
        **{one.act_id: Pick(one.act_id, Stratum.TOP, 1.0) for one in kept},
        **{one.act_id: Pick(one.act_id, Stratum.DEADLINE, 1.0) for one in pressing[: len(pushed)]},
    }


def _under_caps(
    waiting: Sequence[Candidate], places: int, quotas: Sequence[Quota]
) -> list[Candidate]:
    """The first acts by rank, no more of each kind than the strategy allows while others wait."""
    caps = [quota for quota in quotas if quota.most is not None]
    taken: list[Candidate] = []
    over: list[Candidate] = []
    counts = dict.fromkeys(caps, 0)
    for one in waiting:
        if len(taken) == places:
            break
        mine = [cap for cap in caps if belongs(one, cap)]
        if any(counts[cap] >= (cap.most or 0) for cap in mine):
            over += [one] if len(over) < places else []
            continue
        taken.append(one)
        for cap in mine:
            counts[cap] += 1
    return [*taken, *over[: places - len(taken)]]


def _with_floors(
    waiting: Sequence[Candidate], top: list[Candidate], quotas: Sequence[Quota]
) -> list[Candidate]:
    """The same, with as many of each kind as the strategy asks for, the last by rank giving way."""
    floors = [quota for quota in quotas if quota.least]
    kept = list(top)
    for floor in floors:
        lacking = (floor.least or 0) - sum(belongs(one, floor) for one in kept)
        inside = {one.act_id for one in kept}
        more = [one for one in waiting if one.act_id not in inside and belongs(one, floor)]
        for one in more[: max(0, lacking)]:
            free = [o for o in reversed(kept) if not any(belongs(o, each) for each in floors)]
            if not free:
                break
            kept.remove(free[0])
            kept.append(one)
    return sorted(kept, key=lambda one: one.key)


def belongs(one: Candidate, quota: Quota) -> bool:
    """Whether an act is of the kind that a quota speaks of."""
    if quota.kind == "theme":
        return any(theme.value == quota.key for theme in one.themes)
    return (one.insee if quota.kind == "commune" else one.act_type) == quota.key


def _must_be_read(one: Candidate, day: date) -> bool:
    """Whether a breach often enough alone is about to be out of reach."""
    return one.pressing and one.end <= day + timedelta(days=DEADLINE_DAYS)


def inclusions(records: Sequence[Candidate], drawn: int) -> list[float]:
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


def _spread(one: Candidate) -> float:
    return sqrt(one.probability * (1 - one.probability))


def _at_random(rest: Sequence[Candidate], drawn: int, random: Random) -> dict[str, Pick]:
    """Systematic sampling over a shuffled order: exact inclusion, fixed size."""
    if drawn <= 0 or not rest:
        return {}
    if len(rest) <= drawn:
        return {one.act_id: Pick(one.act_id, Stratum.RANDOM, 1.0) for one in rest}
    order = sorted(rest, key=lambda one: one.act_id)
    random.shuffle(order)
    chances = inclusions(order, drawn)
    mark, reached, picked = random.random(), 0.0, set[int]()
    for index, pi in enumerate(chances):
        reached += pi
        if reached > mark + len(picked):
            picked.add(index)
    if len(picked) < drawn:  # the sum fell short of a whole number by rounding
        picked.add(max(set(range(len(order))) - picked))
    return {
        order[index].act_id: Pick(order[index].act_id, Stratum.RANDOM, chances[index])
        for index in sorted(picked)
    }
