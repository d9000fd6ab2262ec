"""Teaches the statistical readers: ``python -m features.facts.teach [--store URL]``.

From phrases that the project composes and, with ``--store``, from what reviewers put right.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from features.facts import phrases
from features.facts.sentences import SIZE, WEIGHTS, row
from vigie.domain.fact import Facts, WorksKind, said
from vigie.store import acts, corrections, open_store

SEED = 20_261
REVIEWED = 5  # times a phrase put right by a reviewer counts for one composed
STRENGTH = 30.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts of works with their kinds and use, as reviewers left them."""

    works: tuple[phrases.Works, ...] = ()


def lesson_of(acts: Iterable[tuple[Facts, Facts]]) -> Lesson:
    """From (facts read, facts put right): texts of works whose kinds or use a reviewer gave."""
    found: list[phrases.Works] = []
    for read, right in acts:
        text = said(right.works) or said(read.works)
        if not text or (right.works_kinds is None and right.destination is None):
            continue
        kinds = said(right.works_kinds) or said(read.works_kinds) or ()
        found.append(
            phrases.Works(text, frozenset(kinds), said(right.destination) or said(read.destination))
        )
    return Lesson(tuple(found))


def teach(lesson: Lesson = Lesson(), *, count: int = 6000) -> dict[str, NDArray[Any]]:
    """Arrays of the four models: names, weights, bias."""
    works = [*phrases.works(count, SEED), *lesson.works * REVIEWED]
    texts = np.stack([row(w.text) for w in works])
    kept = _kinds(texts, works)
    used = [i for i, w in enumerate(works) if w.destination is not None]
    kept |= _classes("destination", texts[used], [str(works[i].destination) for i in used])
    opinions = list(phrases.opinions(count // 3, SEED + 1))
    kept |= _classes(
        "sense", np.stack([row(t) for t, _ in opinions]), [str(s) for _, s in opinions]
    )
    conditions = list(phrases.conditions(count // 3, SEED + 2))
    rows = np.stack([row(t) for t, _ in conditions])
    fitted = _fitted(rows, [p for _, p in conditions])
    kept |= _arrays("precise", ["precise"], fitted.coef_, fitted.intercept_)
    return kept


def _kinds(texts: NDArray[np.float32], works: Sequence[phrases.Works]) -> dict[str, NDArray[Any]]:
    """One border for each kind of works."""
    names, weights, bias = [], [], []
    for kind in WorksKind:
        told = [kind in w.kinds for w in works]
        if any(told):
            fitted = _fitted(texts, told)
            names.append(kind.value)
            weights.append(fitted.coef_[0])
            bias.append(fitted.intercept_[0])
    return _arrays("kinds", names, np.stack(weights), np.array(bias))


def _classes(task: str, texts: NDArray[np.float32], told: list[str]) -> dict[str, NDArray[Any]]:
    fitted = _fitted(texts, told)
    return _arrays(task, [str(c) for c in fitted.classes_], fitted.coef_, fitted.intercept_)


def _fitted(texts: NDArray[np.float32], told: Sequence[Any]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=400).fit(texts, told)


def _arrays(
    task: str, names: Sequence[str], weights: NDArray[Any], bias: NDArray[Any]
) -> dict[str, NDArray[Any]]:
    assert weights.shape == (len(names), SIZE)
    return {
        f"{task} names": np.array(names),
        f"{task} weights": weights.astype(np.float16),
        f"{task} bias": bias.astype(np.float32),
    }


def reviewed(url: str) -> Lesson:
    """What reviewers of a store put right."""
    with closing(open_store(url)) as store:
        pairs = [
            (record.dossier.facts, corrections.of_act(store, record.act_id))
            for record in acts.iterate(store)
        ]
    return lesson_of(pairs)


def main() -> None:
    """Writes the weights into the package, or to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", help="address of the database of the reviewers")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name(WEIGHTS))
    options = parser.parse_args()
    lesson = reviewed(options.store) if options.store else Lesson()
    np.savez_compressed(options.out, **teach(lesson))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
