"""Candidates: the simple orders a service could use today, and the models that must beat them.

To add one: write a function that trains on a dataset, list it in CANDIDATES.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from sklearn.pipeline import Pipeline

from models.dataset import Acts, Column, Dataset, Numbers
from models.fit import (
    Estimator,
    Fit,
    Sample,
    calibrated,
    decision,
    fit_boosting,
    fit_logistic,
)
from models.propensity import propensities, review_weights

FLOOR_COLUMN = "breaches_3"
FLOOR_QUANTILE = 0.8
PRIOR = {"rule_points": 0.1}  # log-odds that a point of the rules adds until reviews say otherwise
PENALTY = 30.0
LEAST_POSITIVES = 5


@dataclass(frozen=True, slots=True)
class Floor:
    """Acts with a breach that is enough alone never rank below this log-odds."""

    column: int
    logit: float

    def raise_up(self, x: Numbers, logit: Numbers) -> Numbers:
        """Log-odds with the floor; acts under it keep their order, just below it."""
        under = (x[:, self.column] > 0) & (logit < self.logit)
        raised: Numbers = np.where(under, self.logit - 0.01 * (self.logit - logit), logit)
        return raised


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A ranking: log-odds when ``estimator`` is there, else any number, higher first."""

    order: Callable[[Acts], Numbers]
    estimator: Estimator | None = None
    floor: Floor | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """``learnt`` models give probabilities and can be registered; baselines only rank."""

    name: str
    label: str
    learnt: bool
    train: Callable[[Dataset, int], Trained]


def trainable(dataset: Dataset) -> bool:
    """Whether there are reviews enough of both kinds to learn from."""
    found = int((dataset.reviewed & dataset.positive).sum())
    nothing = int((dataset.reviewed & ~dataset.positive).sum())
    return min(found, nothing) >= LEAST_POSITIVES


# -- Simple orders -------------------------------------------------------------------------------


def _by_arrival(dataset: Dataset, seed: int) -> Trained:
    del dataset, seed
    return Trained(lambda acts: -acts.received.astype(np.float64))


def _by_column(name: str, dataset: Dataset, seed: int) -> Trained:
    del dataset, seed

    def order(acts: Acts) -> Numbers:
        numbers = acts.column(name)
        return np.zeros(len(acts)) if numbers is None else np.nan_to_num(numbers, nan=-1.0)

    return Trained(order)


def _by_practice(dataset: Dataset, seed: int) -> Trained:
    """Acts that most look like those that were chosen for review until then."""
    del seed
    chosen = dataset.reviewed
    if not 0 < chosen.sum() < len(chosen):
        return Trained(lambda acts: np.zeros(len(acts)))
    acts = dataset.acts
    columns = tuple(Column(c.name, c.label, False, c.spread) for c in acts.columns)
    weight = np.ones(len(chosen))
    sample = Sample(columns, acts.x, chosen.astype(np.float64), weight, acts.group)
    model = fit_logistic(sample, penalty=PENALTY, prior={})
    return Trained(lambda others: decision(model, others.x))


# -- Learnt models -------------------------------------------------------------------------------


def logistic(sample: Sample, seed: int) -> Pipeline:
    """L2 logistic regression shrunk towards the rules."""
    del seed  # convex: nothing is drawn
    return fit_logistic(sample, penalty=PENALTY, prior=PRIOR)


def boosting(sample: Sample, seed: int) -> Estimator:
    """Monotone boosting, with fewer rounds when there are few rows."""
    rounds = int(np.clip(len(sample.y) / 10, 40, 200))
    return fit_boosting(sample, seed, rounds=rounds, least=5)


def _naive(fit: Fit, dataset: Dataset, seed: int) -> Trained:
    """Learn from reviewed acts as they are; probabilities are those of all acts.

    The order learnt from what was chosen is good where the model sees what chose; its level is not.
    """
    sample = reviewed_sample(dataset, np.ones(len(dataset)))
    stands_for = review_weights(dataset)[dataset.reviewed]
    return finish(calibrated(fit, sample, seed, judged=stands_for), dataset)


