from __future__ import annotations

from datetime import date

import pytest

from ingest.formats.outcome_words import selection_in, themes_in, told
from vigie.domain.finding import Theme
from vigie.domain.outcome import Rung, Selection


@pytest.mark.parametrize(
    "text", ["RAS", "ras ", "R.A.S", "R.A.S.", "vu", "Vu - RAS", "OK", "Pas d'observation",
             "rien à signaler", "sans suite", "vu le 3/4/19"]
)  # fmt: skip
def test_reviewed_and_nothing_said(text: str) -> None:
    assert [one.rung for one in told(text)] == [Rung.NOTHING_SAID]


@pytest.mark.parametrize(
    ("text", "rung", "day"),
    [
        ("RG envoyé le 3/4/2018", Rung.OBSERVATIONS, date(2018, 4, 3)),
        ("LO", Rung.OBSERVATIONS, None),
        ("lettre d’observations du 12 mai 2018", Rung.OBSERVATIONS, date(2018, 5, 12)),
        ("Recours gracieux rejeté par le maire", Rung.OBSERVATIONS, None),
        ("PC demandées le 5/6/18", Rung.PIECES_ASKED, date(2018, 6, 5)),
        ("demande de pièces complémentaires", Rung.PIECES_ASKED, None),
        ("acte retiré le 02/07/2018", Rung.WITHDRAWN, date(2018, 7, 2)),
        ("déféré TA", Rung.DEFERE, None),
        ("annulé par le TA le 1er février 2019", Rung.ANNULLED, date(2019, 2, 1)),
    ],
)
def test_reads_a_rung_and_its_day(text: str, rung: Rung, day: date | None) -> None:
    assert [(one.rung, one.day) for one in told(text)] == [(rung, day)]


@pytest.mark.parametrize(
    "text",
    ["RG à envoyer", "projet de RG", "RG ?", "refus de retrait", "retrait demandé", "",
     "étude retrait-gonflement des argiles", "date limite déféré 3/5/19", "à voir",
     "annulé à la demande du pétitionnaire", "dossier complet", "déféré à prévoir"],
)  # fmt: skip
def test_what_is_planned_refused_or_foreign_is_not_told(text: str) -> None:
    assert told(text) == ()


def test_each_word_takes_the_date_that_follows_it() -> None:
    found = told("RG le 3/4/2018 - réponse 5/5 - retrait le 20/06/2018")
    assert [(one.rung, one.day) for one in found] == [
        (Rung.OBSERVATIONS, date(2018, 4, 3)),
        (Rung.WITHDRAWN, date(2018, 6, 20)),
    ]


def test_no_recours_means_nothing_said() -> None:
    assert [one.rung for one in told("pas de RG")] == [Rung.NOTHING_SAID]


def test_themes_by_words_and_articles() -> None:
    assert themes_in("R.111-2 inondation ; L.121-8") == (Theme.FLOOD, Theme.LITTORAL)
    assert themes_in("") == ()


@pytest.mark.parametrize(
    ("text", "selection"),
    [
        ("tirage au sort", Selection.RANDOM),
        ("Signalement d'un riverain", Selection.TIP_OFF),
        ("priorité 1", Selection.TARGETED),
        ("", Selection.UNKNOWN),
    ],
)
def test_why_an_act_was_picked(text: str, selection: Selection) -> None:
    assert selection_in(text) is selection
