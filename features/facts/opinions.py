"""Opinions visaed: who was consulted, what they said, when (A424-2 d)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from features.facts import sentences
from features.facts.act_text import ActText
from features.facts.found import fact_of_spans
from features.facts.language import Lexicon
from features.facts.opinion_bodies import BODIES
from features.facts.sections import Part
from vigie.domain.fact import Fact, Facts, Opinion, OpinionBody, OpinionSense

# A collectivity, then the service of it that answers: only the service is consulted.
_WHOLE = re.compile(r"communaute|metropole|commune\b|departement|conseil|syndicat|maire\b")
_SERVICE = re.compile(
    r"(?!.*\b(?:avis|accord|et)\b)[^;.\d]{0,50}?(?:,|-|\()\s*(?:l[ae]s? |l')?[^;.,\d]{0,30}"
)
_SAME = re.compile(r"\s*(?:et|/|-)\s*(?:de l'|des? |du |d')\s*")  # « l'eau et de l'assainissement »
_OPINION = re.compile(
    r"\bavis\b(?!\s+(?:de\s+(?:depot|reception|mise|publicite)|d'(?:enquete|appel)))|\baccord\b|"
    r"\brefus d'accord|\bconsultation\b|\bconsulte[es]*\b|\bobservations?\b|"
    r"\bprescriptions\s+(?:emises|formulees|de)"
)
_TOLD = re.compile(r"(?m)^[ *•|-]*avis\b(?! de depot)[^\n]{4,160}(?:(?<![.;:])\n[^\n:]{3,120}$)?")
_TACIT = re.compile(
    r"\brepute[es]*\b|\btacites?\b|\btacitement\b|absence de (?:reponse|avis)|sans reponse|"
    r"n'a pas repondu|silence|n'ayant pas repondu"
)
_AGAINST = re.compile(
    r"\bdefavorable|\brefus\s+d'accord|\bn'a pas donne (?:son )?accord|"
    r"\bne donne pas (?:son )?accord|\bopposition d[eu]|\brefus de l'|\bavis negatif|"
    r"n'est pas favorable|a refuse (?:de donner )?son accord|\bdesaccord"
)
_WITH = re.compile(
    r"(?:favorable|accord)s?[^;.]{0,60}?(?:\bassorti|\bavec\b|\bsous\b|\breserve|\bprescription|"
    r"\bcondition|recommandation|observation)|\bavis reserve\b|\breserve[es]*\b(?!\s*a\b)|"
    r"prescriptions (?:emises|formulees)"
)
_FOR = re.compile(
    r"\bfavorables?\b|\baccord\b|(?:n'ayant|n'a|sans|n'emet|ne formule|n'appelle)\s*(?:pas\s+|"
    r"aucune?\s+)?(?:d'|particuliere\s+)?(?:observation|remarque|objection)|\bpositif"
)
_WITHOUT_RESERVE = re.compile(r"sans (?:aucune |autre )?(?:reserve|prescription|condition)s?\b")
LIKELY = 0.8  # probability from which the statistical reader is believed where rules are silent
_WITHOUT_OBJECT = re.compile(
    r"sans objet|n'a pas (?:a|ete) (?:etre )?consult|\bnon (?:requise?|sollicitee?)\b"
)
# The day on which a body was asked is not that of an opinion born of its silence.
_ASKED = re.compile(r"\b(?:consult|saisi|sollicit|interrog|transmi)[^.;]*$")

_ASKED_ON = re.compile(r"\b(?:consulte|saisi|sollicite|interroge)e?s?\s+(?:en date du|le)\s*\Z")


@dataclass(frozen=True, slots=True)
class OpinionHit:
    """An opinion with the span that says it."""

    opinion: Opinion
    start: int
    end: int


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon({body.value: phrases for body, phrases in BODIES.items()})


def read_opinions(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """Opinions of the visas, then of the reasons for bodies that the visas do not name."""
    if facts.act_type is None:
        return {}
    hits: list[OpinionHit] = []
    for part in (Part.VISAS, Part.REASONS):
        for start, end in act.spans(part):
            for item in _items(act.folded, start, end):
                for hit in _of_item(act, *item):
                    _add(hits, hit, part)
    if not hits:
        hits = list(_in_head(act))
    if not hits:
        return {}
    opinions = tuple(hit.opinion for hit in hits)
    return {"opinions": fact_of_spans(act, opinions, [(h.start, h.end) for h in hits], sure=0.93)}


def _in_head(act: ActText) -> Iterator[OpinionHit]:
    """Of a form or a letter without visas: « Avis de l'ABF : favorable, le 3 mai 2025 »."""
    for start, end in act.spans(Part.HEADER):
        for match in _TOLD.finditer(act.folded, start, end):
            for hit in _of_item(act, *match.span()):
                if hit.opinion.sense is not OpinionSense.NONE:
                    yield hit


