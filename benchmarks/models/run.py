"""Benchmark of the risk models on the made world: ``python -m benchmarks.models.run``.

Prints the table of ``docs/benchmarks.md``. Models learn from the reviews of four years, as the
service would know them; they are judged on every act of the fifth, whose truth is known.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.models.past import NAMES, with_past
from benchmarks.models.served import served_lines
from benchmarks.models.text import with_words
from benchmarks.models.world import FIRST_DAY, LETTERS, World, chosen_again, make_world
from models.additive import additive
from models.candidates import CANDIDATES, Candidate, Trained
from models.dataset import Acts, Dataset, Numbers, as_of
from models.evaluate import (
    Estimate,
    Ranked,
    at_capacity,
    calibration,
    recall_difference,
    taken,
)
from models.exposure import exposure
from models.fit import decision
from models.propensity import review_weights
from models.train import evaluate

SHARE = 0.05
PARTS = (
    "quality",
    "causes",
    "choice",
    "past",
    "text",
    "measure",
    "unseen",
    "speed",
    "training",
    "served",
)


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """The world, what the service knows of it, and the acts to judge on."""

    world: World
    known: Dataset
    last_year: np.ndarray[tuple[int], np.dtype[np.int64]]

    @classmethod
    def of(cls, made: World) -> Bench:
        """Four years to learn from, the fifth to judge on."""
        world = replace(made, acts=with_past(made))
        split = FIRST_DAY + timedelta(days=4 * 365)
        rows = np.flatnonzero(world.acts.received >= split.toordinal())
        return cls(world, as_of(world.acts, split), rows)

    def ranked(self, score: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Ranked:
        """Acts of the last year by month, with the truth."""
        acts = self.world.acts.take(self.last_year)
        months = [date.fromordinal(int(day)).month for day in acts.received]
        return Ranked(
            act_ids=acts.act_ids,
            period=np.array(months, dtype=np.int64),
            score=score,
            positive=self.world.unlawful[self.last_year],
            weight=np.ones(len(acts)),
            gravity=acts.gravity,
        )


def main() -> None:
    """Run the parts asked for and print Markdown."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--part", choices=(*PARTS, "all"), default="all")
    parser.add_argument("--a-year", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="folder that keeps the world from run to run")
    asked = parser.parse_args()
    bench = Bench.of(make_world(a_year=asked.a_year, seed=asked.seed, keep=asked.keep))
    wanted = PARTS if asked.part == "all" else (asked.part,)
    for line in _lines(bench, wanted, asked.seed):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _lines(bench: Bench, parts: tuple[str, ...], seed: int) -> Iterator[str]:
    reviewed = int(bench.known.reviewed.sum())
    positive = int((bench.known.reviewed & bench.known.positive).sum())
    yield (
        f"{len(bench.world.acts)} acts, {bench.world.unlawful.mean():.1%} unlawful; learnt from "
        f"{reviewed} reviews ({positive} positive), judged on {len(bench.last_year)} acts."
    )
    told: dict[str, Callable[[], Iterator[str]]] = {
        "quality": lambda: _quality(bench),
        "causes": lambda: _causes(bench),
        "choice": lambda: _choice(bench, seed),
        "past": lambda: _past(bench),
        "text": lambda: _text(bench),
        "measure": lambda: _measure(bench),
        "unseen": lambda: _unseen(bench, _named("boosting")),
        "speed": lambda: _speed(bench, _named("boosting").train(bench.known, 0)),
        "training": lambda: _training(bench),
        "served": lambda: _served(bench, seed),
    }
    for part in parts:
        yield from told[part]()


def _named(name: str) -> Candidate:
    return next(candidate for candidate in CANDIDATES if candidate.name == name)


def _quality(bench: Bench) -> Iterator[str]:
    acts = bench.world.acts.take(bench.last_year)
    trained = {c.name: c.train(bench.known, 0) for c in CANDIDATES}
    oracle = at_capacity(bench.ranked(bench.world.visible[bench.last_year]), SHARE).recall
    yield "\n| ranking | recall at 5 % | share of the oracle | lift | ECE |\n|---|---|---|---|---|"
    yield f"| oracle | {said(oracle)} | 1 | | |"
    ranked = {name: bench.ranked(one.order(acts)) for name, one in trained.items()}
    ranked["rules as served"] = bench.ranked(bench.world.rules[bench.last_year])
    learnt = {c.name for c in CANDIDATES if c.learnt}
    for name, one in ranked.items():
        at = at_capacity(one, SHARE)
        ece = f"{calibration(one).ece:.3f}" if name in learnt else ""
        part = (at.recall.value or 0.0) / (oracle.value or 1.0)
        yield f"| {name} | {said(at.recall)} | {part:.2f} | {at.lift.value:.1f} | {ece} |"
    for other in sorted(set(ranked) - learnt):
        gain = recall_difference(ranked["boosting"], ranked[other], SHARE)
        yield f"\nboosting against {other}: {said(gain)}"
    yield from _groups(acts, ranked["boosting"])


