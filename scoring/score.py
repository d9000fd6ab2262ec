"""The three numbers of an act and the product that ranks it.

``rank_value = probability × gravity × steering × urgency``. Probability comes from the model, or
from the rules alone when no model can answer. Unreadable is not innocent, so three documented
corrections follow, shown as one contribution: base + contributions always make the log-odds.

- Worst reading: findings that something unread or unplaced leaves open are also tried as
  breaches. An act « à lire » (a page, the decision, the works, a printed parcel that was not
  read or not found) keeps the higher probability, so that degrading an act never lowers it. An
  act read well that only leaves something out moves ``SILENT_PART`` of the way there: what reading
  cannot fill must not lift an act above what was proved.
- Floors: a breach, proved, or possible in an act « à lire », of a ground that is often enough
  alone gives at least ``STRONG_FLOOR``, and more the higher the probability was: a floor that only
  cut off would tie all such acts. One of human safety gives ``CEILING``.
- Ceiling: no probability passes ``CEILING``, which is also that of an act with an unread page
  (it may hide anything). No act « à lire » thus stands above a proved breach of human safety by
  being unread; gravity, steering and urgency part them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from math import exp, log

from features import catalogue
from scoring.asking import ask
from scoring.gravity import SAFETY, gravity
from scoring.grounds import BY_CODE
from scoring.grounds.reading import not_read, partly_unread
from scoring.grounds.weights import stated_weight
from scoring.grounds.weights import worst as worst_of
from scoring.steering import Steering
from scoring.urgency import urgency
from vigie.domain.deadline import Deadlines
from vigie.domain.dossier import Dossier
from vigie.domain.finding import Finding, Theme, Verdict
from vigie.domain.score import CORRECTION, TO_READ, Contribution, Prediction, RiskModel, Score

RULES_VERSION = "règles-2"
STRONG_FLOOR = 0.5
CEILING = 0.9
SILENT_PART = 0.1  # chance, by hand, that what an act read well leaves out is against it
PRIOR = -3.5  # log-odds of an act on which the rules say nothing: about 3 %
SECOND = 0.25  # share kept by findings of a theme beside its strongest: they have one cause
LOWEST = 1e-4  # probabilities stay inside the open interval
NEGLIGIBLE = 1e-9
STRONG = 3

BASE = "base"
Contributions = tuple[Contribution, ...]


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
    predict, version, degraded = _predictor(dossier, model)
    prediction = predict(findings)
    probability = _probability(predict, prediction, dossier, findings)
    lane = to_read(dossier, findings)
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
        contributions=_contributions(prediction, probability, lane=lane),
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


def to_read(dossier: Dossier, findings: tuple[Finding, ...]) -> bool:
    """Whether the act is « à lire »: not read, and a strong ground of safety left open by it."""
    if partly_unread(dossier):
        return True
    return not_read(dossier) and any(
        f.unread and f.strength == STRONG and _of_safety(f) for f in findings
    )


def _of_safety(finding: Finding) -> bool:
    ground = BY_CODE.get(finding.ground)
    return ground is not None and ground.gravity >= SAFETY


Predictor = Callable[[tuple[Finding, ...]], Prediction]


def _predictor(dossier: Dossier, model: RiskModel | None) -> tuple[Predictor, str, tuple[str, ...]]:
    """What answers, its version, and what was missing for the model to answer."""
    if model is None:
        return rules_only, RULES_VERSION, ("aucun modèle : règles seules",)
    if model.signature != catalogue.SIGNATURE:
        reason = f"modèle {model.version} entraîné sur un autre catalogue : règles seules"
        return rules_only, RULES_VERSION, (reason,)
    return lambda found: ask(model, dossier, found), model.version, ()


def rules_only(findings: tuple[Finding, ...]) -> Prediction:
    """Prior of the rules: of each theme the strongest finding whole, the others a quarter."""
    strongest: dict[Theme, float] = {}
    for finding in findings:
        strongest[finding.theme] = max(strongest.get(finding.theme, 0.0), stated_weight(finding))
    parts: list[Contribution] = []
    seen: set[Theme] = set()
    for finding in findings:
        own = stated_weight(finding)
        if own == 0.0:
            continue
        first = finding.theme not in seen and own == strongest[finding.theme]
        seen |= {finding.theme} if first else set()
        odds = own if first else SECOND * own
        parts.append(Contribution(finding.ground, finding.because, finding.theme, own, odds))
    total = PRIOR + sum(part.log_odds for part in parts)
    return Prediction(logistic(total), PRIOR, tuple(parts))


def _probability(
    predict: Predictor, prediction: Prediction, dossier: Dossier, findings: tuple[Finding, ...]
) -> float:
    """Probability once the corrections are made."""
    hidden = not_read(dossier)
    worst = tuple(worst_of(finding) for finding in findings)
    strong = [f for f in (worst if hidden else findings) if _strong(f)]
    if partly_unread(dossier) or any(_of_safety(finding) for finding in strong):
        return CEILING
    probability = prediction.probability
    if any(finding.unread for finding in findings):
        most = predict(worst).probability
        probability += max(0.0, most - probability) * (1.0 if hidden else SILENT_PART)
    if strong:
        raised = STRONG_FLOOR + (CEILING - STRONG_FLOOR) * probability
        probability = max(raised, probability)
    return min(CEILING, max(LOWEST, probability))


def _strong(finding: Finding) -> bool:
    return finding.verdict is Verdict.BREACH and finding.strength == STRONG


def _contributions(prediction: Prediction, probability: float, *, lane: bool) -> Contributions:
    """Base, parts of the model, and the correction that leads to the probability."""
    base = Contribution(BASE, "Point de départ : acte moyen", None, None, prediction.base)
    parts = (base, *prediction.contributions)
    moved = logit(probability) - sum(part.log_odds for part in parts)
    if abs(moved) < NEGLIGIBLE:
        return parts
    name, label = (TO_READ, _LANE) if lane else (CORRECTION, _CORRECTED)
    return (*parts, Contribution(name, label, None, None, moved))


_LANE = "À lire : une page, ou ce qui décide un moyen de sécurité, n'a pas pu être lu ou situé"
_CORRECTED = "Bornes : pire lecture possible, et seuil d'un moyen fort"


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
