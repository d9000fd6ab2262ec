"""The pages: what a reader finds on them, and the safety that every answer carries."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from api.security import POLICY
from tests.api.memory import TODAY, a_document, an_act
from vigie.domain.outcome import Outcome, Rung

PAGES = ["/", "/actes/act-001", "/mis-de-cote", "/couches", "/methode", "/priorites", "/aide"]


def order_of(html: str) -> list[str]:
    rows = html.split('class="queue__row"')[1:]
    return [re.search(r'href="/actes/([^"?]+)', row).group(1) for row in rows]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_french_safe_and_without_inline_code(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert '<html lang="fr"' in answer.text
    assert answer.headers["content-security-policy"] == POLICY
    assert " style=" not in answer.text
    assert "<style" not in answer.text
    assert not re.search(r"<script(?![^>]*\bsrc=)", answer.text)
    assert not re.search(r"\son[a-z]+=", answer.text)
    assert "probabilité" not in answer.text.lower() or path == "/methode"


def test_queue_page_is_in_the_order_of_the_api(client):
    api = [item["act_id"] for item in client.get("/api/v1/queue?limit=50").json()["items"]]
    assert order_of(client.get("/").text) == api


def test_queue_page_goes_on_where_it_stopped(client):
    first = client.get("/").text
    link = re.search(r'href="(\?apres=\d+)"', first).group(1)
    following = order_of(client.get(f"/{link}").text)
    assert len(order_of(first)) + len(following) == 60
    assert not set(order_of(first)) & set(following)


def test_queue_page_filters_and_says_how_many(client):
    html = client.get("/?commune=34003&type=PCMI").text
    assert "répondent" in html
    assert len(order_of(html)) == 10
    assert '<option value="34003" selected>' in html


@pytest.mark.parametrize("sought", ["0034", "MARSEILLAN piscine", "pc034003 v0034", "interdiction"])
def test_search_finds_numbers_words_and_reasons(client, sought):
    html = client.get("/", params={"q": sought}).text
    assert order_of(html)
    assert f'value="{sought}"' in html


def test_search_that_finds_nothing(client):
    assert order_of(client.get("/?q=zeppelin").text) == []


def test_who_has_an_act_is_seen_in_the_queue(client):
    token = re.search(r'name="jeton" value="([0-9a-f]+)"', client.get("/actes/act-002").text)[1]
    client.post("/actes/act-002/prise", data={"jeton": token})
    html = client.get("/").text
    assert html.count("pris par vous") == 1
    assert order_of(client.get("/?etat=a-moi").text) == ["act-002"]
    client.post("/connexion", data={"compte": "marc"})
    assert "pris par Claire Fabre" in client.get("/").text


def test_queue_page_with_nothing_says_so(client, desk):
    desk.records.clear()
    assert "La file est vide" in client.get("/").text
    assert "Aucun acte de la file ne répond" in client.get("/?theme=fire").text


def test_score_of_an_act_drawn_at_random_is_hidden_until_it_is_read(client, desk):
    entry = next(e for e in desk.queue(desk.day) if e.stratum == "random")
    figure = f"{round(entry.record.score.probability * 100)}<span"
    html = client.get(f"/actes/{entry.record.act_id}").text
    assert "tiré au hasard" in html
    assert figure not in html
    read = replace(entry.record, outcomes=(Outcome(Rung.NOTHING_SAID, TODAY, "lecture"),))
    desk.records[entry.record.act_id] = read
    assert figure in client.get(f"/actes/{entry.record.act_id}").text


def test_act_page_ties_each_reason_to_its_place(client):
    html = client.get("/actes/act-001").text
    assert 'href="#preuve-1"' in html
    assert 'id="preuve-1"' in html
    assert 'href="#motif-INO-1"' in html
    assert 'id="motif-INO-1"' in html
    assert "Pour l'écarter" in html
    assert "82\u00a0%" in html


def test_map_is_in_degrees_with_the_land_last(client):
    answer = client.get("/actes/act-001/carte.geojson")
    features = answer.json()["features"]
    assert answer.headers["content-type"] == "application/geo+json"
    assert [f["properties"]["kind"] for f in features] == ["zone", "zone", "land"]
    x, y = features[-1]["geometry"]["coordinates"][0][0]
    assert 3 < x < 4
    assert 43 < y < 44


def test_page_image(client):
    sha = "a" * 64
    answer = client.get(f"/documents/{sha}/pages/1.png?l=300")
    assert answer.headers["content-type"] == "image/png"
    assert client.get(f"/documents/{sha}/pages/9.png").status_code == 404
    assert client.get(f"/documents/{sha}/pages/1.png?l=99999").status_code == 422


def test_documents_set_aside_are_all_named_with_their_reason(client, desk):
    desk.documents = [
        a_document("d" * 64, name="<b>un.pdf", reason="chiffré : demander un fichier lisible")
    ]
    html = client.get("/mis-de-cote").text
    assert "&lt;b&gt;un.pdf" in html
    assert "chiffré : demander un fichier lisible" in html


def test_what_is_not_there_is_a_page_for_people_and_a_problem_for_programs(client):
    page = client.get("/actes/nope", headers={"accept": "text/html"})
    assert page.status_code == 404
    assert "Introuvable" in page.text
    assert client.get("/actes/nope").headers["content-type"] == "application/problem+json"


def test_text_of_an_act_is_never_markup(client, desk):
    record = an_act(1)
    evil = replace(record.findings[0], because="<script>alert(1)</script>")
    desk.records["act-001"] = replace(record, findings=(evil,))
    for path in ("/", "/actes/act-001"):
        assert "<script>alert" not in client.get(path).text
