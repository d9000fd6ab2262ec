"""What people set beside decisions: ranks overridden, acts skipped, saved views, the strategy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from scoring import strategy
from scoring.steering import Steering
from scoring.strategy import from_json, to_json
from vigie.domain.review import ReviewDecision
from vigie.settings import Settings
from vigie.store import Store, desk_notes, reviews, strategies
from vigie.store import settings as kept_values
from vigie.store.desk_notes import Override, SavedView, Skip
from vigie.store.strategies import Kept

CAPACITY = "capacity by person"
WAITING = (ReviewDecision.LATER, ReviewDecision.UNCERTAIN)


class Notes(Protocol):
    """What pages ask of it."""

    def overrides(self, act_ids: Iterable[str]) -> Mapping[str, Override]:
        """Ranks that people overrode, by act."""
        ...

    def override(self, act_id: str, place: str | None, *, reason: str, by: str) -> None:
        """Put an act first or last of the queue; None gives its own rank back."""
        ...

    def skips(self, day: dt.date) -> Sequence[Skip]:
        """Acts passed over on a day."""
        ...

    def skips_of(self, act_id: str) -> Sequence[Skip]:
        """Who passed over an act."""
        ...

    def skip(self, one: Skip) -> None:
        """Keep that somebody passed over an act."""
        ...

    def waiting(self, act_ids: Iterable[str]) -> Mapping[str, ReviewDecision]:
        """Acts left for later or for another reader, by act."""
        ...

    def views(self, by: str) -> Sequence[SavedView]:
        """Somebody's saved views."""
        ...

    def save_view(self, view: SavedView) -> None:
        """Keep filters under a name."""
        ...

    def forget_view(self, by: str, name: str) -> None:
        """Forget a saved view."""
        ...

    def team(self) -> Mapping[str, int]:
        """Acts that each person reads a day; empty while the setting holds."""
        ...

    def set_team(self, people: Mapping[str, int]) -> None:
        """Set what each person reads a day."""
        ...

    def strategy(self) -> Steering:
        """The local strategy in force."""
        ...

    def strategies(self) -> Sequence[Kept]:
        """Every strategy that was set, the last one first."""
        ...

    def set_strategy(self, wanted: Steering, *, since: dt.date, author: str, reason: str) -> Kept:
        """Set the strategy in force from now on."""
        ...


class StoreNotes:
    """Kept in the store. ``told`` is called when a strategy is set."""

    def __init__(self, store: Store, settings: Settings, told: Callable[[], None]) -> None:
        self._store, self._settings, self._told = store, settings, told

    def overrides(self, act_ids: Iterable[str]) -> Mapping[str, Override]:
        """Ranks that people overrode, by act."""
        return desk_notes.overrides(self._store, act_ids)

    def override(self, act_id: str, place: str | None, *, reason: str, by: str) -> None:
        """Put an act first or last of the queue."""
        desk_notes.override(self._store, act_id, place, reason=reason, by=by)
        self._told()

    def skips(self, day: dt.date) -> Sequence[Skip]:
        """Acts passed over on a day."""
        return desk_notes.skips(self._store, day)

    def skips_of(self, act_id: str) -> Sequence[Skip]:
        """Who passed over an act."""
        return desk_notes.skips_of(self._store, act_id)

    def skip(self, one: Skip) -> None:
        """Keep that somebody passed over an act."""
        desk_notes.skip(self._store, one)

    def waiting(self, act_ids: Iterable[str]) -> Mapping[str, ReviewDecision]:
        """Acts left for later or for another reader, by act."""
        every = reviews.of_acts(self._store, act_ids)
        last = {
            k: kept[-1].decision for k, some in every.items() if (kept := reviews.in_force(some))
        }
        return {act_id: decision for act_id, decision in last.items() if decision in WAITING}

    def views(self, by: str) -> Sequence[SavedView]:
        """Somebody's saved views."""
        return desk_notes.views(self._store, by)

    def save_view(self, view: SavedView) -> None:
        """Keep filters under a name."""
        desk_notes.save_view(self._store, view)

    def forget_view(self, by: str, name: str) -> None:
        """Forget a saved view."""
        desk_notes.forget_view(self._store, by, name)

    def team(self) -> Mapping[str, int]:
        """Acts that each person reads a day."""
        found: dict[str, int] = kept_values.get(self._store, CAPACITY) or {}
        return found

    def set_team(self, people: Mapping[str, int]) -> None:
        """Set what each person reads a day; nobody gives the setting back."""
        kept_values.save(self._store, CAPACITY, dict(people) or None)

    def strategy(self) -> Steering:
        """The local strategy in force."""
        return strategy.in_force(self._store)

    def strategies(self) -> Sequence[Kept]:
        """Every strategy that was set, the last one first."""
        return strategies.history(self._store)

    def set_strategy(self, wanted: Steering, *, since: dt.date, author: str, reason: str) -> Kept:
        """Set the strategy in force from now on."""
        body: dict[str, Any] = to_json(wanted)
        from_json(body)  # what cannot be read back is not kept
        kept = strategies.add(self._store, since=since, author=author, reason=reason, body=body)
        self._told()
        return kept
