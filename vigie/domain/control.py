"""What a tracking sheet or a message says of an act: its transmission, its control."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vigie.domain.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Transmission:
    """What the sender declares of an act in its envelope of @CTES, whatever the act itself says.

    ``matter`` is « 2.2.3 » in the préfecture's classification, ``nature`` the code of the schema
    (« 3 » is an individual act).
    """

    matter: str | None = None
    nature: str | None = None


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
    transmission: Transmission | None = None


@dataclass(frozen=True, slots=True)
class RowRefused:
    """A row that was not understood, and why, in French."""

    where: str
    reason: str
