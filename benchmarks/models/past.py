"""The past of communes and services of the made world, counted as the service does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.models.world import World
from features.history import found_share
from models.dataset import NEVER, Acts
from models.history import Ledger
from vigie.domain.past import Earlier

NAMES = ("commune_found_share", "service_found_share")


def with_past(world: World) -> Acts:
    """The acts with what was known, the day each came, of its commune and of its service."""
    acts = world.acts
    keys, ledger = _ledger(world)
    told = [
        [_share(ledger, key, day) for key in pair]
        for pair, day in zip(keys, acts.received.tolist(), strict=True)
    ]
    x = acts.x.copy()
    x[:, [i for i, column in enumerate(acts.columns) if column.name in NAMES]] = np.array(told)
    return replace(acts, x=x)


def earlier(world: World) -> tuple[Earlier, ...]:
    """The same past of each act, as a dossier holds it."""
    keys, ledger = _ledger(world)
    return tuple(
        Earlier(ledger.past(commune, day), ledger.past(service, day), ledger.rate(day))
        for (commune, service), day in zip(keys, world.acts.received.tolist(), strict=True)
    )


def _ledger(world: World) -> tuple[list[tuple[str, int]], Ledger]:
    acts = world.acts
    keys = list(zip(acts.commune.tolist(), world.service.tolist(), strict=True))
    return keys, Ledger(zip(keys, _known(acts), strict=True))


def _known(acts: Acts) -> Iterator[tuple[int | None, int | None]]:
    for reviewed, positive in zip(acts.reviewed.tolist(), acts.positive.tolist(), strict=True):
        yield None if reviewed == NEVER else reviewed, None if positive == NEVER else positive


def _share(ledger: Ledger, key: object, day: int) -> float:
    rate = ledger.rate(day)
    return np.nan if rate is None else found_share(ledger.past(key, day), rate)
