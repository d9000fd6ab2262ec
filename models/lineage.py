"""Acts that belong together, by dossier number or parcel: they never straddle a split."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vigie.domain.dossier import Dossier
from vigie.domain.fact import said

BASE_LENGTH = len("PC 034150 24 V0036")


def lineages(dossiers: Sequence[Dossier]) -> npt.NDArray[np.int64]:
    """A number for each dossier, the same for those tied by number, parcel or relation."""
    parents = list(range(len(dossiers)))
    seen: dict[str, int] = {}
    for index, dossier in enumerate(dossiers):
        for key in _keys(dossier):
            first = seen.setdefault(key, index)
            parents[_root(parents, index)] = _root(parents, first)
    roots = [_root(parents, index) for index in range(len(dossiers))]
    return np.array(roots, dtype=np.int64)


def _keys(dossier: Dossier) -> list[str]:
    parcels = dossier.place.parcels or said(dossier.facts.parcels) or ()
    related = [f"act {other.act_id}" for other in dossier.related]
    number = said(dossier.facts.dossier_number)
    base = [f"number {number[:BASE_LENGTH]}"] if number else []
    return [f"act {dossier.act_id}", *base, *related, *(f"parcel {parcel}" for parcel in parcels)]


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index
