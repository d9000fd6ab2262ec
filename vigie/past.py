"""The days of one act that count in the past of those that come after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vigie.domain.outcome import Rung
from vigie.domain.record import ActRecord


@dataclass(frozen=True, slots=True)
class ActDays:
    """When the first outcome of an act was known, and the first observations or more; None: never.

    An outcome dated before its act counts from the day of the act, so that no act is ever part of
    its own past.
    """

    reviewed: date | None
    found: date | None


def days_of(record: ActRecord, received: date) -> ActDays:
    """The days of an act that came on a day."""
    return ActDays(
        _known(record, Rung.NOTHING_SAID, received), _known(record, Rung.OBSERVATIONS, received)
    )


def _known(record: ActRecord, least: Rung, received: date) -> date | None:
    days = [outcome.known_on for outcome in record.outcomes if outcome.rung.level >= least.level]
    return max(min(days), received) if days else None
