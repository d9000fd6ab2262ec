"""`python -m benchmarks.grounds`: recall and precision of each ground on planted causes."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.grounds.causes import CAUSES
from benchmarks.grounds.scan import scanned
from benchmarks.grounds.story import Story, a_lawful_house
from benchmarks.grounds.text import masked, pdf
from benchmarks.grounds.twins import TWINS
from scoring.deadlines import deadlines
from scoring.grounds import BY_CODE, assess
from scoring.score import score
from scoring.steering import NEUTRAL
from vigie.domain.dossier import Dossier
from vigie.domain.evidence import PageEvidence
from vigie.domain.fact import Fact, Facts
from vigie.domain.finding import Finding, Verdict
from vigie.domain.page import Box

START, END = "<!-- grounds -->", "<!-- /grounds -->"
PAGE = Path("docs/benchmarks.md")
FLAGGED = (Verdict.BREACH, Verdict.DOUBT)
PLAIN = 2  # of three acts in turn, the one without a story: not worth the time of reading


@dataclass
class Tally:
    """Planted, found and wrongly raised, by ground."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    acts: int = 0

    def add(self, story: Story, findings: tuple[Finding, ...]) -> None:
        """Count one act. A finding raised counts at the strength it was raised with."""
        raised = {f.ground for f in findings if f.verdict in FLAGGED}
        strong = {f.ground for f in findings if f.verdict in FLAGGED and f.strength == 3}
        self.acts += 1
        self.planted.update(story.causes)
        self.found.update(story.causes & raised)
        self.false.update(strong - story.causes)

    def rates(self, codes: list[str]) -> tuple[float, float]:
        """Recall and precision over these grounds."""
        found, planted = (sum(c[code] for code in codes) for c in (self.found, self.planted))
        false = sum(self.false[code] for code in codes)
        return found / max(1, planted), found / max(1, found + false)


