"""What a tracking sheet or a message says of an act: its transmission, its control."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vigie.domain.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRecord:
    """One row understood. At least ``dossier_number`` or ``actes_id`` names the act.

    ``where`` says in French where the row stands (file, sheet, row).
    """

    where: str
    dossier_number: str | None = None
    actes_id: str | None = None
    commune_insee: str | None = None
    decided_on: date | None = None
    received_on: date | None = None
    whole_file: bool | None = None
    pieces_asked_on: date | None = None
    pieces_received_on: date | None = None
    recours_sent_on: date | None = None
    recours_received_on: date | None = None
    recours_answered_on: date | None = None
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class RowRefused:
    """A row that was not understood, and why, in French."""

    where: str
    reason: str
