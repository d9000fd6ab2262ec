"""The drawing ``docs/urgency.svg``: urgency day by day (``python -m scoring.curve``)."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

from scoring.deadlines import deadlines
from scoring.urgency import urgency
from vigie.domain.deadline import Clock

CURVE = Path("docs/urgency.svg")
RECEIVED = date(2025, 1, 15)
DAYS = 62
WIDTH, HEIGHT, LEFT, BASE = 720, 320, 60, 270
CASES = (
    ("décision du 10 janvier 2025", date(2025, 1, 10), RECEIVED, "#1f5f8b", ""),
    ("décision depuis le 28 novembre 2025 (CU L600-12-2)", date(2026, 1, 10), date(2026, 1, 15),
     "#a3480f", ' stroke-dasharray="6 4"'),
)  # fmt: skip


def curve() -> str:
    """The drawing: days since reception across, urgency from 0 to 1 upwards."""
    lines = [_line(decided, received, colour, dash) for _, decided, received, colour, dash in CASES]
    names = [_name(row, name, colour) for row, (name, _, _, colour, _) in enumerate(CASES)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'font-family="sans-serif" font-size="13">',
            "<title>Urgence selon le nombre de jours depuis la réception</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
            *_axes(),
            *lines,
            *names,
            "</svg>\n",
        ]
    )


def _x(day: int) -> float:
    return LEFT + day * (WIDTH - LEFT - 20) / DAYS


def _y(value: float) -> float:
    return BASE - value * (BASE - 40)


def _line(decided: date, received: date, colour: str, dash: str) -> str:
    clocks = deadlines(Clock(decided_on=decided, received_on=received))
    points = " ".join(
        f"{_x(day):.1f},{_y(urgency(clocks, received + timedelta(days=day))):.1f}"
        for day in range(DAYS + 1)
    )
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'


def _name(row: int, name: str, colour: str) -> str:
    return f'<text x="{LEFT + 150}" y="{60 + 18 * row}" fill="{colour}">{name}</text>'


def _axes() -> list[str]:
    frame = f'<path d="M{LEFT} 40V{BASE}H{WIDTH - 20}" fill="none" stroke="#444"/>'
    days = [
        f'<text x="{_x(day):.0f}" y="{BASE + 18}" text-anchor="middle">{day}</text>'
        for day in range(0, DAYS, 10)
    ]
    marks = [
        f'<text x="{LEFT - 8}" y="{_y(value) + 4:.0f}" text-anchor="end">{text}</text>'
        for value, text in ((0.0, "0"), (0.25, "0,25"), (0.5, "0,5"), (1.0, "1"))
    ]
    below = (
        f'<text x="{WIDTH / 2:.0f}" y="{BASE + 40}" text-anchor="middle">'
        "jours depuis la réception</text>"
    )
    return [frame, *days, *marks, below]


if __name__ == "__main__":
    CURVE.write_text(curve(), encoding="utf-8")
    sys.stderr.write(f"{CURVE}\n")
