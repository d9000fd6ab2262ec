"""Decision tables that answer every case, or do not import."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from itertools import product
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
    for row in rows:
        _check_row(row, enums)
    cells: dict[tuple[Enum, ...], V] = {}
    used: set[Row] = set()
    for case in product(*enums):
        hits = [row for row in rows if _fits(row, case)]
        if not hits:
            raise TableError(f"no row answers {_spell(case)}")
        row = hits[0]
        used.add(row)
        cells[case] = rows[row]
    for row in rows:
        if row not in used:
            raise TableError(f"row {_spell(row)} never answers: earlier rows hide it")
    return DecisionTable(cells, enums)


def _check_row(row: Row, enums: tuple[type[Enum], ...]) -> None:
    if len(row) != len(enums):
        raise TableError(f"row {_spell(row)} has {len(row)} columns, not {len(enums)}")
    for column, enum in zip(row, enums, strict=True):
        members = column if isinstance(column, frozenset) else {column}
        if column is not ANY and not all(isinstance(member, enum) for member in members):
            raise TableError(f"row {_spell(row)}: a column is not of {enum.__name__}")


def _fits(row: Row, case: tuple[Enum, ...]) -> bool:
    return all(
        column is ANY or column is value or (isinstance(column, frozenset) and value in column)
        for column, value in zip(row, case, strict=True)
    )


def _spell(columns: tuple[object, ...]) -> str:
    return "(" + ", ".join(str(column) for column in columns) + ")"
