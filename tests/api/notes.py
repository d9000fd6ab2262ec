"""What people set beside decisions, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from scoring.steering import NEUTRAL, Steering
from scoring.strategy import from_json, to_json
from vigie.domain.review import Review, ReviewDecision
from vigie.store.desk_notes import Override, SavedView, Skip
from vigie.store.reviews import in_force
from vigie.store.strategies import Kept


class MemoryNotes:
    """Keeps what it is told; ``reviews`` gives those of an act."""

    def __init__(self, reviews: Callable[[str], Sequence[Review]]) -> None:
        self._reviews = reviews
        self.put: dict[str, Override] = {}
        self.skipped: list[Skip] = []
        self.saved: dict[tuple[str, str], SavedView] = {}
        self.people: dict[str, int] = {}
        self.kept: list[Kept] = []

    def overrides(self, act_ids: Iterable[str]) -> Mapping[str, Override]:
        return {act_id: self.put[act_id] for act_id in act_ids if act_id in self.put}

    def override(self, act_id: str, place: str | None, *, reason: str, by: str) -> None:
        self.put.pop(act_id, None)
        if place:
            self.put[act_id] = Override(act_id, place, reason, by, datetime.now(UTC))

    def skips(self, day: date) -> Sequence[Skip]:
        return [one for one in self.skipped if one.day == day]

    def skips_of(self, act_id: str) -> Sequence[Skip]:
        return [one for one in self.skipped if one.act_id == act_id]

    def skip(self, one: Skip) -> None:
        self.skipped.append(one)

    def waiting(self, act_ids: Iterable[str]) -> Mapping[str, ReviewDecision]:
        last = {act_id: in_force(self._reviews(act_id))[-1:] for act_id in act_ids}
        waits = (ReviewDecision.LATER, ReviewDecision.UNCERTAIN)
        return {
            k: some[0].decision for k, some in last.items() if some and some[0].decision in waits
        }

    def views(self, by: str) -> Sequence[SavedView]:
        return [view for (who, _), view in sorted(self.saved.items()) if who == by]

    def save_view(self, view: SavedView) -> None:
        self.saved[view.by, view.name] = view

    def forget_view(self, by: str, name: str) -> None:
        self.saved.pop((by, name), None)

    def team(self) -> Mapping[str, int]:
        return self.people

    def set_team(self, people: Mapping[str, int]) -> None:
        self.people = dict(people)

    def strategy(self) -> Steering:
        return from_json(self.kept[-1].body) if self.kept else NEUTRAL

    def strategies(self) -> Sequence[Kept]:
        return self.kept[::-1]

    def set_strategy(self, wanted: Steering, *, since: date, author: str, reason: str) -> Kept:
        version = len(self.kept) + 1
        made = Kept(version, since, author, reason, datetime.now(UTC), to_json(wanted))
        self.kept.append(made)
        return made
