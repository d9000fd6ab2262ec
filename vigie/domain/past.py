"""What was known of earlier acts the day before an act came: of its commune, of its service.

It never tells who drafted, reviewed or asked: only how many were reviewed and how they ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from vigie.domain.fact import Facts, said

WINDOW = timedelta(days=730)  # ends the day before the act: two years, so that few reviews add up

_PARTS = 4  # type, département and commune, year, running number


@dataclass(frozen=True, slots=True)
class Past:
    """Acts whose first outcome was known (``reviewed``), observations or more (``found``)."""

    reviewed: int
    found: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """The past of an act, over WINDOW; None where the act does not say whose it is.

    ``rate`` is ``found`` over ``reviewed`` among all acts known; None when none was reviewed.
    """

    commune: Past | None
    service: Past | None
    rate: float | None


def service_of(facts: Facts) -> str | None:
    """The service that drafted, as the number of the dossier tells it.

    Its running number begins with the letter of the service (A423-4), the same for all communes
    that it serves; with a digit where the commune drafts itself.
    """
    number = said(facts.dossier_number)
    parts = number.split() if number else []
    if len(parts) < _PARTS:
        return None
    place, sign = parts[1], parts[3][0]
    return f"{place} {sign}" if sign.isdigit() else f"{place[:3]} {sign}"
