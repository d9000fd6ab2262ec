"""The past of communes and services: what was known before, nothing of what came after."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from features.catalogue import FEATURES
from features.history import PSEUDO_REVIEWS
from models.dataset import collect
from models.history import Ledger
from tests.builders import some_facts
from tests.models.records import some_records
from vigie.domain.deadline import Clock
from vigie.domain.dossier import Dossier
from vigie.domain.outcome import Outcome, Rung
from vigie.domain.past import WINDOW, Past, service_of
from vigie.domain.place import NOWHERE
from vigie.domain.record import ActRecord, ActStatus

DAY = date(2025, 6, 2)
ONE_DAY = timedelta(days=1)
NAMES = [feature.name for feature in FEATURES]
PAST = [name for name in NAMES if name.startswith(("commune_", "service_"))]


def an_act(
    number: int,
    received: date,
    *outcomes: tuple[Rung, date],
    commune: str = "34150",
    letter: str = "V",
) -> ActRecord:
    facts = some_facts(
        commune_insee=commune, dossier_number=f"PC 034{commune[2:]} 25 {letter}{number:04d}"
    )
    clock = Clock(decided_on=received - timedelta(days=4), received_on=received)
    return ActRecord(
        dossier=Dossier(f"act-{number}", facts, NOWHERE, clock),
        status=ActStatus.READY,
        reason=None,
        findings=(),
        deadlines=None,
        score=None,
        outcomes=tuple(Outcome(rung, known, "t") for rung, known in outcomes),
    )


def commune_past(*records: ActRecord, day: date = DAY) -> Past:
    ledger = Ledger.of((r.dossier.clock.received_on, r) for r in records)
    found = ledger.earlier(an_act(0, day).dossier, day).commune
    assert found is not None
    return found


def test_reviews_of_the_window_are_counted():
    records = (
        an_act(1, DAY - 10 * ONE_DAY, (Rung.OBSERVATIONS, DAY - ONE_DAY)),
        an_act(2, DAY - 20 * ONE_DAY, (Rung.NOTHING_SAID, DAY - 5 * ONE_DAY)),
        an_act(3, DAY - 30 * ONE_DAY),
        an_act(4, DAY - 30 * ONE_DAY, (Rung.NOTHING_SAID, DAY - ONE_DAY), commune="34003"),
    )
    assert commune_past(*records) == Past(reviewed=2, found=1)


def test_the_window_ends_the_day_before_and_begins_two_years_before():
    def known(day: date) -> ActRecord:
        return an_act(1, DAY - 900 * ONE_DAY, (Rung.NOTHING_SAID, day))

    inside, edge = DAY - ONE_DAY, DAY - WINDOW
    assert [commune_past(known(day)).reviewed for day in (inside, edge)] == [1, 1]
    assert [commune_past(known(day)).reviewed for day in (DAY, edge - ONE_DAY)] == [0, 0]


@pytest.mark.parametrize("known", [DAY, DAY + ONE_DAY, DAY + 400 * ONE_DAY], ids=str)
def test_an_outcome_known_on_the_day_or_after_changes_nothing(known):
    before = an_act(1, DAY - 30 * ONE_DAY)
    after = an_act(1, DAY - 30 * ONE_DAY, (Rung.OBSERVATIONS, known))
    assert commune_past(after) == commune_past(before)


def test_a_rung_climbed_after_the_day_is_not_known():
    day = DAY - 5 * ONE_DAY
    record = an_act(1, DAY - 9 * ONE_DAY, (Rung.NOTHING_SAID, day), (Rung.ANNULLED, DAY))
    past = commune_past(record)
    assert (past.reviewed, past.found) == (1, 0)


def test_an_act_is_no_part_of_its_own_past():
    mistaken = an_act(1, DAY, (Rung.OBSERVATIONS, DAY - 30 * ONE_DAY))
    assert commune_past(mistaken) == Past(0, 0)


def test_later_outcomes_and_acts_change_no_number_of_an_act():
    records = some_records(300, seed=3)
    acts = collect(records)
    turn = records[150].dossier.clock.received_on
    changed = [
        replace(record, outcomes=(*record.outcomes, Outcome(Rung.ANNULLED, turn, "t")))
        for record in records
    ]
    first = acts.received <= turn.toordinal()
    after = collect(changed)
    assert np.array_equal(after.x[first], acts.x[first], equal_nan=True)
    assert not np.array_equal(after.x[~first], acts.x[~first], equal_nan=True)
    before = collect(records[:151])
    assert np.array_equal(before.x, acts.x[: len(before)], equal_nan=True)


def test_few_reviews_stay_near_the_rate_of_all():
    known = DAY - ONE_DAY
    records = [an_act(1, DAY - 9 * ONE_DAY, (Rung.OBSERVATIONS, known))]
    others = [
        an_act(i, DAY - 9 * ONE_DAY, (Rung.NOTHING_SAID, known), commune="34003")
        for i in range(2, 11)
    ]
    acts = collect([*records, *others, an_act(99, DAY)])
    share = acts.column("commune_found_share")
    expected = (1 + PSEUDO_REVIEWS * 0.1) / (1 + PSEUDO_REVIEWS)
    assert share[list(acts.act_ids).index("act-99")] == pytest.approx(expected)


def test_without_any_review_the_share_is_unknown():
    acts = collect([an_act(1, DAY - 9 * ONE_DAY), an_act(2, DAY)])
    assert np.isnan(acts.column("commune_found_share")).all()


def test_an_act_that_nobody_looked_up_has_no_past():
    bare = an_act(1, DAY).dossier
    numbers = {f.name: f.compute(bare, ()) for f in FEATURES if f.name in PAST}
    assert len(numbers) == 2
    assert set(numbers.values()) == {None}


@pytest.mark.parametrize(
    ("number", "service"),
    [
        ("PC 034150 24 V0036", "034 V"),
        ("DP 034003 25 V0001 M01", "034 V"),
        ("PA 034003 25 00012", "034003 0"),
        ("PC 034150", None),
    ],
    ids=["letter", "modificatif", "own", "short"],
)
def test_the_service_is_the_letter_of_the_number(number, service):
    assert service_of(some_facts(dossier_number=number)) == service


def test_communes_of_one_service_share_its_past():
    known = (Rung.OBSERVATIONS, DAY - ONE_DAY)
    record = an_act(1, DAY - 9 * ONE_DAY, known, commune="34003")
    ledger = Ledger.of([(record.dossier.clock.received_on, record)])
    earlier = ledger.earlier(an_act(2, DAY).dossier, DAY)
    assert (earlier.commune, earlier.service) == (Past(0, 0), Past(1, 1))
    assert earlier.rate == 1.0
