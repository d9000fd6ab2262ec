"""Drafting habits: each service has its layout and forms, each commune its own turns of phrase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from vigie.demo.communes import Town
from vigie.demo.land import Parcel

MONTH_NAMES = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = (
    "JAN.", "FEV.", "MARS", "AVR.", "MAI", "JUIN", "JUIL.", "AOUT", "SEP.", "OCT.", "NOV.", "DEC.",
)  # fmt: skip
LAYOUTS = {
    "port": "cartouche",
    "thau": "cadres",
    "metro": "bandeau",
    "orb": "software",
    "pic": "cartouche",
    "coeur": "software",
    "village": "village",
    "etat": "state_form",
}
FONTS = {
    "port": "Times",
    "thau": "Helvetica",
    "metro": "Helvetica",
    "orb": "Helvetica",
    "pic": "Helvetica",
    "coeur": "Times",
    "village": "Times",
    "etat": "Times",
}


@dataclass(frozen=True, slots=True)
class Manner:
    """How one commune writes. ``choose`` always answers the same for the same question."""

    town: Town
    layout: str
    font: str
    size: float
    seed: str

    def choose(self, key: str, options: tuple[str, ...]) -> str:
        """The option this commune always uses for ``key``."""
        return Random(f"{self.seed}:{key}").choice(options)

    def number(self, number: str) -> str:
        """A dossier number as this commune prints it."""
        kind, commune, year, running, *suffix = number.split()
        form = self.choose("number", ("abcd e", "a bc d e", "abcde-f", "a b d e", "ab d e"))
        tail = f"{'-' if form.endswith('f') else ' '}{suffix[0]}" if suffix else ""
        parts = {
            "abcd e": f"{kind} {commune[:3]} {commune[3:]} {year} {running}",
            "a bc d e": f"{kind} {commune} {year} {running}",
            "abcde-f": f"{kind}{commune}{year}{running}",
            "a b d e": f"{kind} {commune[:3]} {commune[3:]} {year}{running}",
            "ab d e": f"{kind}{commune} {year} {running}",
        }
        return parts[form] + tail

    def day(self, day: date, key: str = "body") -> str:
        """A date as this commune writes it in the body or in the cartouche."""
        form = self.choose(f"day:{key}", ("digits", "words", "words", "digits"))
        if form == "digits":
            return f"{day:%d/%m/%Y}"
        return in_words(day)

    def area(self, area: float) -> str:
        """A number of square metres."""
        text = f"{area:.2f}".rstrip("0").rstrip(".") if area % 1 else f"{area:.0f}"
        if area >= 1000 and self.choose("thousands", ("", " ")):
            text = f"{text[: len(text.split('.')[0]) - 3]} {text[len(text.split('.')[0]) - 3 :]}"
        return text.replace(".", ",") + self.choose("unit", (" m²", " m²", "m²", " m2"))

    def parcels(self, parcels: tuple[Parcel, ...]) -> str:
        """Cadastral references as this commune prints them."""
        if any(parcel.prefix != "000" for parcel in parcels):
            return ", ".join(f"{p.prefix} {p.section} {p.number}" for p in parcels)
        form = self.choose("parcels", ("pairs", "glued", "section", "full", "cartads", "dash"))
        own = self.town.insee[2:]
        if form == "section":
            return _by_section(parcels)
        shapes = {
            "pairs": lambda p: f"{p.section.lstrip('0')} {p.number}",
            "glued": lambda p: f"{p.section.lstrip('0')}{p.number}",
            "full": lambda p: f"000{p.section}{p.number:04d}",
            "cartads": lambda p: f"{own} {p.section.lstrip('0')} {p.number}",
            "dash": lambda p: f"{p.section.lstrip('0')}-{p.number:04d}",
        }
        shown = [shapes[form](parcel) for parcel in parcels]
        if form == "pairs" and len(shown) > 1:
            return ", ".join(shown[:-1]) + " et " + shown[-1]
        return ", ".join(shown)


def _by_section(parcels: tuple[Parcel, ...]) -> str:
    section = parcels[0].section.lstrip("0")
    numbers = [str(parcel.number) for parcel in parcels]
    if len(numbers) == 1:
        return f"section {section} n° {numbers[0]}"
    return f"section {section} n° {', '.join(numbers[:-1])} et {numbers[-1]}"


def in_words(day: date) -> str:
    """A date in words, the first of the month as « 1er »."""
    first = "1er" if day.day == 1 else str(day.day)
    return f"{first} {MONTH_NAMES[day.month - 1]} {day.year}"


def as_stamp(day: date) -> str:
    """A date as a rubber stamp prints it."""
    return f"{day.day:02d} {SHORT_MONTHS[day.month - 1]} {day.year}"


def manner_of(town: Town) -> Manner:
    """The habits of a commune; those of its service first."""
    size = {"cartouche": 9.6, "bandeau": 9.2, "software": 9.4, "village": 11.2}
    layout = LAYOUTS[town.service]
    return Manner(town, layout, FONTS[town.service], size.get(layout, 9.8), town.insee)
