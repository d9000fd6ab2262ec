"""Drift: a month like the others says nothing, a changed one names what changed."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from models import plots
from models.dataset import collect
from models.drift import drift
from models.drift_page import write_drift
from tests.models.records import some_records

ACTS = collect(some_records(900))
MONTH = date(2024, 9, 15)


def changed(name: str, change):
    column = [c.name for c in ACTS.columns].index(name)
    late = ACTS.received >= date(2024, 9, 1).toordinal()
    x = ACTS.x.copy()
    x[late, column] = change(x[late, column])
    return replace(ACTS, x=x)


def test_a_month_like_the_others_raises_few_alarms():
    found = drift(ACTS, MONTH)
    assert found.month == date(2024, 9, 1)
    assert found.acts_now > 20
    assert len(found.alarms) <= 2


def test_a_fall_of_reading_confidence_is_named():
    rng = np.random.default_rng(0)
    acts = replace(ACTS, x=ACTS.x.copy())
    column = [c.name for c in ACTS.columns].index("reading_confidence")
    acts.x[:, column] = rng.normal(0.95, 0.02, len(acts))
    late = acts.received >= date(2024, 9, 1).toordinal()
    acts.x[late, column] -= 0.05
    found = drift(acts, MONTH)
    assert found.alarms[0].name == "reading_confidence"
    assert found.alarms[0].effect < -1
    assert "Confiance de la lecture" in write_drift(found)


def test_values_that_are_no_longer_read_are_named():
    found = drift(changed("floor_area", lambda x: np.full_like(x, np.nan)), MONTH)
    assert "floor_area_unknown" in {shift.name for shift in found.alarms}


def test_the_outcome_rate_is_that_of_the_random_share():
    found = drift(ACTS, MONTH)
    end = date(2024, 10, 1).toordinal()
    ripe = ACTS.drawn & (ACTS.reviewed <= end) & (ACTS.received <= end - 62)
    assert found.drawn == ripe.sum()
    rate = found.outcome_rate
    assert rate.value == (ripe & (ACTS.positive <= end)).sum() / ripe.sum()
    assert rate.low < rate.value < rate.high


def test_what_is_watched_is_shown_even_when_nothing_changed():
    scores = {act: 0.1 + 0.001 * i % 0.5 for i, act in enumerate(ACTS.act_ids.tolist())}
    found = drift(ACTS, MONTH, scores)
    assert [shift.name for shift in found.watched] == [
        "reading_confidence",
        "no_parcel",
        "kind",
        "commune",
        "score",
    ]
    page = write_drift(found)
    for said in ("sans parcelle", "Probabilité donnée", "Mélange des communes", "| DP |", "hasard"):
        assert said in page
    assert sum(now for _, _, now in found.types) == pytest.approx(1)


def test_land_that_is_no_longer_found_is_named():
    found = drift(changed("placed", lambda x: np.where(np.arange(len(x)) % 2, 0.0, x)), MONTH)
    assert "no_parcel" in {shift.name for shift in found.alarms}


def test_scores_that_rose_are_named():
    late = ACTS.received >= date(2024, 9, 1).toordinal()
    rng = np.random.default_rng(0)
    given = rng.uniform(0.02, 0.1, len(ACTS)) + 0.3 * late
    found = drift(ACTS, MONTH, dict(zip(ACTS.act_ids.tolist(), given.tolist(), strict=True)))
    assert found.alarms[0].name == "score"


def test_the_plot_is_a_picture():
    assert plots.shifts(drift(ACTS, MONTH)).startswith(b"\x89PNG")


def test_nothing_received_is_said_without_a_fault():
    found = drift(ACTS, date(2030, 1, 1))
    assert found.shifts == ()
    assert "rien à comparer" in write_drift(found)
