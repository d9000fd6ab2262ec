"""Opinions among the annexes of an act: who was consulted, and what was answered.

An act says « vu l'avis favorable de … »; the annex is the opinion itself: its head says who gives
it, its conclusion says the sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from ingest.formats.cells import every_date, folded
from vigie.domain.evidence import PageEvidence
from vigie.domain.fact import Fact, Opinion, OpinionBody, OpinionSense
from vigie.domain.page import Page
from vigie.domain.text import Text

_BODIES: tuple[tuple[OpinionBody, re.Pattern[str]], ...] = (
    (
        OpinionBody.ABF,
        re.compile(r"architecte des batiments de france|\budap\b|\bstap\b|\babf\b"),
    ),
    (OpinionBody.CDPENAF, re.compile(r"\bcdpenaf\b|preservation des espaces naturels, agricoles")),
    (OpinionBody.CDNPS, re.compile(r"\bcdnps\b|nature, des paysages et des sites")),
    (OpinionBody.SDIS, re.compile(r"\bsdis\b|incendie et de secours")),
    (
        OpinionBody.DDTM,
        re.compile(r"\bddtm?\b|direction departementale des territoires|service risques"),
    ),
    (
        OpinionBody.ROAD_MANAGER,
        re.compile(r"gestionnaire de (?:la )?voirie|direction des routes|conseil departemental"),
    ),
    (OpinionBody.SANITATION, re.compile(r"\bspanc\b|assainissement|eaux usees")),
    (OpinionBody.ENEDIS, re.compile(r"\benedis\b|\berdf\b|reseau electrique")),
    (OpinionBody.PREFET, re.compile(r"\bprefete?\b|prefecture")),
)
_AVIS = re.compile(r"\b(?:avis|accord)\b|\bconsultation\b|\bconsulte")
_AGAINST = re.compile(
    r"avis (?:conforme )?(?:tres )?defavorable|\bdefavorable\b|refus d'accord|n'?est pas d'accord"
    r"|ne (?:donne|emet) pas (?:son |d')?accord|s'oppose"
)
_FOR = re.compile(
    r"avis (?:conforme )?(?:tres )?favorable|\bfavorable\b|donne son accord|accord\s*:\s*oui"
    r"|pas d'objection|n'appelle (?:pas d'|aucune )(?:observation|objection)"
)
_CONDITIONS = re.compile(r"sous reserve|assorti|prescriptions?|avec reserves?|recommandations?")
_CHOICE = re.compile(r"favorable\s*(?:/|ou)\s*defavorable|favorable\s*\W?\s*defavorable\s*\W?$")
HEAD = 1200  # characters in which an opinion says who gives it
SURE = 0.8


def opinion_of(pages: Iterable[Page]) -> Fact[tuple[Opinion, ...]] | None:
    """The opinion that an annex is, None when it is none or when its sense is not plain."""
    text = Text.of(pages)
    low = folded(text.string)
    body = _body(low[:HEAD])
    if body is None or _AVIS.search(low) is None:
        return None
    sense, place = _sense(low)
    if place is None:
        return None
    evidence: tuple[PageEvidence, ...] = text.evidence(*place)
    opinion = Opinion(body, sense, _day(text.string, low))
    return Fact((opinion,), SURE * text.confidence(*place), evidence)


def _body(head: str) -> OpinionBody | None:
    """Whoever is named first in the head gives the opinion."""
    found = [(m.start(), body) for body, words in _BODIES if (m := words.search(head))]
    # A préfet is named on every State letterhead: any other body of the head goes first.
    own = [pair for pair in found if pair[1] is not OpinionBody.PREFET] or found
    return min(own)[1] if own else None


def _sense(low: str) -> tuple[OpinionSense, tuple[int, int] | None]:
    """The last sense that is said: an opinion concludes at its end."""
    said = [(m.end(), m, False) for m in _AGAINST.finditer(low)]
    said += [(m.end(), m, True) for m in _FOR.finditer(low) if not _denied(low, m)]
    choices = [m.span() for m in _CHOICE.finditer(low)]
    said = [one for one in said if not any(a <= one[1].start() < b for a, b in choices)]
    if not said:
        return OpinionSense.NONE, None
    end, match, favourable = max(said, key=lambda one: one[0])
    if not favourable:
        return OpinionSense.UNFAVOURABLE, match.span()
    if _CONDITIONS.search(low[match.start() : end + 160]):
        return OpinionSense.FAVOURABLE_WITH_CONDITIONS, match.span()
    return OpinionSense.FAVOURABLE, match.span()


def _denied(low: str, match: re.Match[str]) -> bool:
    """« défavorable » holds « favorable », and « pas favorable » is no favour."""
    before = low[max(0, match.start() - 6) : match.start()]
    return before.endswith(("de", "non ", "pas "))


def _day(text: str, low: str) -> date | None:
    """The day of the opinion: after « le » on a line of its head or of its signature."""
    for dated in every_date(text):
        line = low[max(0, dated.start - 60) : dated.start].rpartition("\n")[2]
        if re.search(r"(?:^|,\s*|\b(?:fait|donne|rendu|emis)\b.*)\ble\s*:?\s*$", line):
            return dated.day
    return None
