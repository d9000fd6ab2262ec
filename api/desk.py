"""The desk: all that the web asks of the rest of the house, as one small interface.

Pages and routes know this interface only; ``api.store_desk`` answers it from the store, tests
answer it from memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, overload

from api.listing import Board, Listing, Standpoint
from api.notes import Notes
from api.outlines import Outlines
from api.overview import EVERY, Crossing, Overview
from api.selection import PAGE, Selection
from api.similar import Trait
from features.places.around import Around
from features.places.coverage import Covered
from vigie.domain.control import ControlRecord
from vigie.domain.document import Document
from vigie.domain.fact import Fact, Facts
from vigie.domain.law import ArticleText
from vigie.domain.layer import LayerRecord
from vigie.domain.place import Place
from vigie.domain.record import ActRecord, QueueEntry
from vigie.domain.review import Review
from vigie.store.claims import Claim
from vigie.store.clients import Client
from vigie.store.corrections import Corrected
from vigie.store.events import Event
from vigie.store.mapped import Bounds, Sight
from vigie.store.standings import Standing


@dataclass(frozen=True, slots=True)
class PageSize:
    """Size of one page of a document, in points."""

    page: int
    width_pt: float
    height_pt: float


@dataclass(frozen=True, slots=True)
class Receipt:
    """A file handed in: the sha256 of its content, and whether it was already there."""

    id: str
    again: bool


@dataclass(frozen=True, slots=True)
class DayQueue(Sequence[QueueEntry]):
    """Every open act, best rank first; ``picked`` are to be read that day, ``done`` are read."""

    day: dt.date
    entries: tuple[QueueEntry, ...]
    picked: frozenset[str] = frozenset()
    done: tuple[ActRecord, ...] = ()

    def __len__(self) -> int:
        return len(self.entries)

    @overload
    def __getitem__(self, index: int) -> QueueEntry: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[QueueEntry]: ...
    def __getitem__(self, index: int | slice) -> QueueEntry | Sequence[QueueEntry]:
        return self.entries[index]

    def __iter__(self) -> Iterator[QueueEntry]:
        return iter(self.entries)


@dataclass(frozen=True, slots=True)
class ModelInForce:
    """The promoted model."""

    version: str
    promoted_on: dt.date | None


class Taken(Exception):  # noqa: N818 - what happened, in the words of the trade
    """Somebody else took the act first."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(claim)
        self.claim = claim


class Decided(Exception):  # noqa: N818 - what happened, in the words of the trade
    """Somebody decided on the act since the page was read."""

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self.review = review


