"""Putting a fact right in place."""

from __future__ import annotations

import re

import pytest

from api.pages.correction import field_of, from_form
from api.pages.values import CORRECTABLE
from vigie.domain.fact import Decision, WorksKind


def correct(client, name, *values):
    html = client.get(f"/actes/act-001/faits/{name}").text
    token = re.search(r'name="jeton" value="([0-9a-f]+)"', html)[1]
    form = {"jeton": token, "valeur": list(values)}
    return client.post(f"/actes/act-001/faits/{name}", data=form, follow_redirects=False)


@pytest.mark.parametrize(
    ("name", "values", "kept"),
    [
        ("decision", ["refused"], Decision.REFUSED),
        ("works_kinds", ["pool", "fence"], (WorksKind.POOL, WorksKind.FENCE)),
        ("parcels", ["34150000CA0221; 34150000CA0222"], ("34150000CA0221", "34150000CA0222")),
        ("floor_area_created_m2", ["1\u202f234,5"], 1234.5),
        ("dwellings_created", ["2"], 2),
        ("architect_named", ["False"], False),
        ("plu_zone", [" UC "], "UC"),
    ],
)
def test_a_value_of_each_kind(client, desk, name, values, kept):
    assert correct(client, name, *values).status_code == 303
    fact = getattr(desk.records["act-001"].dossier.facts, name)
    assert fact.value == kept
    assert fact.confidence == 1.0
    assert desk.corrections[0].by == "claire"


def test_a_date_keeps_what_it_was(client, desk):
    before = desk.records["act-001"].dossier.facts.decided_on
    correct(client, "decided_on", "2026-03-30")
    (made,) = desk.corrections
    assert (made.before, made.after) == (before.value.isoformat(), "2026-03-30")
    assert desk.records["act-001"].dossier.facts.decided_on.evidence == before.evidence


@pytest.mark.parametrize(
    ("name", "values"), [("decided_on", ["hier"]), ("decision", ["peut-être"]), ("parcels", [])]
)
def test_a_wrong_value_is_asked_for_again(client, desk, name, values):
    answer = correct(client, name, *values)
    assert answer.status_code == 422
    assert "forme attendue" in answer.text
    assert desk.corrections == []


def test_names_are_not_corrected_here(client):
    assert client.get("/actes/act-001/faits/applicant_name").status_code == 404


@pytest.mark.parametrize("name", CORRECTABLE)
def test_every_fact_has_a_form(client, name):
    assert field_of(name, None).kind in ("date", "number", "choice", "choices", "list", "text")
    assert client.get(f"/actes/act-001/faits/{name}").status_code == 200
    assert from_form(name, ["x"]) is not None
