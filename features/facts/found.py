"""Making a fact from a span of the act."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

from features.facts.act_text import ActText
from vigie.domain.fact import Fact

T = TypeVar("T")
REPAIRED = 0.7  # share of confidence that is left to a value recovered through damage


def fact_at(  # noqa: PLR0913 - one keyword a property of a fact
    act: ActText, value: T, start: int, end: int, *, sure: float = 0.99, repaired: bool = False,
    doubt: str | None = None,
) -> Fact[T]:  # fmt: skip
    """A fact with the span as evidence; as sure as its reader and the words it rests on."""
    confidence = sure * _confidence(act, value, start, end) * (REPAIRED if repaired else 1.0)
    printed = act.text.string[start:end] if repaired else None
    return Fact(value, round(confidence, 4), act.evidence(start, end), printed, doubt)


def fact_of_spans(  # noqa: PLR0913
    act: ActText, value: T, spans: list[tuple[int, int]], *, sure: float = 0.97,
    repaired: bool = False, doubt: str | None = None,
) -> Fact[T]:  # fmt: skip
    """A fact that rests on several spans."""
    evidence = tuple(e for start, end in spans for e in act.evidence(start, end))
    confidence = min((_confidence(act, value, *span) for span in spans), default=0.0)
    printed = " … ".join(act.text.string[s:e] for s, e in spans) if repaired else None
    sure = sure * (REPAIRED if repaired else 1.0)
    return Fact(value, round(confidence * sure, 4), evidence, printed, doubt)


def _confidence(act: ActText, value: object, start: int, end: int) -> float:
    """A sense chosen among known ones rests on the words of its span, a value on all of it."""
    senses = value if isinstance(value, tuple) else (value,)
    known = bool(senses) and all(isinstance(sense, Enum) for sense in senses)
    return act.wording(start, end) if known else act.confidence(start, end)
