"""The dates from which the préfet's clocks run, and the deadlines they give."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Dates known of one act. None is « not known »; a tacit act has ``tacit_on``.

    ``whole_file`` says whether the whole dossier came with the decision; None when not known.
    """

    decided_on: dt.date | None = None
    tacit_on: dt.date | None = None
    received_on: dt.date | None = None
    whole_file: bool | None = None
    pieces_asked_on: dt.date | None = None
    pieces_received_on: dt.date | None = None
    pieces_refused_on: dt.date | None = None
    recours_sent_on: dt.date | None = None
    recours_received_on: dt.date | None = None
    recours_answered_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline. ``date`` is None when the clock has not started; ``because`` is in French."""

    date: dt.date | None
    starts_on: dt.date | None
    because: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The four deadlines of an act."""

    suspension: Deadline
    recours_gracieux: Deadline
    defere: Deadline
    retrait: Deadline
