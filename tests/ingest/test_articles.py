"""Articles of law are read from whatever shape their publisher gives them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ingest.articles import read_articles
from vigie.domain.law import ArticleText
from vigie.errors import Refused

URBANISME = "code de l'urbanisme"
FIRST = ArticleText(
    URBANISME,
    "L421-6",
    "Le permis ne peut être accordé que si les travaux sont conformes.\nIl est refusé sinon.",
    date(2016, 1, 1),
)


HTML = (
    "<p><br/>Le permis ne peut être accordé que si les travaux sont <a href='x'>conformes</a>."
    "<br/>Il est refusé sinon.</p>"
)


def an_article(**changed: object) -> dict[str, object]:
    return {
        "num": "L421-6",
        "texteHtml": HTML,
        "texte": "Le permis ne peut être accordé.",
        "dateDebut": 1451602800000,  # midnight in Paris
        "dateFin": 32472144000000,
        "etat": "VIGUEUR",
        **changed,
    }  # fmt: skip


def a_tree(*articles: dict[str, object]) -> dict[str, object]:
    leaves = [{"type": "article", "data": one} for one in articles]
    section = {"type": "section", "data": {"title": "Livre IV"}, "children": leaves}
    return {"type": "code", "data": {"title": "Code de l’urbanisme"}, "children": [section]}


def written(folder: Path, text: str) -> Path:
    path = folder / "code.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_tree_of_sections(tmp_path):
    old = an_article(num="R. 111-2", dateDebut="2007-10-01", dateFin="2016-01-01", texteHtml=None)
    found = read_articles(written(tmp_path, json.dumps(a_tree(an_article(), old))))
    assert found[0] == FIRST
    assert (found[1].number, found[1].valid_to) == ("R111-2", date(2015, 12, 31))
    assert found[1].text == "Le permis ne peut être accordé."


@pytest.mark.parametrize("joined", ["list", "lines"])
def test_rows_that_name_their_code(tmp_path, joined):
    rows = [an_article(title_main="Code de l'urbanisme"), an_article(num="Annexe")]
    lines = "\n".join(map(json.dumps, rows))
    path = written(tmp_path, json.dumps(rows) if joined == "list" else lines)
    assert read_articles(path) == (FIRST,)


def test_the_command_names_the_code_of_rows_that_do_not(tmp_path):
    path = written(tmp_path, json.dumps([an_article()]))
    assert read_articles(path, code="Code de l'urbanisme") == (FIRST,)
    with pytest.raises(Refused, match="--code"):
        read_articles(path)


@pytest.mark.parametrize("text", ["", "pas du JSON", '{"title": "Code de l\'urbanisme"}', "[1, 2]"])
def test_a_file_without_articles_is_refused(tmp_path, text):
    with pytest.raises(Refused):
        read_articles(written(tmp_path, text))


def test_versions_that_never_held_are_left_out(tmp_path):
    path = written(tmp_path, json.dumps(a_tree(an_article(etat="MODIFIE_MORT_NE"), an_article())))
    assert read_articles(path) == (FIRST,)
