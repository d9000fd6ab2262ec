"""Fitting of the two learnt kinds: bounded logistic regression and monotone boosting.

Both come out as plain scikit-learn objects that already hold their calibration: the sigmoid of
calibration is affine in the log-odds, so it is folded into coefficients or leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from threadpoolctl import threadpool_limits

from models.dataset import Column, Days, Flags, Numbers

FEW_ROWS = 20_000
Estimator = Any  # a scikit-learn pipeline or boosting classifier


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Rows to learn from: numbers, labels from 0 to 1, weights and groups."""

    columns: tuple[Column, ...]
    x: Numbers
    y: Numbers
    weight: Numbers
    group: Days

    def take(self, rows: Flags | Days) -> Sample:
        """Some of the rows."""
        return Sample(self.columns, self.x[rows], self.y[rows], self.weight[rows], self.group[rows])


Fit = Callable[[Sample, int], Estimator]


def preparation(columns: Sequence[Column]) -> list[tuple[str, Any]]:
    """Steps before a linear model: logarithm of sizes, median for unknown, unit scale."""
    spread = [i for i, column in enumerate(columns) if column.spread]
    plain = [i for i, column in enumerate(columns) if not column.spread]
    logarithm = FunctionTransformer(np.log1p)
    by_column = [("plain", "passthrough", plain), ("spread", logarithm, spread)]
    return [
        ("compress", ColumnTransformer(by_column)),
        ("fill", SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)),
        ("scale", StandardScaler()),
    ]


def order_after_preparation(columns: Sequence[Column]) -> list[int]:
    """Which column stands where once sizes have been moved to the end."""
    spread = [i for i, column in enumerate(columns) if column.spread]
    return [i for i, column in enumerate(columns) if not column.spread] + spread


def fit_logistic(sample: Sample, *, penalty: float, prior: dict[str, float]) -> Pipeline:
    """L2 logistic regression whose rising columns may not lower the risk.

    ``prior`` gives the slope, in log-odds a unit, towards which a column is shrunk (0 for the
    others): with few reviews the model stays near the rules, with many it leaves them.
    Labels may be fractions.
    """
    steps = preparation(sample.columns)
    prepared = Pipeline(steps).fit(sample.x)
    z = prepared.transform(sample.x)
    order = order_after_preparation(sample.columns)
    centre = np.zeros(z.shape[1])
    lower = np.full(z.shape[1], -np.inf)
    for place, index in enumerate(order):
        column = sample.columns[index]
        centre[place] = prior.get(column.name, 0.0) * prepared["scale"].scale_[place]
        lower[place] = 0.0 if column.rising else -np.inf
    coefficients, intercept = _descend(z, sample, penalty, centre, lower)
    return Pipeline([*prepared.steps, ("logistic", as_logistic(coefficients, intercept))])


def as_logistic(coefficients: Numbers, intercept: float) -> LogisticRegression:
    """A fitted scikit-learn logistic regression with these coefficients."""
    model = LogisticRegression()
    model.classes_ = np.array([0, 1])
    model.coef_ = coefficients.reshape(1, -1).astype(np.float64)
    model.intercept_ = np.array([intercept], dtype=np.float64)
    model.n_features_in_ = len(coefficients)
    model.n_iter_ = np.array([0], dtype=np.int32)
    return model


