"""Plots of a training, as PNG: recall by capacity, candidates side by side, reliability."""

from __future__ import annotations

import io
from typing import Any

import numpy as np

from models.drift import Drift
from models.evaluate import Calibration, Ranked, taken
from models.report import TrainingReport, at_share

CAUTION = "Mesuré sur les seuls actes contrôlés, pondérés pour représenter tous les actes."
COLOURS = {True: "#1d4ed8", False: "#9ca3af"}


def recall_by_capacity(report: TrainingReport) -> bytes:
    """Share of the positives found against the share of acts read."""
    figure, axes = _figure("Part des actes à observations retrouvés, selon la capacité de lecture")
    shares = np.linspace(0, 0.5, 51)
    shown = [report.chosen, report.best_baseline, "rules", "first_come"]
    for name in dict.fromkeys(shown):
        evaluation = report.of(name)
        curve = [_recall(evaluation.ranked, share) for share in shares]
        style = "-" if evaluation.candidate.learnt else "--"
        axes.plot(100 * shares, [100 * y for y in curve], style, label=evaluation.candidate.label)
    axes.axvline(100 * report.capacity_share, color="#dc2626", lw=1, ls=":")
    axes.set(xlabel="Actes lus (%)", ylabel="Actes à observations retrouvés (%)", ylim=(0, 101))
    axes.legend(loc="lower right", frameon=False)
    return _png(figure)


def side_by_side(report: TrainingReport) -> bytes:
    """Recall of every candidate at the capacity, with its interval."""
    share = report.capacity_share
    figure, axes = _figure(f"Rappel en lisant {share:.0%} des actes (intervalle à 90 %)")
    for place, evaluation in enumerate(reversed(report.evaluations)):
        recall = at_share(evaluation, share).recall
        if recall.value is None or recall.low is None or recall.high is None:
            continue
        colour = COLOURS[evaluation.candidate.learnt]
        axes.plot([100 * recall.low, 100 * recall.high], [place, place], color=colour, lw=2)
        axes.plot(100 * recall.value, place, "o", color=colour)
    labels = [e.candidate.label for e in reversed(report.evaluations)]
    axes.set_yticks(range(len(labels)), labels)
    axes.set(xlabel="Actes à observations retrouvés (%)", xlim=(-2, 102))
    return _png(figure)


def reliability(found: Calibration, label: str) -> bytes:
    """Announced probability against observed frequency."""
    figure, axes = _figure(f"Fiabilité des probabilités — {label}")
    most = max((max(mean, rate) for mean, rate, _ in found.bins), default=1.0)
    axes.plot([0, most], [0, most], color="#9ca3af", lw=1, ls="--", label="accord parfait")
    means = [mean for mean, _, _ in found.bins]
    rates = [rate for _, rate, _ in found.bins]
    axes.plot(means, rates, "o-", color=COLOURS[True], label="mesuré")
    axes.set(xlabel="Probabilité annoncée", ylabel="Fréquence observée")
    axes.legend(loc="upper left", frameon=False)
    return _png(figure)


def shifts(found: Drift) -> bytes:
    """Size of each change of a month, those to look at in red."""
    title = f"Dérive {found.month:%m/%Y} : ampleur de chaque changement"
    figure, axes = _figure(title, note="Écarts-types, ou écarts de parts.")
    others = [shift for shift in found.shifts if not shift.alarm]
    largest = sorted(others, key=lambda shift: -abs(shift.effect))[:10]
    named = {shift.name: shift for shift in (*found.watched, *found.alarms[:15], *largest)}
    shown = sorted(named.values(), key=lambda shift: abs(shift.effect))
    colours = ["#dc2626" if shift.alarm else COLOURS[False] for shift in shown]
    axes.barh(range(len(shown)), [shift.effect for shift in shown], color=colours)
    axes.set_yticks(range(len(shown)), [shift.label for shift in shown], fontsize=8)
    axes.axvline(0, color="#374151", lw=0.8)
    return _png(figure)


def _recall(ranked: Ranked, share: float) -> float:
    found = ranked.weight * ranked.positive
    total = float(found.sum())
    return float((taken(ranked, share, ranked.weight) * found).sum()) / total if total else 0.0


def _figure(title: str, note: str = CAUTION) -> tuple[Any, Any]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - slow to import
    from matplotlib.figure import Figure  # noqa: PLC0415 - slow to import

    figure = Figure(figsize=(8, 5), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_title(title, fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    figure.supxlabel(note, fontsize=8, color="#4b5563")
    return figure, axes


def _png(figure: Any) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=110)
    return buffer.getvalue()
