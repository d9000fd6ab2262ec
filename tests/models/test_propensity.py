"""Weights that make chosen reviews stand for all acts, tips included."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from models.dataset import NEVER, Acts, Column, Dataset, as_of
from models.evaluate import Ranked, at_capacity
from models.propensity import propensities, review_weights

COUNT = 40_000
TIPS = {True: 0.1, False: 0.004}


def a_world(seed: int = 0) -> tuple[Dataset, np.ndarray]:
    """Acts reviewed by a habit that the features show, and on tips that the outcome calls."""
    rng = np.random.default_rng(seed)
    habit = (rng.random(COUNT) < 0.3).astype(float)
    other = rng.normal(size=COUNT)
    wanting = rng.random(COUNT) < 0.02 + 0.06 * habit + 0.02 * (other > 1)
    chosen = rng.random(COUNT) < np.where(habit > 0, 0.25, 0.02)
    tipped = ~chosen & (rng.random(COUNT) < np.where(wanting, TIPS[True], TIPS[False]))
    day = np.full(COUNT, date(2024, 1, 1).toordinal(), dtype=np.int64)
    reviewed = chosen | tipped
    names = np.full(COUNT, "")
    acts = Acts(
        columns=(Column("habit", "habit"), Column("other", "other")),
        signature="s",
        act_ids=np.array([f"a{i:05d}" for i in range(COUNT)]),
        x=np.column_stack([habit, other]),
        received=day,
        reviewed=np.where(reviewed, day + 20, NEVER),
        positive=np.where(reviewed & wanting, day + 20, NEVER),
        drawn=np.zeros(COUNT, dtype=bool),
        tipped=tipped,
        group=np.arange(COUNT),
        commune=names,
        kind=names,
        applicant=names,
        gravity=np.ones(COUNT),
    )
    return as_of(acts, date(2024, 12, 31)), wanting


@pytest.fixture(scope="module")
def world():
    return a_world()


def weighted_rate(dataset: Dataset, weight: np.ndarray) -> float:
    return float((weight * dataset.positive).sum() / weight.sum())


def test_weighted_reviews_tell_the_rate_of_all_acts(world):
    dataset, wanting = world
    plain = weighted_rate(dataset, dataset.reviewed.astype(float))
    weight = review_weights(dataset, cap=100.0)
    assert weight[~dataset.reviewed].sum() == 0
    assert plain > 1.7 * wanting.mean()
    assert weighted_rate(dataset, weight) == pytest.approx(wanting.mean(), rel=0.1)


def test_tips_taken_for_choice_would_mislead(world):
    dataset, wanting = world
    untold = replace(dataset, acts=replace(dataset.acts, tipped=np.zeros(COUNT, dtype=bool)))
    misled = weighted_rate(dataset, review_weights(untold, cap=100.0))
    assert misled > 1.3 * wanting.mean()


def test_the_chance_of_choice_is_fitted_without_tips(world):
    dataset, _ = world
    chance = propensities(dataset)
    habit = dataset.acts.x[:, 0] > 0
    assert chance[habit].mean() == pytest.approx(0.25, abs=0.02)
    assert chance[~habit].mean() == pytest.approx(0.02, abs=0.005)


def test_weighted_recall_is_that_of_all_acts(world):
    dataset, wanting = world
    score = dataset.acts.x[:, 0] + 0.1 * dataset.acts.x[:, 1]

    def recall(weight, positive) -> float:
        period = np.zeros(COUNT, dtype=np.int64)
        ids, ones = dataset.acts.act_ids, np.ones(COUNT)
        ranked = Ranked(ids, period, score, positive, weight, ones).take(weight > 0)
        return at_capacity(ranked, 0.2, replicates=1).recall.value

    truth = recall(np.ones(COUNT), wanting)
    told = recall(review_weights(dataset, cap=100.0), dataset.positive)
    plain = recall(dataset.reviewed.astype(float), dataset.positive)
    assert abs(told - truth) < 0.5 * abs(plain - truth)


def test_without_any_review_nothing_weighs(world):
    dataset, _ = world
    nobody = replace(dataset, reviewed=np.zeros(COUNT, dtype=bool))
    assert review_weights(nobody).sum() == 0
