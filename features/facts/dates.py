"""Dates as acts print them: figures, words, stamps, and what a scan makes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import Levenshtein

from features.facts.fold import DIGIT_LIKE, as_digits

_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
_SHORT = {
    "jan": 1, "janv": 1, "fev": 2, "fevr": 2, "mar": 3, "avr": 4, "juin": 6, "jui": 6, "juil": 7, "jul": 7,  # noqa: E501
    "aou": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_D = DIGIT_LIKE
_FIGURES = re.compile(
    rf"(?<![\w/])({_D}\s?{_D}|{_D})\s{{0,2}}([/.-])\s{{0,2}}({_D}\s?{_D}|{_D})\s{{0,2}}\2\s{{0,2}}"
    rf"((?:[12]\s?[0-9oil]\s?{_D}\s?{_D})|{_D}{_D})(?![\w]|[/-]\d)"
)
_WORDS = re.compile(
    rf"(?<![\w])(1\s?er|ler|1\s?°|premier|{_D}\s?{_D}|{_D})[\s.,]{{1,3}}"
    rf"([a-z][a-z0-9|]{{2,9}})[\s.,]{{1,3}}((?:[12]\s?[0-9oil]\s?{_D}\s?{_D}))(?!\w)"
)
_GLUED = re.compile(
    rf"(?<![\w])(1er|ler|{_D}{_D}?)\s?("
    + "|".join(_MONTHS)
    + rf"|aout)\s?([12][0-9o]{_D}{_D})(?!\w)"
)
_UNITS = {
    "un": 1, "premier": 1, "1er": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6,
    "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13,
    "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "trente": 30, "quarante": 40,
}  # fmt: skip
_NUMERAL = "(?:" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")"
_LETTERS = re.compile(
    rf"(?<!\w)(?P<day>{_NUMERAL}(?:[ \n-](?:et[ \n-])?{_NUMERAL})*|[0-9]{{1,2}})\s+(?P<month>"
    + "|".join(_MONTHS)
    + rf")\s+(?:deux[ \n-]mill?e?[ \n-]+(?P<year>(?:{_NUMERAL}(?:[ \n-](?:et[ \n-])?{_NUMERAL})*))"
    r"|(?P<figures>20[0-9]{2}))(?!\w)"
)
# « L'an deux mille vingt-cinq, le vingt-deux juillet », as registers date an act.
_YEAR_FIRST = re.compile(
    rf"(?<!\w)l'an\s+deux[ \n-]mill?e?[ \n-]+(?P<year>{_NUMERAL}(?:[ \n-](?:et[ \n-])?{_NUMERAL})*)"
    rf",?\s+(?:et\s+)?le\s+(?P<day>{_NUMERAL}(?:[ \n-](?:et[ \n-])?{_NUMERAL})*|[0-9]{{1,2}})"
    r"\s+(?P<month>" + "|".join(_MONTHS) + r")(?P<figures>)(?!\w)"
)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date met. ``repaired`` when letters were read as figures or a month was guessed."""

    start: int
    end: int
    value: date
    repaired: bool


def find_dates(folded: str) -> tuple[DateHit, ...]:
    """Dates of a folded text, in order, none overlapping."""
    hits: list[DateHit] = []
    for pattern, build in (
        (_ISO, _iso),
        (_YEAR_FIRST, _in_letters),
        (_LETTERS, _in_letters),
        (_WORDS, _words),
        (_GLUED, _words),
        (_FIGURES, _figures),
    ):
        for match in pattern.finditer(folded):
            built = build(match)
            if built and not any(h.start < match.end() and match.start() < h.end for h in hits):
                hits.append(DateHit(match.start(), match.end(), *built))
    return tuple(sorted(hits, key=lambda hit: hit.start))


def _in_letters(match: re.Match[str]) -> tuple[date, bool] | None:
    """« vingt-huit juillet deux mille vingt-cinq », « vingt mars 2024 »."""
    if match["day"].isdigit() and match["figures"]:
        return None  # all in figures: read with the damage of stamps in mind
    day = int(match["day"]) if match["day"].isdigit() else _in_figures(match["day"])
    year = int(match["figures"]) if match["figures"] else 2000 + _in_figures(match["year"])
    value = _date(str(year), str(_MONTHS.index(match["month"]) + 1), str(day))
    return (value, False) if value else None


def _in_figures(words: str) -> int:
    return sum(_UNITS[word] for word in re.findall(_NUMERAL, words))


def _iso(match: re.Match[str]) -> tuple[date, bool] | None:
    value = _date(match.group(1), match.group(2), match.group(3))
    return (value, False) if value else None


def _figures(match: re.Match[str]) -> tuple[date, bool] | None:
    day, month, year = match.group(1), match.group(3), match.group(4)
    if not any(c.isdigit() for c in day + month) or not any(c.isdigit() for c in year):
        return None
    value = _date(year, month, day)
    if value is None:
        return None
    return value, not all(c.isdigit() or c.isspace() for c in day + month + year)


def _words(match: re.Match[str]) -> tuple[date, bool] | None:
    day, word, year = match.groups()
    first = day in ("premier", "ler") or day.replace(" ", "") in ("1er", "1°")
    month, guessed = month_of(word)
    if month is None or not any(c.isdigit() for c in year):
        return None
    value = _date(year, str(month), "1" if first else day)
    if value is None:
        return None
    clean = first or all(c.isdigit() or c.isspace() for c in day)
    return value, guessed or not clean or not all(c.isdigit() or c.isspace() for c in year)


def month_of(word: str) -> tuple[int | None, bool]:
    """Number of a month, and whether its letters had to be guessed."""
    word = word.rstrip(".")
    if word in _MONTHS:
        return _MONTHS.index(word) + 1, False
    if word in _SHORT:
        return _SHORT[word], False
    if len(word) < 4:
        return None, False
    letters = word.replace("1", "l").replace("0", "o").replace("|", "l")
    near = [
        (Levenshtein.distance(letters, month, score_cutoff=2), number)
        for number, month in enumerate(_MONTHS, 1)
        if abs(len(month) - len(letters)) <= 1
    ]
    near = [(d, n) for d, n in near if d <= (1 if len(letters) <= 5 else 2)]
    if not near or (len(near) > 1 and sorted(near)[0][0] == sorted(near)[1][0]):
        return None, False
    return min(near)[1], True


def _date(year: str, month: str, day: str) -> date | None:
    try:
        y, m, d = (int(as_digits("".join(part.split()))) for part in (year, month, day))
        y += 2000 if y < 70 else 1900 if y < 100 else 0
        return date(y, m, d) if 1950 <= y <= 2100 else None
    except ValueError:
        return None
