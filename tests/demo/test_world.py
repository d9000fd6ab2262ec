"""The made world: what it says is consistent, and it says it by seed alone."""

from __future__ import annotations

import ast
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import vigie.demo
from vigie.demo.acts import Act
from vigie.demo.communes import TOWNS
from vigie.demo.control import review_acts
from vigie.demo.draw import draw_acts
from vigie.demo.land import Land, make_lands
from vigie.demo.plans import PLANS, in_force, shares, zones_of
from vigie.domain.fact import ActType, Authority, Decision, Stage, WorksKind
from vigie.domain.outcome import Rung, Selection

TODAY = date(2026, 3, 16)
Drawn = tuple[Act, ...]


@pytest.fixture(scope="module")
def lands() -> dict[str, Land]:
    return make_lands(34)


@pytest.fixture(scope="module")
def drawn(lands: dict[str, Land]) -> Drawn:
    return draw_acts(lands, acts=900, seed=34, today=TODAY)


def test_parcels_have_their_own_identifiers_and_do_not_overlap(lands: dict[str, Land]) -> None:
    parcels = [parcel for land in lands.values() for parcel in land.parcels]
    assert len({parcel.idu for parcel in parcels}) == len(parcels)
    assert all(len(parcel.idu) == 14 for parcel in parcels)
    for land in lands.values():
        assert len(land.parcels) > 300
        total = sum(parcel.area for parcel in land.parcels)
        union = land.parcels[0].shape.union(land.parcels[1].shape)
        for parcel in land.parcels[2:60]:
            union = union.union(parcel.shape)
        assert union.area == pytest.approx(sum(p.area for p in land.parcels[:60]), rel=1e-3)
        assert total < land.outline.area


def test_zones_of_a_plan_do_not_overlap_and_codes_mean_different_things(
    lands: dict[str, Land],
) -> None:
    regimes: dict[str, set[str]] = {}
    for land in lands.values():
        for plan in PLANS:
            if plan.key.split("-")[0] != land.town.plan:
                continue
            zones = zones_of(land, plan)
            for zone in zones:
                regimes.setdefault(zone.code, set()).add(zone.regime)
            area = sum(zone.shape.area for zone in zones)
            assert area == pytest.approx(max(land.bands, key=lambda b: b.area).area, rel=0.35)
    assert regimes["RU"] == {"02", "03"}


def test_a_plan_counts_only_while_it_is_in_force(lands: dict[str, Land]) -> None:
    recent = lands["34114"]  # a plan approved within the period
    assert in_force(recent, date(2025, 2, 9)) is None
    assert in_force(recent, date(2025, 2, 10)) is not None
    replaced = lands["34145"]
    plan = in_force(replaced, TODAY)
    assert plan is not None
    assert plan.key == "cadoule"


def test_dates_follow_each_other(drawn: Drawn) -> None:
    for act in drawn:
        assert act.filed_on < act.decided_on <= act.received_on <= TODAY
        assert act.filed_on <= act.posted_on
        if act.tacit_on is not None:
            assert act.filed_on < act.tacit_on < act.decided_on
        for said in act.opinions if act.stage is Stage.INITIAL else ():
            assert act.filed_on <= said.given_on <= act.decided_on
    assert (max(a.decided_on for a in drawn) - min(a.decided_on for a in drawn)).days > 680


def test_numbers_are_their_own_and_belong_to_their_commune(drawn: Drawn) -> None:
    first = [act.number for act in drawn if act.stage is Stage.INITIAL]
    assert len(set(first)) == len(first)
    known = set(first)
    for act in drawn:
        assert act.number.split()[1] == f"034{act.town.insee[2:]}"
        if act.base is not None:
            assert act.base.number in known
            assert act.base.decided_on < act.decided_on


def test_a_declaration_holds_no_more_than_the_law_lets_it(drawn: Drawn) -> None:
    grown = {WorksKind.EXTENSION, WorksKind.RAISING}
    halved = 0
    for act in drawn:
        created, existing = act.project.floor_area or 0, act.project.existing or 0
        if act.act_type is ActType.DP and grown & set(act.project.kind.works):
            urban = all(parcel.zone.startswith("U") for parcel in act.parcels)
            assert created <= (40 if urban and created + existing <= 150 else 20)
            halved += not urban
        if act.act_type is ActType.DP:
            assert "absence d'architecte" not in {cause.key for cause in act.causes}
    assert halved


