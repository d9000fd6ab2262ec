"""The collections answered from the desk: today's queue, every act, each layer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from api.desk import Desk
from api.ogc import layers, records
from api.ogc.model import Collection, Feature, Found, Question
from vigie.domain.layer import LayerRole
from vigie.domain.record import ActRecord, QueueEntry
from vigie.settings import Settings
from vigie.store import acts, open_store

_WITHOUT_SHAPE = frozenset({LayerRole.PROCEDURE})
_OPEN_FILES = 64
FRESH_S = 30.0


def every_act(settings: Settings) -> Callable[[], Iterable[ActRecord]]:
    """Every act that the store of the settings keeps; it is opened at the first question."""
    opened = lru_cache(1)(lambda: open_store(settings.store_url, home=settings.home))
    return lambda: acts.iterate(opened())


class DeskSource:
    """Collections from a desk. ``acts`` gives every act; ``home`` holds the files of layers."""

    def __init__(
        self, desk: Desk, home: Path, acts: Callable[[], Iterable[ActRecord]] | None = None
    ) -> None:
        self._desk, self._home = desk, home
        self._acts = acts or (lambda: (entry.record for entry in self._queue()))
        self._file = lru_cache(_OPEN_FILES)(self._open)
        self._kept: tuple[float, list[Feature]] | None = None

    def collections(self) -> Sequence[Collection]:
        """The queue, the acts, then the layers that have geometry."""
        day = self._desk.today()
        return (
            records.collection(
                "queue", "File du jour", f"Actes à lire le {day:%d/%m/%Y}", self._queued()
            ),
            records.collection(
                "acts", "Actes", "Tous les actes avec leur priorité", self._all_acts()
            ),
            *(
                layers.collection(record)
                for record in self._desk.layers()
                if record.role not in _WITHOUT_SHAPE and record.extent is not None
            ),
        )

    def features(self, collection: str, question: Question) -> Found:
        """A page of a collection."""
        if collection in ("queue", "acts"):
            mine = self._queued() if collection == "queue" else self._all_acts()
            return records.answer(mine, question)
        return self._file(collection).features(question)

    def feature(self, collection: str, identifier: str) -> Feature | None:
        """One feature of a collection."""
        if collection in ("queue", "acts"):
            mine = self._queued() if collection == "queue" else self._all_acts()
            return next((feature for feature in mine if feature.id == identifier), None)
        return self._file(collection).feature(identifier)

    def _queue(self) -> Iterable[QueueEntry]:
        return self._desk.queue(self._desk.today())

    def _queued(self) -> list[Feature]:
        return [records.entry_feature(entry) for entry in self._queue()]

    def _all_acts(self) -> list[Feature]:
        """Kept for a few seconds: a client pages through them, one request after another."""
        kept, now = self._kept, time.monotonic()
        if kept is None or now - kept[0] > FRESH_S:
            kept = (now, [records.act_feature(record) for record in self._acts()])
            self._kept = kept
        return kept[1]

    def _open(self, collection: str) -> layers.LayerFeatures:
        record = next(r for r in self._desk.layers() if layers.collection_id(r) == collection)
        return layers.LayerFeatures(record, self._home)
