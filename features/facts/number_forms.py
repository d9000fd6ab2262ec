"""Dossier numbers in all the forms that acts print, and the normal form (A423-1 to A423-4).

``TYPE DDDCCC YY XNNNN[ Mnn|Tnn]``: département and commune of INSEE, year of filing, five
characters of which the first is the service's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from features.facts.fold import DIGIT_LIKE, as_digits, fold

_D = r"\d"
_TYPE = r"(p\s?c\s?m\s?i|c[\s.]?u\s?[ab]?|p[\s.]?c|p[\s.]?a|p[\s.]?d|d[\s.]?p)"
_GAP = r"[\s.\-/_|]{0,2}"
_THIN = r"[\s\-]?"


def _digits(count: int, digit: str) -> str:
    return r"\s?".join([digit] * count)


def _pattern(digit: str, zero: str, *, typed: bool) -> re.Pattern[str]:
    departement = (
        rf"{zero}\s?{digit}\s?{digit}|{zero}?\s?2\s?[ab]|9\s?7\s?{digit}|{digit}\s?{digit}"
    )
    kind = rf"(?<![a-z0-9]){_TYPE}[\s.:n°*\-/_|º]{{0,6}}" if typed else r"(?<![a-z0-9])()"
    return re.compile(
        rf"{kind}({departement}){_GAP}({_digits(3, digit)}){_GAP}({_digits(2, digit)}){_GAP}"
        rf"([a-z0-9|]){_THIN}({_digits(4, digit)})"
        rf"(?:\s*[\-./|_]?\s*(?:([mt])\s?({digit}\s?{digit}|{digit}(?!\d))|p\s?0))?(?![a-z0-9])"
    )


_STRICT = _pattern(_D, "0", typed=True)
_DAMAGED = _pattern(DIGIT_LIKE, "[0oq]", typed=True)
_UNTYPED = re.compile(
    r"(?<![a-z0-9\-/.])(?<!\bat )()(0\d\d|02[ab]|97\d)[ ]?(\d{3})[ ]?(\d\d)[ ]?([a-z])[ ]?(\d{4})"
    r"(?:[ \-.]?([mt])[ ]?(\d{1,2}))?(?![a-z0-9\-/])"
)
_SHORT = re.compile(
    r"(?<![a-z0-9])(pcmi|cu[ab]?|pc|pa|pd|dp)\s?(?:n\s?°\s?|n[o*]\s)?"
    r"(?:(?P<n2>\d{1,3}) (?P<y2>20\d\d)|(?P<y>20\d\d|\d\d)[ _\-/]?(?P<n>\d{2,6}))(?![a-z0-9/\-])"
)


@dataclass(frozen=True, slots=True)
class DossierNumber:
    """The parts of a dossier number. ``kind``: letters as printed; ``suffix``: M01, T02 or None."""

    kind: str
    departement: str
    commune: str
    year: str
    rank: str
    suffix: str | None = None

    @property
    def normal(self) -> str:
        """The normal form."""
        tail = f" {self.suffix}" if self.suffix else ""
        return f"{self.letters} {self.departement}{self.commune} {self.year} {self.rank}{tail}"

    @property
    def letters(self) -> str:
        """The official letters: PCMI is PC, CUa and CUb are CU."""
        return self.kind[:2].upper()

    @property
    def stem(self) -> str:
        """The number without its suffix, the same for an act and its modificatifs."""
        return f"{self.letters} {self.departement}{self.commune} {self.year} {self.rank}"

    @property
    def insee(self) -> str:
        """INSEE code of the commune."""
        if self.departement.startswith("97"):
            return f"97{self.commune}"
        return f"{self.departement[1:]}{self.commune}"


@dataclass(frozen=True, slots=True)
class NumberHit:
    """A number met in a text; ``repaired`` when letters had to be read as figures."""

    number: DossierNumber
    start: int
    end: int
    repaired: bool


@dataclass(frozen=True, slots=True)
class ShortHit:
    """An internal number without département and commune: « DP 2600033 », « DP 39 2026 »."""

    kind: str
    year: str
    rank: str
    start: int
    end: int


@lru_cache(maxsize=8)  # several readers ask for those of the same act
def find_numbers(folded: str) -> tuple[NumberHit, ...]:
    """Full numbers of a folded text, in order; undamaged readings first where two overlap."""
    hits: list[NumberHit] = []
    for pattern, damaged in ((_STRICT, False), (_DAMAGED, True)):
        for match in pattern.finditer(folded):
            if not any(h.start < match.end() and match.start() < h.end for h in hits):
                hits.extend(_hit(match, damaged))
    return tuple(sorted(hits, key=lambda hit: hit.start))


def find_untyped(folded: str) -> tuple[NumberHit, ...]:
    """Numbers printed without their letters: « 034150 24 V0036 ». ``kind`` is empty."""
    return tuple(hit for m in _UNTYPED.finditer(folded) for hit in _hit(m, False))


def find_short(folded: str) -> Iterator[ShortHit]:
    """Internal numbers."""
    for match in _SHORT.finditer(folded):
        year = (match["y2"] or match["y"])[-2:]
        rank = match["n2"] or match["n"]
        if len(rank.lstrip("0")) <= 5:
            kind = match.group(1)
            yield ShortHit(kind, year, f"{int(rank):05d}", match.start(), match.end())


def _hit(match: re.Match[str], damaged: bool) -> Iterator[NumberHit]:
    kind, departement, commune, year, service, rank, letter, suffix = (
        re.sub(r"[\s.]", "", group or "") for group in match.groups()
    )
    if damaged and not _plausible(commune + year + rank):
        return
    departement = departement if departement[-1:] in ("a", "b") else as_digits(departement)
    commune, year, rank = as_digits(commune), as_digits(year), as_digits(rank)
    if service in "|!":
        service = "1"
    elif service == "o" or (damaged and service in "il" and rank.isdigit()):
        service, damaged = {"o": "0", "i": "1", "l": "1"}[service], True
    if not 1 <= len(departement) <= 3 or commune == "000":
        return
    number = DossierNumber(
        kind.upper(), departement.upper().zfill(3), commune, year, f"{service.upper()}{rank}",
        f"{letter.upper()}{int(as_digits(suffix)):02d}" if letter else None,
    )  # fmt: skip
    yield NumberHit(number, match.start(), _trimmed_end(match), damaged)


def _plausible(printed: str) -> bool:
    """A damaged number still holds more figures than letters."""
    return sum(char.isdigit() for char in printed) >= 5


def _trimmed_end(match: re.Match[str]) -> int:
    text = match.group(0)
    return match.start() + len(text.rstrip())


def parse_number(text: str) -> DossierNumber | None:
    """The number that a normal form or a printed form says, None when there is none."""
    hits = find_numbers(fold(text))
    return hits[0].number if hits else None
