"""`python -m benchmarks.grounds.sensitivity`: what the constants set by hand change in the order.

Each constant is moved by half, down and up, and the acts of the benchmark are ranked again by the
rules alone. Urgency is left out: it is the same for all.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import scoring.gravity
import scoring.score
from benchmarks.grounds.__main__ import PAGE, exact, stories
from scoring.deadlines import deadlines
from scoring.grounds import assess, weights
from scoring.score import score
from scoring.steering import NEUTRAL
from vigie.domain.dossier import Dossier
from vigie.domain.finding import Finding, Verdict

START, END = "<!-- sensitivity -->", "<!-- /sensitivity -->"
DAY = date(2026, 1, 5)
Case = tuple[Dossier, tuple[Finding, ...], bool]
# name as shown, module or table that holds it, key, why it has its value
CONSTANTS: tuple[tuple[str, Any, Any, str], ...] = (
    ("manquement", weights.WEIGHTS, Verdict.BREACH, "un ★★★ seul doit passer une chance sur deux"),
    ("doute", weights.WEIGHTS, Verdict.DOUBT, "deux doutes ★★★ valent moins qu'un manquement ★★★"),
    (
        "inconnu",
        weights.WEIGHTS,
        Verdict.UNKNOWN,
        "ce qu'aucune couche ne dit ne pèse presque rien",
    ),
    ("`PRIOR`", scoring.score, "PRIOR", "3 % des actes sans constat : l'ordre de grandeur connu"),
    ("`SECOND`", scoring.score, "SECOND", "les constats d'un thème ont souvent une seule cause"),
    ("`STRONG_FLOOR`", scoring.score, "STRONG_FLOOR", "un moyen qui suffit souvent seul"),
    ("`SILENT`", scoring.gravity, "SILENT", "un moyen que l'acte lu laisse ouvert"),
    ("`UNCOVERED`", scoring.gravity, "UNCOVERED", "un moyen qu'aucune couche ne peut trancher"),
    (
        "`SMALLEST_SIZE`",
        scoring.gravity,
        "SMALLEST_SIZE",
        "la taille départage, elle ne décide pas",
    ),
)


def values(cases: list[Case]) -> list[float]:
    """Probability times gravity of each act."""
    found = []
    for dossier, findings, _ in cases:
        clocks = deadlines(dossier.clock)
        one = score(dossier, findings, clocks, model=None, steering=NEUTRAL, today=DAY)
        found.append(one.probability * one.gravity)
    return found


@contextmanager
def moved(holder: Any, key: Any, factor: float) -> Iterator[None]:
    """A constant multiplied by a factor for a while, a share kept under 1."""
    table = isinstance(holder, dict)
    before = holder[key] if table else getattr(holder, key)
    put: Callable[[Any], None] = (
        (lambda value: holder.__setitem__(key, value))
        if table
        else (lambda value: setattr(holder, key, value))
    )
    one = tuple(factor * v for v in before) if table else factor * before
    put(min(0.99, one) if isinstance(one, float) and 0 < before < 1 else one)
    try:
        yield
    finally:
        put(before)


def places(found: list[float]) -> list[float]:
    """Rank of each value, the mean of their ranks for equal values."""
    order = sorted(range(len(found)), key=lambda i: found[i])
    ranks = [0.0] * len(found)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and found[order[end]] == found[order[start]]:
            end += 1
        for i in order[start:end]:
            ranks[i] = (start + end - 1) / 2
        start = end
    return ranks


def agreement(one: list[float], other: list[float]) -> float:
    """Spearman's correlation of two orders."""
    a, b = places(one), places(other)
    mean = (len(a) - 1) / 2
    top = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    spread = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return float(top / spread**0.5)


def caught(found: list[float], cases: list[Case]) -> float:
    """Share of the unlawful acts among the first acts, as many as are unlawful."""
    unlawful = sum(bad for *_, bad in cases)
    first = sorted(range(len(found)), key=lambda i: -found[i])[:unlawful]
    return sum(cases[i][2] for i in first) / unlawful


def report(cases: list[Case]) -> str:
    """The table, in French."""
    base = values(cases)
    lines = [
        "### Sensibilité des constantes posées à la main",
        "",
        f"{len(cases)} actes du banc des moyens, règles seules. Chaque constante est divisée puis "
        "multipliée par 1,5. Accord : corrélation de Spearman avec l'ordre de départ. Part : actes "
        "irréguliers parmi les premiers, autant que d'irréguliers (départ : "
        f"{caught(base, cases):.3f}).",
        "",
        "| constante | sa raison | accord ÷ 1,5 | accord × 1,5 | part ÷ 1,5 | part × 1,5 |",
        "|---|---|---|---|---|---|",
    ]
    for name, holder, key, why in CONSTANTS:
        cells = []
        for factor in (1 / 1.5, 1.5):
            with moved(holder, key, factor):
                found = values(cases)
            cells.append((agreement(base, found), caught(found, cases)))
        figures = [*(a for a, _ in cells), *(c for _, c in cells)]
        lines.append(f"| {name} | {why} | {' | '.join(f'{one:.3f}' for one in figures)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=1500)
    parser.add_argument("--no-write", action="store_true")
    options = parser.parse_args()
    told = [(exact(story), bool(story.causes)) for story in stories(options.acts, seed=3)]
    cases = [(dossier, assess(dossier), bad) for dossier, bad in told]
    text = report(cases)
    print(text)  # noqa: T201 - the figures asked for
    if not options.no_write:
        page = PAGE.read_text(encoding="utf-8")
        block = f"{START}\n{text}{END}"
        if START in page:
            before, rest = page.split(START, 1)
            page = before + block + rest.split(END, 1)[1]
        else:
            page = page.replace("<!-- /grounds -->", f"<!-- /grounds -->\n\n{block}", 1)
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
