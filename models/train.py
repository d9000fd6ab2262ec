"""Training: dataset as of a date, every candidate tested forward in time, the best registered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from models.candidates import CANDIDATES, Candidate, trainable
from models.dataset import Acts, Dataset, as_of, collect
from models.evaluate import (
    SHARES,
    Ranked,
    at_capacity,
    calibration,
    recall_difference,
    work_saved,
)
from models.exposure import exposure
from models.report import Evaluation, TrainingReport
from models.rolling import periods, rank_forward, tested
from models.runs import record_training
from models.tracking import Tracking
from models.transfer import transfer
from vigie.domain.record import ActRecord
from vigie.errors import UserError

SEED = 20260101
CLOSE = 0.01  # regrets closer than this are the same: the simpler candidate is taken


def train(  # noqa: PLR0913 - keywords: what is trained, when, where it is kept
    records: Iterable[ActRecord],
    *,
    until: date,
    tracking: Tracking,
    capacity_share: float = 0.05,
    seed: int = SEED,
    candidates: tuple[Candidate, ...] = CANDIDATES,
) -> TrainingReport:
    """Build the dataset, test every candidate, log to MLflow, register the best learnt one.

    Nothing is promoted here.

    Raises:
        UserError: too few reviewed acts are known on that day.
    """
    report = evaluate(
        collect(records),
        until=until,
        capacity_share=capacity_share,
        seed=seed,
        candidates=candidates,
    )
    return record_training(report, tracking=tracking)


def evaluate(
    acts: Acts,
    *,
    until: date,
    capacity_share: float = 0.05,
    seed: int = SEED,
    candidates: tuple[Candidate, ...] = CANDIDATES,
) -> TrainingReport:
    """Test every candidate forward in time and train the chosen one on all that is known."""
    dataset = as_of(acts, until)
    tests = periods(acts, until)
    if not trainable(dataset) or not tests:
        raise UserError(_too_few(dataset))
    trials = rank_forward(candidates, acts, tests, seed=seed)
    ranked = tested(acts, trials, until)
    judged = {name: one.take(one.weight > 0) for name, one in ranked.items()}
    bench = _bench(candidates, judged, capacity_share, len(tests))
    chosen = _choose(candidates, bench.regrets)
    return TrainingReport(
        until=until,
        capacity_share=capacity_share,
        dataset=dataset,
        periods=tests,
        evaluations=tuple(_evaluation(candidate, bench) for candidate in candidates),
        best_baseline=bench.baseline,
        chosen=chosen.name,
        trained=chosen.train(dataset, seed),
        transfer=transfer(chosen, dataset, seed=seed),
        exposure=exposure(acts.take(trials.rows), ranked[chosen.name], capacity_share),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Bench:
    """All candidates side by side."""

    ranked: dict[str, Ranked]
    regrets: dict[str, float]
    baseline: str
    share: float
    periods: int


def _bench(
    candidates: tuple[Candidate, ...], ranked: dict[str, Ranked], share: float, count: int
) -> _Bench:
    regrets = _regrets(ranked)
    simple = [candidate.name for candidate in candidates if not candidate.learnt]
    return _Bench(ranked, regrets, min(simple, key=lambda name: regrets[name]), share, count)


def _too_few(dataset: Dataset) -> str:
    found = int((dataset.reviewed & dataset.positive).sum())
    return (
        f"Trop peu de contrôles connus au {dataset.until:%d/%m/%Y} pour entraîner un modèle : "
        f"{int(dataset.reviewed.sum())} actes contrôlés, dont {found} suivis d'observations ou "
        "plus. Importez les tableaux de suivi et de recours (« vigie ingest »), ou attendez que "
        "deux mois aient passé."
    )


def _choose(candidates: tuple[Candidate, ...], regrets: dict[str, float]) -> Candidate:
    """Least regret over time; of those that are close, the simplest (the first listed)."""
    learnt = [candidate for candidate in candidates if candidate.learnt]
    least = min(regrets[candidate.name] for candidate in learnt)
    return next(c for c in learnt if regrets[c.name] <= least + CLOSE)


def _regrets(ranked: dict[str, Ranked]) -> dict[str, float]:
    """Mean over periods, by positives, of the recall that the best of the period has in more.

    Recall is averaged over several capacities, so that no single act decides.
    """
    recalls = {name: _recall_by_period(one) for name, one in ranked.items()}
    best = np.max([recall for recall, _ in recalls.values()], axis=0)
    found = {}
    for name, (recall, mass) in recalls.items():
        found[name] = float(((best - recall) * mass).sum() / mass.sum()) if mass.sum() else 0.0
    return found


def _recall_by_period(ranked: Ranked) -> tuple[np.ndarray, np.ndarray]:
    recall, mass = [], []
    for period in np.unique(ranked.period):
        part = ranked.take(ranked.period == period)
        found = [at_capacity(part, share, replicates=1).recall.value for share in SHARES]
        recall.append(np.mean([value or 0.0 for value in found]))
        mass.append((part.weight * part.positive).sum())
    return np.array(recall), np.array(mass)


def _evaluation(candidate: Candidate, bench: _Bench) -> Evaluation:
    own = bench.ranked[candidate.name]
    parts = [own.take(own.period == number) for number in range(bench.periods)]
    return Evaluation(
        candidate=candidate,
        ranked=own,
        at=tuple(at_capacity(own, share) for share in sorted({bench.share, *SHARES})),
        by_period=tuple(at_capacity(part, bench.share, replicates=50) for part in parts),
        against_best_baseline=recall_difference(own, bench.ranked[bench.baseline], bench.share),
        calibration=calibration(own) if candidate.learnt else None,
        work_saved=work_saved(own),
        regret=bench.regrets[candidate.name],
    )
