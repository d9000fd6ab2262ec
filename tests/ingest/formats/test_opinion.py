"""Opinions read from the annexes of an act."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.formats.opinion import opinion_of
from tests.builders import a_reading
from vigie.domain.fact import OpinionBody, OpinionSense

ABF = """UDAP de l'Hérault
L'architecte des Bâtiments de France
Montpellier, le 5 février 2024
Consultation sur le PC 034 157 24 V0036
Ce projet étant situé en abords, l'architecte des Bâtiments de France {conclusion}."""
SDIS = """Service départemental d'incendie et de secours de l'Hérault
Avis sur demande de permis. {conclusion}"""
S = OpinionSense


@pytest.mark.parametrize(
    ("text", "body", "sense"),
    [
        (ABF.format(conclusion="donne son accord"), OpinionBody.ABF, S.FAVOURABLE),
        (
            ABF.format(conclusion="donne son accord assorti de prescriptions"),
            OpinionBody.ABF,
            S.FAVOURABLE_WITH_CONDITIONS,
        ),
        (ABF.format(conclusion="ne donne pas son accord"), OpinionBody.ABF, S.UNFAVOURABLE),
        (SDIS.format(conclusion="J'émets un avis DÉFAVORABLE"), OpinionBody.SDIS, S.UNFAVOURABLE),
        (
            SDIS.format(conclusion="Avis favorable sous réserve d'un poteau"),
            OpinionBody.SDIS,
            S.FAVOURABLE_WITH_CONDITIONS,
        ),
        (
            "PRÉFET DE L'HÉRAULT\nDDTM 34\nAvis : défavorable au titre du risque",
            OpinionBody.DDTM,
            S.UNFAVOURABLE,
        ),
    ],
)
def test_who_said_what(text: str, body: OpinionBody, sense: OpinionSense) -> None:
    found = opinion_of(a_reading(text).pages)
    assert found is not None
    assert [(one.body, one.sense) for one in found.value] == [(body, sense)]
    assert found.evidence


def test_the_day_of_an_opinion() -> None:
    found = opinion_of(a_reading(ABF.format(conclusion="donne son accord")).pages)
    assert found is not None
    assert found.value[0].given_on == date(2024, 2, 5)


@pytest.mark.parametrize(
    "text",
    [
        "Plan de masse au 1/500",
        "Notice descriptive du projet, avis favorable espéré",
        SDIS.format(conclusion="favorable / défavorable"),
        "",
    ],
)
def test_what_says_no_sense_is_no_opinion(text: str) -> None:
    assert opinion_of(a_reading(text).pages) is None
