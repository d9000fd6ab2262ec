"""Long searches that pages show: one at a time each, in the background, on the service's store."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from vigie import changes, gaps
from vigie.domain.change import ActChange
from vigie.gaps import Gap
from vigie.store import Store, documents, standings

PATIENCE_S = 3.0  # a small département is looked through meanwhile


class Background:
    """One search: begun when nobody is at it, waited for a little."""

    def __init__(self, name: str, search: Callable[[], None]) -> None:
        """``search`` keeps what it finds where it is looked for."""
        self._name, self._search = name, search
        self._lock = threading.Lock()
        self._running: threading.Thread | None = None

    def begin(self) -> threading.Thread:
        """The one search under way, begun when there is none."""
        with self._lock:
            if self._running is None or not self._running.is_alive():
                self._running = threading.Thread(target=self._search, name=self._name, daemon=True)
                self._running.start()
            return self._running


@dataclass(frozen=True, slots=True)
class FoundGaps:
    """What a search of gaps found, on the acts and documents of that moment."""

    stamp: object
    gaps: tuple[Gap, ...]
    communes: dict[str, str]


class Searches:
    """What to apply and what is missing, on one store that is opened at the first question."""

    def __init__(self, store: Callable[[], Store], *, patience_s: float = PATIENCE_S) -> None:
        """``store`` gives the service's own store; a page waits for ``patience_s`` seconds."""
        self.store = store
        self.patience_s = patience_s
        self._gaps: FoundGaps | None = None

    @cached_property
    def for_changes(self) -> Background:
        """The search of acts whose findings change; what it finds is kept in the store."""
        return Background("changes", lambda: _look(self.store()))

    @cached_property
    def for_gaps(self) -> Background:
        """The search of what is missing; what it finds is kept here."""
        return Background("gaps", self._look_for_gaps)

    def changes(self) -> tuple[ActChange, ...] | None:
        """Acts to conclude again, None while they are looked for."""
        found = self._kept_changes()
        if found is None:
            self.for_changes.begin().join(self.patience_s)
            found = self._kept_changes()
        return found

    def gaps(self) -> FoundGaps | None:
        """What is missing, as of a while ago while it is looked for again, None the first time."""
        if self._gaps is None or self._gaps.stamp != self._stamp():
            self.for_gaps.begin().join(self.patience_s)
        return self._gaps

    def _kept_changes(self) -> tuple[ActChange, ...] | None:
        store = self.store()
        return changes.kept(store, signed=changes.signature(store))

    def _look_for_gaps(self) -> None:
        store = self.store()
        stamp, found = self._stamp(), gaps.found(store)
        codes = {gap.commune_insee for gap in found if gap.commune_insee}
        named = standings.communes_named(store, codes)
        self._gaps = FoundGaps(stamp, found, {code: named.get(code, code) for code in codes})

    def _stamp(self) -> object:
        store = self.store()
        return standings.last_change(store), documents.count_by_stage(store)


def _look(store: Store) -> None:
    changes.look_and_keep(store)
