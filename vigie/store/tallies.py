"""Acts counted by the database: how many came, were read, called for observations, were missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, and_, case, func, or_, select

from vigie.store.engine import Store
from vigie.store.standing_tables import STANDINGS

_OF = STANDINGS.c
DAY, COMMUNE, EPCI = _OF.filed_on, _OF.insee, _OF.epci
ACT_TYPE, THEMES = _OF.act_type, _OF.themes
CLOCKS = {  # the day on which each ends, and whether that day is sure
    "suspension": (_OF.suspension_on, _OF.suspension_sure),
    "recours_gracieux": (_OF.recours_on, _OF.recours_sure),
    "defere": (_OF.defere_on, _OF.defere_sure),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Which acts are counted: those scored and filed by a day; None is « all ».

    ``theme`` is one bit, ``month`` its first day.
    """

    day: date
    theme: int | None = None
    insee: str | None = None
    epci: str | None = None
    act_type: str | None = None
    month: date | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of the acts of one group; ``key`` is the value that they share.

    ``missed`` were out of reach before anybody read them; ``expected`` of these would have called
    for observations, with that variance.
    """

    key: Any
    named: str | None
    received: int
    read: int
    followed: int
    missed: int
    expected: float
    variance: float


@dataclass(frozen=True, slots=True)
class Late:
    """Acts that nobody read, by what became of one of their deadlines."""

    kind: str
    missed: int
    unsure: int  # past if their date is confirmed
    near: int


def by(store: Store, wanted: Counted, column: ColumnElement[Any]) -> tuple[Tally, ...]:
    """The acts counted by the values of a column, with the name of a commune of each."""
    gone = and_(_OF.read.is_(False), _OF.defere_sure.is_(True), _OF.defere_on < wanted.day)
    chance = func.coalesce(_OF.chance, 0.0)
    figures = (
        func.max(_OF.commune),
        func.count(),
        _how_many(_OF.read.is_(True)),
        _how_many(_OF.followed.is_(True)),
        _how_many(gone),
        func.sum(case((gone, chance), else_=0.0)),
        func.sum(case((gone, chance * (1 - chance)), else_=0.0)),
    )
    asked = select(column, *figures).where(*_tests(wanted)).group_by(column)
    with store.read() as connection:
        return tuple(Tally(*row) for row in connection.execute(asked))


def late(store: Store, wanted: Counted, *, soon: timedelta) -> tuple[Late, ...]:
    """By clock, the acts that nobody read in time."""
    figures: list[ColumnElement[Any]] = []
    for day, sure in CLOCKS.values():
        unread, past = _OF.read.is_(False), day < wanted.day
        figures += [
            _how_many(and_(unread, past, sure.is_(True))),
            _how_many(and_(unread, past, or_(sure.is_(False), sure.is_(None)))),
            _how_many(and_(unread, day >= wanted.day, day <= wanted.day + soon)),
        ]
    with store.read() as connection:
        row = connection.execute(select(*figures).where(*_tests(wanted))).one()
    found = [int(value or 0) for value in row]
    return tuple(Late(kind, *found[3 * at : 3 * at + 3]) for at, kind in enumerate(CLOCKS))


def _how_many(test: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((test, 1), else_=0))


def _tests(wanted: Counted) -> list[ColumnElement[bool]]:
    tests: list[ColumnElement[bool]] = [
        _OF.filed_on <= wanted.day,
        _OF.probability.is_not(None),
    ]
    same: tuple[tuple[Column[Any], str | None], ...] = (
        (_OF.insee, wanted.insee),
        (_OF.epci, wanted.epci),
        (_OF.act_type, wanted.act_type),
    )
    tests += [column == value for column, value in same if value is not None]
    if wanted.theme is not None:
        tests.append(_OF.themes.bitwise_and(wanted.theme) != 0)
    if wanted.month is not None:
        following = (wanted.month + timedelta(days=31)).replace(day=1)
        tests += [_OF.filed_on >= wanted.month, _OF.filed_on < following]
    return tests
