"""Drift: how the acts of a month differ from those of the year before, in effect sizes.

A p-value grows with the number of acts; an effect size says whether anybody should care. The
only unbiased rate of outcomes is that of the random share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from models.dataset import Acts, Numbers, as_of
from models.evaluate import Estimate
from models.rolling import month_after
from models.wilson import share_interval

LARGE = 0.5  # half a standard deviation
READING = "reading_confidence"
LARGE_SHARE = 0.1  # ten points more or less of unknown values, of a type, of a commune


@dataclass(frozen=True, slots=True)
class Shift:
    """One thing watched: its level before and now, and the size of the change."""

    name: str
    label: str
    before: float | None
    now: float | None
    effect: float
    alarm: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """A month against the twelve before it.

    ``watched`` are always shown: the reading, the land not found, the mixes, the scores. ``types``
    gives the share of each type of act before and now.
    """

    month: date
    acts_before: int
    acts_now: int
    watched: tuple[Shift, ...]
    types: tuple[tuple[str, float, float], ...]
    shifts: tuple[Shift, ...]
    outcome_rate: Estimate
    drawn: int

    @property
    def alarms(self) -> tuple[Shift, ...]:
        """What changed enough to be looked at, largest first."""
        every = (*self.watched, *self.shifts)
        return tuple(sorted((s for s in every if s.alarm), key=lambda s: -abs(s.effect)))


def drift(acts: Acts, month: date, scores: Mapping[str, float] | None = None) -> Drift:
    """Compare the acts received in a month with those of the year before.

    ``scores`` are the probabilities shown, by act.
    """
    start, end = month_after(month, 0), month_after(month, 1)
    before = _between(acts, month_after(start, -12), start)
    now = _between(acts, start, end)
    both = bool(len(before) and len(now))
    drawn = as_of(acts, end)
    random = drawn.reviewed & drawn.acts.drawn
    found = int((random & drawn.positive).sum())
    return Drift(
        start,
        len(before),
        len(now),
        tuple(_watched(before, now, scores or {})) if both else (),
        _types(before, now) if both else (),
        tuple(_shifts(before, now)) if both else (),
        share_interval(found, int(random.sum())),
        int(random.sum()),
    )


def _between(acts: Acts, start: date, end: date) -> Acts:
    received = acts.received
    return acts.take((received >= start.toordinal()) & (received < end.toordinal()))


def _watched(before: Acts, now: Acts, scores: Mapping[str, float]) -> Iterator[Shift]:
    names = {column.name: column for column in before.columns}
    if (reading := names.get(READING)) is not None:
        old, new = before.column(READING), now.column(READING)
        if old is not None and new is not None:
            yield _moved(READING, reading.label, old, new, spread=False)
    old, new = before.column("placed"), now.column("placed")
    if old is not None and new is not None:
        lost = float((old < 1).mean()), float((new < 1).mean())
        moved = lost[1] - lost[0]
        label = "Part des actes sans parcelle localisée"
        yield Shift("no_parcel", label, *lost, moved, abs(moved) > LARGE_SHARE)
    yield _mix("kind", "Mélange des types d'actes", before.kind, now.kind)
    yield _mix("commune", "Mélange des communes", before.commune, now.commune)
    given = [np.array([scores.get(act, np.nan) for act in some.act_ids]) for some in (before, now)]
    yield _moved("score", "Probabilité donnée aux actes", given[0], given[1], spread=False)


def _types(before: Acts, now: Acts) -> tuple[tuple[str, float, float], ...]:
    every = np.unique(np.concatenate([before.kind, now.kind])).tolist()
    shares = [(k, float((before.kind == k).mean()), float((now.kind == k).mean())) for k in every]
    return tuple(sorted(shares, key=lambda one: -one[1]))


def _shifts(before: Acts, now: Acts) -> Iterator[Shift]:
    for i, column in enumerate(before.columns):
        if column.name == READING:
            continue
        old, new = before.x[:, i], now.x[:, i]
        lost = float(np.isnan(new).mean() - np.isnan(old).mean())
        if abs(lost) > LARGE_SHARE:
            name, label = f"{column.name}_unknown", f"{column.label} : part inconnue"
            yield Shift(
                name, label, float(np.isnan(old).mean()), float(np.isnan(new).mean()), lost, True
            )
        yield _moved(column.name, column.label, old, new, spread=column.spread)


def _moved(name: str, label: str, old: Numbers, new: Numbers, *, spread: bool) -> Shift:
    """Standardised difference of means, over what is known; logarithms for sizes."""
    one, two = old[~np.isnan(old)], new[~np.isnan(new)]
    if not len(one) or not len(two):
        return Shift(name, label, None, None, 0.0, False)
    shown = float(one.mean()), float(two.mean())
    if spread:
        one, two = np.log1p(one), np.log1p(two)
    scale = float(one.std())
    constant = scale <= 1e-9 * max(1.0, abs(shown[0]))
    effect = 0.0 if constant else float(two.mean() - one.mean()) / scale
    return Shift(name, label, *shown, effect, abs(effect) > LARGE)


def _mix(
    name: str,
    label: str,
    old: np.ndarray[tuple[int], np.dtype[np.str_]],
    new: np.ndarray[tuple[int], np.dtype[np.str_]],
) -> Shift:
    """Half the sum of the differences of shares: 0 the same, 1 nothing in common."""
    values = np.unique(np.concatenate([old, new]))
    distance = 0.5 * sum(abs(float((old == v).mean()) - float((new == v).mean())) for v in values)
    noise = np.sqrt(len(values) / len(new))  # what a small month differs by without any cause
    return Shift(name, label, None, None, distance, distance > LARGE_SHARE + 0.5 * noise)
