"""Rules and statistical readers apart, then together, on phrases that neither was made from.

python -m benchmarks.facts.sentences [--write]
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.facts.held_out import CONDITIONS, OPINIONS, WORKS
from benchmarks.facts.wording import WORKS as ACT_WORKS
from features.facts import sentences
from features.facts.destination import destination_of, likely_destination
from features.facts.fold import fold
from features.facts.opinions import likely_sense, sense_in
from features.facts.works import kinds_of, likely_kinds
from vigie.domain.fact import OpinionSense

START, END = "<!-- sentences -->", "<!-- /sentences -->"
DOC = Path("docs/benchmarks.md")
Answers = Callable[[str], set[str]]


def f1(cases: Iterable[tuple[str, set[str]]], answer: Answers) -> float:
    """F1 of sets of names over all cases."""
    right = false = missed = 0
    for text, truth in cases:
        got = answer(text)
        right += len(got & truth)
        false += len(got - truth)
        missed += len(truth - got)
    return 2 * right / max(2 * right + false + missed, 1)


def _set(value: object) -> set[str]:
    return set() if value is None else {str(value)}


def rows() -> list[tuple[str, int, float | None, float, float | None]]:
    """Task, phrases, F1 of rules, of the statistical readers, of both together."""
    phrases = [(text, set(kinds.split()), use) for text, kinds, use in WORKS]
    phrases += [(text, set(kinds), use) for text, kinds, use, *_ in ACT_WORKS]
    kinds = [(text, truth) for text, truth, _ in phrases]
    uses = [(text, {use}) for text, _, use in phrases if use]
    senses = [(text, {sense}) for text, sense in OPINIONS]
    precise = [(text, {str(told)}) for text, told in CONDITIONS]
    return [
        (
            "works_kinds", len(kinds), f1(kinds, lambda t: {str(k) for k in kinds_of(t)}),
            f1(kinds, lambda t: {str(k) for k, p in sentences.kinds(t) if p > 0.5}),
            f1(kinds, lambda t: {str(k) for k in kinds_of(t) or [k for k, _ in likely_kinds(t)]}),
        ),
        (
            "destination", len(uses), f1(uses, lambda t: _set(destination_of(t))),
            f1(uses, lambda t: _set(sentences.destination(t)[0])),
            f1(uses, lambda t: _set(destination_of(t) or (likely_destination(t) or (None,))[0])),
        ),
        (
            "sense of opinions", len(senses),
            f1(senses, lambda t: _set(sense_in(fold(t)) or OpinionSense.NONE)),
            f1(senses, lambda t: _set(sentences.sense(t)[0])),
            f1(senses, lambda t: _set(sense_in(fold(t)) or likely_sense(t) or OpinionSense.NONE)),
        ),
        (
            "precise conditions", len(precise), None,
            f1(precise, lambda t: _set(sentences.precise(t) > 0.5)), None,
        ),
    ]  # fmt: skip


def table() -> str:
    """The table of the documentation."""
    lines = [
        "| what is read | phrases | rules F1 | statistical F1 | together F1 |",
        "|---|---|---|---|---|",
    ]
    for task, count, *scores in rows():
        cells = ["—" if s is None else f"{s:.3f}" for s in scores]
        lines.append(f"| {task} | {count} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Prints the table, and puts it in the documentation when asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    text = table()
    print(text)  # noqa: T201 - the result of the command
    if parser.parse_args().write:
        page = DOC.read_text(encoding="utf-8")
        block = f"{START}\n{text}\n{END}"
        kept = re.sub(
            re.escape(START) + ".*" + re.escape(END), lambda _: block, page, flags=re.DOTALL
        )
        DOC.write_text(kept, encoding="utf-8")


if __name__ == "__main__":
    main()
