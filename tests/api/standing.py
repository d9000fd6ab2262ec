"""An act as ranking and counting see it, without a store."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

from vigie.domain.record import ActRecord
from vigie.store import standings


def standing_of(record: ActRecord, filed: date) -> standings.Standing:
    """As it would be read back, filed under a day."""
    return standings.of_row(SimpleNamespace(**standings.row_of(record, filed, datetime.now(UTC))))
