from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.queue import candidate, inclusions, make_queue
from tests.scoring.makers import CLOCK, a_house, a_place, a_record, a_zone
from vigie.domain.deadline import Clock
from vigie.domain.outcome import Outcome, Rung
from vigie.domain.record import ActRecord, ActStatus, Stratum

DAY = date(2025, 1, 20)


def record(number: int, *, share: float = 0.0, clock: Clock = CLOCK) -> ActRecord:
    zones = (a_zone(share=share),) if share else ()
    return a_record(a_house(a_place(*zones), act_id=f"act-{number:03}", clock=clock))


def many(count: int) -> list[ActRecord]:
    records = []
    for number in range(count):
        received = date(2025, 1, 19) - timedelta(days=number % 40)
        clock = Clock(decided_on=received - timedelta(days=5), received_on=received)
        records.append(record(number, share=(number % 7) / 10, clock=clock))
    return records


MANY = many(60)


def test_without_capacity_every_open_act_by_rank() -> None:
    queue = make_queue(MANY, day=DAY, capacity=None, random_share=0.2, seed=1)
    assert len(queue) == len(MANY)
    assert [entry.rank for entry in queue] == list(range(1, len(MANY) + 1))
    values = [entry.record.score.rank_value for entry in queue if entry.record.score]
    assert len(values) == len(queue)
    assert values == sorted(values, reverse=True)
    keys = [candidate(entry.record).key for entry in queue]
    assert keys == sorted(keys)
    assert {entry.stratum for entry in queue} == {Stratum.TOP}


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 70), st.integers(0, 5))
def test_order_of_arrival_changes_nothing(shuffler: Random, capacity: int, seed: int) -> None:
    expected = make_queue(MANY, day=DAY, capacity=capacity, random_share=0.2, seed=seed)
    shuffled = list(MANY)
    shuffler.shuffle(shuffled)
    assert make_queue(shuffled, day=DAY, capacity=capacity, random_share=0.2, seed=seed) == expected
    assert len(expected) == min(capacity, len(MANY))
    assert len({entry.record.act_id for entry in expected}) == len(expected)


def test_who_is_not_in_the_queue() -> None:
    late = Clock(decided_on=date(2024, 10, 1), received_on=date(2024, 10, 5))
    reviewed = (Outcome(Rung.NOTHING_SAID, date(2025, 1, 18), "feuille"),)
    known_later = (Outcome(Rung.OBSERVATIONS, date(2025, 2, 1), "feuille"),)
    asked = (Outcome(Rung.PIECES_ASKED, date(2025, 1, 18), "feuille"),)
    arrived = replace(CLOCK, pieces_asked_on=date(2025, 1, 18), pieces_received_on=DAY)
    records = [
        record(1),
        record(2, clock=late),
        record(3, clock=replace(CLOCK, received_on=date(2025, 1, 25))),
        replace(record(4), outcomes=reviewed),
        replace(record(5), outcomes=known_later),
        replace(record(6), status=ActStatus.OUT_OF_SCOPE),
        replace(record(7), outcomes=asked),
        replace(record(8, clock=arrived), outcomes=asked),
        record(9, clock=Clock(decided_on=date(2023, 1, 1))),
    ]
    queue = make_queue(records, day=DAY, capacity=None, random_share=0.2, seed=1)
    kept = {entry.record.act_id for entry in queue}
    assert kept == {"act-001", "act-005", "act-008", "act-009"}


def test_urgency_is_that_of_the_day() -> None:
    early = make_queue([record(1)], day=DAY, capacity=None, random_share=0, seed=1)[0].record.score
    late = make_queue([record(1)], day=date(2025, 3, 14), capacity=None, random_share=0, seed=1)[
        0
    ].record.score
    assert early is not None
    assert late is not None
    assert late.urgency > early.urgency
    assert late.probability == early.probability


