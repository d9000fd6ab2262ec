"""Priorities: where acts come from, what was read, what was found, what nobody looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api import wording
from api.desk import Desk
from api.outlines import Outlines
from api.overview import EVERY, Count, Crossing, Overview
from api.pages.queue import Filter
from api.render import page
from vigie.domain.finding import Theme

router = APIRouter(include_in_schema=False)

WIDTH, HEIGHT, FOOT, LEFT = 720.0, 220.0, 34.0, 34.0
SHOWN_COMMUNES = 15
LEVELS = 4


@dataclass(frozen=True, slots=True)
class Column:
    """One month of the plot: two bars and their figures."""

    label: str
    name: str
    received: int
    read: int
    x: float
    width: float
    received_y: float
    read_y: float


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot of columns, with the lines of its scale."""

    columns: tuple[Column, ...]
    ticks: tuple[tuple[int, float], ...]
    width: float = WIDTH
    height: float = HEIGHT
    base: float = HEIGHT - FOOT
    left: float = LEFT


@router.get("/priorites", response_class=HTMLResponse)
def priorities_page(  # noqa: PLR0913, PLR0917 - one filter each, as FastAPI reads them
    request: Request,
    theme: str | None = None,
    commune: str | None = None,
    epci: str | None = None,
    act_type: Annotated[str | None, Query(alias="type")] = None,
    month: Annotated[str | None, Query(alias="mois")] = None,
) -> HTMLResponse:
    """The figures of the service, for all acts or for some."""
    desk: Desk = request.app.state.desk
    whole = desk.overview()
    asked = Crossing(
        Theme(theme) if theme in set(Theme) else None,
        commune or None,
        epci or None,
        act_type if act_type in wording.ACT_TYPES else None,
        _first_day(month),
    )
    plain = asked == EVERY
    found = whole if plain else desk.overview(asked)
    return page(
        request,
        "priorities.html",
        whole=found.whole,
        plot=plot(found.months),
        clocks=found.clocks,
        tables=(
            ("Par thème de motif", "Thème", found.themes),
            ("Par commune", "Commune", found.communes[:SHOWN_COMMUNES]),
            ("Par EPCI", "EPCI", found.epcis),
            ("Par type d'acte", "Type", found.types),
        ),
        filters=_filters(whole, asked),
        plain=plain,
        map=choropleth(desk.outlines(), found.communes),
        left_out=max(0, len(found.communes) - SHOWN_COMMUNES),
    )


def _first_day(month: str | None) -> dt.date | None:
    """The first day of a month written as 2026-03."""
    try:
        return dt.date.fromisoformat(f"{month}-01") if month else None
    except ValueError:
        return None


def _filters(whole: Overview, asked: Crossing) -> tuple[Filter, ...]:
    """The lists of the form, with the groups that there are."""
    named = (
        ("theme", "Thème", "Tous", whole.themes, asked.theme.value if asked.theme else None),
        ("commune", "Commune", "Toutes", whole.communes, asked.insee),
        ("epci", "EPCI", "Tous", whole.epcis, asked.epci),
        ("type", "Type", "Tous", whole.types, asked.act_type),
        (
            "mois",
            "Mois de réception",
            "Tous",
            whole.months[::-1],
            f"{asked.month:%Y-%m}" if asked.month else None,
        ),
    )
    return tuple(
        Filter(name, label, every, _options(name, counts), value)
        for name, label, every, counts, value in named
        if counts
    )


def _options(name: str, counts: Sequence[Count]) -> tuple[tuple[str, str], ...]:
    pairs = [(c.code, _month(c.code) if name == "mois" else c.name) for c in counts if c.code]
    return tuple(pairs if name == "mois" else sorted(pairs, key=lambda pair: pair[1]))


@dataclass(frozen=True, slots=True)
class Area:
    """One commune of the map; ``level`` from 0 (no act) to 4 (the heaviest debt)."""

    path: str
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Choropleth:
    """The communes by the weight of what nobody looked at; ``bounds`` part the levels."""

    width: float
    height: float
    areas: tuple[Area, ...]
    bounds: tuple[float, ...]


def choropleth(outlines: Outlines | None, counts: Sequence[Count]) -> Choropleth | None:
    """A map of the debt by commune; None without outlines. The table says the same."""
    if outlines is None:
        return None
    by_code = {count.code: count for count in counts}
    top = max((count.expected for count in counts), default=0.0)
    bounds = tuple(round(top * step / LEVELS, 1) for step in range(1, LEVELS + 1))
    areas = tuple(
        Area(path, _level(by_code.get(code), top), _title(by_code.get(code), code))
        for code, path in outlines.paths.items()
    )
    return Choropleth(outlines.width, outlines.height, areas, bounds)


def _level(count: Count | None, top: float) -> int:
    if count is None or not count.received:
        return 0
    return 1 if top <= 0 else 1 + min(LEVELS - 1, int(count.expected / top * LEVELS))


def _title(count: Count | None, code: str) -> str:
    if count is None:
        return f"{code}\u00a0: aucun acte"
    debt = wording.number(count.expected)
    came = wording.plural(count.received, "acte reçu", "actes reçus")
    return f"{count.name}\u00a0: dette {debt}, {came}"


def plot(months: Sequence[Count]) -> Plot:
    """Acts received and read by month."""
    top = _round_up(max((count.received for count in months), default=1))
    base = HEIGHT - FOOT
    step = (WIDTH - LEFT) / max(len(months), 1)

    def y(value: int) -> float:
        return round(base - value / top * (base - 10), 1)

    columns = tuple(
        Column(
            label=_short(count.name),
            name=_month(count.name),
            received=count.received,
            read=count.read,
            x=round(LEFT + index * step + step * 0.15, 1),
            width=round(step * 0.7, 1),
            received_y=y(count.received),
            read_y=y(count.read),
        )
        for index, count in enumerate(months)
    )
    return Plot(columns, tuple((value, y(value)) for value in (0, top // 2, top)))


def _round_up(value: int) -> int:
    """The next even « round » figure."""
    for unit in (2, 4, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        if value <= unit:
            return unit
    return -(-value // 10_000) * 10_000


def _month(name: str) -> str:
    year, month = name.split("-")
    return f"{wording.MONTHS[int(month) - 1]} {year}"


def _short(name: str) -> str:
    year, month = name.split("-")
    return f"{month}/{year[2:]}"
