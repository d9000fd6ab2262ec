"""Tables of law: total, and closed so that what was not read never answers less than its worst."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from scoring.grounds.table import DecisionTable, Row, decision_table
from scoring.grounds.terms import Said, Sense, is_gap
from vigie.domain.finding import Verdict

Cell = Verdict | tuple[Verdict, int]  # a verdict, with its own strength where it differs
Cells = dict[tuple[Enum, ...], Cell]
FULL = 4  # stands for the strength of the ground itself, above any other
_QUIET = frozenset({Verdict.CLEAR, Verdict.NOT_APPLICABLE})


def law_table(rows: Mapping[Row, Cell], *enums: type[Enum]) -> DecisionTable[Cell]:
    """A total table, first row that fits, closed over what could not be read or placed."""
    return DecisionTable(_closed(dict(decision_table(rows, *enums).cells), enums), enums)


def granted_table(rows: Mapping[Row, Cell], *enums: type[Enum]) -> DecisionTable[Cell]:
    """The same for what an act allows: the sense is the first column, ``rows`` say the others.

    An act that allows nothing new is not concerned.
    """
    cells: Cells = {}
    for case, cell in decision_table(rows, *enums).cells.items():
        cells[(Sense.ALLOWS, *case)] = cell
        cells[(Sense.UNREAD, *case)] = Verdict.NOT_APPLICABLE
        cells[(Sense.DENIES, *case)] = Verdict.NOT_APPLICABLE
    columns: tuple[type[Enum], ...] = (Sense, *enums)
    return DecisionTable(_closed(cells, columns), columns)


def _closed(cells: Cells, enums: tuple[type[Enum], ...]) -> Cells:
    """Each gap answers at least « unknown », at the strength of the worst that it may hide.

    A text that was not read is left to the rows: an unread page raises the whole act by itself.
    """
    for place, enum in enumerate(enums):
        gaps = [member for member in enum if is_gap(member) and member is not Said.UNREAD]
        known = [member for member in enum if not is_gap(member)]
        for case in [case for case in cells if case[place] in gaps]:
            before, after = case[:place], case[place + 1 :]
            worst = max(_strength(cells[(*before, member, *after)]) for member in known)
            if worst > _strength(cells[case]):
                cells[case] = Verdict.UNKNOWN if worst == FULL else (Verdict.UNKNOWN, worst)
    return cells


def _strength(cell: Cell) -> int:
    """Strength of what a cell finds, 0 when it finds nothing."""
    verdict, strength = cell if isinstance(cell, tuple) else (cell, FULL)
    return 0 if verdict in _QUIET else strength
