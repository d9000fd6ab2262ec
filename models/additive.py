"""Trained estimators read as sums: log-odds = base + what each feature adds, exactly.

Linear models: coefficient times distance from the average act. Boosted trees: along the path of
each tree, the change of the expected value at a split belongs to the feature that splits
(Saabas's attribution); the base is the expected value at the roots.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from sklearn.pipeline import Pipeline

from models.dataset import Days, Flags, Numbers


class Additive(Protocol):
    """A model of one row as a sum."""

    @property
    def base(self) -> float:
        """Log-odds before any feature is looked at."""
        ...

    def parts(self, x: Numbers) -> Numbers:
        """What each column adds to the log-odds of one row."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class LinearSum:
    """A prepared logistic regression, taken out of its pipeline: 0.02 ms an act."""

    base: float
    spread: Flags
    fill: Numbers
    mean: Numbers
    slope: Numbers  # coefficient over scale
    unknown: Numbers  # what the indicator of an unknown value adds, by column
    known: Numbers  # what it adds when the value is known

    def parts(self, x: Numbers) -> Numbers:
        """What each column adds to the log-odds of one row."""
        logged = np.where(self.spread, np.log1p(np.where(self.spread, x, 0.0)), x)
        missing = np.isnan(logged)
        filled = np.where(missing, self.fill, logged)
        added: Numbers = (filled - self.mean) * self.slope
        return added + np.where(missing, self.unknown, self.known)


@dataclass(frozen=True, slots=True, eq=False)
class TreeSum:
    """Boosted trees laid end to end; a leaf leads to itself."""

    base: float
    columns: int
    depth: int
    roots: Days
    value: Numbers
    feature: Days
    threshold: Numbers
    missing_left: Flags
    left: Days
    right: Days

    def parts(self, x: Numbers) -> Numbers:
        """What each column adds to the log-odds of one row."""
        added = np.zeros(self.columns)
        here = self.roots
        for _ in range(self.depth):
            feature = self.feature[here]
            number = x[feature]
            goes_left = np.where(
                np.isnan(number), self.missing_left[here], number <= self.threshold[here]
            )
            there = np.where(goes_left, self.left[here], self.right[here])
            np.add.at(added, feature, self.value[there] - self.value[here])
            here = there
        return added


def additive(estimator: Any) -> Additive:
    """The sum that an estimator of ``models.fit`` is."""
    if isinstance(estimator, Pipeline):
        return _linear(estimator)
    return _trees(estimator)


def _linear(pipeline: Pipeline) -> LinearSum:
    compress, fill, scale = (pipeline[name] for name in ("compress", "fill", "scale"))
    places = {name: list(columns) for name, _, columns in compress.transformers_}
    order = [*places.get("plain", []), *places.get("spread", [])]
    count = len(order)
    coefficients = pipeline["logistic"].coef_[0] / scale.scale_
    centred = -scale.mean_ * coefficients
    unknown, known = np.zeros(count), np.zeros(count)
    for place, position in enumerate(fill.indicator_.features_, start=count):
        unknown[order[position]] = coefficients[place] + centred[place]
        known[order[position]] = centred[place]
    back = np.argsort(order)
    spread = np.zeros(count, dtype=bool)
    spread[places.get("spread", [])] = True
    return LinearSum(
        base=float(pipeline["logistic"].intercept_[0]),
        spread=spread,
        fill=np.nan_to_num(fill.statistics_[back]),
        mean=scale.mean_[:count][back],
        slope=coefficients[:count][back],
        unknown=unknown,
        known=known,
    )


def _trees(model: Any) -> TreeSum:
    trees = [tree.nodes for stage in model._predictors for tree in stage]
    starts = np.cumsum([0, *(len(nodes) for nodes in trees)])
    roots = starts[:-1].astype(np.int64)
    whole = np.concatenate(trees)
    offset = np.repeat(roots, [len(nodes) for nodes in trees])
    own = np.arange(len(whole))
    leaf = whole["is_leaf"].astype(bool)
    value = np.concatenate([_expected(nodes) for nodes in trees])
    return TreeSum(
        base=float(np.ravel(model._baseline_prediction)[0]) + float(value[roots].sum()),
        columns=int(model.n_features_in_),
        depth=int(whole["depth"].max()),
        roots=roots,
        value=value,
        feature=np.where(leaf, 0, whole["feature_idx"]).astype(np.int64),
        threshold=whole["num_threshold"].astype(np.float64),
        missing_left=whole["missing_go_to_left"].astype(bool),
        left=np.where(leaf, own, whole["left"] + offset).astype(np.int64),
        right=np.where(leaf, own, whole["right"] + offset).astype(np.int64),
    )


def _expected(nodes: Any) -> Numbers:
    """Value of each node: its own at a leaf, else the mean of its leaves by rows they held."""
    value: Numbers = nodes["value"].astype(np.float64).copy()
    for index in np.argsort(-nodes["depth"].astype(np.int64), kind="stable"):
        node = nodes[index]
        if not node["is_leaf"]:
            left, right = int(node["left"]), int(node["right"])
            counts = float(nodes["count"][left]), float(nodes["count"][right])
            whole = counts[0] + counts[1]
            value[index] = (counts[0] * value[left] + counts[1] * value[right]) / whole
    return value
