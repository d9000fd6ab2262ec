"""Reads what people type in cells: dates in any form, dossier numbers, identifiers of @CTES."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from ingest.formats.spreadsheet import Cell

SERIAL_ZERO = date(1899, 12, 30)
SERIALS = range(36526, 58500)  # 2000-01-01 to 2060
LONGEST_DATE_WORDS = 14  # letters of « le 12 septembre 2024 »
YEARS = range(1990, 2061)
MONTHS = {
    "janv": 1, "fevr": 2, "fev": 2, "mars": 3, "avr": 4, "mai": 5, "juin": 6, "juil": 7, "aout": 8,
    "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12, "jan": 1, "jul": 7, "aou": 8,
}  # fmt: skip
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})(?:er)?\s+([a-z]{3,9})\.?\s+(\d{4}|\d{2})(?!\d)")
_NUMBER = re.compile(
    r"(?<![A-Z0-9])(?:(PCMI|PC|PA|PD|DP|CUA|CUB|CU)[\s\-.:_N°º]*)?"
    r"(0\d{2}|0?2[AB]|97\d|\d{2})[\s\-._]*(\d{3})[\s\-._]*"
    r"(?:20(?=\d\d(?:[\s\-._]*[A-Z]|[\s\-._]+\d{5}(?!\d))))?(\d{2})"
    r"[\s\-._]*([A-Z0-9])[\s\-._]?(\d{4})"
    r"(?:[\s\-._/]*([MT])[\s\-.]?(\d{1,2}))?(?![A-Z0-9])"
)
_ACTES_ID = re.compile(r"(?<!\d)\d\d[\dAB]-\d{9}-\d{8}-[A-Z0-9_\-]+?-[A-Z]{2}(?![A-Z])")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_KINDS = (
    ("CU", re.compile(r"certificat|^cu[abo]?\b")),
    ("DP", re.compile(r"declaration|^dp")),
    ("PA", re.compile(r"amenag|^pa\b")),
    ("PD", re.compile(r"demoli|^pd\b")),
    ("PC", re.compile(r"construi|^pc")),
)
_ABBREVIATED = re.compile(r"(?:\bET|[,;/&+\n])\s*[A-Z]?\d{1,5}\b")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and where it stands in its text."""

    day: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """Dossier numbers of a cell in normal form; ``left`` is a part that reads like one more."""

    normal: tuple[str, ...]
    untyped: tuple[str, ...]
    left: str | None


class _Fold(dict[int, str]):
    """What each character becomes, worked out the first time it is met."""

    def __missing__(self, code: int) -> str:
        low = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = low if len(low) == 1 else chr(code)
        return self[code]


_FOLD = _Fold({0xA0: " ", ord("’"): "'"})


def folded(text: str) -> str:
    """Lower case, without accents, one character for one."""
    return text.lower() if text.isascii() else text.translate(_FOLD)


@lru_cache(maxsize=8192)  # people type the same words again and again
def plain(text: str) -> str:
    """The same, kept for the short texts of cells."""
    return folded(text)


def shown(cell: Cell) -> str:
    """The text of a cell; errors of the spreadsheet and blanks are empty."""
    if isinstance(cell, str):
        text = cell.strip()
        return text if text[:1] != "#" else _unless_error(text)
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    return str(cell).strip()


def _unless_error(text: str) -> str:
    return "" if text.rstrip("?").endswith(("!", "A", "0")) else text


def day_of(cell: Cell) -> date | None:
    """The date of a cell: a date, a serial number, or a text that holds one; None otherwise."""
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return _serial(cell)
    text = shown(cell)
    if serial := _SERIAL.fullmatch(text):
        return _serial(int(serial[1]))
    found = dates_in(text)
    return found[0].day if found else None


def is_day(cell: Cell) -> bool:
    """Whether a cell is a date and nothing that tells more."""
    day = day_of(cell)
    if day is None or not isinstance(cell, str):
        return day is not None
    words = "".join(char for char in cell if char.isalpha())
    return len(words) <= LONGEST_DATE_WORDS


def _serial(number: float) -> date | None:
    return SERIAL_ZERO + timedelta(days=int(number)) if int(number) in SERIALS else None


def _within(day: date) -> date | None:
    return day if day.year in YEARS else None


@lru_cache(maxsize=8192)
def dates_in(text: str) -> tuple[Dated, ...]:
    """Dates of a cell, in their order; impossible ones are left out."""
    return every_date(text)


def every_date(text: str) -> tuple[Dated, ...]:
    """The same of a text of any length."""
    if not any(char.isdigit() for char in text):
        return ()
    low = folded(text)
    found = [_dated(m, m[3], m[2], m[1]) for m in _NUMERIC.finditer(low)]
    found += [_dated(m, m[1], m[2], m[3]) for m in _ISO.finditer(low)]
    found += [_dated(m, m[3], _month(m[2]), m[1]) for m in _WORDS.finditer(low)]
    return tuple(sorted((d for d in found if d is not None), key=lambda dated: dated.start))


def _month(word: str) -> str:
    return str(next((MONTHS[word[:n]] for n in (4, 3) if word[:n] in MONTHS), 0))


def _dated(match: re.Match[str], year: str, month: str, day: str) -> Dated | None:
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        found = _within(date(full, int(month), int(day)))
    except ValueError:
        return None
    return None if found is None else Dated(found, match.start(), match.end())


def numbers_in(text: str, *, kind: str | None = None, suffix: str | None = None) -> Numbers:
    """Dossier numbers of a cell. ``kind`` and ``suffix`` come from columns of their own.

    A number without its letters takes those of the number before it, else ``kind``; without either
    it is ``untyped``.
    """
    upper = text.upper()
    normal: list[str] = []
    untyped: list[str] = []
    last, start, end = _prefix(kind), 0, 0
    for match in _NUMBER.finditer(upper):
        start, end = match.span()
        last = _prefix(match[1]) or last
        tail = f" {match[7]}{int(match[8]):02d}" if match[7] else _suffix(suffix)
        body = f"{match[2].zfill(3)}{match[3]} {match[4]} {match[5]}{match[6]}"
        (normal if last else untyped).append(f"{last + ' ' if last else ''}{body}{tail}")
    rest = _NUMBER.sub(" ", upper) if normal and len(upper) > end - start else ""
    left = _ABBREVIATED.search(rest)
    return Numbers(tuple(dict.fromkeys(normal)), tuple(untyped), left[0].strip() if left else None)


@lru_cache(maxsize=1024)
def _prefix(kind: str | None) -> str | None:
    words = folded(kind or "").replace(".", "").strip()
    return next((name for name, rule in _KINDS if rule.search(words)), None)


@lru_cache(maxsize=1024)
def _suffix(suffix: str | None) -> str:
    match = re.fullmatch(r"\s*([MT])\s*0?(\d{1,2})\s*", (suffix or "").upper())
    return f" {match[1]}{int(match[2]):02d}" if match else ""


def actes_ids_in(text: str) -> tuple[str, ...]:
    """Identifiers of @CTES in a text."""
    return tuple(dict.fromkeys(_ACTES_ID.findall(text.upper()))) if text else ()
