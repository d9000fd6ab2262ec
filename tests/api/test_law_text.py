"""Citations give the articles that they name, and the page shows their texts."""

from __future__ import annotations

from datetime import date

import pytest

from api.law_text import cited
from scoring.grounds import GROUNDS
from vigie.domain.law import ArticleText

URBANISME, ENVIRONNEMENT = "code de l'urbanisme", "code de l'environnement"


@pytest.mark.parametrize(
    ("citation", "found"),
    [
        ("Code de l'urbanisme, article L424-5", [(URBANISME, "L424-5")]),
        (
            "Code de l'environnement, articles L562-1 et L562-4 ; code de l'urbanisme, L421-6",
            [(ENVIRONNEMENT, "L562-1"), (ENVIRONNEMENT, "L562-4"), (URBANISME, "L421-6")],
        ),
        (
            "Code de l'urbanisme, articles L422-1 à L422-3",
            [(URBANISME, "L422-1"), (URBANISME, "L422-2"), (URBANISME, "L422-3")],
        ),
        (
            "Code de l’urbanisme, articles L.121-8 et, pour les campings, L. 121-9",
            [(URBANISME, "L121-8"), (URBANISME, "L121-9")],
        ),
        (
            "Règlement du PPRI (code de l'environnement, article L562-4)",
            [(ENVIRONNEMENT, "L562-4")],
        ),
        ("CGCT, article L2131-6", [("code général des collectivités territoriales", "L2131-6")]),
        ("Arrêté préfectoral DDTM34-2013-03-02999 du 11 mars 2013", []),
    ],
)
def test_articles_of_a_citation(citation, found):
    assert list(cited(citation)) == found


def test_every_ground_that_cites_a_code_is_understood():
    told = [a.text for g in GROUNDS for a in g.articles if "ode d" in a.text or "ode f" in a.text]
    assert len(told) > 50
    assert [text for text in told if not cited(text)] == []


def test_the_page_of_an_act_shows_the_texts_that_are_loaded(client, desk):
    assert "Lire l'article" not in client.get("/actes/act-001").text
    text = "Les travaux sont <conformes>.\nLe permis est refusé sinon."
    desk.law = [ArticleText(URBANISME, "L421-6", text, date(2016, 1, 1))]
    html = client.get("/actes/act-001").text
    assert "Lire l'article L421-6" in html
    assert "<p>Les travaux sont &lt;conformes&gt;.</p><p>Le permis est refusé sinon.</p>" in html
    assert "Code de l&#39;urbanisme, article L421-6, en vigueur depuis le" in html
