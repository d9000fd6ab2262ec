"""Past acts like this one."""

from __future__ import annotations

from dataclasses import replace

from api.similar import closest, trait
from tests.api.memory import TODAY, a_finding, an_act
from vigie.domain.finding import Theme
from vigie.domain.outcome import Outcome, Rung


def known(index, rung=Rung.OBSERVATIONS, **changes):
    return replace(an_act(index), outcomes=(Outcome(rung, TODAY, "suivi"),), **changes)


def test_the_same_grounds_on_the_same_zone_come_first():
    mine = trait(an_act(1))
    near = known(4)
    far = known(2, findings=(a_finding("ARC-1", theme=Theme.FORM),))
    found = closest(mine, [trait(far), trait(near)])
    assert found[0].trait.act_id == near.act_id
    assert found[0].shared == ("FOR-2", "INO-1", "zone Bu", "zone Rn")


def test_acts_without_outcome_teach_nothing():
    assert closest(trait(an_act(1)), [trait(an_act(4))]) == ()


def test_an_act_is_not_like_itself():
    assert closest(trait(known(1)), [trait(known(1))]) == ()


def test_order_does_not_depend_on_arrival():
    mine, others = trait(an_act(1)), [trait(known(index)) for index in range(2, 20)]
    assert closest(mine, others) == closest(mine, reversed(others))


def test_the_page_shows_them(client, desk):
    desk.records["act-004"] = known(4, Rung.WITHDRAWN)
    html = client.get("/actes/act-001").text
    assert "Retiré ou modifié" in html.split('id="semblables"')[1]
