"""Rolling origin: train on what was known on a day, test on the acts that came after it.

The gap for maturity lies in the labels: at an origin, only acts received two months before it
are learnt from. Acts of one lineage or parcel never stand on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from models.candidates import Candidate, trainable
from models.dataset import MATURITY, Acts, Dataset, Days, Numbers, as_of
from models.evaluate import Ranked
from models.propensity import review_weights


@dataclass(frozen=True, slots=True)
class Period:
    """A test period: acts received from ``origin`` up to, not including, ``end``."""

    origin: date
    end: date


def month_after(day: date, months: int = 1) -> date:
    """First day of the month, ``months`` after that of ``day``."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def periods(acts: Acts, until: date, *, most: int = 6) -> tuple[Period, ...]:
    """The last test periods whose labels are ripe on ``until``, oldest first.

    A period is a month, or a quarter while fewer than 500 acts come in a month.
    """
    if not len(acts):
        return ()
    first = date.fromordinal(int(acts.received[0]))
    last = until - MATURITY
    months = max(1.0, (last - first).days / 30.4)
    step = 1 if len(acts) / months >= 500 else 3
    found: list[Period] = []
    end = month_after(last, 0)
    while len(found) < most:
        origin = month_after(end, -step)
        if origin <= first or not trainable(as_of(acts, origin)):
            break
        found.append(Period(origin, end))
        end = origin
    return tuple(reversed(found))


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """Acts of the test periods, and the score that each candidate gave them beforehand."""

    rows: Days
    period: Days
    scores: dict[str, Numbers]


def split(acts: Acts, period: Period) -> tuple[Dataset, Days]:
    """Dataset known at the origin, and the rows of ``acts`` to test on."""
    received = acts.received
    inside = (received >= period.origin.toordinal()) & (received < period.end.toordinal())
    rows = np.flatnonzero(inside)
    known = as_of(acts, period.origin)
    apart = ~np.isin(known.acts.group, acts.group[rows])
    return known.take(apart), rows


def rank_forward(
    candidates: Sequence[Candidate], acts: Acts, tests: Sequence[Period], *, seed: int
) -> Trials:
    """Train every candidate at each origin and let it rank the acts of the period."""
    rows: list[Days] = []
    numbers: list[Days] = []
    scores: dict[str, list[Numbers]] = {candidate.name: [] for candidate in candidates}
    for number, period in enumerate(tests):
        known, tested = split(acts, period)
        later = acts.take(tested)
        rows.append(tested)
        numbers.append(np.full(len(tested), number, dtype=np.int64))
        for candidate in candidates:
            scores[candidate.name].append(candidate.train(known, seed).order(later))
    joined = {name: np.concatenate(parts) for name, parts in scores.items()}
    return Trials(np.concatenate(rows), np.concatenate(numbers), joined)


def observed(acts: Acts, trials: Trials, until: date) -> dict[str, Ranked]:
    """The trials on acts whose review is known, each standing for those like it."""
    return {name: one.take(one.weight > 0) for name, one in tested(acts, trials, until).items()}


def tested(acts: Acts, trials: Trials, until: date) -> dict[str, Ranked]:
    """The trials on all their acts; those whose review is not known have no weight."""
    day = until.toordinal()
    whole = Dataset(acts, until, acts.reviewed <= day, acts.positive <= day)
    rows = trials.rows
    weight = review_weights(whole)[rows]
    return {
        name: Ranked(
            act_ids=acts.act_ids[rows],
            period=trials.period,
            score=score,
            positive=whole.positive[rows],
            weight=weight,
            gravity=acts.gravity[rows],
        )
        for name, score in trials.scores.items()
    }
