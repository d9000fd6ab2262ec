"""The recall certificate: how many unlawful acts the queue misses, from its random share alone.

Each act drawn at random stands for 1/π acts that rank passed over (Horvitz and Thompson). What it
says rests on no model, only on the draw: one drawn act left unreviewed and there is no
certificate. Intervals are the mid-p gamma intervals of Fay and Kim (2017) for a weighted sum of
few counts, with the finite-population factor 1-π; ``tests/models/test_certificate.py`` shows
their coverage over simulated years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv

from models.evaluate import Estimate
from vigie.errors import UserError

LEVEL = 0.90
FEW = 10  # fewer positives than this: the interval is said to rest on few


@dataclass(frozen=True, slots=True)
class Draw:
    """An act drawn at random: its chance of being drawn at all, and what its review found.

    ``wanting`` is True for observations or more, False for nothing said, None when nobody
    reviewed it yet.
    """

    act_id: str
    inclusion: float
    wanting: bool | None


@dataclass(frozen=True, slots=True)
class Certificate:
    """``missed`` is how many acts rank passed over that a review would have found wanting."""

    drawn: int
    wanting: int
    found_by_rank: int
    missed: Estimate
    missed_by_ratio: float | None  # Hájek's estimate, as a check
    recall: Estimate

    def said(self) -> str:
        """The certificate in French, with its design and numbers."""
        few = (
            f" Elle repose sur {self.wanting} acte(s) trouvé(s) seulement : l'intervalle est large."
            if self.wanting < FEW
            else ""
        )
        return (
            f"Certificat de rappel. Tirage au hasard à probabilités connues : {self.drawn} actes "
            f"tirés, tous contrôlés, {self.wanting} à observations. Par le classement : "
            f"{self.found_by_rank} actes à observations. Actes à observations que la file n'a pas "
            f"fait lire : {_spread(self.missed)}. Part retrouvée par le classement : "
            f"{_percent(self.recall)} (intervalles à 90 %).{few}"
        )


class CertificateRefused(UserError):  # noqa: N818 - the word of the trade
    """An act of the random share was not reviewed: nothing can be certified."""


def certify(
    draws: Sequence[Draw], *, found_by_rank: int, passed_over: int | None = None
) -> Certificate:
    """Estimate what was missed from the acts drawn at random.

    ``passed_over`` is how many acts rank did not pick, for the check by ratio.

    Raises:
        CertificateRefused: a drawn act has no review, or nothing was drawn.
    """
    skipped = sorted(draw.act_id for draw in draws if draw.wanting is None)
    if skipped:
        raise CertificateRefused(
            f"Certificat impossible : {len(skipped)} acte(s) tiré(s) au hasard sans contrôle "
            f"({', '.join(skipped[:5])}{'…' if len(skipped) > 5 else ''}). Contrôlez-les d'abord : "
            "un tirage incomplet ne prouve rien."
        )
    if not draws:
        raise CertificateRefused(
            "Certificat impossible : aucun acte n'a été tiré au hasard sur la période. "
            "Donnez une part au hasard (VIGIE_RANDOM_SHARE) et contrôlez les actes tirés."
        )
    pi = np.array([draw.inclusion for draw in draws])
    wanting = np.array([bool(draw.wanting) for draw in draws])
    missed = missed_interval(pi, wanting)
    return Certificate(
        drawn=len(draws),
        wanting=int(wanting.sum()),
        found_by_rank=found_by_rank,
        missed=missed,
        missed_by_ratio=_by_ratio(pi, wanting, passed_over),
        recall=_recall(found_by_rank, missed),
    )


def overall_inclusion(daily: float, days: int) -> float:
    """Chance of being drawn at all for an act that waits ``days`` days, drawn at ``daily``."""
    return float(1.0 - (1.0 - min(1.0, daily)) ** max(1, days))


def missed_interval(
    pi: np.ndarray[tuple[int], np.dtype[np.float64]],
    wanting: np.ndarray[tuple[int], np.dtype[np.bool_]],
    level: float = LEVEL,
) -> Estimate:
    """Horvitz–Thompson total and its mid-p gamma interval."""
    weight = 1.0 / pi[wanting]
    total = float(weight.sum())
    if len(pi) and float(pi.min()) >= 1:
        return Estimate(total, total, total)  # everything was drawn: a count
    spread = float((weight**2 * (1 - pi[wanting])).sum())
    # The act that was not seen: it would weigh as the mean draw, which keeps coverage near the
    # level where the heaviest draw (Fay and Feuer) is far above it.
    typical = float(len(pi) / pi.sum()) if len(pi) else 0.0
    unseen = typical**2 * (1 - 1 / typical) if typical > 1 else 0.0
    tail = (1 - level) / 2
    low = 0.5 * (_gamma(total, spread, tail) + _gamma(total + typical, spread + unseen, tail))
    above = _gamma(total + typical, spread + unseen, 1 - tail)
    high = 0.5 * (_gamma(total, spread, 1 - tail) + above) if total else above
    return Estimate(total, min(low, total), max(high, total))


def _gamma(mean: float, variance: float, probability: float) -> float:
    """Quantile of the gamma law with this mean and variance."""
    if mean <= 0 or variance <= 0:
        return mean
    return float(gammaincinv(mean**2 / variance, probability) * variance / mean)


def _recall(found: int, missed: Estimate) -> Estimate:
    if missed.value is None or missed.low is None or missed.high is None:
        return Estimate(None, None, None)

    def share(lost: float) -> float | None:
        return found / (found + lost) if found + lost > 0 else None

    return Estimate(share(missed.value), share(missed.high), share(missed.low))


def _by_ratio(
    pi: np.ndarray[tuple[int], np.dtype[np.float64]],
    wanting: np.ndarray[tuple[int], np.dtype[np.bool_]],
    passed_over: int | None,
) -> float | None:
    if passed_over is None:
        return None
    return float(passed_over * (wanting / pi).sum() / (1 / pi).sum())


def _spread(estimate: Estimate) -> str:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "non mesurable"
    return f"{estimate.value:.0f} [{estimate.low:.0f} ; {estimate.high:.0f}]"


def _percent(estimate: Estimate) -> str:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "non mesurable"
    return f"{estimate.value:.0%} [{estimate.low:.0%} ; {estimate.high:.0%}]"
