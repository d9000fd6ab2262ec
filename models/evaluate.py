"""Metrics at capacity, with intervals: what reading the first acts of a ranking would find.

Capacity counts, not a threshold: within each period the first ``share`` of the acts is read.
Acts carry weights, so that reviewed acts stand for all; the last act read may count in part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.dataset import Days, Flags, Numbers

SHARES = (0.05, 0.1, 0.2)


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Acts that were ranked without having been learnt from, and what is known of them.

    ``period`` numbers the test periods; ranks are made inside each.
    """

    act_ids: npt.NDArray[np.str_]
    period: Days
    score: Numbers
    positive: Flags
    weight: Numbers
    gravity: Numbers

    def take(self, rows: Flags | Days) -> Ranked:
        """Some of the acts."""
        return Ranked(
            self.act_ids[rows],
            self.period[rows],
            self.score[rows],
            self.positive[rows],
            self.weight[rows],
            self.gravity[rows],
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its interval of 90 %; None when nothing can be said."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class AtCapacity:
    """What the first ``share`` of each period holds; ``ceiling`` is the best recall possible."""

    share: float
    recall: Estimate
    precision: Estimate
    lift: Estimate
    ceiling: float | None
    of_ceiling: float | None
    gravity_recall: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far probabilities are from frequencies: expected error over bins, Brier score."""

    ece: float | None
    brier: float | None
    bins: tuple[tuple[float, float, float], ...]  # mean probability, frequency, weight


def taken(ranked: Ranked, share: float, weight: Numbers, *, seed: int = 0) -> Numbers:
    """Part of each act, from 0 to 1, that the capacity of its period covers.

    ``weight`` is acts, or replicates x acts. Ties are broken by a seeded draw.
    """
    part = np.zeros_like(weight)
    shuffled = np.random.default_rng(seed).permutation(len(ranked.score))
    for rows in _periods(ranked):
        order = rows[np.lexsort((shuffled[rows], -ranked.score[rows]))]
        each = weight[..., order]
        before = np.cumsum(each, axis=-1) - each
        room = share * each.sum(axis=-1, keepdims=True) - before
        with np.errstate(divide="ignore", invalid="ignore"):
            part[..., order] = np.where(each > 0, np.clip(room / each, 0.0, 1.0), 0.0)
    return part


def at_capacity(
    ranked: Ranked, share: float, *, replicates: int = 200, seed: int = 0
) -> AtCapacity:
    """Recall, precision and lift at a share of the acts, with bootstrap intervals over acts."""
    recall, precision, lift = _three(ranked, share, ranked.weight, seed)
    resampled = _three(ranked, share, _replicates(ranked, replicates, seed), seed)
    total = float(ranked.weight.sum())
    prevalence = float((ranked.weight * ranked.positive).sum() / total) if total else 0.0
    ceiling = min(1.0, share / prevalence) if prevalence else None
    value = _number(recall)
    return AtCapacity(
        share=share,
        recall=_interval(recall, resampled[0]),
        precision=_interval(precision, resampled[1]),
        lift=_interval(lift, resampled[2]),
        ceiling=ceiling,
        of_ceiling=None if ceiling is None or value is None else value / ceiling,
        gravity_recall=_number(_recall(ranked, share, ranked.weight * ranked.gravity, seed)),
    )


def recall_difference(
    one: Ranked, other: Ranked, share: float, *, replicates: int = 400, seed: int = 0
) -> Estimate:
    """Recall of one ranking minus that of another of the same acts, resampled together."""
    return mean_recall_difference(one, other, (share,), replicates=replicates, seed=seed)


def mean_recall(
    ranked: Ranked, shares: tuple[float, ...] = SHARES, *, replicates: int = 400, seed: int = 0
) -> Estimate:
    """Recall averaged over several capacities, which few positives make less jumpy than one."""
    draws = _replicates(ranked, replicates, seed)
    value = np.mean([_recall(ranked, share, ranked.weight, seed) for share in shares], axis=0)
    resampled = np.mean([_recall(ranked, share, draws, seed) for share in shares], axis=0)
    return _interval(value, resampled)


def mean_recall_difference(
    one: Ranked,
    other: Ranked,
    shares: tuple[float, ...] = SHARES,
    *,
    replicates: int = 400,
    seed: int = 0,
) -> Estimate:
    """Mean recall of one ranking minus that of another of the same acts, resampled together."""
    draws = _replicates(one, replicates, seed)
    values, resampled = [], []
    for share in shares:
        values.append(
            _recall(one, share, one.weight, seed) - _recall(other, share, one.weight, seed)
        )
        resampled.append(_recall(one, share, draws, seed) - _recall(other, share, draws, seed))
    return _interval(np.mean(values, axis=0), np.mean(resampled, axis=0))


def calibration(ranked: Ranked, *, bins: int = 10) -> Calibration:
    """Bins of equal weight over probabilities; scores are log-odds."""
    total = float(ranked.weight.sum())
    if not total:
        return Calibration(None, None, ())
    probability = 1 / (1 + np.exp(-ranked.score))
    order = np.argsort(probability, kind="stable")
    weight, y, p = ranked.weight[order], ranked.positive[order], probability[order]
    bin_of = np.minimum((np.cumsum(weight) - weight / 2) / total * bins, bins - 1e-9).astype(int)
    rows = tuple(_bins(bin_of, weight, y, p))
    ece = sum(w * abs(mean - rate) for mean, rate, w in rows) / total
    brier = float((weight * (p - y) ** 2).sum() / total)
    return Calibration(float(ece), brier, rows)


def work_saved(ranked: Ranked, *, recall: float = 0.95) -> float | None:
    """Share of the acts that need not be read to find ``recall`` of the positives."""
    weight = ranked.weight
    found = float((weight * ranked.positive).sum())
    if not found:
        return None
    for share in np.linspace(0.01, 1.0, 100):
        if _recall(ranked, float(share), weight, 0) >= recall:
            return float(1 - share)
    return 0.0


def _three(
    ranked: Ranked, share: float, weight: Numbers, seed: int
) -> tuple[Numbers, Numbers, Numbers]:
    part = taken(ranked, share, weight, seed=seed)
    found = (part * weight * ranked.positive).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        recall = found / (weight * ranked.positive).sum(axis=-1)
        precision = found / (part * weight).sum(axis=-1)
        read = (part * weight).sum(axis=-1) / weight.sum(axis=-1)
        return recall, precision, recall / read


def _recall(ranked: Ranked, share: float, weight: Numbers, seed: int) -> Numbers:
    return _three(ranked, share, weight, seed)[0]


def _replicates(ranked: Ranked, replicates: int, seed: int) -> Numbers:
    """Weights of Poisson bootstrap replicates: each act counts 0, 1, 2… times."""
    draws = np.random.default_rng(seed).poisson(1.0, (replicates, len(ranked.weight)))
    weights: Numbers = draws * ranked.weight
    return weights


def _interval(value: Numbers, resampled: Numbers) -> Estimate:
    known = resampled[np.isfinite(resampled)]
    if not np.isfinite(value) or not len(known):
        return Estimate(None, None, None)
    low, high = np.quantile(known, [0.05, 0.95])
    return Estimate(float(value), float(low), float(high))


def _number(value: Numbers) -> float | None:
    return float(value) if np.isfinite(value) else None


def _periods(ranked: Ranked) -> Iterator[Days]:
    for period in np.unique(ranked.period):
        yield np.flatnonzero(ranked.period == period)


def _bins(
    bin_of: Days, weight: Numbers, positive: Flags, probability: Numbers
) -> Iterator[tuple[float, float, float]]:
    for number in np.unique(bin_of):
        rows = bin_of == number
        mass = float(weight[rows].sum())
        if mass:
            mean = float((weight[rows] * probability[rows]).sum() / mass)
            rate = float((weight[rows] * positive[rows]).sum() / mass)
            yield mean, rate, mass
