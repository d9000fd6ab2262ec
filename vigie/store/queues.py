"""The queue of a day as it was made: one row an act, in order, with what it is filtered by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, text, update

from vigie.store import act_words, settings
from vigie.store.engine import Store
from vigie.store.standing_tables import QUEUE_ROWS

KEPT_DAYS = 3  # the queue shown, and those that it is compared with
_SOME = 400


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One act of the queue. ``shut`` is true once it was concluded after the queue was made."""

    rank: int
    act_id: str
    word_id: int
    value: float
    steering: float
    stratum: str
    inclusion: float
    insee: str | None = None
    epci: str | None = None
    act_type: str | None = None
    themes: int = 0
    due_on: date | None = None
    shut: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """What part of a queue is asked for; None is « all ». ``theme`` is one bit."""

    theme: int | None = None
    insee: str | None = None
    epci: str | None = None
    act_types: tuple[str, ...] | None = None
    due_by: date | None = None
    text: str | None = None
    among: tuple[str, ...] | None = None
    shut: bool | None = False


@dataclass(frozen=True, slots=True)
class Made:
    """How and when a day's queue was made, and what changed since the one before."""

    day: date
    at: datetime
    seconds: float
    total: int
    terms: tuple[Any, ...]
    since: dict[str, Any]


def save(store: Store, made: Made, rows: Sequence[QueueRow]) -> None:
    """Keep the queue of a day in the place of what was made before; old days go."""
    with store.transaction() as bound, bound.write() as connection:
        connection.execute(delete(QUEUE_ROWS).where(QUEUE_ROWS.c.day == made.day))
        days = connection.scalars(select(QUEUE_ROWS.c.day).distinct()).all()
        for old in sorted(days, reverse=True)[KEPT_DAYS - 1 :]:
            connection.execute(delete(QUEUE_ROWS).where(QUEUE_ROWS.c.day == old))
        if rows:
            connection.execute(QUEUE_ROWS.insert(), [_values(made.day, row) for row in rows])
            if connection.dialect.name == "postgresql":
                # Without its statistics every page of the new queue would sort all of its rows.
                connection.execute(text("ANALYZE queue_rows"))
        settings.save(bound, _name(made.day), _packed(made))


def made(store: Store, day: date) -> Made | None:
    """How the queue of a day was made, None when it was not."""
    kept = settings.get(store, _name(day))
    if kept is None:
        return None
    at = datetime.fromisoformat(kept["at"])
    return Made(day, at, kept["seconds"], kept["total"], tuple(kept["terms"]), kept["since"])


def before(store: Store, day: date) -> date | None:
    """The last day before this one whose queue is kept."""
    wanted = select(func.max(QUEUE_ROWS.c.day)).where(QUEUE_ROWS.c.day < day)
    with store.read() as connection:
        found: date | None = connection.scalar(wanted)
    return found


def ranks(store: Store, day: date) -> dict[str, int]:
    """Rank of every act of a day's queue, those concluded since too."""
    wanted = select(QUEUE_ROWS.c.act_id, QUEUE_ROWS.c.rank).where(QUEUE_ROWS.c.day == day)
    with store.read() as connection:
        return {row.act_id: row.rank for row in connection.execute(wanted)}


def page(
    store: Store, day: date, sought: Sought, *, after: int = 0, limit: int | None = None
) -> tuple[QueueRow, ...]:
    """Rows after a rank, in order."""
    wanted = select(QUEUE_ROWS).where(*_tests(store, day, sought), QUEUE_ROWS.c.rank > after)
    return rows(store, wanted.order_by(QUEUE_ROWS.c.rank).limit(limit))


def every_rank(store: Store, day: date, sought: Sought) -> tuple[int, ...]:
    """The ranks of all rows that answer, in order."""
    wanted = select(QUEUE_ROWS.c.rank).where(*_tests(store, day, sought))
    with store.read() as connection:
        return tuple(connection.scalars(wanted.order_by(QUEUE_ROWS.c.rank)))


def shut_ranks(store: Store, day: date) -> frozenset[int]:
    """The ranks of acts concluded since the queue was made."""
    return frozenset(every_rank(store, day, Sought(shut=True)))


