from __future__ import annotations

import pytest

from ocr.layout import Token
from ocr.repair import repaired, visas_closed


def line(text: str) -> list[Token]:
    return [Token(word, 10 * i, 0, 10 * i + 9, 10) for i, word in enumerate(text.split())]


@pytest.mark.parametrize(
    ("read", "understood"),
    [
        ("surface de 128 m2 de plancher", "surface de 128 m² de plancher"),
        ("une surface de 128 m?.", "une surface de 128 m²."),
        ("soit 1 250 rn2", "soit 1 250 m²"),
        ("arrêté n* 2017-760 du", "arrêté n° 2017-760 du"),
        ("arrêté nº 2017-760 du", "arrêté n° 2017-760 du"),
        ("Article ler :", "Article 1er :"),
        ("le ler mars 2025", "le 1er mars 2025"),
        ("Articie 2 :", "Article 2 :"),
        ("articles L.l2l-8 et R.lll-2 du", "articles L.121-8 et R.111-2 du"),
        ("reçue le l2/O3/2025", "reçue le 12/03/2025"),
        ("en 2O25", "en 2025"),
        ("PC O34 l72 25 V0l23", "PC 034 172 25 V0123"),
        ("PCO3417225V0l23,", "PC03417225V0123,"),
        ("DP 034 172 25 V0123M0l", "DP 034 172 25 V0123M01"),
        ("le PPRl approuvé", "le PPRI approuvé"),
    ],
)
def test_forms_that_leave_no_doubt_are_repaired_and_what_was_read_is_kept(read, understood):
    tokens = repaired(line(read))
    assert " ".join(t.text for t in tokens) == understood
    assert " ".join(t.printed or t.text for t in tokens) == read


@pytest.mark.parametrize(
    "text",
    [
        "Mme Olive Lo Iacono, 12 bis rue de l'Île",
        "zone 1AUa et zone Ro du plan",
        "section AO 12 et OI 7",
        "L’article L. 121-8",
        "le lot n° 14",
        "ARRETE",
        "longueur de 3 m",
        "V0123",
        "le 1er mars",
        "Ilot 2 et Oeuvre",
    ],
)
def test_words_names_and_sections_are_left_alone(text):
    assert [t.text for t in repaired(line(text))] == text.split()


def test_a_number_is_parted_from_the_colon_glued_to_it():
    parted = repaired(line("Article 2: de 8:30 en 2016;"))
    assert [t.text for t in parted] == ["Article", "2", ":", "de", "8:30", "en", "2016", ";"]
    assert parted[1].x0 < parted[1].x1 == parted[2].x0 < parted[2].x1


def test_a_colon_between_two_visas_is_the_semicolon_that_stands_there():
    rows = (
        "Objet :",
        "Vu le code :",
        "Vu la demande de :",
        "M. Maurin :",
        "Considérant que :",
        "A",
    )
    page = [[t._replace(confidence=0.9) for t in line(row)] for row in rows]
    closed = visas_closed(page)
    assert [row[-1].text for row in closed] == [":", ";", ":", ";", ":", "A"]
    assert closed[1][-1].printed == ":"
