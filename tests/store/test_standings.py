"""What stands in columns says the same as the acts themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from api.listing import listed
from api.queue_days import day_queue
from api.queue_making import prepare
from api.selection import Selection
from api.store_queue import StoreQueue
from scoring.queue import is_open
from scoring.steering import Steering
from scoring.strategy import to_json
from tests.api.memory import TODAY, an_act
from vigie.domain.finding import Theme
from vigie.domain.outcome import Outcome, Rung
from vigie.domain.record import ActRecord
from vigie.settings import Settings
from vigie.store import Store, acts, calendar, desk_notes, queues, standings, strategies
from vigie.store import settings as kept_values

ASKED, NOTHING = Rung.PIECES_ASKED, Rung.NOTHING_SAID


@pytest.fixture
def filled(store: Store) -> Store:
    calendar.fix(store, TODAY)
    for index in range(1, 41):
        acts.save(store, an_act(index))
    return store


def settings(store: Store) -> Settings:
    return Settings(home=store.home, capacity=5)


@pytest.mark.parametrize(
    ("rungs", "arrived"), list(product([(), (NOTHING,), (ASKED,), (ASKED, NOTHING)], [None, -3]))
)
def test_open_days_are_those_of_the_rule(rungs, arrived) -> None:
    base = an_act(4)
    known = [Outcome(r, TODAY + timedelta(days=10 * i - 8), "x") for i, r in enumerate(rungs)]
    pieces = None if arrived is None else TODAY + timedelta(days=arrived)
    clock = replace(base.dossier.clock, pieces_received_on=pieces)
    record = replace(base, outcomes=tuple(known), dossier=replace(base.dossier, clock=clock))
    first, last = standings.open_days(record)
    for day in (TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=30)):
        assert (first <= day <= last) is is_open(record, day)


@pytest.mark.parametrize(
    "chosen",
    [
        Selection(),
        Selection(theme="flood"),
        Selection(theme="fire"),
        Selection(commune="34150"),
        Selection(epci="Sète Agglopôle"),
        Selection(act_type="PC"),
        Selection(due="7"),
        Selection(due="30", commune="34003"),
        Selection(text="piscine"),
        Selection(text="hangar agde"),
    ],
    ids=str,
)
def test_columns_filter_as_whole_acts_do(filled: Store, chosen: Selection) -> None:
    queue = StoreQueue(filled, settings(filled))
    whole = listed(queue.whole(TODAY).entries, chosen, TODAY, limit=7)
    found = queue.listing(TODAY, chosen, limit=7)
    assert [e.record.act_id for e in found.entries] == [e.record.act_id for e in whole.entries]
    assert (found.total, found.matched, found.more) == (whole.total, whole.matched, whole.more)


def test_pages_follow_each_other(filled: Store) -> None:
    queue = StoreQueue(filled, settings(filled))
    seen, after = [], 0
    while True:
        page = queue.listing(TODAY, Selection(), after=after, limit=9)
        seen += [entry.rank for entry in page.entries]
        after = seen[-1]
        if not page.more:
            break
    assert seen == list(range(1, page.total + 1))


def test_who_is_read_leaves_and_the_others_keep_their_rank(filled: Store) -> None:
    queue = StoreQueue(filled, settings(filled))
    first, second = queue.listing(TODAY, Selection(), limit=2).entries
    read = replace(first.record, outcomes=(Outcome(NOTHING, TODAY, "lecture"),))
    acts.save(filled, read)
    queue.forget()
    after = queue.listing(TODAY, Selection(), limit=1)
    assert [(e.rank, e.record.act_id) for e in after.entries] == [(2, second.record.act_id)]
    assert queue.standpoint(first.record.act_id, TODAY).entry is None
    assert [r.act_id for r in queue.board(TODAY).done] == [first.record.act_id]
    acts.save(filled, replace(read, outcomes=()))  # taken back
    queue.forget()
    assert (
        queue.listing(TODAY, Selection(), limit=1).entries[0].record.act_id == first.record.act_id
    )


def test_filtered_pages_follow_each_other_while_acts_are_read(filled: Store) -> None:
    queue, chosen = StoreQueue(filled, settings(filled)), Selection(text="piscine")
    first = queue.listing(TODAY, chosen, limit=3)
    assert first.more
    acts.save(filled, _read(first.entries[1].record))
    queue.forget()
    again = queue.listing(TODAY, chosen, limit=3)
    assert (again.matched, again.total) == (first.matched - 1, first.total - 1)
    assert again.entries[:2] == (first.entries[0], first.entries[2])
    seen, after = [], 0
    while (page := queue.listing(TODAY, chosen, after=after, limit=3)).entries:
        seen += [entry.rank for entry in page.entries]
        after = seen[-1]
        assert page.more is (len(seen) < again.matched)
    assert len(seen) == again.matched


def test_a_filter_knows_the_queue_made_anew_and_the_words_put_right(filled: Store) -> None:
    queue = StoreQueue(filled, settings(filled))
    asked = [Selection(theme="flood"), Selection(text="piscine"), Selection(text="serre")]
    before = [queue.listing(TODAY, one).matched for one in asked]
    record = queue.listing(TODAY, asked[1], limit=1).entries[0].record
    works = replace(record.dossier.facts.works, value="Une serre")
    facts = replace(record.dossier.facts, works=works)
    dossier = replace(record.dossier, facts=facts, masked_text="Une serre")
    acts.save(filled, replace(record, dossier=dossier))
    queue.forget()
    words = [queue.listing(TODAY, one).matched for one in asked]
    assert words == [before[0], before[1] - 1, before[2] + 1]
    flooded = queue.listing(TODAY, asked[0], limit=1).entries[0].record
    acts.save(filled, _read(flooded))
    prepare(filled, settings(filled), TODAY, again=True)
    queue.forget()
    assert queue.listing(TODAY, asked[0]).matched == before[0] - 1


def _read(record: ActRecord) -> ActRecord:
    return replace(record, outcomes=(Outcome(NOTHING, TODAY, "lecture"),))


def test_an_act_that_arrives_takes_its_rank_and_picks_stay(filled: Store) -> None:
    queue = StoreQueue(filled, settings(filled))
    picked = {e.record.act_id for e in queue.board(TODAY).picked}
    urgent = an_act(90)
    score = replace(urgent.score, probability=0.99, gravity=20.0)
    acts.save(filled, replace(urgent, score=score))
    kept = queues.made(filled, TODAY)
    queues.save(filled, replace(kept, seconds=0.0), queues.page(filled, TODAY, queues.Sought()))
    queue.forget()
    assert queue.listing(TODAY, Selection(), limit=1).entries[0].record.act_id == "act-090"
    assert {e.record.act_id for e in queue.board(TODAY).picked} == picked


def test_a_rank_changed_by_hand_holds(filled: Store) -> None:
    queue = StoreQueue(filled, settings(filled))
    last = queue.listing(TODAY, Selection(), limit=None).entries[-1].record.act_id
    desk_notes.override(filled, last, desk_notes.FIRST, reason="signalé", by="nadia")
    queue.forget()
    first = queue.listing(TODAY, Selection(), limit=1).entries[0]
    assert (first.rank, first.record.act_id) == (1, last)


def test_a_strategy_moves_ranks_and_no_other_number(filled: Store) -> None:
    before = {e.record.act_id: e.record.score for e in _whole(filled)}
    body = to_json(Steering(territories=(("34150", 4.0),), themes=((Theme.FORM, 0.5),)))
    strategies.add(filled, since=TODAY, author="Nadia", reason="essai de l'année", body=body)
    after = {e.record.act_id: e.record.score for e in _whole(filled)}
    assert list(after) != list(before)
    for act_id, score in after.items():
        old = before[act_id]
        assert (score.probability, score.gravity) == (old.probability, old.gravity)
        assert score.urgency == old.urgency


def test_what_changed_since_the_last_queue_is_told(filled: Store) -> None:
    prepare(filled, settings(filled), TODAY)
    calendar.fix(filled, TODAY + timedelta(days=1))
    acts.save(filled, an_act(91))
    made = prepare(filled, settings(filled), TODAY + timedelta(days=1))
    assert made.since["before"] == TODAY.isoformat()
    assert made.since["entered"] == 1


def test_capacity_by_person_sums(filled: Store) -> None:
    kept_values.save(filled, "capacity by person", {"claire": 3, "marc": 4})
    prepare(filled, settings(filled), TODAY)
    assert len(kept_values.get(filled, f"queue {TODAY.isoformat()}")["picks"]) == 7


def test_another_day_is_made_from_what_was_open_then(filled: Store) -> None:
    day = TODAY - timedelta(days=10)
    found = day_queue(filled, settings(filled), day, TODAY)
    exact = {r.act_id for r in acts.iterate(filled) if is_open(r, day)}
    assert {entry.record.act_id for entry in found.entries} == exact


def _whole(store: Store):
    return StoreQueue(store, settings(store)).whole(TODAY).entries


def test_dates_are_dates(filled: Store) -> None:
    assert all(isinstance(one.open_until, date) for one in standings.open_on(filled, TODAY))


def test_acts_of_a_period_are_those_filed_under_its_days(filled: Store) -> None:
    every = standings.filed(filled, date.min, TODAY)
    days = sorted({one.filed_on for one in every})
    first, last = days[1], days[-2]
    found = {one.act_id for one in standings.filed(filled, first, last)}
    assert found == {one.act_id for one in every if first <= one.filed_on <= last}
    assert 0 < len(found) < len(every)
