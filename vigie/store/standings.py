"""What ranking and counting need of each act, one narrow row an act, kept as acts are kept.

Choosing fifty acts among a million must not read them: what decides the order of a day, who is
open on it, and what is counted stands in columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, func, select

from vigie.domain.deadline import Deadline, Deadlines
from vigie.domain.fact import said
from vigie.domain.finding import Finding, Theme, Verdict
from vigie.domain.outcome import Rung
from vigie.domain.place import Place
from vigie.domain.record import ActRecord, ActStatus
from vigie.store import act_words, precedents
from vigie.store.engine import Store
from vigie.store.standing_tables import STANDINGS
from vigie.store.upsert import put

BOUNDS = ("west", "south", "east", "north")
ONE_DAY = timedelta(days=1)
NEVER = date.min
STRONG = 3
SOME = 400  # names asked for at once


@dataclass(frozen=True, slots=True)
class Standing:
    """One act as ranking and counting see it. ``themes`` and ``open_themes`` hold bits."""

    act_id: str
    word_id: int
    open_from: date
    open_until: date
    filed_on: date
    probability: float
    gravity: float
    steering: float
    chance: float
    deadlines: Deadlines
    pressing: bool
    read: bool
    followed: bool
    insee: str | None
    commune: str | None
    epci: str | None
    act_type: str | None
    themes: int
    open_themes: int


@cache
def bit(theme: Theme) -> int:
    """The bit of a theme; a new theme comes after the others."""
    return 1 << list(Theme).index(theme)


def themes_of(bits: int) -> tuple[Theme, ...]:
    """The themes that bits stand for."""
    return tuple(theme for theme in Theme if bits & bit(theme))


def save(connection: Connection, records: Sequence[ActRecord], filed: Sequence[date]) -> None:
    """Keep what these acts are ranked and found by; ``filed`` is the day each is filed under."""
    now = datetime.now(UTC)
    put(
        connection,
        STANDINGS,
        [row_of(record, day, now) for record, day in zip(records, filed, strict=True)],
    )
    for record in records:
        act_words.save(connection, word_id(record.act_id), act_words.text_of(record))
        precedents.save(connection, record)


def remove(connection: Connection, act_id: str) -> None:
    """Forget an act."""
    act_words.remove(connection, word_id(act_id))
    precedents.remove(connection, act_id)
    connection.execute(delete(STANDINGS).where(STANDINGS.c.act_id == act_id))


def word_id(act_id: str) -> int:
    """The row of an act's words: the same on every database."""
    return int(sha256(act_id.encode()).hexdigest()[:15], 16)


def open_on(store: Store, day: date) -> tuple[Standing, ...]:
    """Acts that await a reading on a day, as they are known now."""
    return _read(store, STANDINGS.c.open_until >= day, STANDINGS.c.open_from <= day)


def filed(store: Store, first: date, last: date) -> tuple[Standing, ...]:
    """Acts with a score filed under a day of a period, both ends included."""
    days = STANDINGS.c.filed_on.between(first, last)
    return _read(store, days, STANDINGS.c.probability.is_not(None))


def of_acts(store: Store, act_ids: Iterable[str]) -> tuple[Standing, ...]:
    """These acts, in no order."""
    named = sorted(set(act_ids))
    found: list[Standing] = []
    for start in range(0, len(named), SOME):
        found += _read(store, STANDINGS.c.act_id.in_(named[start : start + SOME]))
    return tuple(found)


def changed_since(store: Store, moment: datetime) -> tuple[str, ...]:
    """Ids of acts kept again after a moment."""
    wanted = select(STANDINGS.c.act_id).where(STANDINGS.c.changed_at > moment)
    with store.read() as connection:
        return tuple(connection.scalars(wanted.order_by(STANDINGS.c.changed_at)))


def last_change(store: Store) -> datetime | None:
    """When an act was last kept; None without acts."""
    with store.read() as connection:
        found: datetime | None = connection.scalar(select(func.max(STANDINGS.c.changed_at)))
    return found


def open_days(record: ActRecord) -> tuple[date, date]:
    """First and last day on which an act awaits a reading, as everything known today says."""
    first = record.dossier.clock.received_on or date.min
    if record.status is not ActStatus.READY or record.score is None or record.deadlines is None:
        return first, NEVER
    end = record.deadlines.defere
    last = end.date if end.certain and end.date is not None else date.max
    concluded = [o.known_on for o in record.outcomes if o.rung is not Rung.PIECES_ASKED]
    if concluded:
        last = min(last, min(concluded) - ONE_DAY)
    return first, _until_pieces(record, last)


