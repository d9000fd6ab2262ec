"""Reasons point at the words that bear on them: the right opinion, the right condition."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scoring.grounds import assess
from scoring.grounds.passages import passages, places_of
from tests.builders import a_reading
from tests.scoring.makers import a_house
from vigie.domain.dossier import Dossier
from vigie.domain.evidence import PageEvidence, SourceEvidence
from vigie.domain.fact import Decision, Fact, Opinion, OpinionBody, OpinionSense
from vigie.domain.page import Box
from vigie.domain.text import Text

GOOD, BAD = OpinionSense.FAVOURABLE, OpinionSense.UNFAVOURABLE
ENEDIS = "l'avis favorable d'Enedis du 7 décembre 2025,"
SDIS = "l'avis défavorable du SDIS 34 du 28 décembre 2025,"
OPINIONS = (Opinion(OpinionBody.ENEDIS, GOOD), Opinion(OpinionBody.SDIS, BAD))
COTE = "Le plancher sera calé à la cote 26,81 m NGF."
VAGUE = "Le pétitionnaire devra se conformer à l'avis ci-joint de la DDTM."


def pieces(*texts: str, left: float = 90, **more: Any) -> tuple[PageEvidence, ...]:
    return tuple(
        PageEvidence(1, Box(left, 20 * n, left + 300, 20 * n + 12), text, **more)
        for n, text in enumerate(texts, 1)
    )


def saying(**facts: Fact[Any]) -> Dossier:
    house = a_house()
    stated = replace(house.facts, **facts)
    return replace(house, facts=stated, masked_text="ARRÊTE : le permis est accordé.")


def shown(dossier: Dossier, code: str) -> list[str]:
    finding = next(f for f in assess(dossier) if f.ground == code)
    assert not any(isinstance(e, SourceEvidence) for e in finding.evidence)
    return [e.text for e in finding.evidence if isinstance(e, PageEvidence)]


@pytest.mark.parametrize("code", ["AVI-2", "FEU-5"])
def test_an_unfavourable_opinion_is_shown_where_it_stands(code: str) -> None:
    said = shown(saying(opinions=Fact(OPINIONS, 0.95, pieces(ENEDIS, SDIS))), code)
    assert SDIS in said
    assert ENEDIS not in said


def test_the_condition_in_question_is_shown_rather_than_the_first() -> None:
    decision = Fact(Decision.GRANTED_WITH_CONDITIONS, 0.97, pieces("est ACCORDÉ", left=50))
    first, *next_lines = pieces(COTE, "Le pétitionnaire devra se conformer à l'avis", "ci-joint")
    conditions = Fact((COTE, VAGUE), 0.95, (first, *next_lines))
    said = shown(saying(decision=decision, conditions=conditions), "FOR-3")
    assert said == ["est ACCORDÉ", "Le pétitionnaire devra se conformer à l'avis", "ci-joint"]


def test_opinions_over_several_lines_are_found_by_what_they_say() -> None:
    lines = pieces(ENEDIS, "l'avis", "défavorable du SDIS 34")
    opinions = Fact(OPINIONS, 0.95, lines)
    assert [p.text for p in places_of("opinions", opinions, frozenset())] == [lines[2].text]
    followed = (*lines[:2], replace(lines[2], follows=True))
    told = places_of("opinions", Fact(OPINIONS, 0.95, followed), frozenset())
    assert [p.text for p in told] == ["l'avis", "défavorable du SDIS 34"]


def test_an_opinion_of_nobody_asked_is_not_shown() -> None:
    opinions = Fact(OPINIONS, 0.95, pieces(ENEDIS, SDIS))
    assert places_of("opinions", opinions, frozenset({OpinionBody.ABF})) == ()
    assert len(places_of("opinions", opinions, frozenset(OpinionBody))) == 2


def test_parcels_of_one_line_are_one_frame() -> None:
    on_line = [PageEvidence(1, Box(x, 20, x + 30, 32), f"XK {x},") for x in (90, 130)]
    below = PageEvidence(1, Box(60, 40, 90, 52), "XK 7")
    parcels = Fact(("a", "b", "c"), 0.98, (*on_line, below))
    told = places_of("parcels", parcels, frozenset())
    assert [p.text for p in told] == ["XK 90, XK 130", "XK 7"]
    assert told[0].box == Box(90, 20, 160, 32)


def test_a_person_is_shown_without_a_name() -> None:
    fact = Fact("Mme Aline Fabre", 0.95, pieces("Mme Aline Fabre"))
    assert [p.text for p in places_of("applicant_name", fact, frozenset())] == ["demandeur"]


def test_lines_of_one_span_are_one_passage() -> None:
    text = Text.of(a_reading("extension d'une\nmaison de ville").pages)
    evidence = text.evidence(0, len(text.string))
    assert [piece.follows for piece in evidence] == [False, True]
    assert passages(evidence) == [evidence]