def stories(count: int, seed: int) -> Iterator[Story]:
    """Acts with a cause, their lawful twins and plain acts, in turn."""
    draw = Random(seed)  # noqa: S311 - seeded, not secret
    causes, twins = list(CAUSES.items()), list(TWINS.values())
    for number in range(count):
        base = a_lawful_house(draw)
        if number % 3 == 0:
            codes, plant = causes[(number // 3) % len(causes)]
            yield plant(base, draw).because(*codes)
        elif number % 3 == 1:
            yield twins[(number // 3) % len(twins)](base, draw)
        else:
            yield base


def exact(story: Story) -> Dossier:
    """The dossier with its facts given."""
    said: dict[str, Any] = {
        name: _fact(value) for name, value in story.facts.items() if value not in (None, ())
    }
    return Dossier(
        "essai",
        Facts(**said),
        story.place,
        story.clock,
        commune=story.commune,
        reading_confidence=0.99,
        masked_text=masked(story),
    )


def _fact(value: object) -> Fact[object]:
    return Fact(value, 0.99, (PageEvidence(1, Box(0, 0, 1, 1), "…"),))


def read(story: Story) -> Dossier:
    """The dossier with its facts read from the PDF; the place stays given."""
    return _read(story, pdf(story))


def read_scan(story: Story) -> Dossier:
    """The dossier with its facts read from a scan of the act; the place stays given."""
    return _read(story, scanned(pdf(story), seed=story.facts["dossier_number"]))


def _read(story: Story, data: bytes) -> Dossier:
    from features.facts.extract import extract  # noqa: PLC0415 - only when asked for
    from ocr.read import read_document  # noqa: PLC0415

    reading = read_document(data)
    found = extract(reading)[0]
    sure = [page.confidence for page in reading.pages if page.confidence is not None]
    return replace(
        exact(story),
        facts=found.facts,
        masked_text=found.masked_text,
        reading_confidence=sum(sure) / len(sure) if sure else None,
    )


def run(acts: list[Story], dossier: Callable[[Story], Dossier]) -> Tally:
    """Assess every act."""
    tally = Tally()
    for story in acts:
        tally.add(story, assess(dossier(story)))
    return tally


def p95_ms(acts: list[Story]) -> float:
    """Processor time of all that follows reading, for one dossier: 95th percentile."""
    spent = []
    for story in acts:
        dossier = exact(story)
        start = time.process_time()
        findings = assess(dossier)
        clocks = deadlines(dossier.clock)
        score(dossier, findings, clocks, model=None, steering=NEUTRAL, today=date(2026, 1, 5))
        spent.append(1000 * (time.process_time() - start))
    return sorted(spent)[int(0.95 * len(spent))]


def table(tallies: dict[str, Tally], milliseconds: float) -> str:
    """The report, in French; the first tally is of facts given."""
    given = next(iter(tallies.values()))
    codes = sorted(given.planted)
    strong = [code for code, ground in BY_CODE.items() if ground.strength == 3]
    read_ones = ", ".join(f"{tally.acts} {name}" for name, tally in list(tallies.items())[1:])
    head = " | ".join(f"rappel ({name}) | précision ({name})" for name in tallies)
    lines = [
        "## Moyens (`make bench-grounds`)",
        "",
        f"{given.acts} actes inventés à partir de causes, un tiers avec une cause plantée, un "
        "tiers en règle dans la même situation, un tiers sans histoire. Un moyen est relevé s'il "
        "conclut à un manquement ou à un doute. Ces actes montrent que la mécanique est juste, "
        "non que le signal vaut sur les actes réels d'un département.",
        f"Lus dans une mise en page propre au banc, lieu donné : {read_ones or 'aucun'}.",
        "",
        f"| moyens | {head} |",
        "|---" * (1 + 2 * len(tallies)) + "|",
        _row("tous les ★★★", strong, tallies),
        *(_row(f"{code} {'★' * BY_CODE[code].strength}", [code], tallies) for code in codes),
        "",
        f"Constats, délais et score d'un acte déjà lu, sans modèle : {milliseconds:.2f} ms de "
        "processeur (p95, un cœur).",
    ]
    return "\n".join(lines) + "\n"


def _row(name: str, codes: list[str], tallies: dict[str, Tally]) -> str:
    rates = [_rate(tally, codes, place) for tally in tallies.values() for place in (0, 1)]
    return f"| {name} | {' | '.join(rates)} |"


def _rate(tally: Tally, codes: list[str], place: int) -> str:
    """A figure, a dash where nothing was planted."""
    planted = sum(tally.planted[code] for code in codes)
    return f"{tally.rates(codes)[place]:.3f}" if planted else "–"


def write(report: str) -> None:
    """Put the report in its place on the page of benchmarks."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Bancs de mesure\n"
    block = f"{START}\n{report}{END}"
    if START in page:
        before, rest = page.split(START, 1)
        page = before + block + rest.split(END, 1)[1]
    else:
        page = f"{page.rstrip()}\n\n{block}\n"
    PAGE.write_text(page, encoding="utf-8")


def main() -> None:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=6000)
    parser.add_argument("--read", type=int, default=300, help="acts read from PDF; 0 for none")
    parser.add_argument("--scanned", type=int, default=150, help="acts read from scans")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-write", action="store_true")
    options = parser.parse_args()
    acts = list(stories(options.acts, options.seed))
    tallies = {"donnés": run(acts, exact)}
    telling = [act for number, act in enumerate(acts) if number % 3 != PLAIN]
    if options.read:
        tallies["PDF natifs"] = run(telling[: options.read], read)
    if options.scanned:
        tallies["numérisés"] = run(telling[: options.scanned], read_scan)
    report = table(tallies, p95_ms(acts[:1000]))
    print(report)  # noqa: T201 - the figures asked for
    if not options.no_write:
        write(report)


if __name__ == "__main__":
    main()
