"""The three numbers of an act and the product that ranks it.

``rank_value = probability × gravity × steering × urgency``. Probability comes from the model, or
from the rules alone when no model can answer; two documented corrections follow it, each shown
as a contribution, so that base + contributions always make the log-odds of the probability:

- floor: an act with a breach of a ground that is often enough alone cannot fall under
  ``STRONG_FLOOR``;
- « à lire »: when something that decides such a ground could not be read or placed, the act
  stands above every act that was read (``READ_CEILING``), the more gaps the higher.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import exp, log

from features import catalogue
from scoring.gravity import gravity
from scoring.grounds.weights import weight
from scoring.steering import Steering
from scoring.urgency import urgency
from vigie.domain.deadline import Deadlines
from vigie.domain.dossier import Dossier
from vigie.domain.finding import Finding, Theme, Verdict
from vigie.domain.score import Contribution, Prediction, RiskModel, Score

RULES_VERSION = "règles-1"
STRONG_FLOOR = 0.5
READ_CEILING = 0.95
UNREAD_CEILING = 0.99
MOST_GAPS = 40  # gaps from which an act to read ranks no higher
PRIOR = -3.5  # log-odds of an act on which the rules say nothing: about 3 %
SECOND = 0.25  # share kept by findings of a theme beside its strongest: they have one cause
SURE_DENIAL = 1e-4  # probabilities stay inside the open interval

BASE, FLOOR, TO_READ = "base", "floor", "to_read"


def score(  # noqa: PLR0913 - what a score rests on, each by its name
    dossier: Dossier,
    findings: tuple[Finding, ...],
    deadlines: Deadlines,
    *,
    model: RiskModel | None,
    steering: Steering,
    today: date,
) -> Score:
    """Score one act as of ``today``."""
    prediction, version, degraded = _predict(dossier, findings, model)
    probability, contributions = _corrected(prediction, findings)
    stake = gravity(dossier, findings)
    steer = steering.weight(dossier, findings)
    pressing = urgency(deadlines, today)
    return Score(
        probability=probability,
        gravity=stake,
        steering=steer,
        urgency=pressing,
        rank_value=probability * stake * steer * pressing,
        model_version=version,
        contributions=contributions,
        degraded=(*degraded, *_gaps(dossier, findings)),
    )


def aged(score: Score, deadlines: Deadlines, today: date) -> Score:
    """The same score on another day: only urgency moves."""
    pressing = urgency(deadlines, today)
    value = score.probability * score.gravity * score.steering * pressing
    return replace(score, urgency=pressing, rank_value=value)


def steered(score: Score, dossier: Dossier, findings: tuple[Finding, ...], s: Steering) -> Score:
    """The same score under another strategy: only steering moves."""
    steer = s.weight(dossier, findings)
    return replace(
        score,
        steering=steer,
        rank_value=score.probability * score.gravity * steer * score.urgency,
    )


def gaps(findings: tuple[Finding, ...]) -> int:
    """How many gaps of reading or placing leave a strong ground undecided."""
    return sum(len(f.unread) for f in findings if f.strength == 3 and f.verdict in _OPEN)


_OPEN = frozenset({Verdict.DOUBT, Verdict.UNKNOWN})


def to_read(findings: tuple[Finding, ...]) -> bool:
    """Whether the act is « à lire »."""
    return gaps(findings) > 0


def _predict(
    dossier: Dossier, findings: tuple[Finding, ...], model: RiskModel | None
) -> tuple[Prediction, str, tuple[str, ...]]:
    if model is None:
        return rules_only(findings), RULES_VERSION, ("aucun modèle : règles seules",)
    if model.signature != catalogue.SIGNATURE:
        reason = f"modèle {model.version} entraîné sur un autre catalogue : règles seules"
        return rules_only(findings), RULES_VERSION, (reason,)
    return model.predict(catalogue.vector(dossier, findings)), model.version, ()


def rules_only(findings: tuple[Finding, ...]) -> Prediction:
    """Prior of the rules: of each theme the strongest finding whole, the others a quarter."""
    strongest: dict[Theme, float] = {}
    for finding in findings:
        strongest[finding.theme] = max(strongest.get(finding.theme, 0.0), weight(finding))
    parts: list[Contribution] = []
    seen: set[Theme] = set()
    for finding in findings:
        own = weight(finding)
        if own == 0.0:
            continue
        first = finding.theme not in seen and own == strongest[finding.theme]
        seen |= {finding.theme} if first else set()
        odds = own if first else SECOND * own
        parts.append(Contribution(finding.ground, finding.because, finding.theme, own, odds))
    total = PRIOR + sum(part.log_odds for part in parts)
    return Prediction(logistic(total), PRIOR, tuple(parts))


def _corrected(
    prediction: Prediction, findings: tuple[Finding, ...]
) -> tuple[float, tuple[Contribution, ...]]:
    base = Contribution(BASE, "Point de départ : acte moyen", None, None, prediction.base)
    parts = [base, *prediction.contributions]
    probability = min(READ_CEILING, max(SURE_DENIAL, prediction.probability))
    if any(f.verdict is Verdict.BREACH and f.strength == 3 for f in findings):
        probability = max(STRONG_FLOOR, probability)
    label, name = "Bornes : un moyen fort établi ne descend pas sous un seuil", FLOOR
    if to_read(findings):
        share = min(1.0, gaps(findings) / MOST_GAPS)
        probability = READ_CEILING + (UNREAD_CEILING - READ_CEILING) * share
        label, name = "À lire : ce qui décide un moyen fort n'a pas pu être lu ou situé", TO_READ
    moved = logit(probability) - sum(part.log_odds for part in parts)
    if abs(moved) > 1e-9:
        parts.append(Contribution(name, label, None, None, moved))
    return probability, tuple(parts)


def _gaps(dossier: Dossier, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """What was missing, in French, each once."""
    unread = [f"non lu : {gap}" for finding in findings for gap in finding.unread]
    if dossier.unread_pages:
        unread.append(f"{dossier.unread_pages} page(s) non lue(s)")
    return tuple(dict.fromkeys(unread))


def logistic(odds: float) -> float:
    """Probability of log-odds."""
    return 1.0 / (1.0 + exp(-odds)) if odds >= 0 else exp(odds) / (1.0 + exp(odds))


def logit(probability: float) -> float:
    """Log-odds of a probability inside (0, 1)."""
    return log(probability / (1.0 - probability))
