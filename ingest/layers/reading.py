"""Values as sources write them: text, dates, codes, made plain."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

_DATE_PATTERNS = (
    re.compile(r"^(?P<y>\d{4})[-_/]?(?P<m>\d{2})[-_/]?(?P<d>\d{2})(?:[T ].*)?$"),
    re.compile(r"^(?P<d>\d{1,2})[-_/.](?P<m>\d{1,2})[-_/.](?P<y>\d{4})(?: .*)?$"),
)


def text(value: Any) -> str | None:
    """Text without surrounding blanks; None when there is nothing. Whole floats lose their .0."""
    if value is None:
        return None
    if isinstance(value, float):
        if math.isnan(value):
            return None
        value = int(value) if value.is_integer() else value
    cleaned = unicodedata.normalize("NFC", str(value)).replace("\x00", "").strip()
    return cleaned or None


def texts(values: Iterable[Any]) -> list[str | None]:
    """:func:`text` of each value."""
    return [text(value) for value in values]


def code(value: Any, digits: int) -> str | None:
    """A code of figures with its leading zeros back: 5 or "5.0" with two digits is "05"."""
    found = text(value)
    return found.zfill(digits) if found and found.isdigit() else found


def day(value: Any) -> date | None:
    """A date in any of the forms that sources use; None when it is none or before 1900."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value if value.year >= 1900 else None
    found = text(value)
    match = next((m for p in _DATE_PATTERNS if found and (m := p.match(found))), None)
    if match is None:
        return None
    try:
        parsed = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return parsed if parsed.year >= 1900 else None


def days(values: Iterable[Any]) -> list[date | None]:
    """:func:`day` of each value."""
    return [day(value) for value in values]


def insee(value: Any) -> str | None:
    """An INSEE code of a commune on 5 characters (a lost leading zero is put back), or None."""
    found = text(value) or ""
    found = found.zfill(5) if len(found) == 4 and found.isdigit() else found
    return found if re.fullmatch(r"(?:0[1-9]|[1-9]\d|2[AB])\d{3}", found) else None


def plain(value: str | None) -> str:
    """Lower case without accents, for comparing words."""
    decomposed = unicodedata.normalize("NFKD", (value or "").replace("œ", "oe"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    """Values that are there, once each, sorted."""
    return tuple(sorted({value for value in values if value}))


def each(value: Any, rows: int) -> Sequence[Any]:
    """The same value for every row."""
    return [value] * rows