def test_strata_and_inclusion() -> None:
    queue = make_queue(MANY, day=DAY, capacity=10, random_share=0.2, seed=3)
    counts = Counter(entry.stratum for entry in queue)
    assert counts[Stratum.RANDOM] == 2
    assert all(entry.inclusion == 1.0 for entry in queue if entry.stratum is not Stratum.RANDOM)
    assert all(0 < e.inclusion < 1 for e in queue if e.stratum is Stratum.RANDOM)
    full = make_queue(MANY, day=DAY, capacity=None, random_share=0, seed=0)
    top = {entry.record.act_id for entry in full[:8]}
    assert {e.record.act_id for e in queue if e.stratum is Stratum.TOP} == top


def test_drawn_as_often_as_recorded() -> None:
    """Horvitz–Thompson counts the acts left right on average."""
    estimates = []
    for seed in range(400):
        queue = make_queue(MANY, day=DAY, capacity=10, random_share=0.3, seed=seed)
        drawn = [entry for entry in queue if entry.stratum is Stratum.RANDOM]
        assert len(drawn) == 3
        estimates.append(sum(1 / entry.inclusion for entry in drawn))
    assert sum(estimates) / len(estimates) == pytest.approx(53, rel=0.06)


@given(st.integers(1, 30))
def test_inclusions_sum_to_the_draw(drawn: int) -> None:
    found = inclusions([candidate(one) for one in MANY], drawn)
    assert sum(found) == pytest.approx(drawn)
    assert all(0 < pi <= 1 for pi in found)
    assert min(found) >= 0.3 * drawn / len(MANY) * 0.999


def test_strong_act_about_to_be_lost_is_forced_in() -> None:
    ending = Clock(decided_on=date(2024, 11, 20), received_on=date(2024, 11, 25))
    fresh = [record(number, share=0.9) for number in range(1, 8)]
    lost = record(99, share=0.9, clock=ending)
    assert lost.score is not None
    weak = replace(lost, score=replace(lost.score, probability=0.02))
    queue = make_queue([*fresh, weak], day=DAY, capacity=3, random_share=0, seed=1)
    forced = [entry for entry in queue if entry.stratum is Stratum.DEADLINE]
    assert [entry.record.act_id for entry in forced] == ["act-099"]
    assert len(queue) == 3


def unread(number: int) -> ActRecord:
    house = a_house(a_place(), act_id=f"unread-{number:03}")
    return a_record(replace(house, unread_pages=1))


def test_acts_that_were_not_read_cannot_fill_the_day() -> None:
    weak = [record(number, share=0.0) for number in range(30)]
    strong = [record(number, share=0.6) for number in range(100, 108)]
    hidden = [unread(number) for number in range(30)]
    top = make_queue([*weak, *hidden], day=DAY, capacity=None, random_share=0.0, seed=1)[:30]
    assert all(entry.record.dossier.unread_pages for entry in top)  # by rank they come first
    queue = make_queue([*weak, *strong, *hidden], day=DAY, capacity=10, random_share=0.0, seed=1)
    picked = Counter(entry.record.dossier.unread_pages for entry in queue)
    assert picked == {0: 8, 1: 2}
    assert {e.record.act_id for e in queue if not e.record.dossier.unread_pages} <= {
        one.act_id for one in strong
    }
    alone = make_queue(hidden, day=DAY, capacity=10, random_share=0.0, seed=1)
    assert len(alone) == 10


def test_a_proved_breach_keeps_its_place_though_a_page_was_not_read() -> None:
    proved = [
        a_record(replace(a_house(a_place(a_zone(share=0.9)), act_id=f"p-{i}"), unread_pages=1))
        for i in range(4)
    ]
    hidden = [unread(number) for number in range(30)]
    queue = make_queue([*hidden, *proved], day=DAY, capacity=5, random_share=0.0, seed=1)
    assert {entry.record.act_id for entry in queue} >= {one.act_id for one in proved}
