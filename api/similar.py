"""Past acts like this one whose outcome is known: same grounds, same zones, near in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from api.pages.card import commune_name, purpose
from vigie.domain.fact import said
from vigie.domain.finding import Verdict
from vigie.domain.outcome import Rung
from vigie.domain.record import ActRecord

AT_PLAY = frozenset({Verdict.BREACH, Verdict.DOUBT})
GROUNDS, ZONES, WORDS = 0.5, 0.25, 0.25  # what each likeness counts for
LEAST = 0.25
WORD = re.compile(r"[a-z0-9]{4,}")


@dataclass(frozen=True, slots=True)
class Trait:
    """What is compared of an act, and what became of it."""

    act_id: str
    number: str
    commune: str
    purpose: str
    grounds: frozenset[str]
    zones: frozenset[tuple[str, str]]
    words: frozenset[str]
    rung: Rung | None
    known_on: date | None


@dataclass(frozen=True, slots=True)
class Similar:
    """A past act, how near it is from 0 to 1, and what both share."""

    trait: Trait
    nearness: float
    shared: tuple[str, ...]


def trait(record: ActRecord) -> Trait:
    """What is compared of an act."""
    dossier = record.dossier
    last = max(record.outcomes, key=lambda o: (o.rung.level, o.known_on), default=None)
    about = purpose(dossier.facts)
    return Trait(
        act_id=record.act_id,
        number=said(dossier.facts.dossier_number) or "numéro non lu",
        commune=commune_name(record),
        purpose=about,
        grounds=frozenset(f.ground for f in record.findings if f.verdict in AT_PLAY),
        zones=frozenset(
            (zone.plan or zone.layer, zone.code) for zone in dossier.place.zones if zone.code
        ),
        words=words(about),
        rung=last.rung if last else None,
        known_on=last.known_on if last else None,
    )


def closest(mine: Trait, others: Iterable[Trait], *, most: int = 5) -> tuple[Similar, ...]:
    """The nearest acts with an outcome, the nearest first, then the latest known."""
    found = [near for one in others if one.rung and (near := _near(mine, one)) is not None]
    found.sort(key=_order)
    return tuple(found[:most])


def _order(one: Similar) -> tuple[float, int, str]:
    known = one.trait.known_on or date.min
    return (-one.nearness, -known.toordinal(), one.trait.act_id)


def words(text: str) -> frozenset[str]:
    """Words of four letters or more, without accents."""
    plain = unicodedata.normalize("NFD", text.lower())
    return frozenset(WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def _near(mine: Trait, other: Trait) -> Similar | None:
    if other.act_id == mine.act_id:
        return None
    nearness = (
        GROUNDS * _overlap(mine.grounds, other.grounds)
        + ZONES * _overlap(mine.zones, other.zones)
        + WORDS * _overlap(mine.words, other.words)
    )
    if nearness < LEAST:
        return None
    zones = [f"zone {code}" for _, code in sorted(mine.zones & other.zones)]
    return Similar(other, nearness, (*sorted(mine.grounds & other.grounds), *zones[:2]))


def _overlap(one: frozenset[object], other: frozenset[object]) -> float:
    both = one | other
    return len(one & other) / len(both) if both else 0.0
