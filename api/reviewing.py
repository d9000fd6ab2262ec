"""From a decision of a reviewer to a review to keep, and what it teaches."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from uuid import uuid4

from api.desk import Desk
from vigie.domain.finding import Theme
from vigie.domain.outcome import Outcome, Rung, Selection
from vigie.domain.record import ActRecord, QueueEntry, Stratum
from vigie.domain.review import Review, ReviewDecision

RUNG_OF = {
    ReviewDecision.NOTHING_TO_SAY: Rung.NOTHING_SAID,
    ReviewDecision.PIECES_TO_ASK: Rung.PIECES_ASKED,
    ReviewDecision.OBSERVATIONS: Rung.OBSERVATIONS,
}


def make_review(  # noqa: PLR0913 - what a review holds, each by its name
    record: ActRecord,
    decision: ReviewDecision,
    *,
    by: str,
    day: dt.date,
    selection: Selection,
    grounds: tuple[str, ...] = (),
    themes: tuple[Theme, ...] = (),
    note: str | None = None,
    rung: Rung | None = None,
    key: str | None = None,
    undoes: str | None = None,
) -> Review:
    """A review of an act; the same key gives the same review."""
    reached = rung or RUNG_OF.get(decision)
    outcome = None
    if reached is not None:
        of_grounds = tuple(f.theme for f in record.findings if f.ground in grounds)
        every = tuple(sorted(dict.fromkeys((*themes, *of_grounds))))
        outcome = Outcome(reached, day, f"lecture par {by}", selection, every, note)
    name = sha256(f"{record.act_id}/{key}".encode()).hexdigest() if key else uuid4().hex
    return Review(
        review_id=name,
        act_id=record.act_id,
        decision=decision,
        by=by,
        at=dt.datetime.now(dt.UTC),
        grounds=grounds,
        note=note,
        outcome=outcome,
        undoes=undoes,
    )


def selection_of(entry: QueueEntry | None) -> Selection:
    """Why an act was read: drawn at random, picked by its rank, or out of the queue."""
    if entry is None:
        return Selection.UNKNOWN
    return Selection.RANDOM if entry.stratum is Stratum.RANDOM else Selection.TARGETED


def entry_of(desk: Desk, act_id: str, day: dt.date) -> QueueEntry | None:
    """The act in the queue of a day."""
    return desk.standpoint(act_id, day).entry
