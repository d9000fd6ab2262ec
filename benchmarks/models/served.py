"""What the queue itself would have read of the made world: scores corrected, places shared.

A model ranks by its probability; the service ranks by the product of its numbers, takes what was
not read against an act, and keeps a part of the places for such acts. Each act is judged again as
on its arrival, under the rules alone and under a model.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np

from benchmarks.models.acts import Made
from benchmarks.models.past import earlier
from benchmarks.models.reading import as_read
from benchmarks.models.world import CHUNK, PROCESSES, World
from features.catalogue import SIGNATURE
from models.candidates import Trained
from models.dataset import Days, Flags
from models.serving import ServedModel, served
from scoring.deadlines import deadlines
from scoring.grounds import assess
from scoring.queue import TO_READ_SHARE, Candidate, candidate, pick
from scoring.score import score
from scoring.steering import NEUTRAL
from vigie.domain.past import Earlier
from vigie.domain.record import ActRecord, ActStatus

Dated = tuple[Made, Earlier]
Judges = tuple[ServedModel | None, ...]


def served_lines(
    world: World, last_year: Days, trained: dict[str, Trained], share: float, seed: int
) -> Iterator[str]:
    """Recall of the month's picks at a share of the acts, by who scores."""
    models = {
        name: served(name, SIGNATURE, one.estimator, one.floor) for name, one in trained.items()
    }
    past = earlier(world)
    dated = [(world.made[i], past[i]) for i in last_year.tolist()]
    found = _candidates(dated, (None, *models.values()), seed)
    months = np.array([date.fromordinal(act.received).month for act, _ in dated])
    unlawful = world.unlawful[last_year]
    yield "\n| scored by | proved value stands lower | by rank value | as the queue picks |"
    yield "|---|---|---|---|"
    for name, mine in zip(("rules", *models), zip(*found, strict=True), strict=True):
        lifted = np.mean([one.proved < one.value and not one.pressing for one in mine])
        bare = [replace(one, proved=one.value) for one in mine]
        recalls = [_recall(some, months, unlawful, share) for some in (bare, mine)]
        yield f"| {name} | {lifted:.1%} | {recalls[0]:.3f} | {recalls[1]:.3f} |"
    yield f"\nOf the places, {TO_READ_SHARE:.0%} at most go to what was not read."


def _candidates(dated: list[Dated], judges: Judges, seed: int) -> list[tuple[Candidate, ...]]:
    chunks = [dated[start : start + CHUNK] for start in range(0, len(dated), CHUNK)]
    with ProcessPoolExecutor(PROCESSES) as pool:
        parts = pool.map(partial(_weighed, judges=judges, seed=seed), chunks)
        return [one for part in parts for one in part]


def _weighed(chunk: list[Dated], judges: Judges, seed: int) -> list[tuple[Candidate, ...]]:
    return [tuple(_as_queued(act, past, judges, seed)) for act, past in chunk]


def _as_queued(act: Made, past: Earlier, judges: Judges, seed: int) -> Iterator[Candidate]:
    dossier = replace(as_read(act, seed), earlier=past)
    findings, clocks = assess(dossier), deadlines(dossier.clock)
    today = date.fromordinal(act.received)
    for model in judges:
        found = score(dossier, findings, clocks, model=model, steering=NEUTRAL, today=today)
        yield candidate(ActRecord(dossier, ActStatus.READY, None, findings, clocks, found))


def _recall(some: list[Candidate], months: Days, unlawful: Flags, share: float) -> float:
    """Part of the unlawful acts that the picks of their month hold, without a draw."""
    ids = np.array([one.act_id for one in some])
    read: set[str] = set()
    for month in np.unique(months):
        mine = sorted((some[i] for i in np.flatnonzero(months == month)), key=lambda one: one.key)
        places = round(share * len(mine))
        day = date(2000, 1, 1)  # no deadline presses: only the order is measured
        read |= {
            one.act_id for one in pick(mine, day=day, capacity=places, random_share=0.0, seed=0)
        }
    return float(np.isin(ids[unlawful], list(read)).mean())
