"""A feature: a named, versioned number of one act, with what a model may assume of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Required, TypedDict, Unpack

from vigie.domain.dossier import Dossier
from vigie.domain.finding import Finding, Theme

Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """``compute`` gives None for « unknown », never a guess.

    ``rising`` says that more of it can only raise the risk: models may not learn the contrary.
    ``spread`` marks sizes that span orders of magnitude (never negative): linear models take
    their logarithm. ``source`` says in French what it is drawn from.
    """

    name: str
    version: int
    label: str
    unit: str | None = None
    theme: Theme | None = None
    rising: bool = False
    spread: bool = False
    source: str = ""
    compute: Callable[[Dossier, Findings], float | None]


class Properties(TypedDict, total=False):
    """What is said of a feature beside its name."""

    version: Required[int]
    label: Required[str]
    unit: str | None
    theme: Theme | None
    rising: bool
    spread: bool


def feature(
    name: str, **said: Unpack[Properties]
) -> Callable[[Callable[[Dossier], float | None]], Feature]:
    """Name a number that a dossier gives."""

    def named(function: Callable[[Dossier], float | None]) -> Feature:
        return Feature(name=name, compute=lambda dossier, _: function(dossier), **said)

    return named


def of_findings(
    name: str, **said: Unpack[Properties]
) -> Callable[[Callable[[Findings], float | None]], Feature]:
    """Name a number that the findings of the grounds give; more of them never lowers the risk."""
    said.setdefault("rising", True)

    def named(function: Callable[[Findings], float | None]) -> Feature:
        return Feature(name=name, compute=lambda _, findings: function(findings), **said)

    return named
