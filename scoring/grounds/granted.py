"""Tables of the grounds that bear on what an act allows: the sense of the decision comes first."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from scoring.grounds.ground import Cell
from scoring.grounds.table import DecisionTable, Row, decision_table
from scoring.grounds.terms import Sense
from vigie.domain.finding import Verdict


def granted_table(rows: Mapping[Row, Cell], *enums: type[Enum]) -> DecisionTable[Cell]:
    """A table with the sense as first column; ``rows`` answer for an act that allows.

    An act that allows nothing new is not concerned. When the sense was not read, what would be a
    breach or a doubt is unknown, at the same strength.
    """
    allowed = decision_table(rows, *enums)
    cells: dict[tuple[Enum, ...], Cell] = {}
    for case, cell in allowed.cells.items():
        cells[(Sense.ALLOWS, *case)] = cell
        cells[(Sense.UNREAD, *case)] = _opened(cell)
        cells[(Sense.DENIES, *case)] = Verdict.NOT_APPLICABLE
    return DecisionTable(cells, (Sense, *enums))


def _opened(cell: Cell) -> Cell:
    if isinstance(cell, tuple):
        verdict, strength = cell
        return (_open(verdict), strength)
    return _open(cell)


def _open(verdict: Verdict) -> Verdict:
    return Verdict.UNKNOWN if verdict in (Verdict.BREACH, Verdict.DOUBT) else verdict
