"""The statistical readers: linear models on the words of a sentence, for what rules leave open.

The weights are made by ``python -m features.facts.teach`` and kept in the package as plain arrays.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from features.facts.fold import fold
from vigie.domain.fact import Destination, OpinionSense, WorksKind

SIZE = 4096  # places that words are hashed to
WEIGHTS = "sentences.npz"
Row = NDArray[np.float32]
_WORD = re.compile(r"[a-z]+|\d+")
_IDLE = frozenset("le la les l de du des d un une au aux et en a sur par pour dans vu".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Linear:
    """One linear model: a row of weights for each name."""

    names: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def margins(self, text: str) -> NDArray[np.float32]:
        """How far each name is on the right side of its border."""
        margins: NDArray[np.float32] = self.weights @ row(text) + self.bias
        return margins


def row(text: str) -> Row:
    """Words, pairs of words and pieces of words of a text, hashed, of length one."""
    words = [w if not w.isdigit() else "0" for w in _WORD.findall(fold(text))]
    telling = [w for w in words if w not in _IDLE]
    marks = {f"w {w}" for w in telling}
    marks |= {f"p {a} {b}" for a, b in pairwise(telling)}
    marks |= {f"c {w[i : i + 4]}" for w in telling for i in range(max(len(w) - 3, 0))}
    marks |= {f"f {a} {b}" for a, b in pairwise(words) if a in _IDLE}
    found = np.zeros(SIZE, dtype=np.float32)
    for mark in marks:
        found[zlib.crc32(mark.encode()) % SIZE] = 1.0
    return found / np.float32(max(np.sqrt(found.sum()), 1.0))


@lru_cache(maxsize=1)
def _models() -> dict[str, Linear]:
    path = resources.files("features.facts").joinpath(WEIGHTS)
    with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        return {
            task: Linear(
                tuple(str(name) for name in kept[f"{task} names"]),
                kept[f"{task} weights"].astype(np.float32),
                kept[f"{task} bias"].astype(np.float32),
            )
            for task in ("kinds", "destination", "sense", "precise")
        }


def kinds(text: str) -> list[tuple[WorksKind, float]]:
    """Each kind of works with its probability, the likeliest first."""
    model = _models()["kinds"]
    found = zip(model.names, _logistic(model.margins(text)), strict=True)
    return sorted(((WorksKind(n), float(p)) for n, p in found), key=lambda pair: -pair[1])


def destination(text: str) -> tuple[Destination, float]:
    """The likeliest use, with its probability."""
    name, sure = _likeliest(_models()["destination"], text)
    return Destination(name), sure


def sense(text: str) -> tuple[OpinionSense, float]:
    """The likeliest sense of an opinion, with its probability."""
    name, sure = _likeliest(_models()["sense"], text)
    return OpinionSense(name), sure


def precise(text: str) -> float:
    """Probability that a prescription says what is to be done, so that it can be checked."""
    return float(_logistic(_models()["precise"].margins(text))[0])


def _logistic(margins: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1.0 / (1.0 + np.exp(-margins)), np.float32)


def _likeliest(model: Linear, text: str) -> tuple[str, float]:
    margins = model.margins(text)
    shares = np.exp(margins - margins.max())
    shares /= shares.sum()
    best = int(shares.argmax())
    return model.names[best], float(shares[best])
