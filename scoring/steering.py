"""Steering: this year's local strategy, edited by a named person, apart from law and model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from vigie.domain.dossier import Dossier
from vigie.domain.fact import ActType, said
from vigie.domain.finding import Finding, Theme, Verdict

K = TypeVar("K")
LOWEST, HIGHEST = 0.2, 5.0  # no strategy can hide an act, none can crowd out all others


@dataclass(frozen=True, slots=True, kw_only=True)
class Steering:
    """Weights by theme, commune (INSEE) and type of act; what is not named weighs 1.

    ``version``, ``since`` and ``author`` say which strategy was in force and who set it.
    """

    version: str = "neutre"
    since: date | None = None
    author: str | None = None
    themes: tuple[tuple[Theme, float], ...] = ()
    territories: tuple[tuple[str, float], ...] = ()
    types: tuple[tuple[ActType, float], ...] = ()

    def weight(self, dossier: Dossier, findings: tuple[Finding, ...]) -> float:
        """Weight of one act, within [0.2, 5]; 1 when the strategy is neutral."""
        product = (
            self._theme(findings)
            * _pick(self.territories, _commune(dossier))
            * _pick(self.types, said(dossier.facts.act_type))
        )
        return min(HIGHEST, max(LOWEST, product))

    def _theme(self, findings: tuple[Finding, ...]) -> float:
        at_play = {f.theme for f in findings if f.verdict is not Verdict.CLEAR}
        weights = dict(self.themes)
        return max((weights.get(theme, 1.0) for theme in at_play), default=1.0)


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
