"""How likely an act was to be chosen for review, and the weights that correct for it.

Only chosen acts have an outcome. Where the chance of being chosen is known or fitted, weighting
each review by its inverse gives what a review of everything would give (Horvitz and Thompson),
as long as choice depends on what the features show. Caps keep single reviews from ruling.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from models.dataset import Dataset, Numbers
from models.fit import Sample, decision, fit_logistic

FLOOR = 0.01  # below: no evidence, whatever the weight
CAP = 8.0  # no review counts for more than this many average ones


def propensities(dataset: Dataset) -> Numbers:
    """Fitted chance of review of each act, never below FLOOR."""
    chosen = dataset.reviewed.astype(np.float64)
    if not 0 < chosen.sum() < len(chosen):
        return np.full(len(chosen), max(FLOOR, float(chosen.mean()) if len(chosen) else 1.0))
    acts = dataset.acts
    sample = Sample(acts.columns, acts.x, chosen, np.ones(len(chosen)), acts.group)
    free = tuple(type(c)(c.name, c.label, False, c.spread) for c in acts.columns)
    model = fit_logistic(
        Sample(free, sample.x, sample.y, sample.weight, sample.group), penalty=5.0, prior={}
    )
    fitted: Numbers = np.maximum(FLOOR, expit(decision(model, acts.x)))
    return fitted


def review_weights(dataset: Dataset, *, cap: float = CAP) -> Numbers:
    """Weight of each reviewed act, mean 1, capped; 0 for the others."""
    weight = np.where(dataset.reviewed, 1.0 / propensities(dataset), 0.0)
    total = int(dataset.reviewed.sum())
    if total == 0:
        return weight
    weight *= total / weight.sum()
    weight = np.minimum(weight, cap)
    scaled: Numbers = weight * (total / weight.sum())
    return scaled
