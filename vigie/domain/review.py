"""What a reviewer concluded of one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vigie.domain.outcome import Outcome


class ReviewDecision(StrEnum):
    """What the reviewer decided."""

    NOTHING_TO_SAY = "nothing_to_say"
    PIECES_TO_ASK = "pieces_to_ask"
    OBSERVATIONS = "observations"  # letter of observations or recours gracieux
    OUT_OF_SCOPE = "out_of_scope"
    LATER = "later"
    UNCERTAIN = "uncertain"  # another reader is asked for
    UNDONE = "undone"  # takes back the review named by ``undoes``


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One decision by one reviewer. ``outcome`` is what it teaches, None when it teaches nothing.

    ``grounds`` are the codes retained; ``by`` names the reviewer's account; ``undoes`` is the
    review that this one takes back.
    """

    review_id: str
    act_id: str
    decision: ReviewDecision
    by: str
    at: datetime
    grounds: tuple[str, ...] = ()
    note: str | None = None
    outcome: Outcome | None = None
    undoes: str | None = None
