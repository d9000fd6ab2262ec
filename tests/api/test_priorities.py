"""The figures of the service."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from api.overview import Crossing
from api.overview import overview as of_store
from api.pages.priorities import plot
from scoring.score import logit
from tests.api.counting import out_of_reach, overview
from tests.api.memory import TODAY, an_act, some_deadlines
from tests.api.standing import standing_of
from vigie.domain.outcome import Outcome, Rung
from vigie.domain.score import TO_READ, Contribution
from vigie.store import acts, open_store
from vigie.store.standings import themes_of


def counted(records, today=TODAY):
    """The overview of acts as the store hands them over."""
    return overview([seen(record) for record in records], today)


def seen(record):
    return standing_of(record, acts.received_on(record))


def old(record, *, certain=True):
    """The same act, received so long ago that nothing can be done."""
    received = TODAY - timedelta(days=200)
    deadlines = some_deadlines(received)
    defere = replace(deadlines.defere, certain=certain)
    return replace(record, deadlines=replace(deadlines, defere=defere))


def test_counts_and_debt():
    read = replace(an_act(1), outcomes=(Outcome(Rung.OBSERVATIONS, TODAY, "x"),))
    nothing = replace(an_act(2), outcomes=(Outcome(Rung.NOTHING_SAID, TODAY, "x"),))
    lost = old(an_act(3))
    found = counted([read, nothing, lost, an_act(4)], TODAY).whole
    assert (found.received, found.read, found.followed, found.missed) == (4, 2, 1, 1)
    assert found.rate == 0.5
    assert found.expected == pytest.approx(lost.score.probability)
    low, high = found.between
    assert 0 <= low <= found.expected <= high <= found.missed


def test_a_date_to_confirm_is_not_missed():
    assert out_of_reach(seen(old(an_act(1))), TODAY)
    assert not out_of_reach(seen(old(an_act(1), certain=False)), TODAY)


def test_debt_leaves_out_what_only_serves_the_order():
    record = old(an_act(3))
    raised = Contribution(TO_READ, "À lire", None, None, logit(0.96) - logit(0.1))
    score = replace(record.score, probability=0.96, contributions=(raised,))
    lost = counted([replace(record, score=score)], TODAY).whole
    assert lost.expected == pytest.approx(0.1)


def test_groups_hold_every_act_once():
    found = counted([an_act(index) for index in range(1, 31)])
    for groups in (found.communes, found.types, found.months, found.epcis):
        assert sum(count.received for count in groups) == 30
    assert [count.name for count in found.months] == sorted(c.name for c in found.months)


def test_acts_still_to_come_are_not_counted():
    assert counted([an_act(1)], date(2020, 1, 1)).whole.received == 0


def test_plot_stays_in_its_frame():
    drawn = plot(counted([an_act(index) for index in range(1, 61)]).months)
    for column in drawn.columns:
        assert drawn.left <= column.x
        assert column.x + column.width <= drawn.width
        assert 0 <= column.received_y <= column.read_y <= drawn.base


def test_page_says_it_is_a_made_world(client, desk):
    assert "Monde inventé" in client.get("/priorites").text
    desk.records.clear()
    assert client.get("/priorites").status_code == 200


def test_the_database_counts_as_one_counts_act_by_act(tmp_path):
    records = [an_act(index) for index in range(1, 41)]
    records += [old(record, certain=record.act_id < "act-010") for record in records[:20]]
    records[3] = replace(records[3], outcomes=(Outcome(Rung.OBSERVATIONS, TODAY, "x"),))
    records[25] = replace(records[25], outcomes=(Outcome(Rung.NOTHING_SAID, TODAY, "x"),))
    records = list({record.act_id: record for record in records}.values())
    store = open_store(f"sqlite:///{tmp_path / 'vigie.sqlite'}", home=tmp_path)
    for record in records:
        acts.save(store, record)
    every = [seen(record) for record in records]
    one = every[6]
    crossings = (
        Crossing(),
        Crossing(theme=themes_of(one.themes)[0]),
        Crossing(insee=one.insee),
        Crossing(epci=one.epci),
        Crossing(act_type=one.act_type, month=one.filed_on.replace(day=1)),
    )
    for asked in crossings:
        found, wanted = of_store(store, TODAY, asked), overview(every, TODAY, asked)
        assert found.whole.received > 0
        for name in ("themes", "communes", "epcis", "types", "months"):
            assert figures(getattr(found, name)) == figures(getattr(wanted, name))
        assert figures([found.whole]) == figures([wanted.whole])
        assert list(found.clocks) == list(wanted.clocks)
    assert any(clock.missed and clock.near for clock in of_store(store, TODAY).clocks)
    store.close()


def figures(counts):
    """Counts as values, sums rounded to what the order of adding moves."""
    return sorted(
        (c.code, c.name, c.received, c.read, c.followed, c.missed, *map(rounded, owed(c)))
        for c in counts
    )


def owed(count):
    return count.expected, count.variance


def rounded(value):
    return round(value, 9)
