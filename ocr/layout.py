"""From runs of tokens on a page to lines in reading order.

A row is what stands at one height. Where a clear gutter runs down several rows, its two sides are
read one after the other, unless they are the labels and the values of a form or the columns of a
table: those stay on one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from ocr.gutter import split_column
from ocr.labels import whole_labels
from vigie.domain.page import Box, Word


class Token(NamedTuple):
    """A word as an engine gave it, before it has a line; any unit, origin at the top left."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float = 1.0
    printed: str | None = None


Run = Sequence[Token]  # tokens that follow each other on one line, as it is read


class Piece(NamedTuple):
    """Tokens of one run with no wide gap between them."""

    x0: float
    top: float
    x1: float
    bottom: float
    tokens: tuple[Token, ...]


Row = list[Piece]
_LEFT = itemgetter(1)

GAP = 0.9  # of the height of the text: a wider gap may belong to a gutter
SAME_ROW = 0.45  # of the height: pieces whose middles are nearer than this share a row


def lines_in_order(runs: Iterable[Run]) -> list[list[Token]]:
    """The lines of a page in reading order, each from left to right."""
    level: list[Piece] = []
    upright: list[list[Token]] = []
    for run in runs:
        if not run:
            continue
        if _is_upright(run):
            upright.append(list(run))
        else:
            level.extend(pieces_of(run))
    return [_tokens(row) for row in read_rows(_rows(level))] + upright


def numbered(lines: list[list[Token]]) -> tuple[Word, ...]:
    """The words of lines, with their lines numbered from 0."""
    return tuple(
        Word(t.text, Box(t.x0, t.top, t.x1, t.bottom), t.confidence, number, t.printed)
        for number, line in enumerate(lines)
        for t in line
    )


def read_rows(rows: list[Row]) -> list[Row]:
    """Rows in reading order: column after column where a gutter parts the page."""
    if len(rows) < 2:
        return rows
    column = split_column(rows)
    if column is None:
        return whole_labels(rows)
    first, last, x = column
    left = [[p for p in row if p.x0 < x] for row in rows[first:last]]
    right = [[p for p in row if p.x0 >= x] for row in rows[first:last]]
    return [
        *read_rows(rows[:first]),
        *read_rows([row for row in left if row]),
        *read_rows([row for row in right if row]),
        *read_rows(rows[last:]),
    ]


def _tokens(row: Row) -> list[Token]:
    return [token for piece in row for token in piece.tokens]


def _is_upright(run: Run) -> bool:
    """Text that runs up or down the margin: its words are far taller than wide."""
    long = [t for t in run if len(t.text) > 2]
    return bool(long) and all(t.bottom - t.top > 2.0 * (t.x1 - t.x0) for t in long)


def pieces_of(run: Run) -> list[Piece]:
    """The run cut at its wide gaps."""
    run = sorted(run, key=_LEFT)
    height = max([t.bottom - t.top for t in run])
    wide = GAP * height
    starts = [0]
    reach = run[0].x1
    for index, (_, left, _, right, *_) in enumerate(run):
        if index and not -height < left - reach < wide:
            starts.append(index)
        reach = right
    if len(starts) == 1:
        return [_piece(run)]
    return [_piece(run[a:b]) for a, b in pairwise([*starts, len(run)])]


def _piece(tokens: Run) -> Piece:
    _, lefts, tops, rights, bottoms, *_ = zip(*tokens, strict=True)
    return Piece(min(lefts), min(tops), max(rights), max(bottoms), tuple(tokens))


def _rows(pieces: list[Piece]) -> list[Row]:
    """Pieces grouped by height, each row from left to right, rows from top to bottom."""
    if not pieces:
        return []
    usual = median(p.bottom - p.top for p in pieces)
    rows: list[Row] = []
    middle = 0.0
    for piece in sorted(pieces, key=lambda p: p.top + p.bottom):
        here = (piece.top + piece.bottom) / 2
        reach = SAME_ROW * max(min(piece.bottom - piece.top, 1.5 * usual), 0.5 * usual)
        if rows and here - middle < reach and not _covers(rows[-1], piece):
            rows[-1].append(piece)
            middle += (here - middle) / len(rows[-1])
        else:
            rows.append([piece])
            middle = here
    for row in rows:
        row.sort(key=lambda p: p.x0)
    return rows


def _covers(row: Row, piece: Piece) -> bool:
    """Whether the piece would stand on top of a piece of the row."""
    width = piece.x1 - piece.x0
    return any(
        min(p.x1, piece.x1) - max(p.x0, piece.x0) > 0.4 * min(width, p.x1 - p.x0) for p in row
    )
