"""The collections answered from the desk: today's queue, every act, each layer."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from api.desk import Desk
from api.ogc import layers, records
from api.ogc.model import Collection, Feature, Found, Question
from vigie.domain.layer import LayerRole
from vigie.store.mapped import Bounds, Sight

_WITHOUT_SHAPE = frozenset({LayerRole.PROCEDURE})
_OPEN_FILES = 64
_BATCH = 500
FRESH_S = 30.0


class DeskSource:
    """Collections from a desk; ``home`` holds the files of layers.

    A page of acts reads the acts of that page. Only a test on what no column holds (a level, a
    reason) reads all those that the other tests keep.
    """

    def __init__(self, desk: Desk, home: Path) -> None:
        self._desk, self._home = desk, home
        self._file = lru_cache(_OPEN_FILES)(self._open)
        self._extent: tuple[float, Bounds | None] | None = None

    def collections(self) -> Sequence[Collection]:
        """The queue, the acts, then the layers that have geometry."""
        day, covered = self._desk.today(), self._covered()
        of_queue = f"Actes à lire le {day:%d/%m/%Y}"
        return (
            records.collection("queue", "File du jour", of_queue, covered),
            records.collection("acts", "Actes", "Tous les actes avec leur priorité", covered),
            *(
                layers.collection(record)
                for record in self._desk.layers()
                if record.role not in _WITHOUT_SHAPE and record.extent is not None
            ),
        )

    def features(self, collection: str, question: Question) -> Found:
        """A page of a collection."""
        if collection not in ("queue", "acts"):
            return self._file(collection).features(question)
        sight, tests = records.sight_of(question), records.left_of(question)
        if not tests:
            return self._page(collection, sight, question.offset, question.limit)
        every = self._every(collection, sight)
        kept = [feature for feature in every if records.passes(feature, tests)]
        return Found(kept[question.offset : question.offset + question.limit], len(kept))

    def feature(self, collection: str, identifier: str) -> Feature | None:
        """One feature of a collection."""
        if collection == "queue":
            entry = self._desk.standpoint(identifier, self._desk.today()).entry
            return records.entry_feature(entry) if entry else None
        if collection == "acts":
            record = self._desk.act(identifier)
            return records.act_feature(record) if record and record.act_id == identifier else None
        return self._file(collection).feature(identifier)

    def _page(self, collection: str, sight: Sight, offset: int, limit: int) -> Found:
        if collection == "queue":
            entries, matched = self._desk.queue_in(sight, offset=offset, limit=limit)
            return Found([records.entry_feature(entry) for entry in entries], matched)
        found, matched = self._desk.acts_in(sight, offset=offset, limit=limit)
        return Found([records.act_feature(record) for record in found], matched)

    def _every(self, collection: str, sight: Sight) -> Iterator[Feature]:
        offset = 0
        while page := self._page(collection, sight, offset, _BATCH).features:
            yield from page
            offset += len(page)

    def _covered(self) -> Bounds | None:
        """Kept for a few seconds: a client asks for it with every page."""
        kept, now = self._extent, time.monotonic()
        if kept is None or now - kept[0] > FRESH_S:
            kept = self._extent = (now, self._desk.extent())
        return kept[1]

    def _open(self, collection: str) -> layers.LayerFeatures:
        record = next(r for r in self._desk.layers() if layers.collection_id(r) == collection)
        return layers.LayerFeatures(record, self._home)