def test_every_kind_of_decision_is_there(drawn: Drawn) -> None:
    decisions = Counter(act.decision for act in drawn)
    wanted = set(Decision) - {Decision.UNKNOWN}
    assert wanted <= set(decisions)
    assert {act.stage for act in drawn} == set(Stage)
    assert {act.act_type for act in drawn} == set(ActType)
    assert {act.authority for act in drawn} == set(Authority)


def test_some_acts_are_unlawful_by_causes_that_the_act_the_map_or_nothing_shows(
    drawn: Drawn,
) -> None:
    share = sum(act.unlawful for act in drawn) / len(drawn)
    assert 0.05 < share < 0.13
    shown = {cause.shown_by for act in drawn for cause in act.causes}
    assert shown == {"act", "map", "both", "nothing"}
    assert not any(act.unlawful for act in drawn if act.authority is Authority.ETAT)


def test_the_same_sight_is_lawful_here_and_unlawful_there(drawn: Drawn) -> None:
    deputies = [
        act.unlawful
        for act in drawn
        if act.signed.by_delegation and not act.signed.visa and act.decision.favourable
    ]
    assert {True, False} <= set(deputies)


def test_exposure_is_the_share_of_the_land_where_building_is_forbidden(
    drawn: Drawn, lands: dict[str, Land]
) -> None:
    seen = 0
    for act in drawn:
        plan = in_force(lands[act.town.insee], act.decided_on)
        if plan is None or act.stage is not Stage.INITIAL:
            continue
        found = shares(act.parcels, zones_of(lands[act.town.insee], plan))
        assert act.exposure == pytest.approx(found.get("03", 0.0), abs=1e-6)
        seen += act.exposure > 0.3
        if seen > 8:
            break
    assert seen > 0


def test_only_acts_that_somebody_chose_have_an_outcome_and_the_choice_is_biased(
    drawn: Drawn,
) -> None:
    reviews = review_acts(drawn, seed=34, today=TODAY)
    assert 0.15 < len(reviews) / len(drawn) < 0.6
    watched = [act.index in reviews for act in drawn if act.town.watched]
    others = [act.index in reviews for act in drawn if not act.town.watched]
    assert sum(watched) / len(watched) > 1.3 * sum(others) / len(others)
    assert {review.selection for review in reviews.values()} == {
        Selection.RANDOM,
        Selection.TARGETED,
        Selection.TIP_OFF,
    }
    missed = [act for act in drawn if act.unlawful and act.index not in reviews]
    assert missed


def test_outcomes_come_after_the_act_before_today_and_are_noisy(drawn: Drawn) -> None:
    reviews = review_acts(drawn, seed=34, today=TODAY)
    wrong_way, found = set(), 0
    for review in reviews.values():
        days = [step.day for step in review.steps]
        assert days == sorted(days)
        assert all(review.act.received_on < day <= TODAY for day in days)
        acted = any(step.rung.level >= Rung.OBSERVATIONS.level for step in review.steps)
        found += acted
        if acted != review.act.unlawful:
            wrong_way.add(acted)
    assert found > 10
    assert wrong_way == {True, False}


def test_the_same_seed_gives_the_same_world_and_another_seed_another(
    lands: dict[str, Land], drawn: Drawn
) -> None:
    again = draw_acts(lands, acts=900, seed=34, today=TODAY)
    assert again == drawn
    other = draw_acts(lands, acts=900, seed=35, today=TODAY)
    assert [a.number for a in other] != [a.number for a in drawn]


def test_sirens_of_communes_pass_their_check() -> None:
    for town in TOWNS:
        digits = [int(c) * (1 + i % 2) for i, c in enumerate(town.siren)]
        assert sum(sum(divmod(d, 10)) for d in digits) % 10 == 0


def test_the_generator_shares_no_code_with_what_it_tests() -> None:
    folder = Path(next(iter(vigie.demo.__path__)))
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                assert name.split(".")[0] not in {"features", "scoring", "models", "ocr", "ingest"}
