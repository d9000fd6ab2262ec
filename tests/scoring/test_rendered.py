"""Degrading the pages of an act never lowers its rank: on rendered pages, read anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from benchmarks.grounds.__main__ import stories
from benchmarks.grounds.story import Story
from benchmarks.grounds.text import pdf
from features.facts.extract import extract
from ocr.read import read_document
from scoring.deadlines import deadlines
from scoring.grounds import assess
from scoring.score import score
from scoring.steering import NEUTRAL
from tests.scoring.degrading import DAMAGES, degraded
from vigie import assembly
from vigie.domain.dossier import Dossier
from vigie.domain.fact import Facts, said
from vigie.domain.place import NOWHERE, Place, Precision, Subject

ACTS = tuple(stories(100, seed=7))
TWO_PAGES = 430.0  # where pages end, so that an act has two
CASES = [
    pytest.param(number, damage, id=f"{number:02} {damage}")
    for number, damage in zip(range(100), list(DAMAGES) * 15, strict=False)
]


def read(story: Story, data: bytes) -> Dossier:
    """The act as read; its land is found by the parcels read, among those that exist."""
    reading = read_document(data)
    found = extract(reading)
    if not found:
        unread = len(reading.pages)
        return Dossier("lu", Facts(), NOWHERE, story.clock, unread_pages=unread, masked_text="")
    one = assembly.extraction(reading, found[0], ordinal=0, act_id="lu")
    facts = one.extracted.facts
    known = said(facts.commune_insee) == story.commune.insee
    return Dossier(
        "lu",
        facts,
        land(story, facts),
        story.clock,
        commune=story.commune if known else None,
        reading_confidence=one.reading_confidence,
        unread_pages=one.unread_pages,
        masked_text=one.extracted.masked_text,
    )


def land(story: Story, facts: Facts) -> Place:
    """What a cadastre that holds the parcels of the story alone would answer."""
    cited, there = said(facts.parcels) or (), story.place.parcels
    missing = tuple(parcel for parcel in cited if parcel not in there)
    found = tuple(parcel for parcel in cited if parcel in there)
    if found:
        return replace(story.place, parcels=found, missing_parcels=missing)
    cadastre = frozenset({Subject.PARCEL})
    return replace(NOWHERE, precision=Precision.COMMUNE, missing_parcels=missing, surveyed=cadastre)


def value(story: Story, dossier: Dossier) -> float:
    """Rank value by the rules, five days after reception."""
    clocks = deadlines(dossier.clock)
    day = story.facts["decided_on"] + timedelta(days=10)
    findings = assess(dossier)
    return score(dossier, findings, clocks, model=None, steering=NEUTRAL, today=day).rank_value


def never_lower(number: int, damage: str) -> None:
    story = ACTS[number]
    data = pdf(story, bottom=TWO_PAGES)
    clear, worse = read(story, data), read(story, degraded(data, damage))
    before, after = value(story, clear), value(story, worse)
    lost = [name for name, _ in clear.facts.items() if getattr(worse.facts, name) is None]
    assert after >= before - 1e-9, (sorted(story.causes), lost, worse.reading_confidence)


@pytest.mark.parametrize(
    ("number", "damage"),
    [
        pytest.param(0, "last page dropped", id="last page dropped"),
        pytest.param(6, "one page blurred", id="one page blurred"),
    ],
)
def test_degrading_an_act_never_lowers_it(number: int, damage: str) -> None:
    never_lower(number, damage)


@pytest.mark.slow
@pytest.mark.parametrize(("number", "damage"), CASES)
def test_degrading_a_hundred_acts_never_lowers_them(number: int, damage: str) -> None:
    never_lower(number, damage)
