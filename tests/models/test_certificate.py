"""The certificate: right on average, intervals that keep their promise, refusals."""

import numpy as np
import pytest

from models.certificate import (
    CertificateRefused,
    Draw,
    certify,
    missed_interval,
    overall_inclusion,
)

SEPARATION = 1.466  # of two normal laws: an area under the curve of 0.85


def a_year(rng, *, acts=25_000, capacity=1250, share=0.2, prevalence=0.03):
    """Found by rank, missed by it, and the random share: inclusion and truth of each drawn act."""
    unlawful = rng.random(acts) < prevalence
    signal = rng.normal(size=acts) + SEPARATION * unlawful
    odds = np.log(prevalence / (1 - prevalence)) + SEPARATION * signal - SEPARATION**2 / 2
    probability = 1 / (1 + np.exp(-odds))
    by_rank = int(capacity * (1 - share))
    order = np.argsort(-signal)
    top, rest = order[:by_rank], order[by_rank:]
    spread = np.sqrt(probability[rest] * (1 - probability[rest]))
    inclusion = np.minimum(1, capacity * share * (0.7 * spread / spread.sum() + 0.3 / len(rest)))
    drawn = rng.random(len(rest)) < inclusion
    return unlawful[top].sum(), unlawful[rest].sum(), inclusion[drawn], unlawful[rest][drawn]


def test_over_a_thousand_years_the_intervals_hold_what_they_promise():
    rng = np.random.default_rng(7)
    held, guessed, true = 0, [], []
    for _ in range(1000):
        _, missed, inclusion, wanting = a_year(rng)
        interval = missed_interval(inclusion, wanting)
        held += interval.low <= missed <= interval.high
        guessed.append(interval.value)
        true.append(missed)
    assert 870 <= held <= 930
    assert np.mean(guessed) == pytest.approx(np.mean(true), rel=0.05)  # no bias


def test_a_skipped_random_act_refuses_the_certificate():
    draws = [Draw("a", 0.1, True), Draw("b", 0.1, None)]
    with pytest.raises(CertificateRefused, match=r"1 acte.*b"):
        certify(draws, found_by_rank=3)


def test_without_any_draw_there_is_no_certificate():
    with pytest.raises(CertificateRefused, match="aucun acte"):
        certify([], found_by_rank=3)


def test_each_drawn_act_stands_for_those_like_it():
    draws = [
        Draw("a", 0.1, True),
        Draw("b", 0.05, True),
        *(Draw(f"n{i}", 0.1, False) for i in range(8)),
    ]
    found = certify(draws, found_by_rank=30)
    assert found.missed.value == pytest.approx(30.0)
    assert found.recall.value == pytest.approx(0.5)
    assert found.recall.low < 0.5 < found.recall.high


def test_nothing_found_still_leaves_an_upper_bound():
    found = certify([Draw(f"n{i}", 0.05, False) for i in range(40)], found_by_rank=10)
    assert found.missed.value == 0.0
    assert found.missed.high > 20
    assert "0 à observations" in found.said()


def test_when_every_act_is_drawn_nothing_is_uncertain():
    draws = [Draw("a", 1.0, True), Draw("b", 1.0, False)]
    missed = certify(draws, found_by_rank=1).missed
    assert (missed.low, missed.value, missed.high) == (1.0, 1.0, 1.0)


def test_waiting_several_days_adds_up_chances():
    assert overall_inclusion(0.1, 1) == pytest.approx(0.1)
    assert overall_inclusion(0.1, 2) == pytest.approx(0.19)
    rng = np.random.default_rng(0)
    days = rng.random((200_000, 30)) < 0.01
    assert overall_inclusion(0.01, 30) == pytest.approx(days.any(axis=1).mean(), abs=0.003)
