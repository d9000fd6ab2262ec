"""The desk on the real store, the real stages, the promoted model."""

from __future__ import annotations

import datetime as dt
import json
import logging
import threading
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Self

from api import recall
from api.acts_found import ActsFound
from api.assessing import assess, read_text
from api.conclusions import Conclusions
from api.desk import DayQueue, ModelInForce, PageSize, Receipt
from api.intake import Intake
from api.listing import Board, Listing, Standpoint
from api.notes import StoreNotes
from api.outlines import Outlines, outlines
from api.overview import EVERY, Crossing, Overview, overview
from api.page_images import PageImages
from api.selection import PAGE, Selection
from api.store_queue import StoreQueue
from features.places.around import Around
from features.places.coverage import Covered
from features.places.current import CurrentLocator
from ingest.deposit import deposit
from ingest.receive import set_aside
from vigie import pipeline
from vigie.domain.control import ControlRecord
from vigie.domain.document import Document, DocumentStage
from vigie.domain.fact import Facts
from vigie.domain.layer import LayerRecord
from vigie.domain.place import Place
from vigie.domain.record import ActRecord, QueueEntry
from vigie.errors import VigieError
from vigie.settings import Settings
from vigie.stages import real_stages
from vigie.store import (
    Store,
    calendar,
    clients,
    deposits,
    documents,
    events,
    layers,
    open_store,
    standings,
)
from vigie.store import settings as kept_values
from vigie.store.clients import Client
from vigie.store.events import Event
from vigie.store.mapped import Sight
from vigie.store.standings import Standing

log = logging.getLogger(__name__)

KEY_TAKEN = "clé d'idempotence déjà employée pour un autre contenu : le déposer sous une autre clé"
WARM = "warm"  # the thread that opens the stages while the first pages are shown


