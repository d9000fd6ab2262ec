"""INSERT … ON CONFLICT on SQLite and PostgreSQL: the same words, two dialects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

PLACES: dict[str, Any] = {"sqlite": "qmark", "postgresql": "format"}  # how a value is marked


def insert_once(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless its key is there; True when it was inserted."""
    return connection.execute(_once(connection.dialect.name, table), dict(row)).first() is not None


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of the same columns, or replace those whose key is there."""
    if rows:
        statement = _put(connection.dialect.name, table, tuple(rows[0]))
        connection.execute(statement, [dict(row) for row in rows])


def put_many(
    connection: Connection,
    table: Table,
    columns: tuple[str, ...],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    """The same for many rows at once, each the values of ``columns`` in their order.

    The driver gets them as they are: of each column whose type the database has not, every value
    is turned once.
    """
    if not rows:
        return
    kind: Any = type(connection.dialect)
    statement, turned = _many(kind, table, columns)
    for place, turn in turned.items():
        ready = {value: turn(value) for value in {row[place] for row in rows}}
        rows = [(*row[:place], ready[row[place]], *row[place + 1 :]) for row in rows]
    connection.exec_driver_sql(statement, list(rows))


# Making a statement takes longer than running it: each is made once.


@cache
def _once(dialect: str, table: Table) -> ReturningInsert[Any]:
    statement = insert_into(dialect, table).on_conflict_do_nothing()
    return statement.returning(next(iter(table.primary_key)))


@cache
def _put(dialect: str, table: Table, columns: tuple[str, ...]) -> sqlite.Insert | postgresql.Insert:
    statement = insert_into(dialect, table)
    keys = [column.name for column in table.primary_key]
    fresh = {name: statement.excluded[name] for name in columns if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=fresh)


@cache
def _many(
    kind: Any, table: Table, columns: tuple[str, ...]
) -> tuple[str, dict[int, Callable[[Any], Any]]]:
    """The statement as the driver takes it, and what turns the values of some columns."""
    dialect: Dialect = kind(paramstyle=PLACES[kind.name])
    made = _put(dialect.name, table, columns).compile(dialect=dialect, column_keys=list(columns))
    types = (table.c[name].type.dialect_impl(dialect) for name in columns)
    turns = (one.bind_processor(dialect) for one in types)
    return str(made), {place: turn for place, turn in enumerate(turns) if turn is not None}


def insert_into(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insertion that may say what to do on a conflict."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
