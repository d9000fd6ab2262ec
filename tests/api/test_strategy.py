"""The local strategy: only the order moves; every version has its author and its reason."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from api.queue_ranking import ranked
from api.trial import Terms, preview, simulate
from scoring.score import steered
from scoring.steering import NEUTRAL, Quota, Steering
from scoring.strategy import from_json, to_json
from tests.api.memory import TODAY, an_act
from tests.api.standing import standing_of
from vigie.domain.fact import ActType
from vigie.domain.finding import Theme
from vigie.errors import UserError
from vigie.store import acts

FLOOD_FIRST = Steering(
    themes=((Theme.FLOOD, 2.0),),
    territories=(("34150", 0.5),),
    types=((ActType.DP, 3.0),),
    quotas=(Quota("type", "DP", 1, 3),),
)


def rows(count=40):
    records = [an_act(index) for index in range(1, count)]
    return [standing_of(record, acts.received_on(record)) for record in records]


def signed_in(client, login):
    client.post("/connexion", data={"compte": login})
    return re.search(r'name="jeton" value="([0-9a-f]+)"', client.get("/strategie").text)[1]


def test_json_and_back():
    assert from_json(to_json(FLOOD_FIRST)) == replace(FLOOD_FIRST, version="essai")


@pytest.mark.parametrize(
    "body",
    [
        {"themes": {"flood": 9}},
        {"themes": {"mer": 1}},
        {"types": {"XX": 2}},
        {"quotas": [{"kind": "theme", "key": "flood", "least": 3, "most": 1}]},
        {"quotas": [{"kind": "saison", "key": "été", "least": 1}]},
    ],
)
def test_what_no_strategy_may_say(body):
    with pytest.raises(UserError):
        from_json(body)


def test_only_steering_moves():
    record = an_act(4)
    before = record.score
    after = steered(before, record.dossier, record.findings, FLOOD_FIRST)
    assert after.steering != before.steering
    same = ("probability", "gravity", "urgency", "model_version", "contributions", "degraded")
    for name in same:
        assert getattr(after, name) == getattr(before, name)  # bit for bit
    assert replace(after, steering=before.steering, rank_value=before.rank_value) == before


def test_columns_weigh_as_whole_acts_do():
    for index in range(1, 20):
        record = an_act(index)
        row = standing_of(record, acts.received_on(record))
        (candidate,) = ranked([row], FLOOD_FIRST, TODAY, {})
        (neutral,) = ranked([row], NEUTRAL, TODAY, {})
        weight = FLOOD_FIRST.weight(record.dossier, record.findings)
        assert candidate.value == pytest.approx(neutral.value * weight)


def test_preview_names_what_enters_and_leaves():
    every = rows()
    now = Terms(4, 0.0, NEUTRAL)
    assert preview(every, now, now, TODAY).moved == 0
    seen = preview(every, now, replace(now, steering=FLOOD_FIRST), TODAY)
    assert seen.moved > 0
    assert len(seen.entering) == len(seen.leaving) > 0


def test_simulating_more_capacity_reads_more():
    every = rows(60)
    few, many = (simulate(every, Terms(size, 0.2, NEUTRAL), TODAY, 60) for size in (1, 4))
    assert few.days == many.days > 0
    assert few.read < many.read
    assert few.lost >= many.lost


def test_the_head_tries_then_sets(client, desk):
    token = signed_in(client, "nadia")
    form = {"jeton": token, "poids-flood": "2", "communes": "34150 ; 0,5 ; ; 2", "moins-DP": "1"}
    tried = client.post("/strategie", data=form | {"geste": "essayer"})
    assert "Ce que cela changerait" in tried.text
    assert desk.notes.kept == []
    short = client.post("/strategie", data=form | {"geste": "fixer", "raison": "non"})
    assert short.status_code == 422
    client.post("/strategie", data=form | {"geste": "fixer", "raison": "plan d'action 2026"})
    (kept,) = desk.notes.kept
    assert kept.author == "Nadia Roche"
    assert kept.body["themes"] == {"flood": 2.0}
    assert kept.body["territories"] == {"34150": 0.5}
    assert [q["key"] for q in kept.body["quotas"]] == ["DP", "34150"]
    assert "plan d&#39;action 2026" in client.get("/strategie").text
    assert any(row["what"] == "stratégie fixée" for row in client.app.state.audit.rows())


def test_a_reviewer_reads_it_only(client, desk):
    token = signed_in(client, "claire")
    answer = client.post("/strategie", data={"jeton": token, "geste": "fixer"})
    assert answer.status_code == 403
    assert client.post("/equipe", data={"jeton": token, "lit-claire": "3"}).status_code == 403
    assert desk.notes.kept == []


def test_a_wrong_line_is_named(client):
    token = signed_in(client, "nadia")
    answer = client.post("/strategie", data={"jeton": token, "communes": "34150 ; beaucoup"})
    assert answer.status_code == 422
    assert "beaucoup" in answer.text


def test_capacity_by_person(client, desk):
    token = signed_in(client, "nadia")
    client.post(
        "/equipe", data={"jeton": token, "lit-claire": "3", "lit-marc": "4", "lit-nadia": ""}
    )
    assert desk.notes.team() == {"claire": 3, "marc": 4}


def test_the_certificate_is_refused_while_a_draw_is_not_read(client, desk):
    html = client.get("/certificat").text
    assert "Le certificat attend la lecture" in html
    assert "/actes/act-017" in html
    desk.drawn_at_random = frozenset()
    assert "Certificat de rappel." in client.get("/certificat").text
