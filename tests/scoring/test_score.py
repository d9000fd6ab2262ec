from dataclasses import replace
from datetime import date
from math import log

import pytest

from features import catalogue
from scoring.deadlines import deadlines
from scoring.grounds import assess
from scoring.score import RULES_VERSION, STRONG_FLOOR, score
from scoring.steering import NEUTRAL, Steering
from scoring.urgency import urgency
from tests.scoring.makers import CLOCK, a_house, a_place, a_record, a_zone
from vigie.domain.deadline import Clock
from vigie.domain.dossier import Dossier
from vigie.domain.fact import ActType
from vigie.domain.finding import Theme
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
    found = scored(a_house(a_place(a_zone())), model=LinearModel(-6.0))
    assert found.probability == STRONG_FLOOR
    assert found.model_version == "essai-1"
    assert not found.degraded


def test_model_of_another_catalogue_is_refused() -> None:
    found = scored(a_house(), model=LinearModel(1.0, signature="autre"))
    assert found.model_version == RULES_VERSION
    assert "autre catalogue" in found.degraded[0]


def test_a_red_house_outranks_a_quiet_one() -> None:
    red, quiet = scored(a_house(a_place(a_zone()))), scored(a_house())
    assert red.rank_value > 5 * quiet.rank_value


def test_unplaced_house_goes_up() -> None:
    from vigie.domain.place import NOWHERE

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
    assert urgency(unknown, date(2025, 12, 1)) == 1.0  # to confirm: never past
    assert urgency(deadlines(Clock()), DAY) == 1.0


def test_record_maker_agrees_with_score() -> None:
    record = a_record(a_house(a_place(a_zone())))
    assert record.score == scored(record.dossier)
