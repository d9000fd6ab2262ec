"""Figures of a score in words, as every explanation prints them."""

from __future__ import annotations

from dataclasses import dataclass

from vigie.domain.score import Score


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an explanation, and what it says."""

    name: str
    said: tuple[str, ...]


def percent(share: float) -> str:
    """A share: « 82 % »."""
    return f"{share:.0%}".replace("%", " %")


def hundred(probability: float) -> str:
    """A priority out of a hundred: « 37 sur 100 »."""
    return f"{100 * probability:.0f} sur 100"


def figure(value: float, digits: int = 3) -> str:
    """A number with a comma."""
    return f"{value:.{digits}f}".replace(".", ",")


def signed(value: float) -> str:
    """A number with its sign."""
    return f"{value:+.3f}".replace(".", ",").replace("-", "−")


def rank(score: Score | None) -> tuple[str, ...]:
    """The product that ranks an act, and which model answered."""
    if score is None:
        return ("non classé",)
    return (
        f"priorité {figure(score.probability)} × gravité {figure(score.gravity)} × pilotage "
        f"{figure(score.steering)} × urgence {figure(score.urgency)} = "
        f"{figure(score.rank_value, 4)}",
        f"modèle : {score.model_version}",
    )