def _add(hits: list[OpinionHit], hit: OpinionHit, part: Part) -> None:
    """A body is told once for each date; reasons only add what they give a sense to."""
    same = [h for h in hits if h.opinion.body is hit.opinion.body]
    if part is Part.REASONS and (same or hit.opinion.sense is OpinionSense.NONE):
        return
    if any(h.opinion.sense is hit.opinion.sense and _same_day(h, hit) for h in same):
        return
    hits.append(hit)


def _same_day(one: OpinionHit, other: OpinionHit) -> bool:
    days = {one.opinion.given_on, other.opinion.given_on}
    return len(days) == 1 or None in days


def _items(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Visas and considérants one by one."""
    marks = [
        m.start()
        for m in re.finditer(
            r"(?m)^[-*•.\s]*(?:\d{1,2}\s?[.)°]\s*)?(?:(?:au )?vus?\b|considerant)|;\s*\n|"
            r"\n\s*[-•]\s|"
            r"(?<=[;.,)])[ ]+(?:(?:au )?vus?\s+(?:l[ea']|d[eu]s? )|considerant\s)",
            folded[start:end],
        )
    ]
    edges = sorted({0, *marks, end - start})
    for first, last in pairwise(edges):
        if folded[start + first : start + last].strip(" ;\n"):
            yield start + first, start + last


def _of_item(act: ActText, start: int, end: int) -> Iterator[OpinionHit]:
    text = act.folded[start:end].replace("\n", " ")
    told = _OPINION.search(text)
    if told is None:
        return
    bodies = [h for h in _lexicon().find(act.tokens(start, end)) if start <= h[1] < end]
    bodies = _consulted(text, start, bodies)
    if not bodies:
        yield from _unnamed(act, text, start, end, told)
        return
    for index, (meaning, first, last) in enumerate(bodies):
        stretch_end = bodies[index + 1][1] if index + 1 < len(bodies) else end
        own = act.folded[last:stretch_end].replace("\n", " ")
        before = act.folded[start:first].replace("\n", " ")
        sense = _sense_of(before, own, alone=len(bodies) == 1)
        day = _given_on(act, last, stretch_end)
        if day is None and len(bodies) == 1:
            day = _given_on(act, start + told.start(), end)
        if day is not None and sense is OpinionSense.TACIT and _was_asked(act, start, end, day):
            day = None
        opinion = Opinion(OpinionBody(meaning), sense, day)
        yield OpinionHit(
            opinion, start + (told.start() if len(bodies) == 1 else first - start), stretch_end
        )


def _given_on(act: ActText, start: int, end: int) -> date | None:
    """The first date told, unless it is the day of the consultation and another one follows."""
    hits = [hit for hit in act.dates if start <= hit.start < end]
    later = (hit for hit in hits if not _ASKED_ON.search(act.folded, start, hit.start))
    return next((hit.value for hit in (*later, *hits)), None)


def _was_asked(act: ActText, start: int, end: int, day: date) -> bool:
    """Whether a day is told as that of the consultation."""
    hits = (hit for hit in act.dates if start <= hit.start < end and hit.value == day)
    return any(_ASKED.search(act.folded, start, hit.start) for hit in hits)


def _consulted(
    text: str, start: int, bodies: list[tuple[str, int, int]]
) -> list[tuple[str, int, int]]:
    """Bodies that give the opinion: not those named inside the name or object of another."""
    kept: list[tuple[str, int, int]] = []
    for meaning, first, last in bodies:
        before = text[: first - start]
        if (
            kept
            and _WHOLE.match(text[kept[-1][1] - start :])
            and _SERVICE.fullmatch(text[kept[-1][2] - start : first - start])
        ):
            kept.pop()
        if (
            kept
            and kept[-1][0] == meaning != OpinionBody.OTHER.value
            and _SAME.fullmatch(text[kept[-1][2] - start : first - start])
        ):
            continue
        again = kept and meaning in (kept[-1][0], OpinionBody.OTHER.value)
        if again and first - kept[-1][2] < 4 and re.search(r"[(\-/,]\s*$", before):
            continue
        if (
            kept
            and kept[-1][0] == meaning
            and first - kept[-1][2] < 60
            and not re.search(r"\bet\b|\bavis\b", text[kept[-1][2] - start : first - start])
        ):
            continue
        if (
            kept
            and first - kept[-1][2] < 45
            and re.search(
                r"\bd[eu](?: la| l'|s)?\s*$|\bde l'\s*$|^\W*$|- \s*$",
                text[kept[-1][2] - start : first - start],
            )
            and not re.search(r"\bavis\b|\bet\b|\d{4}", text[kept[-1][2] - start : first - start])
        ):
            continue
        if meaning == OpinionBody.PREFET.value and re.search(
            r"arrete\s*$|transmis[^.]*$", before[-30:]
        ):
            continue
        kept.append((meaning, first, last))
    return kept


def _sense_of(before: str, own: str, *, alone: bool) -> OpinionSense:
    """The sense told nearest before the body, else after it."""
    near = re.split(r"\bavis\b|;|\bet (?=l'|la |le |du |de )", before)[-1] if not alone else before
    for text in (near, own) if not alone else (before + " " + own,):
        sense = sense_in(text)
        if sense is not None:
            return sense
    return sense_in(before) or likely_sense(before + " " + own) or OpinionSense.NONE


def likely_sense(text: str) -> OpinionSense | None:
    """The sense that the statistical reader is sure of, where no known word says it."""
    sense, sure = sentences.sense(text)
    return sense if sure >= LIKELY and sense is not OpinionSense.NONE else None


def sense_in(text: str) -> OpinionSense | None:
    """Sense of an opinion in folded text; None when nothing says it."""
    text = _WITHOUT_RESERVE.sub(" ", text)
    if _WITHOUT_OBJECT.search(text):
        return OpinionSense.NONE
    for sense, pattern in (
        (OpinionSense.UNFAVOURABLE, _AGAINST),
        (OpinionSense.TACIT, _TACIT),
        (OpinionSense.FAVOURABLE_WITH_CONDITIONS, _WITH),
        (OpinionSense.FAVOURABLE, _FOR),
    ):
        if pattern.search(text):
            return sense
    return None


def _unnamed(
    act: ActText, text: str, start: int, end: int, told: re.Match[str]
) -> Iterator[OpinionHit]:
    """An opinion of a body that the lexicon does not know."""
    if not re.search(r"\bavis\b[^.;]{0,60}\b(?:de|du|des|d'|emis|rendu)\b", text):
        return
    sense = sense_in(text)
    if sense is None:
        return
    day = next((d.value for d in act.dates if start + told.start() <= d.start < end), None)
    yield OpinionHit(Opinion(OpinionBody.OTHER, sense, day), start + told.start(), end)