def _until_pieces(record: ActRecord, last: date) -> date:
    """Pieces asked conclude until they arrive."""
    asked = [o.known_on for o in record.outcomes if o.rung is Rung.PIECES_ASKED]
    arrived = record.dossier.clock.pieces_received_on
    if not asked or (arrived is not None and arrived <= last):
        return last
    return min(last, min(asked) - ONE_DAY)


def found(store: Store, words: str, *, most: int) -> tuple[str, ...]:
    """Ids of acts that hold every word, the latest filed first."""
    matching = act_words.matching(store.engine.dialect.name, words)
    wanted = select(STANDINGS.c.act_id).where(STANDINGS.c.word_id.in_(matching))
    with store.read() as connection:
        latest = wanted.order_by(STANDINGS.c.filed_on.desc(), STANDINGS.c.act_id).limit(most)
        return tuple(connection.scalars(latest))


def row_of(record: ActRecord, filed: date, now: datetime) -> dict[str, Any]:
    """The row of an act filed under a day."""
    score, commune = record.score, record.dossier.commune
    facts = record.dossier.facts
    first, last = open_days(record)
    kind = said(facts.act_type)
    rungs = [outcome.rung.level for outcome in record.outcomes]
    return {
        "act_id": record.act_id,
        "word_id": word_id(record.act_id),
        "changed_at": now,
        "open_from": first,
        "open_until": last,
        "filed_on": filed,
        "probability": score.probability if score else None,
        "gravity": score.gravity if score else None,
        "steering": score.steering if score else None,
        "chance": score.proved if score else None,
        **_clocks(record.deadlines),
        "pressing": any(
            f.verdict is Verdict.BREACH and f.strength == STRONG for f in record.findings
        ),
        "read": bool(rungs),
        "followed": any(level >= Rung.OBSERVATIONS.level for level in rungs),
        "insee": commune.insee if commune else said(facts.commune_insee),
        "commune": commune.name if commune else said(facts.commune_insee),
        "epci": commune.epci if commune else None,
        "act_type": kind.value if kind else None,
        "themes": _bits(f for f in record.findings if at_play(f)),
        "open_themes": _bits(f for f in record.findings if f.verdict is not Verdict.CLEAR),
        **_bounds(record.dossier.place),
    }


def at_play(finding: Finding) -> bool:
    """True when it speaks of the act: a breach, a doubt, or what could not be read of it."""
    return finding.verdict in (Verdict.BREACH, Verdict.DOUBT) or bool(finding.unread)


def _bits(findings: Iterable[Finding]) -> int:
    found = 0
    for finding in findings:
        found |= bit(finding.theme)
    return found


def _bounds(place: Place) -> dict[str, float | None]:
    shape = place.shown()
    if shape is None or shape.is_empty:
        return dict.fromkeys(BOUNDS)
    return dict(zip(BOUNDS, shape.bounds, strict=True))


def _clocks(found: Deadlines | None) -> dict[str, Any]:
    named = (("suspension", "suspension"), ("recours", "recours_gracieux"), ("defere", "defere"))
    row: dict[str, Any] = {}
    for column, kind in named:
        one: Deadline | None = getattr(found, kind) if found else None
        row[f"{column}_on"] = one.date if one else None
        row[f"{column}_sure"] = one.certain if one else None
    return row


_COLUMNS = [column for column in STANDINGS.c if column.name not in ("changed_at", *BOUNDS)]


def _read(store: Store, *tests: Any) -> tuple[Standing, ...]:
    with store.read() as connection:
        rows = connection.execute(select(*_COLUMNS).where(*tests)).all()
    return tuple(of_row(row) for row in rows)


_NO_CLOCK = Deadline(None, None, "", False)


def of_row(row: Any) -> Standing:
    """An act as ranking and counting see it, from its row."""
    deadlines = Deadlines(
        _clock(row.suspension_on, row.suspension_sure),
        _clock(row.recours_on, row.recours_sure),
        _clock(row.defere_on, row.defere_sure),
        _NO_CLOCK,
    )
    return Standing(
        row.act_id, row.word_id, row.open_from, row.open_until, row.filed_on,
        row.probability or 0.0, row.gravity or 0.0, row.steering or 1.0, row.chance or 0.0,
        deadlines, row.pressing, row.read, row.followed,
        row.insee, row.commune, row.epci, row.act_type, row.themes, row.open_themes,
    )  # fmt: skip


def _clock(day: date | None, certain: bool | None) -> Deadline:
    return Deadline(day, None, "", bool(certain))


def communes_named(store: Store, wanted: Iterable[str]) -> dict[str, str]:
    """Names of communes as their acts give them, by code."""
    found: dict[str, str] = {}
    with store.read() as connection:
        for insee in wanted:
            same = (STANDINGS.c.insee == insee) & STANDINGS.c.commune.is_not(None)
            name = connection.scalar(select(STANDINGS.c.commune).where(same).limit(1))
            if name:
                found[insee] = name
    return found
