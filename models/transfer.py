"""Transfer: does a model rank as well in communes that it never saw?

Communes draft differently. Each is held out in turn (in a few groups when there are many), and
the same number of folds is drawn over dossiers of all communes to compare with.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.candidates import Candidate, trainable
from models.dataset import Dataset, Days, Numbers
from models.evaluate import SHARES, Estimate, Ranked, mean_recall_difference
from models.propensity import review_weights

FOLDS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Transfer:
    """The same reviewed acts, ranked without and with other acts of their commune learnt."""

    unseen: Ranked
    seen: Ranked

    @property
    def loss(self) -> Estimate:
        """Recall lost in unseen communes, mean over capacities."""
        return mean_recall_difference(self.seen, self.unseen, SHARES)


def transfer(candidate: Candidate, dataset: Dataset, *, seed: int) -> Transfer | None:
    """Rank each act by a model that knows nothing of its commune; None with too little to do so."""
    communes = dataset.acts.commune
    if len(np.unique(communes)) < 2:
        return None
    unseen = _held_out(candidate, dataset, _folds(communes, seed), seed)
    seen = _held_out(candidate, dataset, _folds(dataset.acts.group, seed), seed)
    if unseen is None or seen is None:
        return None
    return Transfer(_ranked(dataset, unseen), _ranked(dataset, seen))


def _folds(keys: np.ndarray[tuple[int], np.dtype[np.generic]], seed: int) -> Days:
    """A fold number for each row: rows of one key share it, folds are about as large."""
    names, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    order = np.argsort(-counts + np.random.default_rng(seed).random(len(names)), kind="stable")
    load = np.zeros(min(FOLDS, len(names)))
    fold = np.zeros(len(names), dtype=np.int64)
    for name in order:
        fold[name] = int(np.argmin(load))
        load[fold[name]] += counts[name]
    numbered: Days = fold[inverse]
    return numbered


def _held_out(candidate: Candidate, dataset: Dataset, fold: Days, seed: int) -> Numbers | None:
    score = np.zeros(len(dataset))
    for number in np.unique(fold):
        out = fold == number
        others = dataset.take(~out & ~np.isin(dataset.acts.group, dataset.acts.group[out]))
        if not trainable(others):
            return None
        trained = candidate.train(others, seed).order(dataset.acts.take(out))
        score[out] = trained
    return score


def _ranked(dataset: Dataset, score: Numbers) -> Ranked:
    rows = np.flatnonzero(dataset.reviewed)
    return Ranked(
        act_ids=dataset.acts.act_ids[rows],
        period=np.zeros(len(rows), dtype=np.int64),
        score=score[rows],
        positive=dataset.positive[rows],
        weight=review_weights(dataset)[rows],
        gravity=dataset.acts.gravity[rows],
    )
