"""Labels of a form that go on below their first row, read before the value beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocr.layout import Piece, Row

BEGUN = re.compile(r"^[^\W\d_a-zà-ÿ][^:]{1,48}$")
ENDED = re.compile(r"^(?:[^\W\d_A-ZÀ-Þ][^:]{0,30})?:$")
ALIGNED = 0.6  # of the height: how far the two rows of a label or a value may start apart
NEAR = 1.9  # of the height, from one row to the next


def whole_labels(rows: list[Row]) -> list[Row]:
    """Rows in which a label that ends below its first row stands whole, before its value."""
    out: list[Row] = []
    index = 0
    while index < len(rows):
        following = rows[index + 1] if index + 1 < len(rows) else []
        if following and _goes_on(rows[index], following):
            label, *value = rows[index]
            end, *rest = following
            out.append([label, end, *value])
            out += [rest] if rest else []
            index += 2
        else:
            out.append(rows[index])
            index += 1
    return out


def _goes_on(row: Row, following: Row) -> bool:
    """Whether the first piece of the row is a label that the first of the next one ends."""
    if len(row) < 2:
        return False
    label, value = row[0], row[1]
    end, rest = following[0], following[1:]
    height = label.bottom - label.top
    level = abs(end.x0 - label.x0) < ALIGNED * height and end.x1 < value.x0
    beside = not rest or abs(rest[0].x0 - value.x0) < ALIGNED * height
    near = 0 < end.top - label.top < NEAR * height
    words = BEGUN.match(_text(label)) and ENDED.match(_text(end))
    return bool(level and beside and near and words)


def _text(piece: Piece) -> str:
    return " ".join(token.text for token in piece.tokens)
