"""How likely an act was to be chosen for review, and the weights that correct for it.

Only chosen acts have an outcome. Two choices are told apart by the reason kept with each review:

- by habit, theme or draw, with a chance ``e`` that depends on what the features show;
- on a tip, which comes more often when something is wrong: the outcome itself chooses. Where few
  are chosen otherwise, nearly all reviews come of tips, and learning from them as if they had been
  drawn makes those acts look several times worse than they are.

With ``t`` the chance of a tip for an act of each outcome, an act is reviewed with chance
1 - (1-e)(1-t). Its inverse gives what a review of everything would give (Horvitz and Thompson).
Caps keep single reviews from ruling.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from scipy.special import expit

from models.dataset import Dataset, Flags, Numbers
from models.fit import Sample, decision, fit_logistic

FLOOR = 0.01  # below: no evidence, whatever the weight
CAP = 8.0  # no review counts for more than this many average ones
MOST_TIPPED = 0.5  # no tip is surer than this to come, however few reviews there are to tell


@lru_cache(maxsize=1)  # candidates learn one after the other from the same dataset
def propensities(dataset: Dataset) -> Numbers:
    """Fitted chance of review of each act but for tips, never below FLOOR."""
    chosen = dataset.reviewed & ~dataset.acts.tipped
    y = chosen.astype(np.float64)
    if not 0 < y.sum() < len(y):
        return np.full(len(y), max(FLOOR, float(y.mean()) if len(y) else 1.0))
    acts = dataset.acts
    free = tuple(replace(column, rising=False) for column in acts.columns)
    sample = Sample(free, acts.x, y, np.ones(len(y)), acts.group)
    model = fit_logistic(sample, penalty=5.0, prior={})
    fitted: Numbers = np.maximum(FLOOR, expit(decision(model, acts.x)))
    return fitted


def review_weights(dataset: Dataset, *, cap: float = CAP) -> Numbers:
    """Weight that makes reviews stand for all acts, mean 1, capped; 0 for the others."""
    chance = propensities(dataset)
    weight = np.where(dataset.reviewed, 1.0 / _reviewed(dataset, chance), 0.0)
    total = int(dataset.reviewed.sum())
    if total == 0:
        return weight
    weight *= total / weight.sum()
    weight = np.minimum(weight, cap)
    scaled: Numbers = weight * (total / weight.sum())
    return scaled


def _reviewed(dataset: Dataset, chance: Numbers) -> Numbers:
    """Chance of review of each act, given its outcome."""
    positive = dataset.reviewed & dataset.positive
    found = _tip_rate(dataset, chance, positive)
    nothing = _tip_rate(dataset, chance, dataset.reviewed & ~positive)
    untold = np.where(positive, 1 - found, 1 - nothing)
    reviewed: Numbers = 1 - (1 - chance) * untold
    return reviewed


def _tip_rate(dataset: Dataset, chance: Numbers, outcome: Flags) -> float:
    """Tips over all acts of an outcome, which the other reviews of that outcome count."""
    tips = outcome & dataset.acts.tipped
    others = outcome & ~dataset.acts.tipped
    count = float((1.0 / chance[others]).sum())
    return min(MOST_TIPPED, float(tips.sum()) / count) if count else 0.0
