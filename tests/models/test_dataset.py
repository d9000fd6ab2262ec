"""The dataset as of a date: ripe labels, nothing known later, lineages kept whole."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from models.dataset import MATURITY, as_of, collect
from models.lineage import lineages
from tests.models.records import FIRST_DAY, a_place, some_records
from vigie.domain.dossier import Related
from vigie.domain.outcome import Outcome, Rung
from vigie.domain.record import ActStatus

RECORDS = some_records(120)


def with_outcome(rung: Rung, known_on: date):
    return replace(RECORDS[0], outcomes=(Outcome(rung, known_on, "tableau"),))


def test_an_act_counts_once_its_label_is_ripe():
    acts = collect([with_outcome(Rung.OBSERVATIONS, FIRST_DAY + timedelta(days=3))])
    assert len(as_of(acts, FIRST_DAY + MATURITY - timedelta(days=1))) == 0
    ripe = as_of(acts, FIRST_DAY + MATURITY)
    assert ripe.reviewed.tolist() == [True]
    assert ripe.positive.tolist() == [True]


def test_what_was_known_later_is_not_known():
    late = FIRST_DAY + timedelta(days=200)
    acts = collect([with_outcome(Rung.OBSERVATIONS, late)])
    before = as_of(acts, late - timedelta(days=1))
    assert (before.reviewed.tolist(), before.positive.tolist()) == ([False], [False])
    assert as_of(acts, late).positive.tolist() == [True]


def test_the_ladder_makes_positives_weak_negatives_and_unknowns():
    known = FIRST_DAY + timedelta(days=5)
    rungs = [Rung.NOTHING_SAID, Rung.PIECES_ASKED, Rung.OBSERVATIONS, Rung.DEFERE]
    records = [
        replace(RECORDS[i], outcomes=(Outcome(rung, known, "t"),)) for i, rung in enumerate(rungs)
    ]
    data = as_of(collect([*records, replace(RECORDS[9], outcomes=())]), date(2025, 1, 1))
    assert data.reviewed.tolist() == [True, True, True, True, False]
    assert data.positive.tolist() == [False, False, True, True, False]


def test_acts_that_cannot_be_ranked_are_left_out():
    aside = replace(RECORDS[0], status=ActStatus.OUT_OF_SCOPE)
    assert collect([aside, *RECORDS[1:5]]).act_ids.tolist() == [r.act_id for r in RECORDS[1:5]]


def test_the_digest_follows_labels_and_numbers_not_the_order_of_arrival():
    until = date(2024, 6, 1)
    first = as_of(collect(RECORDS), until)
    assert as_of(collect(RECORDS[::-1]), until).digest == first.digest
    relabelled = replace(
        RECORDS[0], outcomes=(Outcome(Rung.DEFERE, FIRST_DAY + timedelta(days=1), "t"),)
    )
    assert as_of(collect([relabelled, *RECORDS[1:]]), until).digest != first.digest


def test_a_modificatif_stays_with_its_base_and_an_act_with_its_parcel():
    base, other = RECORDS[0].dossier, RECORDS[1].dossier
    number = base.facts.dossier_number.value
    amended = replace(
        other,
        facts=replace(
            other.facts,
            dossier_number=replace(other.facts.dossier_number, value=f"{number} M01"),
        ),
    )
    neighbour = replace(RECORDS[2].dossier, place=a_place(parcel="p0"))
    alone = RECORDS[3].dossier
    groups = lineages([base, amended, neighbour, alone])
    assert groups[0] == groups[1] == groups[2] != groups[3]


def test_later_acts_on_the_same_land_are_not_seen_by_earlier_ones():
    names = [c.name for c in collect(RECORDS[:1]).columns]
    column = names.index("related_acts")
    last = RECORDS[-1]
    tie = Related(last.act_id, None, "same_parcel")
    first = replace(RECORDS[0], dossier=replace(RECORDS[0].dossier, related=(tie,)))
    assert collect([first, last]).x[0, column] == 0.0
    earlier = Related(RECORDS[0].act_id, None, "same_parcel")
    after = replace(last, dossier=replace(last.dossier, related=(earlier,)))
    assert collect([RECORDS[0], after]).x[1, column] == 1.0


def test_unknown_numbers_are_nan_inside():
    acts = collect(RECORDS[:3])
    column = [c.name for c in acts.columns].index("shore_distance")
    assert np.isnan(acts.x[:, column]).all()
