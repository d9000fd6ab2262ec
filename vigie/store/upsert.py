"""INSERT … ON CONFLICT on SQLite and PostgreSQL: the same words, two dialects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert


def insert_once(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless its key is there; True when it was inserted."""
    return connection.execute(_once(connection.dialect.name, table), dict(row)).first() is not None


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of the same columns, or replace those whose key is there."""
    if rows:
        statement = _put(connection.dialect.name, table, tuple(rows[0]))
        connection.execute(statement, [dict(row) for row in rows])


# Making a statement takes longer than running it: each is made once.


@cache
def _once(dialect: str, table: Table) -> ReturningInsert[Any]:
    statement = _insert(dialect, table).on_conflict_do_nothing()
    return statement.returning(next(iter(table.primary_key)))


@cache
def _put(dialect: str, table: Table, columns: tuple[str, ...]) -> sqlite.Insert | postgresql.Insert:
    statement = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    fresh = {name: statement.excluded[name] for name in columns if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=fresh)


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
