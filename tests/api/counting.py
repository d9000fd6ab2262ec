"""The overview counted act by act: what the database's counts must say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from api import wording
from api.overview import EVERY, MONTHS, SOON, Count, Crossing, Overview
from vigie.store.standings import Standing, bit, themes_of
from vigie.store.tallies import CLOCKS, Late, Tally


def overview(every: Iterable[Standing], today: dt.date, asked: Crossing = EVERY) -> Overview:
    """Count the acts filed by the day, one by one."""
    kept = [one for one in every if one.filed_on <= today and keeps(asked, one)]
    whole = Count("Tous les actes")
    for one in kept:
        whole.add(alone(one, today))

    def counts(names: Callable[[Standing], Iterable[tuple[str, str]]]) -> list[Count]:
        found: dict[str, Count] = {}
        for one in kept:
            for code, name in names(one):
                found.setdefault(code, Count(name, code)).add(alone(one, today))
        return sorted(found.values(), key=lambda c: (-c.expected, -c.received, c.name))

    months = counts(lambda one: [(f"{one.filed_on:%Y-%m}",) * 2])
    return Overview(
        whole,
        months=sorted(months, key=lambda count: count.code)[-MONTHS:],
        themes=counts(lambda one: [(t, wording.THEMES[t]) for t in themes_of(one.themes)]),
        communes=counts(lambda one: [(one.insee or "", _commune(one))]),
        epcis=counts(lambda one: [(one.epci, one.epci)] if one.epci else []),
        types=counts(lambda one: [(one.act_type or "", _type(one))]),
        clocks=[lateness(kind, kept, today) for kind in CLOCKS],
    )


def _commune(one: Standing) -> str:
    return one.commune or one.insee or "commune non lue"


def _type(one: Standing) -> str:
    return wording.ACT_TYPES[one.act_type] if one.act_type else "Type non lu"


def keeps(asked: Crossing, one: Standing) -> bool:
    """True when an act is counted."""
    return (
        (asked.theme is None or bool(one.themes & bit(asked.theme)))
        and asked.insee in (None, one.insee)
        and asked.epci in (None, one.epci)
        and asked.act_type in (None, one.act_type)
        and asked.month in (None, one.filed_on.replace(day=1))
    )


def alone(one: Standing, today: dt.date) -> Tally:
    """One act, counted."""
    gone = not one.read and out_of_reach(one, today)
    chance = one.chance if gone else 0.0
    return Tally(None, None, 1, one.read, one.followed, gone, chance, chance * (1 - chance))


def out_of_reach(one: Standing, today: dt.date) -> bool:
    """True when the déféré is surely past."""
    end = one.deadlines.defere
    return end.certain and end.date is not None and end.date < today


def lateness(kind: str, kept: Iterable[Standing], today: dt.date) -> Late:
    """The acts that nobody read, by what became of a deadline."""
    ends = [getattr(one.deadlines, kind) for one in kept if not one.read]
    past = [end for end in ends if end.date is not None and end.date < today]
    near = [end for end in ends if end.date is not None and today <= end.date <= today + SOON]
    missed = sum(end.certain for end in past)
    return Late(kind, missed, len(past) - missed, len(near))