def _weighted(fit: Fit, dataset: Dataset, seed: int) -> Trained:
    """Reviewed acts, weighted by the inverse of their chance of being chosen."""
    sample = reviewed_sample(dataset, review_weights(dataset))
    return finish(calibrated(fit, sample, seed), dataset)


def _unlabelled(fit: Fit, dataset: Dataset, seed: int, *, rounds: int = 3) -> Trained:
    """Positive and unlabelled acts, labelled at random given what the features show.

    Expectation-maximisation after Bekker, Robberechts and Davis (arXiv 1809.03207): an act
    without a known positive is positive with probability f(1-e)/(1-fe).
    """
    acts = dataset.acts
    labelled = dataset.reviewed & dataset.positive
    chance = propensities(dataset)
    model = fit(reviewed_sample(dataset, review_weights(dataset)), seed)
    ones = np.ones(len(dataset))
    for _ in range(rounds):
        believed = 1 / (1 + np.exp(-decision(model, acts.x)))
        hidden = believed * (1 - chance) / (1 - believed * chance)
        y = np.where(labelled, 1.0, np.where(dataset.reviewed, 0.5 * hidden, hidden))
        model = fit(Sample(acts.columns, acts.x, y, ones, acts.group), seed)
    return finish(model, dataset)


def reviewed_sample(dataset: Dataset, weight: Numbers) -> Sample:
    """The reviewed acts of a dataset as rows to learn from."""
    rows = dataset.reviewed
    acts = dataset.acts
    return Sample(
        acts.columns,
        acts.x[rows],
        dataset.positive[rows].astype(np.float64),
        weight[rows],
        acts.group[rows],
    )


def finish(estimator: Estimator, dataset: Dataset) -> Trained:
    """Add the floor of the rules to an estimator."""
    floor = floor_of(estimator, dataset)

    def order(acts: Acts) -> Numbers:
        logit = decision(estimator, acts.x)
        return logit if floor is None else floor.raise_up(acts.x, logit)

    return Trained(order, estimator, floor)


def floor_of(estimator: Estimator, dataset: Dataset) -> Floor | None:
    """The log-odds under which no act with a strong breach may fall; None without the column."""
    names = [column.name for column in dataset.acts.columns]
    if FLOOR_COLUMN not in names or not len(dataset):
        return None
    logit = np.quantile(decision(estimator, dataset.acts.x), FLOOR_QUANTILE)
    return Floor(names.index(FLOOR_COLUMN), float(logit))


# In order of simplicity: of two that are as good, the first is chosen.
CANDIDATES: tuple[Candidate, ...] = (
    Candidate("first_come", "Premier arrivé, premier lu", False, _by_arrival),
    Candidate("red_zone", "Zone rouge d'abord", False, partial(_by_column, "flood_forbidden")),
    Candidate("largest", "Plus grande surface d'abord", False, partial(_by_column, "floor_area")),
    Candidate("practice", "Pratique passée", False, _by_practice),
    Candidate("rules", "Règles seules", False, partial(_by_column, "rule_points")),
    Candidate("logistic", "Régression logistique", True, partial(_naive, logistic)),
    Candidate(
        "logistic_weighted",
        "Régression logistique, choix des contrôles corrigé",
        True,
        partial(_weighted, logistic),
    ),
    Candidate(
        "logistic_unlabelled",
        "Régression logistique, positifs et non étiquetés",
        True,
        partial(_unlabelled, logistic),
    ),
    Candidate("boosting", "Arbres monotones", True, partial(_naive, boosting)),
    Candidate(
        "boosting_weighted",
        "Arbres monotones, choix des contrôles corrigé",
        True,
        partial(_weighted, boosting),
    ),
)


def named(name: str) -> Candidate | None:
    """The candidate of that name."""
    return next((candidate for candidate in CANDIDATES if candidate.name == name), None)
