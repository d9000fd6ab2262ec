"""Gates: what a challenger must prove before it may replace the champion.

Each gate answers with its measure, in French; all must pass, and a named person signs.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from features.catalogue import SIGNATURE
from models.evaluate import (
    Estimate,
    Ranked,
    calibration,
    mean_recall,
    mean_recall_difference,
)
from models.predictions import in_common
from models.serving import ServedModel

LEAST_POSITIVES = 5
MOST_LOSS = 0.03  # recall lost in unseen communes
MOST_ECE_ABOVE = 0.02
MOST_ECE = 0.15
MOST_MILLISECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition, whether it holds, and what was measured."""

    name: str
    passed: bool
    said: str


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """What a version showed when it was trained: forward in time, and in unseen communes."""

    ranked: Ranked
    unseen: Ranked | None
    seen: Ranked | None


def gates(
    challenger: Proof, champion: Proof | None, rules: Ranked, model: ServedModel
) -> tuple[Gate, ...]:
    """All gates. Without a champion, the rules alone hold its place."""
    recall = _against_rules(challenger.ranked, rules)
    if champion is not None:
        recall = _against_champion("rappel à capacité", challenger.ranked, champion.ranked)
    return (
        recall,
        _unseen_communes(challenger, champion),
        _calibration(challenger.ranked, None if champion is None else champion.ranked),
        _signature(model),
        _latency(model),
    )


def _against_champion(name: str, one: Ranked, other: Ranked) -> Gate:
    """The lower bound of the mean recall at 5, 10 and 20 % may not be worse, on the same days."""
    mine, theirs = in_common(one, other)
    if mine.positive.sum() < LEAST_POSITIVES:
        return _too_few(name, mine)
    new, old = mean_recall(mine), mean_recall(theirs)
    passed = new.low is not None and old.low is not None and new.low >= old.low - 1e-9
    return Gate(
        name,
        passed,
        f"{_spread(new)} contre {_spread(old)} pour le modèle en service, sur les mêmes "
        f"{len(mine.act_ids)} actes contrôlés",
    )


def _against_rules(ranked: Ranked, rules: Ranked) -> Gate:
    """The interval of the paired difference of mean recall may not lie wholly below zero.

    The bare sign, or a margin set by hand, would tell nothing more: see docs/decisions.
    """
    name = "rappel à capacité"
    mine, theirs = in_common(ranked, rules)
    if mine.positive.sum() < LEAST_POSITIVES:
        return _too_few(name, mine)
    difference = mean_recall_difference(mine, theirs)
    passed = difference.high is not None and difference.high >= 0
    return Gate(
        name,
        passed,
        f"écart avec les règles seules : {_spread(difference)} sur {len(mine.act_ids)} actes",
    )


def _too_few(name: str, judged: Ranked) -> Gate:
    found = int(judged.positive.sum())
    return Gate(name, False, f"seulement {found} actes à observations jugés des deux côtés")


def _unseen_communes(challenger: Proof, champion: Proof | None) -> Gate:
    name = "communes jamais vues"
    if challenger.unseen is None or challenger.seen is None:
        return Gate(name, False, "non mesuré : trop peu de communes ou de contrôles")
    loss = mean_recall_difference(challenger.seen, challenger.unseen)
    lost = loss.low is not None and loss.low > MOST_LOSS
    said = f"perte de rappel : {_spread(loss)}"
    if lost or champion is None or champion.unseen is None:
        return Gate(name, not lost, said)
    other = _against_champion(name, challenger.unseen, champion.unseen)
    return Gate(name, other.passed, f"{said} ; {other.said}")


def _calibration(ranked: Ranked, champion: Ranked | None) -> Gate:
    mine = calibration(ranked).ece
    if mine is None:
        return Gate("calibration", False, "non mesurée")
    theirs = None if champion is None else calibration(champion).ece
    most = MOST_ECE if theirs is None else max(MOST_ECE_ABOVE, theirs) + MOST_ECE_ABOVE
    return Gate("calibration", mine <= most, f"écart moyen {mine:.3f}, au plus {most:.3f}")


def _signature(model: ServedModel) -> Gate:
    passed = model.signature == SIGNATURE
    return Gate("caractéristiques", passed, f"signature {model.signature}, ici {SIGNATURE}")


def _latency(model: ServedModel) -> Gate:
    """95th percentile over acts with random numbers, some of them unknown, in processor time.

    The load of the machine on the day of the promotion is no fault of the model.
    """
    rng = np.random.default_rng(0)
    rows = rng.exponential(1.0, (200, model.columns))
    unknown = rng.random(rows.shape) < 0.2
    times = []
    for row, blank in zip(rows.tolist(), unknown.tolist(), strict=True):
        vector = tuple(None if b else v for v, b in zip(row, blank, strict=True))
        start = time.thread_time()
        model.predict(vector)
        times.append(1000 * (time.thread_time() - start))
    p95 = float(np.quantile(times, 0.95))
    return Gate(
        "temps de réponse", p95 <= MOST_MILLISECONDS, f"{p95:.2f} ms de processeur (95e centile)"
    )


def _spread(estimate: Estimate) -> str:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "non mesurable"
    return f"{estimate.value:.3f} [{estimate.low:.3f} ; {estimate.high:.3f}]"
