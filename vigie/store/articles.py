"""Texts of articles of law, by code, number and the day from which each held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, or_, select, tuple_

from vigie.domain.law import ArticleText
from vigie.store.engine import Store
from vigie.store.tables import ARTICLES
from vigie.store.upsert import put

_BATCH = 500


def save(store: Store, texts: Sequence[ArticleText]) -> None:
    """Keep texts; one that has the code, number and first day of another takes its place."""
    rows = {(one.code, one.number, one.valid_from): _row(one) for one in texts}
    each = list(rows.values())
    with store.write() as connection:
        for start in range(0, len(each), _BATCH):
            put(connection, ARTICLES, each[start : start + _BATCH])


def of(store: Store, named: Iterable[tuple[str, str]], day: date) -> tuple[ArticleText, ...]:
    """The texts that held on a day of the articles named by code and number."""
    columns = ARTICLES.c
    wanted = (
        select(ARTICLES)
        .where(
            tuple_(columns.code, columns.number).in_(sorted(set(named))),
            columns.valid_from <= day,
            or_(columns.valid_to.is_(None), columns.valid_to >= day),
        )
        .order_by(columns.code, columns.number, columns.valid_from)
    )
    with store.read() as connection:
        held = {(r.code, r.number): ArticleText(**r._mapping) for r in connection.execute(wanted)}
    return tuple(held.values())


def counted(store: Store) -> tuple[tuple[str, int], ...]:
    """Codes and how many of their articles are kept."""
    number = func.count(ARTICLES.c.number.distinct())
    wanted = select(ARTICLES.c.code, number).group_by(ARTICLES.c.code).order_by(ARTICLES.c.code)
    with store.read() as connection:
        return tuple((code, count) for code, count in connection.execute(wanted))


def _row(one: ArticleText) -> dict[str, object]:
    return {
        "code": one.code,
        "number": one.number,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "text": one.text,
    }
