"""The three numbers of an act, never mixed, and the documented product that ranks it."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import Protocol

from vigie.domain.finding import Theme

# Contributions that serve the order of reading alone: floors, and the worst reading of an act.
CORRECTION, TO_READ = "correction", "to_read"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature adds to the log-odds of the probability."""

    feature: str
    label: str
    theme: Theme | None
    value: float | None
    log_odds: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """A model's answer: log-odds of ``probability`` = ``base`` + sum of contributions."""

    probability: float
    base: float
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Probability that a review ends in observations or more; gravity if unlawful; steering.

    ``rank_value`` is their product with urgency (see ``docs/architecture.md``).
    """

    probability: float
    gravity: float
    steering: float
    urgency: float
    rank_value: float
    model_version: str
    contributions: tuple[Contribution, ...] = ()
    degraded: tuple[str, ...] = ()

    @property
    def proved(self) -> float:
        """The probability that what was read of the act gives, before what serves the order."""
        moved = [c.log_odds for c in self.contributions if c.feature in (CORRECTION, TO_READ)]
        if not moved or not 0.0 < self.probability < 1.0:
            return self.probability
        odds = log(self.probability / (1 - self.probability)) - sum(moved)
        return 1 / (1 + exp(-odds))


class RiskModel(Protocol):
    """What scoring asks of a model; ``models.serving`` loads one."""

    @property
    def version(self) -> str:
        """Name and version, as shown beside every score."""
        ...

    @property
    def signature(self) -> str:
        """Signature of the feature catalogue it was trained on."""
        ...

    def predict(self, vector: tuple[float | None, ...]) -> Prediction:
        """Answer for one act; features in the order of the catalogue."""
        ...
