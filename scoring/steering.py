"""Steering: this year's local strategy, edited by a named person, apart from law and model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from vigie.domain.dossier import Dossier
from vigie.domain.fact import ActType, said
from vigie.domain.finding import Finding, Theme, Verdict

K = TypeVar("K")
LOWEST, HIGHEST = 0.2, 5.0  # no strategy can hide an act, none can crowd out all others


@dataclass(frozen=True, slots=True)
class Quota:
    """How many acts of one kind a day's queue holds. ``kind`` is theme, commune or type.

    ``least`` is a floor: the last acts by rank give way; ``most`` a ceiling while others wait.
    """

    kind: str
    key: str
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Steering:
    """Weights by theme, commune (INSEE) and type of act; what is not named weighs 1.

    ``version``, ``since`` and ``author`` say which strategy was in force and who set it.
    ``quotas`` bear on the picks of a day; they move no number of an act.
    """

    version: str = "neutre"
    since: date | None = None
    author: str | None = None
    themes: tuple[tuple[Theme, float], ...] = ()
    territories: tuple[tuple[str, float], ...] = ()
    types: tuple[tuple[ActType, float], ...] = ()
    quotas: tuple[Quota, ...] = ()

    def weight(self, dossier: Dossier, findings: tuple[Finding, ...]) -> float:
        """Weight of one act, within [0.2, 5]; 1 when the strategy is neutral."""
        at_play = {f.theme for f in findings if f.verdict is not Verdict.CLEAR}
        return self.weighed(at_play, _commune(dossier), said(dossier.facts.act_type))

    def weighed(
        self, at_play: Iterable[Theme], insee: str | None, act_type: ActType | None
    ) -> float:
        """The same weight from the themes not cleared, the commune and the type."""
        weights = dict(self.themes)
        theme = max((weights.get(one, 1.0) for one in at_play), default=1.0)
        product = theme * _pick(self.territories, insee) * _pick(self.types, act_type)
        return min(HIGHEST, max(LOWEST, product))


NEUTRAL = Steering()


def _commune(dossier: Dossier) -> str | None:
    if dossier.commune is not None:
        return dossier.commune.insee
    return said(dossier.facts.commune_insee)


def _pick(weights: tuple[tuple[K, float], ...], key: K | None) -> float:
    """The weight of a key; an unknown key takes the highest, so that not reading never lowers."""
    if key is None:
        return max((1.0, *(weight for _, weight in weights)))
    return dict(weights).get(key, 1.0)
