"""Metrics at capacity on rankings small enough to count by hand."""

import numpy as np
import pytest

from models.evaluate import Ranked, at_capacity, calibration, recall_difference, taken, work_saved


def ranking(score, positive, *, period=None, weight=None) -> Ranked:
    count = len(score)
    return Ranked(
        act_ids=np.array([f"a{i}" for i in range(count)]),
        period=np.zeros(count, dtype=np.int64) if period is None else np.array(period),
        score=np.array(score, dtype=float),
        positive=np.array(positive, dtype=bool),
        weight=np.ones(count) if weight is None else np.array(weight, dtype=float),
        gravity=np.ones(count),
    )


TEN = ranking([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], [1, 0, 1, 0, 0, 0, 0, 0, 0, 0])


def test_recall_precision_and_lift_at_a_share():
    at = at_capacity(TEN, 0.2)
    assert at.recall.value == pytest.approx(0.5)
    assert at.precision.value == pytest.approx(0.5)
    assert at.lift.value == pytest.approx(2.5)
    assert at.ceiling == pytest.approx(1.0)


def test_the_last_act_read_counts_in_part():
    assert at_capacity(TEN, 0.25).recall.value == pytest.approx(0.75)


def test_capacity_is_spent_inside_each_period():
    two = ranking([9, 8, 2, 1], [1, 1, 1, 0], period=[0, 0, 1, 1])
    assert taken(two, 0.5, two.weight).tolist() == [1.0, 0.0, 1.0, 0.0]


def test_the_ceiling_is_below_one_when_positives_exceed_capacity():
    many = ranking([4, 3, 2, 1], [1, 1, 0, 0])
    at = at_capacity(many, 0.25)
    assert at.ceiling == pytest.approx(0.5)
    assert at.of_ceiling == pytest.approx(1.0)


def test_weights_stand_for_acts_that_were_not_reviewed():
    weighted = ranking([2, 1], [1, 1], weight=[1, 9])
    assert at_capacity(weighted, 0.1).recall.value == pytest.approx(0.1)


def test_ties_do_not_depend_on_the_order_of_arrival():
    rng = np.random.default_rng(1)
    positive = rng.random(4000) < 0.1
    flat = ranking(np.zeros(4000), np.sort(positive))
    assert at_capacity(flat, 0.1).recall.value == pytest.approx(0.1, abs=0.04)


def test_the_interval_holds_the_value_and_narrows_with_more_acts():
    rng = np.random.default_rng(0)

    def width(count: int) -> float:
        positive = rng.random(count) < 0.1
        score = positive + rng.normal(0, 1, count)
        recall = at_capacity(ranking(score, positive), 0.1).recall
        assert recall.low <= recall.value <= recall.high
        return recall.high - recall.low

    assert width(4000) < width(300)


def test_no_positive_says_nothing():
    at = at_capacity(ranking([2, 1], [0, 0]), 0.5)
    assert (at.recall.value, at.of_ceiling) == (None, None)


def test_a_ranking_against_itself_differs_by_nothing():
    same = recall_difference(TEN, TEN, 0.2)
    assert (same.value, same.low, same.high) == (0.0, 0.0, 0.0)


def test_calibration_tells_right_probabilities_from_wrong_ones():
    rng = np.random.default_rng(0)
    probability = rng.uniform(0.02, 0.6, 5000)
    positive = rng.random(5000) < probability
    logit = np.log(probability / (1 - probability))
    assert calibration(ranking(logit, positive)).ece < 0.02
    assert calibration(ranking(logit + 1.5, positive)).ece > 0.1


def test_work_saved_is_what_need_not_be_read():
    assert work_saved(TEN) == pytest.approx(0.71)  # the third act is read at nine tenths
