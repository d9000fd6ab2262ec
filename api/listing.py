"""What pages show of a queue: one page of it, the board of a day, the place of one act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from api.pages.card import NEAR_DAYS, commune_insee, commune_name, next_due
from api.selection import PAGE, Selection
from vigie.domain.record import ActRecord, QueueEntry


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries of one page of a queue. ``matched`` counts all that the filters keep."""

    entries: tuple[QueueEntry, ...]
    total: int
    matched: int
    more: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The day's work: acts picked and still to read, acts read, where the queue's head ends.

    ``first`` ranks of the queue are all picked; ``near`` counts picks due within ten days;
    ``since`` says what changed since the queue before; ``communes`` and ``epcis`` are those of
    the acts of the queue.
    """

    picked: tuple[QueueEntry, ...]
    done: tuple[ActRecord, ...]
    first: int
    near: int
    communes: tuple[tuple[str, str], ...]
    epcis: tuple[str, ...]
    since: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """One act in the queue of a day, what comes after it, how many acts there are."""

    entry: QueueEntry | None
    following: QueueEntry | None
    total: int


def listed(  # noqa: PLR0913 - one page, each of its terms by name
    entries: Sequence[QueueEntry],
    chosen: Selection,
    today: dt.date,
    *,
    after: int = 0,
    limit: int | None = PAGE,
    among: frozenset[str] | None = None,
) -> Listing:
    """One page of a queue that is held whole."""
    kept = chosen.keep(entries, today)
    if among is not None:
        kept = [entry for entry in kept if entry.record.act_id in among]
    rest = [entry for entry in kept if entry.rank > after]
    shown = tuple(rest if limit is None else rest[:limit])
    return Listing(shown, len(entries), len(kept), len(rest) > len(shown))


def boarded(
    entries: Sequence[QueueEntry],
    picked: frozenset[str],
    done: tuple[ActRecord, ...],
    today: dt.date,
) -> Board:
    """The board of a queue that is held whole."""
    mine = tuple(entry for entry in entries if entry.record.act_id in picked)
    communes = {c: commune_name(e.record) for e in entries if (c := commune_insee(e.record))}
    epcis = {m.epci for e in entries if (m := e.record.dossier.commune) and m.epci}
    return Board(
        mine,
        done,
        next((e.rank - 1 for e in entries if e.record.act_id not in picked), len(entries)),
        near_of(mine, today),
        tuple(sorted(communes.items(), key=lambda pair: pair[1])),
        tuple(sorted(epcis)),
    )


def near_of(entries: Sequence[QueueEntry], today: dt.date) -> int:
    """How many are due within ten days."""
    lefts = (next_due(entry.record.deadlines, today).left for entry in entries)
    return sum(left is not None and 0 <= left <= NEAR_DAYS for left in lefts)


def standpoint(entries: Sequence[QueueEntry], act_id: str) -> Standpoint:
    """The place of an act in a queue that is held whole."""
    at = next((i for i, entry in enumerate(entries) if entry.record.act_id == act_id), None)
    if at is None:
        return Standpoint(None, None, len(entries))
    following = next((e for e in entries[at + 1 :] if not e.record.outcomes), None)
    return Standpoint(entries[at], following, len(entries))
