"""Working down the queue: the next act, skipping, undoing, another rank, saved views."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.api.memory import some_deadlines
from vigie.domain.review import ReviewDecision

CLAIRE, MARC, NADIA = "claire", "marc", "nadia"


def signed_in(client, login):
    client.post("/connexion", data={"compte": login})
    return re.search(r'name="jeton" value="([0-9a-f]+)"', client.get("/").text)[1]


def decided(client, token, act_id, decision="nothing_to_say", version=0):
    form = {"jeton": token, "decision": decision, "version": str(version)}
    return client.post(f"/actes/{act_id}/decisions", data=form)


def audited(client, what):
    return [row for row in client.app.state.audit.rows() if row["what"] == what]


def test_next_is_the_first_that_nobody_has(client, desk):
    one = client.post("/suivante", data={"jeton": signed_in(client, CLAIRE)})
    two = client.post("/suivante", data={"jeton": signed_in(client, MARC)})
    assert one.url.path == "/actes/act-001"
    assert two.url.path == "/actes/act-002"
    assert desk.held["act-001"].by == CLAIRE


def test_next_leaves_out_what_was_just_concluded(client, desk):
    token = signed_in(client, CLAIRE)
    desk.made_order = desk.order(desk.today())
    decided(client, token, "act-001")
    desk.order = lambda day: desk.made_order  # a list read before the decision
    assert client.post("/suivante", data={"jeton": token}).url.path == "/actes/act-002"
    assert "act-001" not in desk.held


def test_skipping_needs_a_reason_and_takes_the_next(client, desk):
    token = signed_in(client, CLAIRE)
    wrong = client.post("/actes/act-001/passe", data={"jeton": token, "raison": "rien"})
    assert wrong.status_code == 422
    moved = client.post("/actes/act-001/passe", data={"jeton": token, "raison": "interest"})
    assert moved.url.path == "/actes/act-002"
    assert "je me déporte" in client.get("/actes/act-001").text
    assert audited(client, "acte passé")[0]["more"] == {"reason": "interest"}
    assert client.post("/suivante", data={"jeton": token}).url.path == "/actes/act-003"


def test_undoing_gives_the_act_back_and_stays_in_the_history(client, desk):
    token = signed_in(client, CLAIRE)
    decided(client, token, "act-001", "pieces_to_ask")
    assert "courriers/pieces.odt" in client.get("/actes/act-001").text
    form = {"jeton": token, "version": "1"}
    assert client.post("/actes/act-001/annulation", data=form).status_code == 200
    assert [review.decision for review in desk.kept] == ["pieces_to_ask", "undone"]
    html = client.get("/actes/act-001").text
    assert "Décision annulée" in html
    assert "courriers/pieces.odt" not in html
    assert audited(client, "décision annulée")
    again = client.post("/actes/act-001/annulation", data={"jeton": token, "version": "2"})
    assert again.status_code == 409


def test_only_its_author_and_the_head_undo(client):
    decided(client, signed_in(client, CLAIRE), "act-001")
    form = {"version": "1"}
    marc = signed_in(client, MARC)
    assert client.post("/actes/act-001/annulation", data=form | {"jeton": marc}).status_code == 403
    nadia = signed_in(client, NADIA)
    assert client.post("/actes/act-001/annulation", data=form | {"jeton": nadia}).status_code == 200


def test_undone_is_no_decision_of_the_form(client):
    token = signed_in(client, CLAIRE)
    assert decided(client, token, "act-001", "undone").status_code == 422


@pytest.mark.parametrize("decision", ["later", "uncertain"])
def test_what_is_left_stays_in_the_queue_and_says_so(client, desk, decision):
    token = signed_in(client, CLAIRE)
    decided(client, token, "act-001", decision)
    assert desk.kept[0].outcome is None
    assert desk.notes.waiting(["act-001"]) == {"act-001": ReviewDecision(decision)}
    row = client.get("/").text.partition("act-001")[2].partition("</tr>")[0]
    assert {"later": "Plus tard", "uncertain": "Incertain"}[decision] in row


def test_rank_is_changed_with_its_reason(client, desk):
    token = signed_in(client, CLAIRE)
    form = {"jeton": token, "place": "first", "raison": "signalé par un tiers lésé"}
    assert client.post("/actes/act-003/rang", data=form | {"raison": "x"}).status_code == 422
    assert client.post("/actes/act-003/rang", data=form).status_code == 200
    assert "signalé par un tiers lésé" in client.get("/").text
    assert audited(client, "rang changé")[0]["more"]["place"] == "first"
    client.post("/actes/act-003/rang", data=form | {"place": "own"})
    assert desk.notes.overrides(["act-003"]) == {}


def test_saved_views_are_ones_own(client):
    token = signed_in(client, CLAIRE)
    client.post("/vues", data={"jeton": token, "nom": "Mes feux", "requete": "?theme=fire"})
    assert 'href="/?theme=fire"' in client.get("/").text
    marc = signed_in(client, MARC)
    assert "Mes feux" not in client.get("/").text
    outside = client.post("/vues", data={"jeton": marc, "nom": "x", "requete": "//ailleurs.fr"})
    assert outside.status_code == 422
    token = signed_in(client, CLAIRE)
    client.post("/vues/oubli", data={"jeton": token, "nom": "Mes feux"})
    assert "Mes feux" not in client.get("/").text


def test_search_looks_at_acts_read_too(client):
    token = signed_in(client, CLAIRE)
    decided(client, token, "act-001")
    assert "act-001" in client.get("/recherche?q=V0001").text
    assert "Aucun acte trouvé" in client.get("/recherche?q=introuvable").text


def test_signing_out_is_one_button(client):
    token = signed_in(client, MARC)
    assert "/deconnexion" in client.get("/").text
    client.post("/deconnexion", data={"jeton": token})
    assert "Marc Olivier</a>" not in client.get("/").text


def test_reviews_by_programs_are_in_the_log(client):
    body = {"decision": "nothing_to_say", "by": "moteur"}
    assert client.post("/api/v1/acts/act-001/reviews", json=body).status_code == 201
    (row,) = audited(client, "décision")
    assert row["more"]["reviewer"] == "moteur"
    assert json.dumps(row)


def test_an_act_out_of_reach_is_not_said_to_be_read(client, desk):
    late = desk.records["act-004"]
    deadlines = some_deadlines(desk.day - timedelta(days=200))
    desk.records["act-004"] = replace(late, deadlines=deadlines)
    number = late.dossier.facts.dossier_number.value
    html = client.get("/recherche", params={"q": number}).text
    assert "Hors délai, non lu" in html
    assert "À lire" not in html
