"""Past days replayed: only what was known then, the same bits each time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.backtest import backtest, working_days
from models.replay import MonthlyModels, replay_scores
from tests.models.records import some_records
from vigie.domain.outcome import Outcome, Rung
from vigie.domain.record import Stratum

RECORDS = some_records(400)
START, END = date(2024, 6, 1), date(2024, 8, 31)


@pytest.fixture(scope="module")
def scored():
    return replay_scores(RECORDS, start=START, end=END)


def test_every_act_of_the_period_is_scored_on_its_day(scored):
    days = [record.dossier.clock.received_on for record in scored]
    expected = [r for r in RECORDS if START <= r.dossier.clock.received_on <= END]
    assert len(scored) == len(expected)
    assert days == sorted(days)
    assert {record.scored_at.date() for record in scored} == set(days)


def test_each_month_has_its_model(scored):
    versions = {record.score.model_version for record in scored}
    assert len(versions) == 3
    assert any("2024-07-01" in version for version in versions)


def test_replaying_gives_the_same_bits(scored):
    assert replay_scores(RECORDS[::-1], start=START, end=END) == scored


def test_outcomes_known_later_change_nothing(scored):
    changed = [
        replace(
            record,
            outcomes=(*record.outcomes, Outcome(Rung.ANNULLED, END + timedelta(days=30), "t")),
        )
        for record in RECORDS
    ]
    after = replay_scores(changed, start=START, end=END)
    assert [r.score for r in after] == [r.score for r in scored]


def test_before_enough_is_known_the_rules_score_alone():
    models = MonthlyModels.of(RECORDS)
    assert models.on(date(2023, 1, 15)) is None
    first = replay_scores(RECORDS, start=date(2023, 1, 1), end=date(2023, 1, 31))
    assert all("règles" in record.score.model_version for record in first)


@pytest.fixture(scope="module")
def played():
    queues = {}
    result = backtest(
        RECORDS,
        start=START,
        end=END,
        capacity=2,
        seed=1,
        keep=lambda day, q: queues.update({day: q}),
    )
    return result, queues


def test_a_queue_is_kept_for_each_working_day(played):
    result, queues = played
    assert tuple(queues) == working_days(START, END)
    assert result.days == len(queues)


def test_no_act_is_read_twice_nor_before_it_came(played):
    result, _ = played
    arrived = {r.act_id: r.dossier.clock.received_on for r in RECORDS}
    assert len({pick.act_id for pick in result.picks}) == len(result.picks)
    assert all(arrived[pick.act_id] <= pick.day for pick in result.picks)


def test_the_figures_agree_with_the_picks(played):
    result, _ = played
    positive = {
        r.act_id
        for r in RECORDS
        if START <= r.dossier.clock.received_on <= END
        and any(o.rung is Rung.OBSERVATIONS for o in r.outcomes)
    }
    found = len(positive & {pick.act_id for pick in result.picks})
    assert result.positive == len(positive)
    assert result.queue.found == found
    assert result.queue.recall.low <= found / len(positive) <= result.queue.recall.high


def test_more_capacity_never_catches_less(played):
    result, _ = played
    by_name = {other.name: other for other in result.others}
    assert by_name["capacity_1"].found <= result.queue.found <= by_name["capacity_4"].found


def test_drawn_acts_carry_their_inclusion(played):
    result, _ = played
    assert all(0 < pick.inclusion <= 1 for pick in result.picks)
    tops = [pick for pick in result.picks if pick.stratum is not Stratum.RANDOM]
    assert all(pick.inclusion == 1.0 for pick in tops)