def of_ranks(store: Store, day: date, ranks: Sequence[int], sought: Sought) -> tuple[QueueRow, ...]:
    """The rows of these ranks, of one page, that answer; in order."""
    tests = (*_tests(store, day, sought), QUEUE_ROWS.c.rank.in_(ranks))
    return rows(store, select(QUEUE_ROWS).where(*tests).order_by(QUEUE_ROWS.c.rank))


def count(store: Store, day: date, sought: Sought) -> int:
    """How many rows answer."""
    wanted = select(func.count()).select_from(QUEUE_ROWS).where(*_tests(store, day, sought))
    with store.read() as connection:
        return connection.scalar(wanted) or 0


def of_acts(store: Store, day: date, act_ids: Iterable[str]) -> tuple[QueueRow, ...]:
    """The rows of these acts, in order."""
    named = sorted(set(act_ids))
    found: list[QueueRow] = []
    for start in range(0, len(named), _SOME):
        some = QUEUE_ROWS.c.act_id.in_(named[start : start + _SOME])
        found += rows(store, select(QUEUE_ROWS).where(QUEUE_ROWS.c.day == day, some))
    return tuple(sorted(found, key=lambda row: row.rank))


def shut(store: Store, day: date, act_ids: Iterable[str], *, value: bool = True) -> None:
    """Say that acts were concluded, or are open again."""
    for act_id in act_ids:
        same = (QUEUE_ROWS.c.day == day) & (QUEUE_ROWS.c.act_id == act_id)
        with store.write() as connection:
            connection.execute(update(QUEUE_ROWS).where(same).values(shut=value))


def places(store: Store, day: date) -> tuple[tuple[str, str | None], ...]:
    """Communes and EPCI of a day's queue."""
    wanted = select(QUEUE_ROWS.c.insee, QUEUE_ROWS.c.epci).where(QUEUE_ROWS.c.day == day)
    with store.read() as connection:
        rows = connection.execute(wanted.distinct()).all()
    return tuple((row.insee, row.epci) for row in rows if row.insee)


def _tests(store: Store, day: date, sought: Sought) -> list[ColumnElement[bool]]:
    columns = QUEUE_ROWS.c
    tests: list[ColumnElement[bool]] = [columns.day == day]
    if sought.shut is not None:
        tests.append(columns.shut.is_(sought.shut))
    if sought.theme is not None:
        tests.append(columns.themes.bitwise_and(sought.theme) != 0)
    if sought.insee is not None:
        tests.append(columns.insee == sought.insee)
    if sought.epci is not None:
        tests.append(columns.epci == sought.epci)
    if sought.act_types is not None:
        tests.append(columns.act_type.in_(sought.act_types))
    if sought.due_by is not None:
        tests.append(columns.due_on <= sought.due_by)
    if sought.among is not None:
        tests.append(columns.act_id.in_(sought.among))
    if sought.text:
        found = act_words.matching(store.engine.dialect.name, sought.text)
        tests.append(columns.word_id.in_(found))
    return tests


def rows(store: Store, wanted: Any) -> tuple[QueueRow, ...]:
    """The rows that a statement finds, in its order."""
    with store.read() as connection:
        return tuple(
            QueueRow(
                row.rank, row.act_id, row.word_id, row.value, row.steering, row.stratum,
                row.inclusion, row.insee, row.epci, row.act_type, row.themes, row.due_on, row.shut,
            )
            for row in connection.execute(wanted)
        )  # fmt: skip


def _values(day: date, row: QueueRow) -> dict[str, Any]:
    return {
        "day": day, "rank": row.rank, "act_id": row.act_id, "word_id": row.word_id,
        "value": row.value, "steering": row.steering, "stratum": row.stratum,
        "inclusion": row.inclusion, "shut": row.shut, "insee": row.insee, "epci": row.epci,
        "act_type": row.act_type, "themes": row.themes, "due_on": row.due_on,
    }  # fmt: skip


def _packed(made: Made) -> dict[str, Any]:
    return {
        "at": made.at.isoformat(),
        "seconds": round(made.seconds, 3),
        "total": made.total,
        "terms": list(made.terms),
        "since": made.since,
    }


def _name(day: date) -> str:
    return f"made {day.isoformat()}"