class StoreDesk(ActsFound, Conclusions):
    """Answers pages and routes from the store; safe to call from several threads."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings, self._store = settings, store
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._stages: pipeline.Stages | None = None
        self._current = CurrentLocator(store)
        self._queue = StoreQueue(store, settings)
        self.notes = StoreNotes(store, settings, self._strategy_set)
        self._counted: tuple[object, Overview] | None = None
        self._intake = Intake(settings, store, self.stages, self.changed)
        self._pages = PageImages(store)

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """On the store that the settings name."""
        settings.home.mkdir(parents=True, exist_ok=True)
        return cls(settings, open_store(settings.store_url, home=settings.home))

    def stages(self) -> pipeline.Stages:
        """The stages, made when first asked for."""
        with self._lock:
            if self._stages is None:
                self._stages = real_stages(self._store, self._settings, current=self._current)
            return self._stages

    def today(self) -> dt.date:
        """The day that the service lives."""
        return calendar.today(self._store)

    def queue(self, day: dt.date) -> DayQueue:
        """The whole queue of a day."""
        return self._queue.whole(day)

    def listing(
        self,
        day: dt.date,
        chosen: Selection,
        *,
        after: int = 0,
        limit: int | None = PAGE,
        among: frozenset[str] | None = None,
    ) -> Listing:
        """One page of the queue of a day."""
        return self._queue.listing(day, chosen, after=after, limit=limit, among=among)

    def board(self, day: dt.date) -> Board:
        """The work of a day."""
        return self._queue.board(day)

    def standpoint(self, act_id: str, day: dt.date) -> Standpoint:
        """Where an act stands in the queue of a day."""
        return self._queue.standpoint(act_id, day)

    def queue_in(
        self, sight: Sight, *, offset: int, limit: int
    ) -> tuple[Sequence[QueueEntry], int]:
        """A page of today's queue as a map shows it, and how many acts there are."""
        return self._queue.within(self.today(), sight, offset=offset, limit=limit)

    def order(self, day: dt.date) -> Sequence[str]:
        """Ids of the acts to read, the picks of the day first."""
        return [row.act_id for row in self._queue.order(day)]

    def waiting(self, day: dt.date) -> Sequence[Standing]:
        """Acts that await a reading on a day."""
        return standings.open_on(self._store, day)

    def filed(self, first: dt.date, last: dt.date) -> Sequence[Standing]:
        """Acts filed from a day to another."""
        return standings.filed(self._store, first, last)

    def outlines(self) -> Outlines | None:
        """The communes as paths of a picture."""
        return outlines(layers.listed(self._store), self._store.home)

    def certificate(self, start: dt.date, end: dt.date) -> str:
        """The recall certificate of a period, in French."""
        return recall.certificate(self._store, start, end).said()

    def unread_draws(self, start: dt.date, end: dt.date) -> Sequence[ActRecord]:
        """Acts drawn at random over a period that nobody reviewed."""
        return recall.unread(self._store, start, end)

    def overview(self, asked: Crossing = EVERY) -> Overview:
        """What was received, read and found so far, counted again when something changed."""
        today = self.today()
        if asked != EVERY:
            return overview(self._store, today, asked)
        stamp = (standings.last_change(self._store), today)
        if self._counted is None or self._counted[0] != stamp:
            self._counted = (stamp, overview(self._store, today))
        return self._counted[1]

    def around(self, place: Place) -> Around | None:
        """What stands around a place, on the layers of now as of the place's day."""
        return self._current.locator().around(place, on=self.today())

    def page_sizes(self, sha256: str) -> Sequence[PageSize]:
        """Sizes of the pages of a document."""
        return self._pages.sizes(sha256)

    def page_png(self, sha256: str, page: int, width_px: int) -> bytes | None:
        """A page as an image."""
        return self._pages.png(sha256, page, width_px)

    def set_aside(self) -> Sequence[Document]:
        """Every document set aside, the latest first."""
        return tuple(reversed(documents.set_aside(self._store)))

    def layers(self) -> Sequence[LayerRecord]:
        """The catalogue of layers."""
        return layers.listed(self._store)

    def coverage(self) -> Sequence[Covered]:
        """What the layers in force today cover, commune by commune."""
        return self._current.locator().coverage(self.today())

    def assess(self, facts: Facts, text: str | None, day: dt.date) -> ActRecord:
        """Score facts at once; nothing is kept."""
        return assess(self._store, self.stages(), facts, text, day)

    def receive(
        self, file: Path, *, name: str, key: str | None, declared: ControlRecord | None = None
    ) -> Receipt:
        """Take in a file and wake the worker."""
        data = file.read_bytes()
        if key and (before := deposits.get(self._store, key)):
            if sha256(data).hexdigest() != before:  # not lost: on the page of what is set aside
                set_aside(self._store, data, name=name, reason=KEY_TAKEN)
            return Receipt(before, again=True)
        limit = self._settings.max_upload_mb * 2**20
        received = deposit(self._store, data, name=name, declared=declared, max_bytes=limit)
        digest = received.document.sha256
        if key:
            digest = deposits.add(self._store, key, digest)
        self._intake.wake()
        return Receipt(digest, again=not received.new)

    def demo(self) -> bool:
        """True when the calendar is that of a demonstration."""
        return kept_values.get(self._store, "today") is not None

    def pending(self, sha256: str) -> Document | None:
        """The ledger's row of a document that gave no act yet."""
        return documents.get(self._store, sha256)

    def events(self, at: dt.datetime | None, last_id: str, limit: int) -> Sequence[Event]:
        """What changed after a change that was seen."""
        return events.after(self._store, at, last_id, limit=limit)

    def client(self, key: str) -> Client | None:
        """The program whose key it is."""
        return clients.of_key(self._store, key)

    def model(self) -> ModelInForce | None:
        """The promoted model, from its manifest."""
        path = self._settings.home / "champion" / "manifest.json"
        if not path.is_file():
            return None
        manifest = json.loads(path.read_text(encoding="utf-8"))
        day = manifest.get("promoted_on")
        return ModelInForce(manifest["version"], dt.date.fromisoformat(day) if day else None)

    def ready(self) -> Sequence[str]:
        """What keeps the service from answering."""
        try:
            calendar.today(self._store)
        except VigieError as error:
            return [str(error)]
        return []

    def start(self) -> None:
        """Take what was left due by an earlier run; open the stages before anybody waits."""
        threading.Thread(target=self._warm, name=WARM, daemon=True).start()
        if documents.count_by_stage(self._store)[DocumentStage.RECEIVED]:
            self._intake.wake()

    def close(self) -> None:
        """Let the worker finish the document it holds, then close the store."""
        self._intake.stop()
        self._store.close()

    def _warm(self) -> None:
        try:
            self.stages()
            read_text(Facts(), "ARRÊTÉ")
        except VigieError as error:
            log.warning("les étapes ne s'ouvrent pas : %s", error)

    def changed(self) -> None:
        """Something that the queue shows may have changed."""
        self._queue.forget()
        self._pages.forget()

    def _strategy_set(self) -> None:
        """A new strategy is in force: acts are scored with it from now on."""
        with self._lock:
            self._stages = None
        self._queue.forget()
