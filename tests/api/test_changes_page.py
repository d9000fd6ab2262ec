"""The page « Ce qui change »."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from api.security import POLICY
from tests.scoring.makers import COMMUNE, a_house, a_place, a_record, a_zone
from vigie.changes import Look, keep, pending, signature
from vigie.store import acts, calendar, open_store
from vigie.store import changes as journal


def test_nothing_to_apply(client) -> None:
    client.app.state.searches.for_changes.begin().join()
    answer = client.get("/changements")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == POLICY
    assert "Rien : les constats" in answer.text


def test_acts_touched_are_shown_with_the_layer(client, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'vigie.sqlite'}", home=tmp_path)
    calendar.fix(store, datetime(2025, 1, 20, tzinfo=UTC).date())
    acts.save(store, a_record(a_house(a_place(), act_id="act-9")))
    red = a_place(a_zone(share=0.8))
    seen = Look(lambda _facts, _day, _insee: red, lambda _insee, _day: COMMUNE)
    found = tuple(pending(store, seen))
    keep(store, found, signed=signature(store), at=datetime.now(UTC))
    shown = client.get("/changements").text
    assert "1 acte touché" in shown
    assert 'href="/actes/act-9"' in shown
    assert "INO-1 ★★★ · manquement nouveau" in shown
    assert "désormais sur 80 % du terrain" in shown
    journal.add(store, replace(found[0], at=datetime.now(UTC)))
    assert "Changements appliqués, le plus récent" in client.get("/changements").text
    store.close()
