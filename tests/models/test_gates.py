"""Gates: a worse model never passes, the same one does, each reason is said."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from features.catalogue import SIGNATURE
from models.candidates import CANDIDATES, Candidate, named
from models.dataset import Dataset, as_of, collect
from models.evaluate import Ranked
from models.gates import Proof, gates
from models.rolling import observed, periods, rank_forward
from models.serving import served
from models.transfer import transfer
from tests.models.records import some_records

UNTIL = date(2024, 12, 31)
GOOD = named("logistic")


def on_shuffled_reviews(dataset: Dataset, seed: int):
    """The same recipe, misled: the outcomes of reviews are dealt out at random."""
    rng = np.random.default_rng(seed)
    rows = np.flatnonzero(dataset.reviewed)
    positive = dataset.positive.copy()
    positive[rows] = positive[rng.permutation(rows)]
    blind = dataset.acts.x.copy()
    blind[:, [i for i, c in enumerate(dataset.acts.columns) if c.rising]] = 0.0
    misled = replace(dataset, positive=positive, acts=replace(dataset.acts, x=blind))
    return GOOD.train(misled, seed)


WORSE = Candidate("worse", "Faux", True, on_shuffled_reviews)


def proofs(seed: int, count: int = 420) -> tuple[Proof, Proof, Ranked, object]:
    acts = collect(some_records(count, seed=seed))
    both = (GOOD, WORSE, named("rules"))
    trials = rank_forward(both, acts, periods(acts, UNTIL), seed=seed)
    ranked = observed(acts, trials, UNTIL)
    data = as_of(acts, UNTIL)
    found = []
    for candidate in both[:2]:
        moved = transfer(candidate, data, seed=seed)
        found.append(Proof(ranked[candidate.name], moved.unseen, moved.seen))
    trained = GOOD.train(data, seed)
    model = served("v", SIGNATURE, trained.estimator, trained.floor)
    return found[0], found[1], ranked["rules"], model


def passed(found) -> dict[str, bool]:
    return {gate.name: gate.passed for gate in found}


@pytest.fixture(scope="module")
def proof():
    return proofs(0)


def test_the_same_model_passes_against_itself(proof):
    good, _, rules, model = proof
    assert all(passed(gates(good, good, rules, model)).values())


@pytest.mark.parametrize("seed", range(2))
def test_a_deliberately_worse_model_is_refused(seed):
    good, worse, rules, model = proofs(seed)
    assert not passed(gates(worse, good, rules, model))["rappel à capacité"]


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_deliberately_worse_model_is_refused_in_twenty_of_twenty_trials():
    """About seventy positives judged: with fifteen, luck lets one of twenty through."""
    refused = 0
    for seed in range(100, 120):
        good, worse, rules, model = proofs(seed, 1500)
        refused += not all(passed(gates(worse, good, rules, model)).values())
    assert refused == 20


def test_another_signature_is_refused(proof):
    good, _, rules, model = proof
    other = replace(model, signature="autre")
    assert not passed(gates(good, good, rules, other))["caractéristiques"]


def test_probabilities_far_off_are_refused(proof):
    good, _, rules, model = proof
    off = replace(good, ranked=replace(good.ranked, score=good.ranked.score + 4))
    assert not passed(gates(off, good, rules, model))["calibration"]


def test_a_model_that_fails_in_unseen_communes_is_refused(proof):
    good, _, rules, model = proof
    local = replace(good, unseen=replace(good.unseen, score=-good.unseen.score))
    for champion in (good, None):
        assert passed(gates(good, champion, rules, model))["communes jamais vues"]
        assert not passed(gates(local, champion, rules, model))["communes jamais vues"]


def test_too_few_common_acts_prove_nothing(proof):
    good, _, rules, model = proof
    apart = replace(good.ranked, act_ids=np.char.add(good.ranked.act_ids, "x"))
    found = gates(replace(good, ranked=apart), good, rules, model)
    assert not passed(found)["rappel à capacité"]


def test_without_a_champion_the_rules_hold_its_place(proof):
    good, _, rules, model = proof
    upside_down = replace(good, ranked=replace(good.ranked, score=-good.ranked.score))
    assert passed(gates(good, None, rules, model))["rappel à capacité"]
    assert not passed(gates(upside_down, None, rules, model))["rappel à capacité"]


def test_a_first_champion_a_little_below_the_rules_passes_until_many_reviews_show_it(proof):
    good, _, _, model = proof
    few, many = a_little_below(10), a_little_below(1000)
    assert passed(gates(replace(good, ranked=few[0]), None, few[1], model))["rappel à capacité"]
    found = gates(replace(good, ranked=many[0]), None, many[1], model)
    assert not passed(found)["rappel à capacité"]


def test_a_first_champion_with_nothing_found_proves_nothing(proof):
    good, _, rules, model = proof
    nothing = replace(good.ranked, positive=np.zeros(len(good.ranked.positive), dtype=bool))
    found = gates(replace(good, ranked=nothing), None, rules, model)
    assert not passed(found)["rappel à capacité"]


def a_little_below(positives: int) -> tuple[Ranked, Ranked]:
    """A model and rules on the same acts: it ranks a tenth of the positives last, they none."""
    count = 10 * positives
    positive = np.arange(count) < positives
    missed = np.arange(count) % 10 == 0
    model = Ranked(
        act_ids=np.array([f"a{i:05d}" for i in range(count)]),
        period=np.zeros(count, dtype=np.int64),
        score=np.where(positive & ~missed, 1.0, np.where(missed, -1.0, 0.0)),
        positive=positive,
        weight=np.ones(count),
        gravity=np.ones(count),
    )
    return model, replace(model, score=positive.astype(float))


def test_candidates_have_distinct_names():
    names = [candidate.name for candidate in CANDIDATES]
    assert len(set(names)) == len(names)
