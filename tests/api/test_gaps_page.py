"""The page « Ce qui manque »."""

from __future__ import annotations

import threading
from pathlib import Path
from urllib.parse import quote

import pytest

from api.security import POLICY
from ingest.receive import receive
from tests.vigie.chain import a_store, process
from tests.vigie.test_gaps import SHEET, an_act, sitadel
from vigie import gaps
from vigie.store import acts


def looked(client, query: str = "") -> str:
    client.app.state.searches.for_gaps.begin().join()
    answer = client.get(f"/manques{query}")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == POLICY
    return answer.text


@pytest.fixture
def home(tmp_path: Path) -> Path:
    store = a_store(tmp_path)
    for number, day in (("V0001", "2024-01-10"), ("V0004", "2024-06-10")):
        receive(store, an_act(f"PC 034150 24 {number}", day), name=f"{number}.pdf")
    receive(store, sitadel(("03415024V0002", "2024-03-01")), name="sitadel.csv")
    receive(store, SHEET.replace("Mèze", "<b>Mèze</b>").encode(), name="suivi <1>.csv")
    process(store)
    store.close()
    return tmp_path


def test_nothing_is_missing(client, tmp_path: Path) -> None:
    assert "Rien ne manque" in looked(client)


def test_every_gap_is_shown_with_its_sources(client, home: Path) -> None:
    shown = looked(client)
    assert "Accordé selon Sitadel, jamais transmis (1)" in shown
    assert "PC 034150 24 V0002" in shown
    assert "sitadel.csv, ligne 2" in shown
    assert "2 actes de la commune 34150" in shown
    assert "Reçu 60 jours après la décision" in shown
    store = a_store(home)
    (came,) = acts.find(store, "PC 034150 24 V0001")
    store.close()
    assert f'href="/actes/{quote(came.act_id)}"' in shown  # dates that do not agree
    assert "Numéros absents\N{NO-BREAK SPACE}: 0003" in shown
    assert "suivi &lt;1&gt;.csv" in shown


def test_one_commune_alone(client, home: Path) -> None:
    assert "V0002" in looked(client, "?commune=34150")
    other = looked(client, "?commune=34003")
    assert "V0002" not in other
    assert "Rien ne manque pour cette commune" in other


def test_what_came_meanwhile_is_looked_for_again(client, home: Path) -> None:
    assert "jamais transmis (1)" in looked(client)
    store = a_store(home)
    receive(store, an_act("PC 034150 24 V0002", "2024-03-01"), name="enfin.pdf")
    process(store)
    store.close()
    assert "jamais transmis" not in looked(client).replace("Actes jamais transmis", "")


def test_what_is_being_looked_for_is_said(client, home: Path, monkeypatch) -> None:
    found, over = gaps.found, threading.Event()
    monkeypatch.setattr(gaps, "found", lambda store: found(store) if over.wait(60) else ())
    client.app.state.searches.patience_s = 0
    assert "La recherche est en cours" in client.get("/manques").text
    over.set()
    assert "jamais transmis (1)" in looked(client)


def test_the_page_is_found_from_what_was_set_aside(client) -> None:
    assert 'href="/manques"' in client.get("/mis-de-cote").text
