"""A look at the benchmark in a few minutes: ``python -m benchmarks.models.look``.

Models learn from the reviewed acts; they are judged on every unlawful act of the last year and on a
share of the others, each of which stands for those left out. Nothing is asked of the past acts that
nobody reviewed, so that what needs them (weights, calibration) is not told here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import numpy as np

from benchmarks.models.reviews import chances, habits
from benchmarks.models.run import SHARE, Bench, by_cause, said
from benchmarks.models.text import with_words
from benchmarks.models.world import LETTERS, World, chosen_again, looked_at, make_world
from models.candidates import boosting, finish, logistic, reviewed_sample
from models.dataset import Acts, Dataset, Numbers
from models.evaluate import Ranked, at_capacity, recall_difference
from models.fit import Fit
from models.propensity import CAP

LOOK = 0.4
FITS: dict[str, Fit] = {"boosting": boosting, "logistic": logistic}


def main() -> None:
    """Print Markdown as it is known."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--a-year", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--look", type=float, default=LOOK)
    asked = parser.parse_args()
    made = make_world(a_year=asked.a_year, seed=asked.seed, look=asked.look)
    bench = _looked(Bench.of(made), asked.look)
    for line in chain(_lines(bench, asked.look), _choice(made, asked.seed, asked.look)):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _looked(bench: Bench, look: float) -> Bench:
    """Only reviewed acts to learn from, only acts looked at to judge on."""
    unlawful = bench.world.unlawful
    rows = [i for i in bench.last_year.tolist() if unlawful[i] or looked_at(i, look)]
    return replace(bench, known=bench.known.take(bench.known.reviewed), last_year=np.array(rows))


def _ranked(bench: Bench, score: Numbers, look: float) -> Ranked:
    plain = bench.ranked(score)
    return replace(plain, weight=np.where(plain.positive, 1.0, 1.0 / look))


def _order(fit: Fit, known: Dataset, later: Acts, weight: Numbers | None = None) -> Numbers:
    estimator = fit(reviewed_sample(known, np.ones(len(known)) if weight is None else weight), 0)
    stand = Dataset(later, known.until, later.drawn, later.drawn)  # the floor is a quantile of all
    return finish(estimator, stand).order(later)


def _lines(bench: Bench, look: float) -> Iterator[str]:
    world, known, last = bench.world, bench.known, bench.last_year
    later = world.acts.take(last)
    yield (
        f"{len(world.acts)} acts, {world.unlawful.mean():.2%} unlawful; learnt from {len(known)} "
        f"reviews ({int(known.positive.sum())} positive), judged on {len(last)} acts."
    )
    points = later.column("rule_points")
    scores = {
        "oracle": world.visible[last],
        "rules as served": world.rules[last],
        "rule points": np.zeros(len(last)) if points is None else points,
        **{name: _order(fit, known, later) for name, fit in FITS.items()},
    }
    ranked = {name: _ranked(bench, score, look) for name, score in scores.items()}
    top = at_capacity(ranked["oracle"], SHARE, replicates=1).recall.value or 1.0
    yield "\n| ranking | recall at 5 % | share of the oracle | lift |\n|---|---|---|---|"
    for name, one in ranked.items():
        at = at_capacity(one, SHARE)
        yield (
            f"| {name} | {said(at.recall)} | {(at.recall.value or 0) / top:.2f} "
            f"| {at.lift.value:.1f} |"
        )
    for name in ("rules as served", "rule points"):
        gain = recall_difference(ranked["boosting"], ranked[name], SHARE)
        yield f"\nboosting against {name}: {said(gain)}"
    yield from by_cause(bench, ranked)
    yield from _words(bench, look, ranked)


def _words(bench: Bench, look: float, without: dict[str, Ranked]) -> Iterator[str]:
    texts = bench.world.texts
    index = {act: i for i, act in enumerate(bench.world.acts.act_ids.tolist())}
    known, later = with_words(
        bench.known,
        [texts[index[act]] for act in bench.known.acts.act_ids.tolist()],
        bench.world.acts.take(bench.last_year),
        [texts[i] for i in bench.last_year.tolist()],
    )
    words = later.column("words")
    if words is not None:
        alone = at_capacity(_ranked(bench, words, look), SHARE).recall
        yield f"\nwords alone: {said(alone)}"
    for name, fit in FITS.items():
        one = _ranked(bench, _order(fit, known, later), look)
        gain = recall_difference(one, without[name], SHARE)
        recall = at_capacity(one, SHARE, replicates=1).recall.value
        yield f"\n{name} with the words: {recall:.3f}, gain {said(gain)}"


def _choice(made: World, seed: int, look: float) -> Iterator[str]:
    """What the true chances of review would bring, which no estimate of them can better."""
    yield "\n| choice | model | as they are | 1 / chance | without the part of tips |"
    yield "|---|---|---|---|---|"
    chance = habits(made.made)
    for letters in LETTERS[:2]:  # with the true chances, letters told or untold are the same
        bench = _looked(Bench.of(chosen_again(made, seed=seed, letters=letters)), look)
        later = bench.world.acts.take(bench.last_year)
        inverse, level = _true_weights(bench, chance, letters)
        for name, fit in FITS.items():
            ones = np.ones(len(bench.known))
            orders = [_order(fit, bench.known, later, weight) for weight in (ones, inverse, level)]
            plain, *others = (_ranked(bench, order, look) for order in orders)
            gains = [said(recall_difference(one, plain, SHARE)) for one in others]
            recall = at_capacity(plain, SHARE).recall
            yield f"| {letters or 'habit'} | {name} | {said(recall)} | {' | '.join(gains)} |"


def _true_weights(bench: Bench, habit: list[float], letters: str) -> tuple[Numbers, Numbers]:
    """Inverse of the chance of review; and only what makes the outcome call for the review."""
    index = {act.index: act for act in bench.world.made}
    rows = [int(one[1:]) for one in bench.known.acts.act_ids.tolist()]
    pairs = np.array(
        [
            chances(index[row], habit[row], wrong=bool(found), letters=letters)
            for row, found in zip(rows, bench.known.positive.tolist(), strict=True)
        ]
    )
    return _capped(1 / pairs[:, 1]), _capped(pairs[:, 0] / pairs[:, 1])


def _capped(weight: Numbers) -> Numbers:
    scaled = np.minimum(weight / weight.mean(), CAP)
    found: Numbers = scaled / scaled.mean()
    return found


if __name__ == "__main__":
    main()
