"""Unreadable is not innocent: losing what decides never lowers the rank of an act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from features import catalogue
from scoring.deadlines import deadlines
from scoring.grounds import assess
from scoring.score import score
from scoring.steering import NEUTRAL
from tests.scoring.makers import ALL_SUBJECTS, CLOCK, COMMUNE, QUIET_TEXT, a_house, a_place, a_zone
from vigie.domain.dossier import Commune, Dossier
from vigie.domain.fact import (
    ActType,
    ApplicantKind,
    Decision,
    Destination,
    Fact,
    Facts,
    Opinion,
    OpinionBody,
    OpinionSense,
    RiskZoneCited,
    Signatory,
    SignatoryRole,
    Stage,
    WorksKind,
)
from vigie.domain.place import NOWHERE, Precision, Regime, Subject
from vigie.domain.score import Prediction

DAY = date(2025, 1, 20)
# What every act states: when it is not found, it was not read (A424-2, A424-9).
DECIDING = ("decision", "works_kinds", "destination")
TEXTS = (
    QUIET_TEXT,
    QUIET_TEXT + "\nVu l'avis défavorable de la DDTM\nVu l'arrêté portant délégation de signature",
    "ARRÊTE\nArticle 1 : Il n'est pas fait opposition. Adaptation mineure accordée.",
    QUIET_TEXT + "\nla sous-face du plancher sera à la cote PHE + 30 cm ; débroussaillement",
)


def some_dossier(draw: Random) -> Dossier:
    """An act drawn with chance, every part of it read well."""
    zones = [
        a_zone(
            draw.choice((Subject.FLOOD_PLAN, Subject.FIRE_PLAN)),
            regime=draw.choice(list(Regime)).value,
            share=draw.choice((0.01, 0.3, 0.9)),
        )
        for _ in range(draw.randint(0, 2))
    ]
    zones.append(a_zone(Subject.PLU, regime=draw.choice("UUAN"), code="Z", share=1.0))
    if draw.random() < 0.3:
        zones.append(a_zone(Subject.SUP, regime=None, code="AC1", share=1.0))
    if draw.random() < 0.2:
        zones.append(a_zone(Subject.PLU_PRESCRIPTION, regime=None, code="01-00", share=0.8))
    if draw.random() < 0.2:
        zones.append(a_zone(Subject.FOREST, regime=None, code="massif", share=0.7))
    act_type = draw.choice(list(ActType))
    kinds = draw.sample(list(WorksKind), draw.randint(1, 2))
    if act_type is ActType.PD:
        kinds = [WorksKind.DEMOLITION]
    commune = Commune(
        "34150",
        "Marseillan",
        littoral=draw.random() < 0.5,
        montagne=draw.random() < 0.2,
        planning_document=draw.choice(("PLU", "PLU", "RNU")),
    )
    return a_house(
        a_place(*zones, neighbours=draw.choice((0, 5, 30))),
        commune=commune,
        text=draw.choice(TEXTS),
        act_type=act_type,
        decision=draw.choice([d for d in Decision if d is not Decision.UNKNOWN]),
        stage=draw.choice((None, Stage.MODIFICATIF, Stage.RETRAIT, Stage.TRANSFERT)),
        works_kinds=tuple(kinds),
        works=draw.choice(("Maison avec sous-sol", "Hangar", "Mobil-home", "Clôture")),
        destination=draw.choice(list(Destination)),
        dwellings_created=draw.choice((None, 0, 1)),
        floor_area_created_m2=draw.choice((None, 15.0, 45.0, 180.0, 12000.0)),
        footprint_m2=draw.choice((None, 100.0, 500.0)),
        applicant_kind=draw.choice((None, *ApplicantKind)),
        architect_named=draw.choice((None, True, False)),
        opinions=draw.choice(
            (
                None,
                (Opinion(OpinionBody.DDTM, OpinionSense.UNFAVOURABLE),),
                (Opinion(OpinionBody.ABF, OpinionSense.FAVOURABLE_WITH_CONDITIONS),),
                (Opinion(OpinionBody.PREFET, OpinionSense.UNFAVOURABLE),),
            )
        ),
        risk_zones_cited=draw.choice((None, (RiskZoneCited("PPRI", "R"),))),
        signatory=Signatory("nom d'essai", draw.choice(list(SignatoryRole)), None),
    )


class FindingsModel:
    """A model for which every finding counts, learnt on acts that were read."""

    version = "essai-1"
    signature = catalogue.SIGNATURE

    def predict(self, vector: tuple[float | None, ...]) -> Prediction:
        points = vector[0] or 0.0
        odds = -3.0 + points / 10
        return Prediction(1 / (1 + 2.718281828459045**-odds), odds, ())


def value(dossier: Dossier, model: Any) -> float:
    clocks = deadlines(dossier.clock)
    found = assess(dossier)
    return score(dossier, found, clocks, model=model, steering=NEUTRAL, today=DAY).rank_value


def without(dossier: Dossier, *names: str) -> Dossier:
    return replace(dossier, facts=replace(dossier.facts, **dict.fromkeys(names)))


def blurred(dossier: Dossier, name: str, confidence: float) -> Dossier:
    fact: Fact[Any] = getattr(dossier.facts, name)
    worse = replace(fact, confidence=confidence)
    return replace(dossier, facts=replace(dossier.facts, **{name: worse}))


DOSSIERS = [some_dossier(Random(seed)) for seed in range(120)]
models = pytest.mark.parametrize("model", [None, FindingsModel()], ids=["rules", "model"])


def never_lower(before: Dossier, after: Dossier, model: Any, what: str) -> None:
    first, second = value(before, model), value(after, model)
    assert second >= first - 1e-12, (what, first, second, before.facts)


@models
@pytest.mark.parametrize("name", DECIDING)
def test_losing_a_deciding_fact(name: str, model: Any) -> None:
    for dossier in DOSSIERS:
        never_lower(dossier, without(dossier, name), model, name)


@models
def test_losing_the_place(model: Any) -> None:
    for dossier in DOSSIERS:
        for lost in (
            NOWHERE,
            replace(NOWHERE, precision=Precision.COMMUNE, surveyed=ALL_SUBJECTS),
        ):
            never_lower(dossier, replace(dossier, place=lost), model, "place")


@models
@pytest.mark.parametrize("name", DECIDING)
@pytest.mark.parametrize("confidence", [0.7, 0.45, 0.3, 0.05])
def test_degrading_the_confidence_of_a_deciding_fact(
    name: str, confidence: float, model: Any
) -> None:
    for dossier in DOSSIERS:
        never_lower(dossier, blurred(dossier, name, confidence), model, name)


@models
def test_losing_dates(model: Any) -> None:
    for dossier in DOSSIERS[:60]:
        unknown = replace(dossier, clock=replace(CLOCK, received_on=None))
        never_lower(dossier, unknown, model, "received_on")
        nothing = replace(dossier, clock=replace(CLOCK, received_on=None, decided_on=None))
        never_lower(dossier, nothing, model, "dates")


def test_losing_everything_on_a_page_that_was_not_read() -> None:
    """By the rules alone, any fact and the text may go with a page known as unread."""
    for seed, dossier in enumerate(DOSSIERS):
        draw = Random(seed)
        held = [name for name, _ in dossier.facts.items() if name != "stage"]
        lost = without(dossier, *draw.sample(held, draw.randint(1, len(held))))
        page = replace(lost, unread_pages=1, masked_text=None)
        never_lower(dossier, page, None, "page")


def test_an_empty_reading_outranks_every_act_that_was_read() -> None:
    lost = Dossier("lu", Facts(), NOWHERE, CLOCK, commune=COMMUNE, unread_pages=3)
    assert all(value(lost, None) >= value(dossier, None) for dossier in DOSSIERS)
