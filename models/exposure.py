"""Exposure: whose acts a ranking would have read, and whose faults it would have found.

By size of commune, type of act, kind of applicant. A group whose acts are read far more often than
its share of what reviews found pays for the ranking; one read far less is not looked after.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.dataset import Acts, Flags, Numbers
from models.evaluate import Ranked, taken

SMALL, LARGE = 0.25, 0.75  # quantiles of acts received that part small, middle and large communes
NAMED = {
    "person": "Personnes",
    "company": "Sociétés",
    "public_body": "Personnes publiques",
    "": "Non lu",
}


@dataclass(frozen=True, slots=True)
class Exposure:
    """One group: how many acts, the part of them read, and the part of its positives found.

    ``read_of_risk`` is the group's share of what is read over its share of the positives: 1 when
    it is read as much as it deserves. None when no positive is known.
    """

    axis: str
    group: str
    acts: int
    read: float
    positives: int
    recall: float | None
    read_of_risk: float | None


def exposure(acts: Acts, ranked: Ranked, share: float) -> tuple[Exposure, ...]:
    """Exposure of each group when the first ``share`` of each period is read.

    ``ranked`` holds the same acts in the same order; those without a weight are not judged, but
    they are ranked and read.
    """
    part = taken(ranked, share, np.ones(len(ranked.score)))
    return tuple(
        _one(axis, name, rows, ranked, part)
        for axis, names in axes(acts)
        for name in np.unique(names).tolist()
        if (rows := names == name).any()
    )


def axes(acts: Acts) -> Iterator[tuple[str, npt.NDArray[np.str_]]]:
    """Name of each way of parting acts, and the group of each act."""
    yield "Taille de la commune", _sizes(acts.commune)
    yield "Type d'acte", np.where(acts.kind == "", "Non lu", acts.kind)
    yield "Demandeur", np.array([NAMED.get(one, one) for one in acts.applicant.tolist()])


def _sizes(communes: npt.NDArray[np.str_]) -> npt.NDArray[np.str_]:
    """Small, middle or large, by acts received: a quarter of the acts in each extreme."""
    _, inverse, counts = np.unique(communes, return_inverse=True, return_counts=True)
    received = counts[inverse]
    low, high = np.quantile(received, [SMALL, LARGE])
    names = np.array(["1 petite", "2 moyenne", "3 grande"])
    sized: npt.NDArray[np.str_] = names[(received > low).astype(int) + (received > high)]
    return sized


def _one(axis: str, name: str, rows: Flags, ranked: Ranked, part: Numbers) -> Exposure:
    found = ranked.weight * ranked.positive
    inside, every = float(found[rows].sum()), float(found.sum())
    read = float(part[rows].sum() / max(part.sum(), 1e-12))
    return Exposure(
        axis=axis,
        group=name,
        acts=int(rows.sum()),
        read=float(part[rows].mean()),
        positives=int((found[rows] > 0).sum()),
        recall=float((part * found)[rows].sum()) / inside if inside else None,
        read_of_risk=read / (inside / every) if inside else None,
    )