def _causes(bench: Bench) -> Iterator[str]:
    """Share of the unlawful acts of each cause found at 5 %, by what the trees learnt from."""
    last, world = bench.last_year, bench.world
    acts = world.acts.take(last)
    scores = {
        "oracle": world.visible[last],
        "rules": world.rules[last],
        "reviews": _named("boosting").train(bench.known, 0).order(acts),
        "drawn": _named("boosting").train(_told(bench, drawn=True), 0).order(acts),
        "all": _named("boosting").train(_told(bench, drawn=False), 0).order(acts),
    }
    yield from by_cause(bench, {name: bench.ranked(score) for name, score in scores.items()})


def by_cause(bench: Bench, ranked: dict[str, Ranked]) -> Iterator[str]:
    """Share of the unlawful acts of each cause that each ranking finds at 5 %."""
    last, world = bench.last_year, bench.world
    read = {name: _read(one) for name, one in ranked.items()}
    yield f"\n| cause | acts | {' | '.join(ranked)} |\n|---|---|{'---|' * len(ranked)}"
    struck = [set(world.struck[i]) for i in last.tolist()]
    for cause in sorted({name for names in struck for name in names}):
        rows = np.array([cause in names for names in struck])
        found = " | ".join(f"{one[rows].mean():.2f}" for one in read.values())
        yield f"| {cause} | {rows.sum()} | {found} |"
    every = " | ".join(f"{one[world.unlawful[last]].mean():.3f}" for one in read.values())
    yield f"| all | {world.unlawful[last].sum()} | {every} |"


def _read(ranked: Ranked) -> Numbers:
    return taken(ranked, SHARE, ranked.weight)


def _told(bench: Bench, *, drawn: bool) -> Dataset:
    """The same acts with true labels: of as many drawn at random as were reviewed, or of all."""
    known, count = bench.known, len(bench.known)
    chosen = np.ones(count, dtype=bool)
    if drawn:
        share = known.reviewed.mean()
        chosen = np.random.default_rng(0).random(count) < share
    return replace(known, reviewed=chosen, positive=bench.world.unlawful[:count] & chosen)


def _choice(bench: Bench, seed: int) -> Iterator[str]:
    """Training that corrects for the choice of the reviews, against training as they are."""
    yield "\n| choice | model | as they are | corrected | gain |\n|---|---|---|---|---|"
    for letters in LETTERS:
        own = Bench.of(chosen_again(bench.world, seed=seed, letters=letters))
        acts = own.world.acts.take(own.last_year)
        for name in ("logistic", "boosting"):
            pair = [
                own.ranked(_named(one).train(own.known, 0).order(acts))
                for one in (f"{name}_weighted", name)
            ]
            corrected, plain = (at_capacity(one, SHARE).recall for one in pair)
            gain = recall_difference(pair[0], pair[1], SHARE)
            yield (
                f"| {letters or 'habit'} | {name} | {said(plain)} | {said(corrected)} "
                f"| {said(gain)} |"
            )


def _text(bench: Bench) -> Iterator[str]:
    """What the words of the act add to its features."""
    texts, last = bench.world.texts, bench.last_year
    later = bench.world.acts.take(last)
    known, added = with_words(
        bench.known, texts[: len(bench.known)], later, [texts[i] for i in last.tolist()]
    )
    words = added.column("words")
    if words is not None:
        yield f"\nwords alone: {said(at_capacity(bench.ranked(words), SHARE).recall)}"
    for name in ("logistic", "boosting"):
        ranked = [
            bench.ranked(_named(name).train(one, 0).order(acts))
            for one, acts in ((known, added), (bench.known, later))
        ]
        gain = recall_difference(ranked[0], ranked[1], SHARE)
        yield f"\nGain of the words, {name}: {said(gain)}"


def _groups(acts: Acts, ranked: Ranked) -> Iterator[str]:
    """Who is read, and whose faults are found, with the whole truth known."""
    yield "\n| group (boosting) | acts | read | recall | read over risk |\n|---|---|---|---|---|"
    for one in exposure(acts, ranked, SHARE):
        yield (
            f"| {one.axis} : {one.group} | {one.acts} | {one.read:.3f} | {one.recall or 0:.2f} "
            f"| {one.read_of_risk or 0:.2f} |"
        )


