"""Drift: how the acts of a month differ from those of the year before, in effect sizes.

A p-value grows with the number of acts; an effect size says whether anybody should care. The
only unbiased rate of outcomes is that of the random share.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from models.dataset import Acts, Numbers, as_of
from models.evaluate import Estimate
from models.rolling import month_after
from models.wilson import share_interval

LARGE = 0.5  # half a standard deviation
LARGE_SHARE = 0.1  # ten points more or less of unknown values, of a type, of a commune


@dataclass(frozen=True, slots=True)
class Shift:
    """One thing watched: its level before and now, and the size of the change."""

    name: str
    label: str
    before: float | None
    now: float | None
    effect: float
    alarm: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """A month against the twelve before it."""

    month: date
    acts_before: int
    acts_now: int
    shifts: tuple[Shift, ...]
    outcome_rate: Estimate
    drawn: int

    @property
    def alarms(self) -> tuple[Shift, ...]:
        """What changed enough to be looked at, largest first."""
        return tuple(sorted((s for s in self.shifts if s.alarm), key=lambda s: -abs(s.effect)))


def drift(acts: Acts, month: date) -> Drift:
    """Compare the acts received in a month with those of the year before."""
    start, end = month_after(month, 0), month_after(month, 1)
    before = _between(acts, month_after(start, -12), start)
    now = _between(acts, start, end)
    shifts = tuple(_shifts(before, now)) if len(before) and len(now) else ()
    drawn = as_of(acts, end)
    random = drawn.reviewed & drawn.acts.drawn
    found = int((random & drawn.positive).sum())
    return Drift(
        start,
        len(before),
        len(now),
        shifts,
        share_interval(found, int(random.sum())),
        int(random.sum()),
    )


def _between(acts: Acts, start: date, end: date) -> Acts:
    received = acts.received
    return acts.take((received >= start.toordinal()) & (received < end.toordinal()))


def _shifts(before: Acts, now: Acts) -> Iterator[Shift]:
    yield _mix("kind", "Mélange des types d'actes", before.kind, now.kind)
    yield _mix("commune", "Mélange des communes", before.commune, now.commune)
    for i, column in enumerate(before.columns):
        old, new = before.x[:, i], now.x[:, i]
        lost = float(np.isnan(new).mean() - np.isnan(old).mean())
        if abs(lost) > LARGE_SHARE:
            name, label = f"{column.name}_unknown", f"{column.label} : part inconnue"
            yield Shift(
                name, label, float(np.isnan(old).mean()), float(np.isnan(new).mean()), lost, True
            )
        yield _moved(column.name, column.label, old, new, spread=column.spread)


def _moved(name: str, label: str, old: Numbers, new: Numbers, *, spread: bool) -> Shift:
    """Standardised difference of means, over what is known; logarithms for sizes."""
    one, two = old[~np.isnan(old)], new[~np.isnan(new)]
    if not len(one) or not len(two):
        return Shift(name, label, None, None, 0.0, False)
    shown = float(one.mean()), float(two.mean())
    if spread:
        one, two = np.log1p(one), np.log1p(two)
    scale = float(one.std())
    constant = scale <= 1e-9 * max(1.0, abs(shown[0]))
    effect = 0.0 if constant else float(two.mean() - one.mean()) / scale
    return Shift(name, label, *shown, effect, abs(effect) > LARGE)


def _mix(
    name: str,
    label: str,
    old: np.ndarray[tuple[int], np.dtype[np.str_]],
    new: np.ndarray[tuple[int], np.dtype[np.str_]],
) -> Shift:
    """Half the sum of the differences of shares: 0 the same, 1 nothing in common."""
    values = np.unique(np.concatenate([old, new]))
    distance = 0.5 * sum(abs(float((old == v).mean()) - float((new == v).mean())) for v in values)
    noise = np.sqrt(len(values) / len(new))  # what a small month differs by without any cause
    return Shift(name, label, None, None, distance, distance > LARGE_SHARE + 0.5 * noise)


def write_drift(found: Drift) -> str:
    """The report as a page of Markdown, in French."""
    rows = "\n".join(
        f"| {s.label} | {_number(s.before)} | {_number(s.now)} | {_number(s.effect)} |"
        for s in found.alarms
    )
    table = (
        f"| ce qui a changé | avant | ce mois | ampleur |\n|---|---|---|---|\n{rows}"
        if rows
        else "Rien n'a changé au point d'être regardé."
    )
    return f"""# Dérive — {found.month:%m/%Y}

{found.acts_now} actes reçus, comparés aux {found.acts_before} des douze mois précédents.
Ampleur : écart des moyennes en écarts-types, ou écart de parts.

{table}

Part d'actes à observations dans la part tirée au hasard, la seule mesure sans biais :
{_rate(found)}.
"""


def _rate(found: Drift) -> str:
    rate = found.outcome_rate
    if rate.value is None or rate.low is None or rate.high is None:
        return "aucun acte tiré au hasard n'a encore de suite mûre"
    return (
        f"{rate.value:.1%} [{rate.low:.1%} ; {rate.high:.1%}] sur {found.drawn} actes "
        "(intervalle à 90 %)"
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace(".", ",")
