from dataclasses import replace
from datetime import date
from math import log

import pytest

from features import catalogue
from scoring.deadlines import deadlines
from scoring.grounds import assess
from scoring.grounds.reading import not_read
from scoring.score import (
    CEILING,
    RULES_VERSION,
    SILENT_PART,
    STRONG_FLOOR,
    rules_only,
    score,
    to_read,
)
from scoring.steering import NEUTRAL, Steering
from scoring.urgency import FLOOR, urgency
from tests.scoring.makers import CLOCK, COMMUNE, a_house, a_place, a_record, a_zone
from vigie.domain.deadline import Clock
from vigie.domain.dossier import Dossier
from vigie.domain.fact import ActType
from vigie.domain.finding import Theme, Verdict
from vigie.domain.place import NOWHERE, Precision, Subject
from vigie.domain.score import Contribution, Prediction, RiskModel, Score

DAY = date(2025, 1, 20)


class LinearModel:
    """A model whose answer is fixed."""

    version = "essai-1"

    def __init__(self, odds: float, *, signature: str = catalogue.SIGNATURE) -> None:
        self.odds = odds
        self.signature = signature

    def predict(self, vector: tuple[float | None, ...]) -> Prediction:
        assert len(vector) == len(catalogue.FEATURES)
        part = Contribution("rule_points", "Points", Theme.FLOOD, vector[0], self.odds + 3)
        return Prediction(1 / (1 + 2.718281828459045**-self.odds), -3.0, (part,))


def scored(
    dossier: Dossier, *, model: RiskModel | None = None, steering: Steering = NEUTRAL
) -> Score:
    return score(
        dossier,
        assess(dossier),
        deadlines(dossier.clock),
        model=model,
        steering=steering,
        today=DAY,
    )


def test_rank_value_is_the_product() -> None:
    found = scored(a_house(a_place(a_zone())))
    product = found.probability * found.gravity * found.steering * found.urgency
    assert found.rank_value == product
    assert found.model_version == RULES_VERSION
    assert any("règles seules" in reason for reason in found.degraded)


def test_changing_steering_moves_nothing_else() -> None:
    dossier = a_house(a_place(a_zone()))
    policy = Steering(
        version="2025-1",
        themes=((Theme.FLOOD, 2.0),),
        territories=(("34150", 1.5),),
        types=((ActType.PCMI, 0.9),),
    )
    plain, steered = scored(dossier), scored(dossier, steering=policy)
    assert steered.steering == pytest.approx(2.7)
    assert (plain.probability, plain.gravity, plain.urgency) == (
        steered.probability,
        steered.gravity,
        steered.urgency,
    )
    assert plain.contributions == steered.contributions


@pytest.mark.parametrize("odds", [-6.0, -1.0, 0.5, 8.0])
@pytest.mark.parametrize("zone_share", [0.0, 0.3, 0.9])
def test_contributions_make_the_log_odds(odds: float, zone_share: float) -> None:
    dossier = a_house(a_place(a_zone(share=zone_share)))
    for model in (None, LinearModel(odds)):
        found = scored(dossier, model=model)
        total = sum(part.log_odds for part in found.contributions)
        assert total == pytest.approx(log(found.probability / (1 - found.probability)), abs=1e-6)


def test_strong_breach_has_a_floor() -> None:
    farm = a_zone(Subject.PLU, regime="A", code="A", share=1.0)
    found = scored(a_house(a_place(farm)), model=LinearModel(-6.0))
    assert found.probability == pytest.approx(STRONG_FLOOR, abs=0.01)
    assert found.model_version == "essai-1"
    assert not found.degraded


def test_no_act_to_read_stands_above_a_proved_breach_of_safety() -> None:
    proved = scored(a_house(a_place(a_zone())), model=LinearModel(-6.0))
    for unread in (a_house(unread_pages=2), a_house(NOWHERE), a_house(decision=None)):
        for model in (None, LinearModel(8.0)):
            assert scored(unread, model=model).probability <= proved.probability == CEILING


def test_what_an_act_read_well_leaves_out_does_not_lift_it() -> None:
    rnu = replace(COMMUNE, planning_document="RNU")
    whole, silent = a_house(commune=rnu), a_house(commune=rnu, in_the_name_of=None)
    assert not to_read(silent, assess(silent))
    assert scored(silent).rank_value <= 1.1 * scored(whole).rank_value
    unread = a_house(commune=rnu, in_the_name_of=None, reading_confidence=0.3)
    assert to_read(unread, assess(unread))
    nameless = a_house(NOWHERE, parcels=None)  # names no parcel
    assert not to_read(nameless, assess(nameless))
    assert scored(nameless, model=LinearModel(-6.0)).probability <= 2 * SILENT_PART


