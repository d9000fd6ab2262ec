"""The desk on the real store, the real stages, the promoted model."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from api import daily, recall
from api.desk import DayQueue, Decided, ModelInForce, PageSize, Receipt, Taken
from api.intake import Intake
from api.law_text import cited
from api.listing import Board, Listing, Standpoint
from api.notes import StoreNotes
from api.outlines import Outlines, outlines
from api.overview import Overview, overview
from api.selection import PAGE, Selection
from api.similar import Trait, trait
from api.store_queue import StoreQueue
from features.places.around import Around
from features.places.coverage import Covered
from features.places.current import CurrentLocator
from ingest.deposit import deposit
from ocr.render import page_png
from vigie import assembly, pipeline
from vigie.domain.control import ControlRecord
from vigie.domain.document import Document, DocumentStage
from vigie.domain.dossier import Dossier
from vigie.domain.fact import Fact, Facts, said
from vigie.domain.law import ArticleText
from vigie.domain.layer import LayerRecord
from vigie.domain.page import Reading
from vigie.domain.place import Place
from vigie.domain.record import ActRecord, ActStatus
from vigie.domain.review import Review
from vigie.errors import Refused, UserError, VigieError
from vigie.settings import Settings
from vigie.stages import real_stages
from vigie.store import (
    Store,
    acts,
    articles,
    calendar,
    claims,
    clients,
    corrections,
    deposits,
    documents,
    earlier,
    events,
    files,
    layers,
    open_store,
    precedents,
    readings,
    reviews,
    standings,
)
from vigie.store import settings as kept_values
from vigie.store.claims import Claim
from vigie.store.clients import Client
from vigie.store.corrections import Corrected
from vigie.store.events import Event
from vigie.store.standings import Standing

log = logging.getLogger(__name__)

NUMBER = re.compile(r"(PC|PA|PD|DP|CU)(\w{6})(\d{2})(\w{5})([MT]\d{2})?")
KEPT_PAGES, KEPT_SIZES = 256, 512
SAME_LAND = 20
FOUND, NEAR = 50, 40  # acts that a search shows; acts that likeness is looked for among


class StoreDesk:
    """Answers pages and routes from the store; safe to call from several threads."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings, self._store = settings, store
        self._lock = threading.Lock()
        self._turn = threading.Lock()  # SQLite lets writers in by chance; here they wait in turn
        self._stages: pipeline.Stages | None = None
        self._current = CurrentLocator(store)
        self._queue = StoreQueue(store, settings)
        self.notes = StoreNotes(store, settings, self._strategy_set)
        self._counted: tuple[object, Overview] | None = None
        self._intake = Intake(settings, store, self.stages, self._forget)
        self._png = lru_cache(KEPT_PAGES)(self._draw)
        self._sizes = lru_cache(KEPT_SIZES)(self._measure)

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

    def order(self, day: dt.date) -> Sequence[str]:
        """Ids of the acts to read, the picks of the day first."""
        return [row.act_id for row in self._queue.order(day)]

    def waiting(self, day: dt.date) -> Sequence[Standing]:
        """Acts that await a reading on a day."""
        return standings.open_on(self._store, day)

    def filed(self, day: dt.date) -> Sequence[Standing]:
        """Every act filed up to a day."""
        return standings.filed_by(self._store, day)

    def outlines(self) -> Outlines | None:
        """The communes as paths of a picture."""
        return outlines(layers.listed(self._store), self._store.home)

    def certificate(self, start: dt.date, end: dt.date) -> str:
        """The recall certificate of a period, in French."""
        return recall.certificate(self._store, start, end).said()

    def unread_draws(self, start: dt.date, end: dt.date) -> Sequence[ActRecord]:
        """Acts drawn at random over a period that nobody reviewed."""
        return recall.unread(self._store, start, end)

    def search(self, words: str) -> Sequence[ActRecord]:
        """Acts that hold every word, the latest first."""
        found = acts.some(self._store, standings.found(self._store, words, most=FOUND))
        latest = sorted(found.values(), key=lambda one: acts.received_on(one) or dt.date.min)
        return latest[::-1]

    def traits(self, record: ActRecord) -> Sequence[Trait]:
        """What is compared of acts whose outcome is known and that share something with one."""
        near = precedents.sharing(self._store, precedents.keys(record), most=NEAR)
        return [trait(one) for one in acts.some(self._store, near).values()]

    def act(self, wanted: str) -> ActRecord | None:
        """An act by id, dossier number or sha256 of one of its documents; the latest of several."""
        for name in dict.fromkeys((wanted, wanted.lower(), normal_number(wanted))):
            if found := acts.find(self._store, name):
                return daily.now(self._store, found[-1], self.today())
        return None

    def overview(self) -> Overview:
        """What was received, read and found so far, counted again when something changed."""
        stamp = (standings.last_change(self._store), self.today())
        if self._counted is None or self._counted[0] != stamp:
            every = standings.filed_by(self._store, self.today())
            self._counted = (stamp, overview(every, self.today()))
        return self._counted[1]

    def same_land(self, record: ActRecord) -> Sequence[ActRecord]:
        """Other acts on a parcel of this one, the latest first."""
        cited = record.dossier.facts.parcels
        others = acts.ids(self._store, parcels=cited.value if cited else ())
        found = {act_id: decided or dt.date.min for act_id, _, decided in others}
        found.pop(record.act_id, None)
        latest = sorted(found, key=lambda one: (found[one], one), reverse=True)[:SAME_LAND]
        return [one for act_id in latest if (one := acts.get(self._store, act_id))]

    def around(self, place: Place) -> Around | None:
        """What stands around a place, on the layers of now as of the place's day."""
        return self._current.locator().around(place, on=self.today())

    def articles(self, citation: str, day: dt.date) -> Sequence[ArticleText]:
        """The texts, as they held on a day, of the articles that a citation names."""
        named = cited(citation)
        return articles.of(self._store, named, day) if named else ()

    def page_sizes(self, sha256: str) -> Sequence[PageSize]:
        """Sizes of the pages of a document."""
        return self._sizes(sha256)

    def page_png(self, sha256: str, page: int, width_px: int) -> bytes | None:
        """A page as an image."""
        if documents.get(self._store, sha256) is None:
            return None
        try:
            return self._png(sha256, page, width_px)
        except Refused:
            return None

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
        masked = None
        if text and text.strip():
            facts, masked = read_text(facts, text)
        stages = self.stages()
        clock = assembly.clock(facts, ())
        insee = said(facts.commune_insee)
        as_of = clock.decided_on or clock.tacit_on or clock.received_on or day
        place = stages.place(facts, as_of, insee)
        dossier = Dossier(
            act_id="sans-suite",
            facts=assembly.checked(facts, place),
            place=place,
            clock=clock,
            commune=stages.commune(insee, as_of) if insee else None,
            masked_text=masked,
            earlier=earlier.of_act(self._store, None, facts, clock, otherwise=day),
        )
        findings = stages.assess(dossier)
        deadlines = stages.deadlines(clock)
        score = stages.score(dossier, findings, deadlines, day)
        outside = pipeline.out_of_scope(facts)
        status = ActStatus.OUT_OF_SCOPE if outside else ActStatus.READY
        return ActRecord(dossier, status, outside, findings, deadlines, score)

    def receive(
        self, file: Path, *, name: str, key: str | None, declared: ControlRecord | None = None
    ) -> Receipt:
        """Take in a file and wake the worker."""
        if key and (before := deposits.get(self._store, key)):
            return Receipt(before, again=True)
        limit = self._settings.max_upload_mb * 2**20
        data = file.read_bytes()
        received = deposit(self._store, data, name=name, declared=declared, max_bytes=limit)
        digest = received.document.sha256
        if key:
            digest = deposits.add(self._store, key, digest)
        self._intake.wake()
        return Receipt(digest, again=not received.new)

    def review(self, review: Review, *, expected: int | None = None) -> ActRecord:
        """Keep what a review concluded; the act as it is then."""
        with self._turn, self._store.transaction() as bound:
            acts.hold(bound, review.act_id)
            before = reviews.of_act(bound, review.act_id)
            if expected is not None and len(before) != expected:
                raise Decided(before[-1])
            reviews.add(bound, review)
            record = pipeline.refresh(bound, self.stages(), review.act_id)
        if record is None:
            raise UserError(f"L'acte {review.act_id} n'existe plus : revenir à la file.")
        self._forget()
        return record

    def correct(self, act_id: str, fact: Fact[Any], made: Corrected) -> ActRecord:
        """Keep a fact put right; the act as it is concluded with it."""
        with self._turn, self._store.transaction() as bound:
            corrections.save(bound, act_id, made.name, fact, made=made)
            record = pipeline.refresh(bound, self.stages(), act_id)
        if record is None:
            raise UserError(f"L'acte {act_id} n'existe plus : revenir à la file.")
        self._forget()
        return record

    def reviews(self, act_id: str) -> Sequence[Review]:
        """What was concluded of an act, oldest first."""
        return reviews.of_act(self._store, act_id)

    def claims(self) -> Mapping[str, Claim]:
        """Who has which act, by act; those of another day are forgotten."""
        return claims.listed(self._store)

    def take(self, claim: Claim, *, force: bool = False) -> None:
        """Take an act."""
        with self._turn:
            holds = claims.take(self._store, claim, force=force)
        if holds.by != claim.by:
            raise Taken(holds)

    def leave(self, act_id: str, by: str) -> None:
        """Give back an act that one had taken."""
        with self._turn:
            claims.leave(self._store, act_id, by)

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
        threading.Thread(target=self._warm, name="warm", daemon=True).start()
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

    def _forget(self) -> None:
        self._queue.forget()
        self._sizes.cache_clear()

    def _strategy_set(self) -> None:
        """A new strategy is in force: acts are scored with it from now on."""
        with self._lock:
            self._stages = None
        self._queue.forget()

    def _draw(self, sha256: str, page: int, width_px: int) -> bytes:
        return page_png(files.load(self._store, sha256), page, width_px=width_px)

    def _measure(self, sha256: str) -> tuple[PageSize, ...]:
        reading = readings.get(self._store, sha256)
        pages = reading.pages if reading else ()
        return tuple(PageSize(page.number, page.width_pt, page.height_pt) for page in pages)


def normal_number(wanted: str) -> str:
    """A dossier number in normal form when it looks like one; else as given."""
    compact = re.sub(r"[\s./-]", "", wanted).upper()
    match = NUMBER.fullmatch(compact)
    return " ".join(part for part in match.groups() if part) if match else wanted


def read_text(facts: Facts, text: str) -> tuple[Facts, str]:
    """Facts given, completed by what a text says; and the text without identities."""
    from api.plain_text import pages_of  # noqa: PLC0415
    from features.facts.extract import extract  # noqa: PLC0415 - spaCy takes a second to load

    found = extract(Reading("0" * 64, pages_of(text)))
    if not found:
        return facts, ""
    read = {name: replace(fact, evidence=()) for name, fact in found[0].facts.items()}
    return Facts(**{**read, **dict(facts.items())}), found[0].masked_text
