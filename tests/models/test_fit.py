"""Learnt models: they learn, never against the law's direction, and read as exact sums."""

import math
from datetime import date

import numpy as np
import pytest

from models.additive import additive
from models.candidates import CANDIDATES, boosting, logistic
from models.dataset import Column, as_of, collect
from models.fit import Sample, calibrated, decision
from models.propensity import review_weights
from tests.models.records import some_records

COLUMNS = (
    Column("zone", "Zone", rising=True),
    Column("area", "Surface", spread=True),
    Column("noise", "Bruit"),
    Column("blank", "Jamais connu"),
)


def a_sample(count: int = 800, *, sign: float = 2.0, seed: int = 0) -> Sample:
    rng = np.random.default_rng(seed)
    zone = (rng.random(count) < 0.3).astype(float)
    area = rng.lognormal(4, 1, count)
    logit = -2 + sign * zone + 0.8 * (np.log1p(area) - 4)
    y = (rng.random(count) < 1 / (1 + np.exp(-logit))).astype(float)
    x = np.column_stack([zone, area, rng.normal(size=count), np.full(count, np.nan)])
    x[rng.random(count) < 0.1, 1] = np.nan
    return Sample(COLUMNS, x, y, np.ones(count), np.arange(count))


@pytest.mark.parametrize("fit", [logistic, boosting])
def test_a_model_reads_as_an_exact_sum(fit):
    sample = a_sample()
    model = calibrated(fit, sample, 0)
    total = additive(model)
    expected = decision(model, sample.x)
    found = [total.base + math.fsum(total.parts(row)) for row in sample.x]
    np.testing.assert_allclose(found, expected, atol=1e-10)


@pytest.mark.parametrize("fit", [logistic, boosting])
def test_a_riskier_zone_never_lowers_the_score_even_if_the_reviews_say_so(fit):
    model = calibrated(fit, a_sample(sign=-3.0), 0)
    x = a_sample(seed=9).x
    outside, inside = x.copy(), x.copy()
    outside[:, 0], inside[:, 0] = 0.0, 1.0
    assert (decision(model, inside) >= decision(model, outside) - 1e-12).all()


@pytest.mark.parametrize("fit", [logistic, boosting])
def test_probabilities_are_calibrated_on_acts_never_seen(fit):
    model = calibrated(fit, a_sample(3000), 0)
    fresh = a_sample(3000, seed=5)
    probability = 1 / (1 + np.exp(-decision(model, fresh.x)))
    assert abs(probability.mean() - fresh.y.mean()) < 0.02


def test_fitting_twice_gives_the_same_bits():
    one, two = (decision(calibrated(boosting, a_sample(), 3), a_sample().x) for _ in range(2))
    assert one.tobytes() == two.tobytes()


def test_review_weights_lift_acts_that_were_seldom_chosen():
    data = as_of(collect(some_records(600)), date(2024, 12, 31))
    weight = review_weights(data)
    red = data.acts.column("flood_forbidden") > 0
    assert (weight[~data.reviewed] == 0).all()
    assert weight[data.reviewed & ~red].mean() > 2 * weight[data.reviewed & red].mean()
    assert weight[data.reviewed].mean() == pytest.approx(1.0)


@pytest.mark.parametrize("candidate", CANDIDATES, ids=lambda c: c.name)
def test_every_candidate_trains_small_and_ranks(candidate):
    data = as_of(collect(some_records(300)), date(2024, 12, 31))
    score = candidate.train(data, 0).order(data.acts)
    assert score.shape == (len(data),)
    assert np.isfinite(score).all()
