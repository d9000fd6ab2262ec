"""What became of an act: the ladder of outcomes, each rung with the day it was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vigie.domain.finding import Theme


class Rung(StrEnum):
    """A rung of the ladder. An act without outcome was not reviewed: that is not a rung."""

    NOTHING_SAID = "nothing_said"  # reviewed, nothing said: weak evidence of legality
    PIECES_ASKED = "pieces_asked"  # L1
    OBSERVATIONS = "observations"  # L2, letter of observations or recours gracieux
    WITHDRAWN = "withdrawn"  # L3, withdrawn or modified after it
    DEFERE = "defere"  # L4
    ANNULLED = "annulled"  # L5, judged unlawful

    @property
    def level(self) -> int:
        """0 for reviewed and nothing said, 1 to 5 for L1 to L5."""
        return _LEVELS[self]


_LEVELS = {rung: level for level, rung in enumerate(Rung)}  # asked for at every row of a sheet


class Selection(StrEnum):
    """Why an act was picked for review."""

    RANDOM = "random"
    TARGETED = "targeted"
    TIP_OFF = "tip_off"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One rung reached by one act, as a source says it."""

    rung: Rung
    known_on: date
    source: str
    selection: Selection = Selection.UNKNOWN
    themes: tuple[Theme, ...] = ()
    note: str | None = None
