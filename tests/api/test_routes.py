"""Each endpoint: what it answers, and the shape of its refusals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.api.memory import a_document, a_finding
from vigie.domain.finding import Theme
from vigie.domain.outcome import Rung, Selection

FACTS = {
    "dossier_number": "PC 034150 26 V0036",
    "act_type": {"value": "PC", "confidence": 0.8},
    "decision": "granted",
    "decided_on": "2026-03-02",
    "parcels": ["34150000CA0221"],
    "works_kinds": ["new_dwelling"],
    "risk_zones_cited": [{"plan": "PPRI", "zone": "BU"}],
    "opinions": {"value": [{"body": "abf", "sense": "favourable", "given_on": "2026-02-01"}]},
    "signatory": {"name": "X", "role": "mayor", "by_delegation": False},
    "floor_area_created_m2": 120,
}


def is_problem(answer, status: int) -> dict:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


def test_queue_gives_ranked_items(client):
    body = client.get("/api/v1/queue").json()
    assert [item["rank"] for item in body["items"]] == list(range(1, 61))
    assert body["next_cursor"] is None
    values = [item["rank_value"] for item in body["items"]]
    assert values == sorted(values, reverse=True)
    for name in ("act_id", "documents", "dossier_number", "commune_insee", "probability"):
        assert name in body["items"][0]


def test_queue_pages_lose_nothing_and_repeat_nothing(client):
    whole = [item["act_id"] for item in client.get("/api/v1/queue").json()["items"]]
    seen, cursor = [], None
    while True:
        query = {"limit": 7} | ({"cursor": cursor} if cursor else {})
        answer = client.get("/api/v1/queue", params=query)
        seen += [item["act_id"] for item in answer.json()["items"]]
        cursor = answer.json()["next_cursor"]
        assert ("next" in answer.links) == (cursor is not None)
        if cursor is None:
            break
    assert seen == whole


def test_queue_filters(client, desk):
    desk.records["act-004"] = replace(
        desk.records["act-004"], findings=(a_finding("LIT-1", theme=Theme.LITTORAL),)
    )
    littoral = client.get("/api/v1/queue?theme=littoral").json()["items"]
    assert [item["act_id"] for item in littoral] == ["act-004"]
    agde = client.get("/api/v1/queue?commune=34003").json()["items"]
    assert {item["commune_insee"] for item in agde} == {"34003"}
    houses = client.get("/api/v1/queue?type=PCMI").json()
    permits = client.get("/api/v1/queue?type=PC").json()
    assert houses["total"] == permits["total"] == 30
    assert client.get("/api/v1/queue?theme=&commune=&type=").json()["total"] == 60


@pytest.mark.parametrize(
    "query", ["theme=nope", "type=XX", "limit=0", "limit=x", "date=hier", "cursor=abc"]
)
def test_queue_refuses_what_it_does_not_know(client, query):
    is_problem(client.get(f"/api/v1/queue?{query}"), 422)


def test_act_by_each_of_its_names(client, desk):
    record = desk.records["act-001"]
    for name in (
        "act-001",
        record.dossier.facts.dossier_number.value,
        record.dossier.documents[0].sha256,
    ):
        body = client.get(f"/api/v1/acts/{name}").json()
        assert body["act_id"] == "act-001"
    for name in ("documents", "status", "facts", "place", "zones", "findings", "deadlines"):
        assert name in body
    assert set(body["deadlines"]) == {"suspension", "recours_gracieux", "defere", "retrait"}


def test_act_that_is_not_there(client):
    body = is_problem(client.get("/api/v1/acts/nope"), 404)
    assert "nope" in body["detail"]


def test_document_still_to_be_read_is_an_act_in_waiting(client, desk):
    desk.documents.append(a_document("c" * 64))
    body = client.get(f"/api/v1/acts/{'c' * 64}").json()
    assert body["status"] == "received"
    assert body["facts"] == {}


def test_score_takes_values_plain_or_wrapped(client, desk):
    body = client.post("/api/v1/score", json=FACTS).json()
    assert set(body) >= {
        "probability", "gravity", "findings", "contributions",
        "deadlines", "model_version", "degraded",
    }  # fmt: skip
    facts, text = desk.assessed[0]
    assert text is None
    assert facts.act_type.value == "PC"
    assert facts.act_type.confidence == 0.8
    assert facts.parcels.value == ("34150000CA0221",)
    assert facts.decided_on.value.isoformat() == "2026-03-02"
    assert facts.opinions.value[0].body == "abf"
    assert facts.risk_zones_cited.value[0].zone == "BU"


def test_score_of_what_extract_printed(client, desk):
    printed = {"document": {"sha256": "0" * 64, "pages": 1}, "facts": FACTS, "text": "ARRÊTÉ"}
    assert client.post("/api/v1/score", json=printed).status_code == 200
    facts, text = desk.assessed[0]
    assert facts.dossier_number.value == "PC 034150 26 V0036"
    assert text == "ARRÊTÉ"


def test_score_of_nothing_is_not_an_error(client):
    assert client.post("/api/v1/score", json={}).status_code == 200


def test_score_names_what_it_did_not_know(client):
    body = client.post("/api/v1/score", json={"colour": "blue"}).json()
    assert any("colour" in gap for gap in body["degraded"])


@pytest.mark.parametrize(
    "body",
    [{"decided_on": "hier"}, {"act_type": "ZZ"}, {"dwellings_created": "beaucoup"}, {"text": 3}],
)
def test_score_refuses_a_value_of_another_type(client, body):
    is_problem(client.post("/api/v1/score", json=body), 422)


def test_score_refuses_what_is_not_json(client):
    answer = client.post(
        "/api/v1/score", content=b"{oops", headers={"content-type": "application/json"}
    )
    is_problem(answer, 422)


def test_review_keeps_an_outcome(client, desk):
    answer = client.post(
        "/api/v1/acts/act-001/reviews",
        json={"decision": "observations", "grounds": ["INO-1"], "note": "à revoir", "by": "cl"},
    )
    assert answer.status_code == 201
    assert answer.json()["outcomes"][0]["rung"] == "observations"
    (review,) = desk.kept
    assert review.outcome.rung is Rung.OBSERVATIONS
    assert review.outcome.themes == (Theme.FLOOD,)
    assert review.outcome.selection is Selection.TARGETED


def test_review_of_an_act_drawn_at_random_says_so(client, desk):
    drawn = next(e for e in desk.queue(desk.day) if e.stratum == "random").record.act_id
    client.post(f"/api/v1/acts/{drawn}/reviews", json={"decision": "nothing_to_say"})
    assert desk.kept[0].outcome.selection is Selection.RANDOM


def test_later_teaches_nothing(client, desk):
    client.post("/api/v1/acts/act-001/reviews", json={"decision": "later"})
    assert desk.kept[0].outcome is None


@pytest.mark.parametrize("body", [{}, {"decision": "nope"}, {"rung": "nope"}])
def test_review_that_says_nothing_is_refused(client, body):
    is_problem(client.post("/api/v1/acts/act-001/reviews", json=body), 422)


def test_intake_then_again(client):
    def send(**headers):
        return client.post(
            "/api/v1/acts",
            files={"file": ("acte.pdf", b"%PDF-1.7 x")},
            data={"metadata": '{"canal": "papier"}'},
            headers=headers,
        )

    first, second = send(), send()
    assert (first.status_code, second.status_code) == (202, 200)
    assert first.json() == second.json()
    assert set(first.json()) == {"id", "status", "url"}
    assert client.get(first.json()["url"]).status_code == 200


def test_same_key_gives_the_same_receipt(client):
    headers = {"Idempotency-Key": "envoi-1"}
    one = client.post("/api/v1/acts", files={"file": ("a.pdf", b"%PDF a")}, headers=headers)
    two = client.post("/api/v1/acts", files={"file": ("b.pdf", b"%PDF b")}, headers=headers)
    assert (one.status_code, two.status_code) == (202, 200)
    assert one.json() == two.json()


def test_intake_refusals(client):
    is_problem(client.post("/api/v1/acts"), 422)
    is_problem(client.post("/api/v1/acts", files={"file": ("a.pdf", b"")}), 422)
    big = {"file": ("a.pdf", b"x" * (1 << 20) + b"y")}
    is_problem(client.post("/api/v1/acts", files=big), 413)
    answer = client.post(
        "/api/v1/acts", files={"file": ("a.pdf", b"%PDF")}, data={"metadata": "[1]"}
    )
    is_problem(answer, 422)


def test_health(client, desk):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").status_code == 200
    desk.missing = ["la base ne répond pas"]
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["missing"] == ["la base ne répond pas"]


def test_metrics_count_routes_not_paths(client):
    client.get("/api/v1/acts/act-001")
    text = client.get("/metrics").text
    assert 'route="/api/v1/acts/{act_id}"' in text
    assert "act-001" not in text


def test_openapi_names_the_contract(client):
    paths = client.get("/api/openapi.json").json()["paths"]
    for path in ("/api/v1/acts", "/api/v1/acts/{act_id}", "/api/v1/score", "/api/v1/queue"):
        assert path in paths


def test_openapi_describes_every_field_of_an_act(client):
    paths = client.get("/api/openapi.json").json()["paths"]
    answer = paths["/api/v1/acts/{act_id}"]["get"]["responses"]["200"]
    described = answer["content"]["application/json"]["schema"]["properties"]
    act = client.get("/api/v1/acts/act-001").json()
    assert set(described) == set(act)
    assert set(described["declared"]["properties"]) == set(act["declared"])


def test_a_surprise_is_a_problem_and_hides_its_cause(client, desk, monkeypatch):
    def broken(*_):
        raise RuntimeError("secret")

    monkeypatch.setattr(desk, "act", broken)
    answer = client.get("/api/v1/acts/act-001")
    is_problem(answer, 500)
    assert "secret" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
