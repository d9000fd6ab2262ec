"""Deciding: who may, what is kept, and what happens when two people meet on one act."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from api.pages.act import recours_over
from tests.scoring.makers import a_house, a_place, a_record
from vigie.domain.outcome import Rung


def token_of(client) -> str:
    return re.search(r'name="jeton" value="([0-9a-f]+)"', client.get("/actes/act-001").text)[1]


def decide(client, **form):
    form = {"jeton": token_of(client), "version": "0", "decision": "observations"} | form
    return client.post("/actes/act-001/decisions", data=form, follow_redirects=False)


def become(client, login: str) -> None:
    answer = client.post("/connexion", data={"compte": login}, follow_redirects=False)
    assert answer.status_code == 303


def test_a_decision_is_an_outcome_signed_by_its_author(client, desk):
    become(client, "marc")
    answer = decide(client, motif=["INO-1", "FOR-2", "NOT-OURS"], note=" à voir ")
    assert answer.status_code == 303
    (review,) = desk.kept
    assert review.by == "marc"
    assert review.grounds == ("INO-1", "FOR-2")
    assert review.outcome.rung is Rung.OBSERVATIONS
    assert review.note == "à voir"
    html = client.get(answer.headers["location"]).text
    assert "Décision enregistrée" in html
    assert "observations.odt" in html


def test_observations_need_a_ground(client, desk):
    assert decide(client).status_code == 422
    assert desk.kept == []


def test_a_form_of_another_session_or_site_changes_nothing(client, desk):
    assert decide(client, jeton="0" * 64, decision="later").status_code == 403
    form = {"jeton": token_of(client), "version": "0", "decision": "later"}
    for headers in ({"origin": "https://ailleurs.example"}, {"sec-fetch-site": "cross-site"}):
        answer = client.post("/actes/act-001/decisions", data=form, headers=headers)
        assert answer.status_code == 403
    assert desk.kept == []


def test_the_second_to_decide_sees_the_first_one_s_decision(client, desk):
    become(client, "claire")
    decide(client, decision="nothing_to_say", note="rien vu")
    become(client, "marc")
    answer = decide(client, version="0", motif=["INO-1"])
    assert answer.status_code == 409
    assert "Claire Fabre a décidé entre-temps" in answer.text
    assert "rien vu" in answer.text
    assert len(desk.kept) == 1
    assert decide(client, version="1", motif=["INO-1"]).status_code == 303


def test_an_act_taken_by_another_is_not_taken_unawares(client, desk):
    form = {"jeton": token_of(client)}
    client.post("/actes/act-001/prise", data=form)
    assert desk.held["act-001"].by == "claire"
    become(client, "marc")
    form = {"jeton": token_of(client)}
    answer = client.post("/actes/act-001/prise", data=form)
    assert answer.status_code == 409
    assert "Claire Fabre a déjà pris cet acte" in answer.text
    client.post("/actes/act-001/rendu", data=form)
    assert desk.held["act-001"].by == "claire"
    client.post("/actes/act-001/prise", data=form | {"force": "true"})
    assert desk.held["act-001"].by == "marc"


def test_deciding_gives_the_act_back(client, desk):
    client.post("/actes/act-001/prise", data={"jeton": token_of(client)})
    decide(client, decision="nothing_to_say")
    assert desk.held == {}


def test_every_view_and_decision_is_in_the_log(client):
    decide(client, decision="nothing_to_say")
    audit = client.app.state.audit
    said = [(row["by"], row["what"], row["on"]) for row in audit.rows()]
    assert ("claire", "acte vu", "act-001") in said
    assert ("claire", "décision", "act-001") in said
    assert audit.verify() == len(said)


@pytest.mark.parametrize(
    ("useful_until", "certain", "defere_until", "over"),
    [(-1, True, 10, True), (0, True, 10, False), (-1, False, 10, False), (-20, True, -1, False)],
)
def test_a_letter_too_late_for_a_recours_is_told(useful_until, certain, defere_until, over):
    record, today = a_record(a_house(a_place())), dt.date(2026, 3, 16)
    clocks = record.deadlines
    useful = replace(
        clocks.recours_gracieux, date=today + dt.timedelta(useful_until), certain=certain
    )
    defere = replace(clocks.defere, date=today + dt.timedelta(defere_until))
    late = replace(record, deadlines=replace(clocks, recours_gracieux=useful, defere=defere))
    assert recours_over(late, today) is over
