"""Dates, numbers and plurals as French writes them."""

from __future__ import annotations

import datetime as dt
import re

UNKNOWN = "non connu"
_BOUND = (
    (re.compile(r" ([:;?!»%])"), "\u00a0\\1"),
    (re.compile(r"« "), "«\u00a0"),
    (re.compile(r"(\d) (m²|m|km|ha|€|h)\b"), "\\1\u00a0\\2"),
    (re.compile(r"\b(n°|articles?|art\.|al\.|page|pages) (?=[\dLRDA])"), "\\1\u00a0"),
)

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def french_date(day: dt.date | None) -> str:
    """12/04/2026, or « non connu »."""
    return UNKNOWN if day is None else day.strftime("%d/%m/%Y")


def long_date(day: dt.date) -> str:
    """Mardi 14 avril 2026, in lower case."""
    first = "1er" if day.day == 1 else str(day.day)
    return f"{WEEKDAYS[day.weekday()]} {first} {MONTHS[day.month - 1]} {day.year}"


def day_in_letters(day: dt.date) -> str:
    """14 avril 2026, as a letter writes it."""
    return long_date(day).partition(" ")[2]


def countdown(day: dt.date, today: dt.date) -> str:
    """J-12 before the day, « aujourd'hui » on it, « dépassée » after it."""
    left = (day - today).days
    if left == 0:
        return "aujourd'hui"
    return f"J-{left}" if left > 0 else "dépassée"


def number(value: float, digits: int = 1) -> str:
    """A number as French writes it: 1 234,5 with a narrow no-break space."""
    written = f"{value:,.{digits}f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.replace(",", "\u202f").replace(".", ",")


def percent(share: float) -> str:
    """A share from 0 to 1 as a percentage; less than one percent is said so."""
    if 0 < share < 0.01:
        return "moins de 1\u00a0%"
    if 0.99 < share < 1:
        return "plus de 99\u00a0%"
    return f"{round(share * 100)}\u00a0%"


def out_of_hundred(value: float) -> str:
    """A number from 0 to 1 as « 62 » of a hundred, never 0 for what is not nothing."""
    return "<\u202f1" if 0 < value < 0.01 else str(round(value * 100))


def level(value: float) -> str:
    """A number from 0 to 1 in a word: what a reader grasps before the figure."""
    for floor, word in ((0.5, "très forte"), (0.25, "forte"), (0.1, "moyenne")):
        if value >= floor:
            return word
    return "faible"


def plural(count: int, singular: str, several: str | None = None) -> str:
    """« 1 acte », « 2 actes »: the number with its noun."""
    noun = singular if count < 2 else several or f"{singular}s"
    return f"{number(count)} {noun}"


def spaced(text: str) -> str:
    """A text whose signs never stand alone at the start of a line."""
    for pattern, put in _BOUND:
        text = pattern.sub(put, text)
    return text


def quoted(text: str) -> str:
    """Words as quoted: without the comma that follows them, nor half of a pair of brackets."""
    kept = text.strip(" ,;")
    if kept.count(")") > kept.count("("):
        kept = kept.rstrip(" )")
    return whole(kept)


def whole(text: str) -> str:
    """A text; where a bracket stays open, it says that something is missing."""
    return f"{text}…" if text.count("(") > text.count(")") else text


def sentence(text: str) -> str:
    """A text with its capital letter and its full stop."""
    return f"{text[:1].upper()}{text[1:]}."
