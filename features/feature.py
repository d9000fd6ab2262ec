"""A feature: a named, versioned number of one act, with what a model may assume of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vigie.domain.dossier import Dossier
from vigie.domain.finding import Finding, Theme

Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """``compute`` gives None for « unknown », never a guess.

    ``rising`` says that more of it can only raise the risk: models may not learn the contrary.
    ``spread`` marks sizes that span orders of magnitude (never negative): linear models take
    their logarithm.
    """

    name: str
    version: int
    label: str
    unit: str | None
    theme: Theme | None
    rising: bool
    spread: bool
    compute: Callable[[Dossier, Findings], float | None]


def feature(  # noqa: PLR0913 - keywords, each a plain property of the feature
    name: str,
    *,
    version: int,
    label: str,
    unit: str | None = None,
    theme: Theme | None = None,
    rising: bool = False,
    spread: bool = False,
) -> Callable[[Callable[[Dossier], float | None]], Feature]:
    """Name a number that a dossier gives."""

    def named(function: Callable[[Dossier], float | None]) -> Feature:
        return Feature(
            name=name,
            version=version,
            label=label,
            unit=unit,
            theme=theme,
            rising=rising,
            spread=spread,
            compute=lambda dossier, _: function(dossier),
        )

    return named


def of_findings(  # noqa: PLR0913 - keywords, each a plain property of the feature
    name: str,
    *,
    version: int,
    label: str,
    unit: str | None = None,
    theme: Theme | None = None,
    rising: bool = True,
) -> Callable[[Callable[[Findings], float | None]], Feature]:
    """Name a number that the findings of the grounds give."""

    def named(function: Callable[[Findings], float | None]) -> Feature:
        return Feature(
            name=name,
            version=version,
            label=label,
            unit=unit,
            theme=theme,
            rising=rising,
            spread=False,
            compute=lambda _, findings: function(findings),
        )

    return named
