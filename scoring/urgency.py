"""Urgency: what is lost by waiting one more day, from 0 to 1.

Three levers expire: the suspension that comes of itself (ten days), the recours gracieux while a
withdrawal can follow, the déféré. Waiting a day risks the lever the more, the nearer its end:
each adds its worth × 2^(-days left / half-life). When the déféré is surely past nothing is left
to lose and urgency is 0. A date to confirm is never surely past: it counts as today at the latest.
But acts reach the préfecture within weeks: once its earliest date is past by more than
``GRACE_DAYS``, the clock is more and more likely closed, and urgency halves every
``STALE_HALF_LIFE`` days down to ``FLOOR``: the act stays in the queue, below every live clock.
``docs/urgency.svg`` shows the curve.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vigie.domain.deadline import Deadline, Deadlines

GRACE_DAYS = 30  # a usual delay of transmission: until then the clock may well be live
STALE_HALF_LIFE = 15.0
FLOOR = 0.02
REST = 0.25  # of an act whose clock is far from any end


@dataclass(frozen=True, slots=True)
class Lever:
    """What is lost when it expires, and how many days before the end half of that is felt."""

    worth: float
    half_life_days: float


SUSPENSION = Lever(0.20, 3.0)
RECOURS = Lever(0.30, 5.0)
DEFERE = Lever(0.75, 7.0)


def urgency(deadlines: Deadlines, today: date) -> float:
    """What is lost by waiting one more day after ``today``."""
    if expired(deadlines, today):
        return 0.0
    felt = (
        _felt(SUSPENSION, deadlines.suspension, today)
        + _felt(RECOURS, deadlines.recours_gracieux, today)
        + _felt(DEFERE, deadlines.defere, today)
    )
    return max(FLOOR, min(1.0, REST + felt) * _live(deadlines.defere, today))


def _live(defere: Deadline, today: date) -> float:
    """How likely a clock to confirm still runs, 1 until its grace is over."""
    if defere.date is None or defere.certain:
        return 1.0
    over = (today - defere.date).days - GRACE_DAYS
    return 1.0 if over <= 0 else float(2.0 ** (-over / STALE_HALF_LIFE))


def expired(deadlines: Deadlines, today: date) -> bool:
    """Whether the déféré is surely past."""
    end = deadlines.defere
    return end.certain and end.date is not None and end.date < today


def _felt(lever: Lever, deadline: Deadline, today: date) -> float:
    left = _days_left(deadline, today)
    if left is None:
        return 0.0
    return float(lever.worth * 2.0 ** (-left / lever.half_life_days))


def _days_left(deadline: Deadline, today: date) -> int | None:
    """Days to the end; None when nothing can be lost (past, or not started)."""
    if deadline.date is None:
        return None if deadline.certain else 0
    left = (deadline.date - today).days
    if left >= 0:
        return left
    return None if deadline.certain else 0
