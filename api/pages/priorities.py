"""Priorities: where acts come from, what was read, what was found, what nobody looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api import wording
from api.desk import Desk
from api.overview import Count
from api.render import page

router = APIRouter(include_in_schema=False)

WIDTH, HEIGHT, FOOT, LEFT = 720.0, 220.0, 34.0, 34.0
SHOWN_COMMUNES = 15


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
def priorities_page(request: Request) -> HTMLResponse:
    """The figures of the service."""
    desk: Desk = request.app.state.desk
    found = desk.overview()
    return page(
        request,
        "priorities.html",
        whole=found.whole,
        plot=plot(found.months),
        tables=(
            ("Par thème de motif", "Thème", found.themes),
            ("Par commune", "Commune", found.communes[:SHOWN_COMMUNES]),
            ("Par type d'acte", "Type", found.types),
        ),
        left_out=max(0, len(found.communes) - SHOWN_COMMUNES),
    )


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
