"""The day it is: that of the machine, or the fixed day of a demonstration."""

from __future__ import annotations

from datetime import date

from vigie.store import settings
from vigie.store.engine import Store

_NAME = "today"


def today(store: Store) -> date:
    """The day on which deadlines are counted."""
    return fixed(store) or date.today()


def fixed(store: Store) -> date | None:
    """The fixed day of a demonstration, None where days go by."""
    kept = settings.get(store, _NAME)
    return None if kept is None else date.fromisoformat(kept)


def fix(store: Store, day: date | None) -> None:
    """Fix the day of a demonstration; None gives the machine's day back."""
    settings.save(store, _NAME, None if day is None else day.isoformat())
