"""Scores given before the outcome was known, kept as CSV beside each run, for later comparison.

No identity: acts stand by their identifier.
"""

from __future__ import annotations

import csv
import io

import numpy as np

from models.evaluate import Ranked

PREDICTIONS = "predictions.csv"  # forward in time
RULES = "regles.csv"  # the same acts, ranked by the rules alone
UNSEEN = "communes-inconnues.csv"  # without learning from their commune
SEEN = "communes-connues.csv"  # the same acts, communes mixed
COLUMNS = ("act_id", "origin", "score", "positive", "weight", "gravity")


def write_predictions(ranked: Ranked, origins: tuple[str, ...]) -> str:
    """One row an act; ``origins`` names the periods."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for i, act_id in enumerate(ranked.act_ids.tolist()):
        writer.writerow(
            (
                act_id,
                origins[int(ranked.period[i])],
                repr(float(ranked.score[i])),
                int(ranked.positive[i]),
                repr(float(ranked.weight[i])),
                repr(float(ranked.gravity[i])),
            )
        )
    return text.getvalue()


def read_predictions(text: str) -> Ranked:
    """What :func:`write_predictions` wrote; periods are numbered in order of their names."""
    rows = list(csv.DictReader(io.StringIO(text)))
    names = sorted({row["origin"] for row in rows})
    return Ranked(
        act_ids=np.array([row["act_id"] for row in rows], dtype=np.str_),
        period=np.array([names.index(row["origin"]) for row in rows], dtype=np.int64),
        score=np.array([float(row["score"]) for row in rows], dtype=np.float64),
        positive=np.array([row["positive"] == "1" for row in rows], dtype=np.bool_),
        weight=np.array([float(row["weight"]) for row in rows], dtype=np.float64),
        gravity=np.array([float(row["gravity"]) for row in rows], dtype=np.float64),
    )


def in_common(one: Ranked, other: Ranked) -> tuple[Ranked, Ranked]:
    """Both rankings on the acts that both hold, with the periods and labels of the first."""
    _, first, second = np.intersect1d(one.act_ids, other.act_ids, return_indices=True)
    left = one.take(first)
    right = Ranked(
        act_ids=left.act_ids,
        period=left.period,
        score=other.score[second],
        positive=left.positive,
        weight=left.weight,
        gravity=left.gravity,
    )
    return left, right