def _descend(
    z: Numbers, sample: Sample, penalty: float, centre: Numbers, lower: Numbers
) -> tuple[Numbers, float]:
    """Minimise the weighted log loss plus half the penalty times the squared distance."""
    weight = sample.weight
    rate = np.clip(np.average(sample.y, weights=weight), 1e-4, 1 - 1e-4)
    start = np.append(np.maximum(centre, np.where(np.isinf(lower), -np.inf, lower)), 0.0)
    start[-1] = np.log(rate / (1 - rate)) - float(np.average(z @ start[:-1], weights=weight))

    def loss(point: Numbers) -> tuple[float, Numbers]:
        logit = z @ point[:-1] + point[-1]
        away = point[:-1] - centre
        value = weight @ (np.logaddexp(0.0, logit) - sample.y * logit)
        slope = weight * (expit(logit) - sample.y)
        gradient = np.append(z.T @ slope + penalty * away, slope.sum())
        return float(value + 0.5 * penalty * away @ away), gradient

    bounds = [(None if np.isinf(low) else low, None) for low in lower] + [(None, None)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return found.x[:-1], float(found.x[-1])


def fit_boosting(sample: Sample, seed: int, *, rounds: int, least: int) -> Estimator:
    """Shallow histogram boosting, monotone on the rising columns.

    Each split looks at part of the columns: with few positives that steadies it, as in forests.
    """
    hard = hardened(sample)
    model = HistGradientBoostingClassifier(
        learning_rate=0.06,
        max_iter=rounds,
        max_depth=5,
        max_features=0.3,
        min_samples_leaf=max(5, min(least, len(hard.y) // 12)),
        l2_regularization=5.0,
        monotonic_cst=[int(column.rising) for column in hard.columns],
        early_stopping=False,
        random_state=seed,
    )
    # A column of which nothing is known cannot be binned; as a constant it is never split on.
    x = np.where(np.isnan(hard.x).all(axis=0), 0.0, hard.x)
    with threads_for(len(x)):
        return model.fit(x, hard.y.astype(int), sample_weight=hard.weight)


def threads_for(rows: int) -> AbstractContextManager[object]:
    """One thread for few rows: there, threads wait for one another longer than they work."""
    return threadpool_limits(limits=1) if rows < FEW_ROWS else nullcontext()


def hardened(sample: Sample) -> Sample:
    """The same sample with labels of 0 or 1: a fraction becomes two weighted rows."""
    soft = (sample.y > 0) & (sample.y < 1)
    if not soft.any():
        return sample
    twice = sample.take(np.concatenate([np.arange(len(sample.y)), np.flatnonzero(soft)]))
    y, weight = twice.y.copy(), twice.weight.copy()
    first = np.flatnonzero(soft)
    second = np.arange(len(sample.y), len(y))
    weight[first] *= y[first]
    weight[second] *= 1 - y[second]
    y[first], y[second] = 1.0, 0.0
    return Sample(twice.columns, twice.x, y, weight, twice.group)


def decision(model: Estimator, x: Numbers) -> Numbers:
    """Log-odds of each row."""
    logit: Numbers = np.asarray(model.decision_function(x), dtype=np.float64)
    return logit


def calibrated(
    fit: Fit, sample: Sample, seed: int, *, judged: Numbers | None = None, folds: int = 5
) -> Estimator:
    """Fit, then fold in the sigmoid that out-of-group predictions call for.

    ``judged`` weighs the rows for the sigmoid, as they are weighed to learn by default. With fewer
    groups holding a positive than folds, the sigmoid would rest on nothing: the model is returned
    as it is.
    """
    model = fit(sample, seed)
    groups_with = len(np.unique(sample.group[sample.y > 0.5]))
    groups_without = len(np.unique(sample.group[sample.y <= 0.5]))
    if min(groups_with, groups_without) < folds:
        return model
    out = np.zeros(len(sample.y))
    splitter = GroupKFold(n_splits=folds, shuffle=True, random_state=seed)
    for inside, outside in splitter.split(sample.x, groups=sample.group):
        part = sample.take(inside)
        if not (part.y > 0.5).any():
            return model
        out[outside] = decision(fit(part, seed), sample.x[outside])
    stands = sample if judged is None else replace(sample, weight=judged)
    slope, shift = sigmoid_of(out, stands)
    return rescaled(model, slope, shift)


def sigmoid_of(logit: Numbers, sample: Sample) -> tuple[float, float]:
    """Slope (never negative) and shift of Platt's sigmoid on log-odds, shrunk towards (1, 0)."""

    def loss(point: Numbers) -> tuple[float, Numbers]:
        scaled = point[0] * logit + point[1]
        value = sample.weight @ (np.logaddexp(0.0, scaled) - sample.y * scaled)
        slope = sample.weight * (expit(scaled) - sample.y)
        pull = np.array([point[0] - 1.0, point[1]])
        return float(value + 0.5 * pull @ pull), np.array([slope @ logit, slope.sum()]) + pull

    bounds = [(0.1, 3.0), (None, None)]
    found = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B", bounds=bounds)
    return float(found.x[0]), float(found.x[1])


def rescaled(model: Estimator, slope: float, shift: float) -> Estimator:
    """The same model with log-odds multiplied by ``slope`` and moved by ``shift``."""
    if isinstance(model, Pipeline):
        last = model.named_steps["logistic"]
        last.coef_ = last.coef_ * slope
        last.intercept_ = last.intercept_ * slope + shift
        return model
    for stage in model._predictors:
        for tree in stage:
            tree.nodes["value"] *= slope
    model._baseline_prediction = model._baseline_prediction * slope + shift
    return model
