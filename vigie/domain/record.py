"""An act with all that was concluded of it, and its place in a day's queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from vigie.domain.deadline import Deadlines
from vigie.domain.dossier import Dossier
from vigie.domain.finding import Finding
from vigie.domain.outcome import Outcome
from vigie.domain.score import Score


class ActStatus(StrEnum):
    """Where an act stands for the people who read it."""

    READY = "ready"  # scored, in the queue while its clock runs
    OUT_OF_SCOPE = "out_of_scope"  # in the name of the State, not a decision…
    SET_ASIDE = "set_aside"  # a stage failed: see the reason


@dataclass(frozen=True, slots=True)
class ActRecord:
    """All that is known and concluded of one act. ``reason`` explains the status in French."""

    dossier: Dossier
    status: ActStatus
    reason: str | None
    findings: tuple[Finding, ...]
    deadlines: Deadlines | None
    score: Score | None
    outcomes: tuple[Outcome, ...] = ()
    scored_at: datetime | None = None

    @property
    def act_id(self) -> str:
        """Identifier of the act."""
        return self.dossier.act_id


class Stratum(StrEnum):
    """Why an act is in the day's queue."""

    TOP = "top"
    RANDOM = "random"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One act of a day's queue. ``inclusion`` is the probability with which it could be drawn."""

    rank: int
    day: date
    stratum: Stratum
    inclusion: float
    record: ActRecord
