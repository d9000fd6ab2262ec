"""The sheet that explains one act."""

from __future__ import annotations


def test_the_sheet_has_the_four_items(client) -> None:
    answer = client.get("/actes/act-001/explication")
    assert answer.status_code == 200
    for item in ("1. Degré", "2. Données", "3. Paramètres", "4. Opérations"):
        assert item in answer.text
    assert "Point de départ" in answer.text
    assert " style=" not in answer.text
    assert client.get("/actes/inconnu/explication").status_code == 404


def test_the_same_as_text(client) -> None:
    answer = client.get("/actes/act-001/explication.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    assert "R311-3-1-2" in answer.text