def _past(bench: Bench) -> Iterator[str]:
    """What the past of communes and services adds, in a world where it tells nothing more."""
    acts = bench.world.acts
    kept = [i for i, column in enumerate(acts.columns) if column.name not in NAMES]
    bare = replace(acts, columns=tuple(acts.columns[i] for i in kept), x=acts.x[:, kept])
    for name in ("logistic", "boosting"):
        ranked = [
            bench.ranked(
                _named(name).train(as_of(some, bench.known.until), 0).order(some.take(rows))
            )
            for some, rows in ((acts, bench.last_year), (bare, bench.last_year))
        ]
        yield f"\nGain of the past, {name}: {said(recall_difference(*ranked, SHARE))}"


def _measure(bench: Bench) -> Iterator[str]:
    """Recall as the service can estimate it, from its reviews alone, against the truth."""
    acts = bench.world.acts
    until = date.fromordinal(int(acts.received[-1])) + timedelta(days=70)
    day = until.toordinal()
    whole = Dataset(acts, until, acts.reviewed <= day, acts.positive <= day)
    weight, last = review_weights(whole)[bench.last_year], bench.last_year
    found = replace(bench.ranked(np.zeros(len(last))), positive=whole.positive[last])
    yield "\n| ranking | truth | reviews as they are | weighted |\n|---|---|---|---|"
    for name in ("logistic", "rules", "practice", "red_zone"):
        score = _named(name).train(bench.known, 0).order(acts.take(last))
        truth = at_capacity(bench.ranked(score), SHARE, replicates=1).recall.value or 0.0
        told = [
            at_capacity(replace(found, score=score, weight=one).take(weight > 0), SHARE).recall
            for one in (np.ones(len(last)), weight)
        ]
        yield f"| {name} | {truth:.3f} | {said(told[0])} | {said(told[1])} |"


def _unseen(bench: Bench, candidate: Candidate, folds: int = 4) -> Iterator[str]:
    """Acts of the last year ranked by models that never saw their commune."""
    acts = bench.world.acts.take(bench.last_year)
    communes = np.unique(bench.world.acts.commune)
    fold_of = dict(zip(communes.tolist(), np.arange(len(communes)) % folds, strict=True))
    score = np.zeros(len(acts))
    for fold in range(folds):
        out = np.array([fold_of[c] == fold for c in acts.commune.tolist()])
        inside = np.array([fold_of[c] != fold for c in bench.known.acts.commune.tolist()])
        score[out] = candidate.train(bench.known.take(inside), 0).order(acts.take(out))
    seen = bench.ranked(candidate.train(bench.known, 0).order(acts))
    loss = recall_difference(seen, bench.ranked(score), SHARE)
    yield f"\nLoss of recall in unseen communes ({candidate.name}, {folds} folds): {said(loss)}"


def _speed(bench: Bench, trained: Trained) -> Iterator[str]:
    x = bench.world.acts.x[bench.last_year]
    start = time.process_time()
    decision(trained.estimator, x)
    many = len(x) / (time.process_time() - start)
    total = additive(trained.estimator)
    times = []
    for row in x[:2000]:
        start = time.process_time()
        total.parts(row)
        times.append(1000 * (time.process_time() - start))
    p95 = np.quantile(times, 0.95)
    yield f"\nBatch: {many:,.0f} acts/s. One act with its sum: p95 {p95:.2f} ms."


def _training(bench: Bench) -> Iterator[str]:
    acts = bench.world.acts
    until = date.fromordinal(int(acts.received[-1])) + timedelta(days=70)
    start = time.process_time()
    report = evaluate(acts, until=until)
    minutes = (time.process_time() - start) / 60
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    yield (
        f"\nTrain, validate, compare on {len(acts)} acts: {minutes:.1f} min of processor, "
        f"{memory:.1f} GB; "
        f"chosen {report.chosen}."
    )


def _served(bench: Bench, seed: int) -> Iterator[str]:
    trained = {name: _named(name).train(bench.known, 0) for name in ("logistic", "boosting")}
    yield from served_lines(bench.world, bench.last_year, trained, SHARE, seed)


def said(estimate: Estimate) -> str:
    """An estimate with its interval of 90 %."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "n/a"
    return f"{estimate.value:.3f} [{estimate.low:.3f}; {estimate.high:.3f}]"


if __name__ == "__main__":
    main()
