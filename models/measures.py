"""What a training shows in MLflow: metrics of each candidate, its curve, its description."""

from __future__ import annotations

from collections.abc import Mapping

from models.card import percent, spread
from models.evaluate import at_capacity
from models.plots import CAUTION
from models.report import Evaluation, TrainingReport, at_share, evaluation_as_json

CURVE = (1, 2, 5, 10, 15, 20, 30, 40, 50)  # percent of the acts read: steps of the curve of recall


def metrics_of(report: TrainingReport, evaluation: Evaluation) -> dict[str, float]:
    """Numbers of one candidate at every capacity, without those that cannot be said."""
    found: dict[str, float | None] = {}
    for at in evaluation.at:
        name = f"{100 * at.share:g}pc"
        found |= {
            f"recall_{name}": at.recall.value,
            f"recall_{name}_low": at.recall.low,
            f"recall_{name}_high": at.recall.high,
            f"precision_{name}": at.precision.value,
            f"lift_{name}": at.lift.value,
            f"share_of_ceiling_{name}": at.of_ceiling,
        }
    flat = evaluation_as_json(evaluation, report.capacity_share)
    for name in ("gravity_recall", "ece", "brier", "work_saved_at_95", "regret"):
        found[name] = flat[name]
    for name, value in flat["recall_against_best_baseline"].items():
        found[f"recall_against_best_baseline_{name}"] = value
    here = at_share(evaluation, report.capacity_share)
    found |= {"recall": here.recall.value, "precision": here.precision.value}
    return known(found)


def recall_curve(evaluation: Evaluation) -> dict[int, float]:
    """Recall at each percentage of acts read: a curve that MLflow draws run beside run."""
    ranked = evaluation.ranked
    found = {step: at_capacity(ranked, step / 100, replicates=1).recall.value for step in CURVE}
    return {step: value for step, value in found.items() if value is not None}


def summary(report: TrainingReport) -> str:
    """A table of the candidates, for the description of the parent run."""
    rows = "\n".join(f"| {e.candidate.label} | {_figures(report, e)} |" for e in report.evaluations)
    return (
        f"Retenu : **{report.of(report.chosen).candidate.label}**, sur ce qui était connu au "
        f"{report.until:%d/%m/%Y} ({report.found} actes à observations).\n\n"
        f"| en lisant {percent(report.capacity_share)} des actes | rappel | précision |\n"
        f"|---|---|---|\n{rows}\n\n{CAUTION}"
    )


def said(report: TrainingReport, evaluation: Evaluation) -> str:
    """One candidate in a sentence."""
    recall, precision = _figures(report, evaluation).split(" | ")
    chosen = " Candidat retenu." if evaluation.candidate.name == report.chosen else ""
    return (
        f"{evaluation.candidate.label}.{chosen} En lisant {percent(report.capacity_share)} des "
        f"actes : rappel {recall}, précision {precision} (intervalles à 90 %)."
    )


def _figures(report: TrainingReport, evaluation: Evaluation) -> str:
    at = at_share(evaluation, report.capacity_share)
    return f"{spread(at.recall)} | {spread(at.precision)}"


def known(found: Mapping[str, float | None]) -> dict[str, float]:
    """The numbers that can be said."""
    return {name: float(value) for name, value in found.items() if value is not None}