def test_floors_keep_the_order_of_the_model() -> None:
    farm = a_house(a_place(a_zone(Subject.PLU, regime="A", code="A", share=1.0)))
    odds = (-6.0, -2.0, 0.0, 1.0)
    found = [scored(farm, model=LinearModel(one)).probability for one in odds]
    assert found == sorted(set(found))
    assert STRONG_FLOOR <= found[0] < found[-1] <= CEILING


def test_rules_alone_do_not_hold_what_is_left_out_against_an_act() -> None:
    silent = a_house(NOWHERE, parcels=None)
    proved = a_house(a_place(a_zone(Subject.PLU, regime="A", code="A", share=1.0)))
    assert rules_only(assess(silent)).probability < rules_only(assess(proved)).probability
    assert scored(silent).probability < scored(proved).probability


def test_what_no_layer_covers_is_not_to_read() -> None:
    works = {"works": None, "works_kinds": None, "dwellings_created": None}
    outside = a_place(a_zone(Subject.PLU, regime="U", code="U", share=1.0))
    bare = replace(outside, surveyed=frozenset({Subject.PLU, Subject.FLOOD_PLAN}))
    covered = replace(outside, surveyed=frozenset({*bare.surveyed, Subject.FIRE_PLAN}))
    by_code = {f.ground: f for f in assess(a_house(bare, **works))}
    assert by_code["FEU-1"].verdict is Verdict.UNKNOWN
    assert not by_code["FEU-1"].unread  # reading the works would not tell it either
    red = replace(covered, zones=(*covered.zones, a_zone(Subject.FIRE_PLAN, share=0.9)))
    assert to_read(a_house(red, **works), assess(a_house(red, **works)))


def test_what_is_to_read() -> None:
    red = a_place(a_zone())
    unsure = a_house(red)
    assert unsure.facts.decision is not None
    faint = replace(unsure.facts.decision, confidence=0.1)
    unsure = replace(unsure, facts=replace(unsure.facts, decision=faint))
    for act in (
        unsure,
        a_house(unread_pages=1),
        a_house(NOWHERE),
        a_house(red, decision=None),
        a_house(red, works=None, works_kinds=None, dwellings_created=None),
    ):
        assert to_read(act, assess(act))
    assert not to_read(a_house(), assess(a_house()))


def test_model_of_another_catalogue_is_refused() -> None:
    found = scored(a_house(), model=LinearModel(1.0, signature="autre"))
    assert found.model_version == RULES_VERSION
    assert "autre catalogue" in found.degraded[0]


def test_a_red_house_outranks_a_quiet_one() -> None:
    red, quiet = scored(a_house(a_place(a_zone()))), scored(a_house())
    assert red.rank_value > 5 * quiet.rank_value


def test_unplaced_house_goes_up() -> None:
    red, lost = scored(a_house(a_place(a_zone()))), scored(a_house(NOWHERE))
    assert lost.rank_value >= red.rank_value


def test_urgency_by_day() -> None:
    clocks = deadlines(CLOCK)  # received 15 January, déféré until 15 March
    by_day = {
        d: urgency(clocks, d)
        for d in map(
            date.fromisoformat,
            ("2025-01-24", "2025-02-05", "2025-03-14", "2025-03-15", "2025-03-16"),
        )
    }
    assert by_day[date(2025, 3, 16)] == 0.0
    assert by_day[date(2025, 3, 15)] > by_day[date(2025, 3, 14)] > by_day[date(2025, 2, 5)]
    assert by_day[date(2025, 1, 24)] > by_day[date(2025, 2, 5)]  # the suspension is about to go
    unknown = deadlines(replace(CLOCK, received_on=None))
    # To confirm: never surely past, but less and less likely to be live.
    assert urgency(unknown, date(2025, 3, 20)) == 1.0
    fading = [urgency(unknown, date(2025, month, 20)) for month in (4, 5, 6, 12)]
    assert fading == sorted(fading, reverse=True)
    assert fading[0] < 1.0
    assert fading[-1] == FLOOR
    assert urgency(deadlines(Clock()), DAY) == 1.0


def test_record_maker_agrees_with_score() -> None:
    record = a_record(a_house(a_place(a_zone())))
    assert record.score == scored(record.dossier)


def test_a_parcel_is_missing_only_where_a_cadastre_is_loaded() -> None:
    bare = replace(NOWHERE, precision=Precision.COMMUNE, missing_parcels=("34150000CA0221",))
    searched = replace(bare, surveyed=frozenset({Subject.PARCEL}))
    assert not_read(a_house(searched))
    assert not not_read(a_house(bare))
