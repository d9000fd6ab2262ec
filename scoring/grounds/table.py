"""Decision tables that answer every case, or do not import."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from itertools import product
from math import prod
from typing import Final, Generic, TypeVar

V = TypeVar("V")


class _Any(Enum):
    """Stands in a row for every value of its column."""

    ANY = "any"


ANY: Final = _Any.ANY
Column = Enum | _Any | frozenset[Enum]
Row = tuple[Column, ...]


class TableError(ValueError):
    """A table with a missing cell, a row that never answers, or a foreign value."""


class DecisionTable(Generic[V]):
    """A value for each combination of some enums; ``enums`` are its columns in order."""

    __slots__ = ("cells", "enums")

    def __init__(self, cells: Mapping[tuple[Enum, ...], V], enums: tuple[type[Enum], ...]) -> None:
        self.cells = dict(cells)
        self.enums = enums

    def __getitem__(self, key: tuple[Enum, ...]) -> V:
        return self.cells[key]


def decision_table(rows: Mapping[Row, V], *enums: type[Enum]) -> DecisionTable[V]:
    """A total table read with the first-hit policy: of the rows that fit a case, the first.

    A column of a row is a member, a frozenset of members, or ``ANY``.

    Raises:
        TableError: a case that no row answers, a row that answers no case, a wrong column.
    """
    cells: dict[tuple[Enum, ...], V] = {}
    for row, value in rows.items():
        _check_row(row, enums)
        fits = [case for case in product(*_columns(row, enums)) if case not in cells]
        if not fits:
            raise TableError(f"row {_spell(row)} never answers: earlier rows hide it")
        cells.update(dict.fromkeys(fits, value))
    if len(cells) < prod(len(enum) for enum in enums):
        case = next(case for case in product(*enums) if case not in cells)
        raise TableError(f"no row answers {_spell(case)}")
    return DecisionTable(cells, enums)


def _columns(row: Row, enums: tuple[type[Enum], ...]) -> list[tuple[Enum, ...]]:
    """For each column, the members that the row fits."""
    return [
        tuple(enum) if column is ANY else _members(column)
        for column, enum in zip(row, enums, strict=True)
    ]


def _members(column: Column) -> tuple[Enum, ...]:
    return tuple(column) if isinstance(column, frozenset) else (column,)


def _check_row(row: Row, enums: tuple[type[Enum], ...]) -> None:
    if len(row) != len(enums):
        raise TableError(f"row {_spell(row)} has {len(row)} columns, not {len(enums)}")
    for column, enum in zip(row, enums, strict=True):
        members = column if isinstance(column, frozenset) else {column}
        if column is not ANY and not all(isinstance(member, enum) for member in members):
            raise TableError(f"row {_spell(row)}: a column is not of {enum.__name__}")


def _spell(columns: tuple[object, ...]) -> str:
    return "(" + ", ".join(str(column) for column in columns) + ")"