class Desk(Protocol):
    """What pages and routes ask."""

    @property
    def notes(self) -> Notes:
        """What people set beside decisions: ranks overridden, skips, saved views, strategy."""
        ...

    def today(self) -> dt.date:
        """The day that the service lives: the machine's, or the demonstration's."""
        ...

    def queue(self, day: dt.date) -> DayQueue:
        """The whole ranked queue of a day; the same day gives the same queue."""
        ...

    def listing(
        self,
        day: dt.date,
        chosen: Selection,
        *,
        after: int = 0,
        limit: int | None = PAGE,
        among: frozenset[str] | None = None,
    ) -> Listing:
        """One page of the queue of a day: what the filters keep, after a rank."""
        ...

    def board(self, day: dt.date) -> Board:
        """The work of a day: what is picked, what is read, what changed."""
        ...

    def standpoint(self, act_id: str, day: dt.date) -> Standpoint:
        """Where an act stands in the queue of a day, and what comes after it."""
        ...

    def order(self, day: dt.date) -> Sequence[str]:
        """Ids of the acts to read, the picks of the day first."""
        ...

    def waiting(self, day: dt.date) -> Sequence[Standing]:
        """Acts that await a reading on a day, as ranking sees them."""
        ...

    def filed(self, first: dt.date, last: dt.date) -> Sequence[Standing]:
        """Acts filed from a day to another, both included, as counting sees them."""
        ...

    def outlines(self) -> Outlines | None:
        """The communes as paths of a picture; None without a layer of outlines."""
        ...

    def certificate(self, start: dt.date, end: dt.date) -> str:
        """The recall certificate of a period, in French.

        Raises:
            UserError: it cannot be given; the message says why.
        """
        ...

    def unread_draws(self, start: dt.date, end: dt.date) -> Sequence[ActRecord]:
        """Acts drawn at random over a period that nobody reviewed."""
        ...

    def search(self, words: str) -> Sequence[ActRecord]:
        """Acts, in the queue or not, that hold every word."""
        ...

    def act(self, wanted: str) -> ActRecord | None:
        """An act by id, dossier number or sha256 of one of its documents."""
        ...

    def traits(self, record: ActRecord) -> Sequence[Trait]:
        """What is compared of acts whose outcome is known and that share something with one."""
        ...

    def overview(self, asked: Crossing = EVERY) -> Overview:
        """What was received, read and found so far."""
        ...

    def same_land(self, record: ActRecord) -> Sequence[ActRecord]:
        """Other acts on a parcel of this one, the latest first."""
        ...

    def around(self, place: Place) -> Around | None:
        """What stands around a place, for its map; None where no site is known."""
        ...

    def acts_in(self, sight: Sight, *, offset: int, limit: int) -> tuple[Sequence[ActRecord], int]:
        """A page of the acts that a map shows, and how many there are."""
        ...

    def queue_in(
        self, sight: Sight, *, offset: int, limit: int
    ) -> tuple[Sequence[QueueEntry], int]:
        """A page of today's queue as a map shows it, and how many acts there are."""
        ...

    def extent(self) -> Bounds | None:
        """Where all acts are, in EPSG:2154."""
        ...

    def articles(
        self, citations: Sequence[str], day: dt.date
    ) -> Mapping[str, Sequence[ArticleText]]:
        """By citation, the texts of the articles that it names, as they held on a day."""
        ...

    def page_sizes(self, sha256: str) -> Sequence[PageSize]:
        """Sizes of the pages of a document; empty when the document is not kept."""
        ...

    def page_png(self, sha256: str, page: int, width_px: int) -> bytes | None:
        """A page as an image; None when there is no such page."""
        ...

    def set_aside(self) -> Sequence[Document]:
        """Every document set aside, the latest first."""
        ...

    def layers(self) -> Sequence[LayerRecord]:
        """The catalogue of layers."""
        ...

    def coverage(self) -> Sequence[Covered]:
        """What the layers in force today cover, commune by commune."""
        ...

    def assess(self, facts: Facts, text: str | None, day: dt.date) -> ActRecord:
        """Score facts at once; nothing is kept."""
        ...

    def receive(
        self, file: Path, *, name: str, key: str | None, declared: ControlRecord | None = None
    ) -> Receipt:
        """Take in a file, with what its sender declares of its act.

        The same bytes or the same key give the same receipt.
        """
        ...

    def review(self, review: Review, *, expected: int | None = None) -> ActRecord:
        """Keep what a review concluded; the act as it is then.

        Raises:
            Decided: the act does not have ``expected`` reviews any more.
        """
        ...

    def correct(self, act_id: str, fact: Fact[Any], made: Corrected) -> ActRecord:
        """Keep a fact put right; the act as it is concluded with it."""
        ...

    def reviews(self, act_id: str) -> Sequence[Review]:
        """What was concluded of an act, oldest first."""
        ...

    def claims(self) -> Mapping[str, Claim]:
        """Who has which act, by act."""
        ...

    def take(self, claim: Claim, *, force: bool = False) -> None:
        """Take an act.

        Raises:
            Taken: somebody else has it, and ``force`` is not given.
        """
        ...

    def leave(self, act_id: str, by: str) -> None:
        """Give back an act that one had taken."""
        ...

    def demo(self) -> bool:
        """True in a demonstration: a made world with a calendar of its own."""
        ...

    def pending(self, sha256: str) -> Document | None:
        """The ledger's row of a document that gave no act yet."""
        ...

    def events(self, at: dt.datetime | None, last_id: str, limit: int) -> Sequence[Event]:
        """What changed after a change that was seen, oldest first."""
        ...

    def client(self, key: str) -> Client | None:
        """The program whose key it is, None for a key unknown or revoked."""
        ...

    def model(self) -> ModelInForce | None:
        """The promoted model, None when the rules alone answer."""
        ...

    def ready(self) -> Sequence[str]:
        """What keeps the service from answering, in French; empty when it is ready."""
        ...

    def start(self) -> None:
        """The service begins to answer."""
        ...

    def close(self) -> None:
        """The service stops answering."""
        ...
