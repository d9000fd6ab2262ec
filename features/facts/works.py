"""The works: their text as the act says it, and their kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from features.facts.act_text import ActText
from features.facts.fold import fold
from features.facts.found import fact_at
from features.facts.labels import Label
from features.facts.language import Lexicon, read
from features.facts.sections import Part
from features.facts.values import flat, value_span
from features.facts.works_kinds import settle
from features.facts.works_lexicon import WORDS
from vigie.domain.fact import Fact, Facts, WorksKind

_NOT_WORKS = re.compile(
    r"^(?:l[ea']? ?|une? )?(?:demande|declaration prealable|permis|certificat|arrete|refus|"
    r"opposition|retrait|transfert|accord|n\s?°|dossier|pc\s?\d|dp\s?\d|decision"
    r"|le maire|monsieur|madame|m\.|l'autorisation|son|information|recours)\b"
)
_PROSE = re.compile(
    r"(?:\bpour|en vue (?:de|d'|du)|portant sur|concernant|ayant pour objet|relati(?:f|ve) a|"
    r"consistant en|a l'effet de|tendant a)\s+"
    r"(?P<works>(?:l[ae']s? ?|une? |des? |du )?(?:construction|edification|realisation|creation|"
    r"extension|agrandissement|surelevation|amenagement|division|lotissement"
    r"|changement|transformation|demolition|installation|pose|implantation|refection|ravalement|"
    r"modification|remplacement|rehabilitation|renovation|piscine"
    r"|cloture|abri|hangar|garage|maison|batiment|immeuble|travaux|mise|isolation|ouverture|"
    r"edifier|construire|realiser|creer)\b[^;\n]{0,20}[^;]{0,300}?)"
    r"(?=\s*(?:;|\.\s|\.$|\n\s*vu\b|,?\s+sur (?:un|le|une|la|les|des) (?:terrain|parcelle|unite|"
    r"immeuble|propriete)|,?\s+(?:situe|sis|cadastre|enregistre)|,?\s+au? \d|$))"
)
_STOP = re.compile(
    r"\n(?:\s*\n|(?:surface|superficie|destination|n\s?°|vu\b|le maire|cadre \d|reference|dossier|"
    r"par\b|demeurant))|;\s*\n|\.\s*\n"
)


def read_works(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """Text of the works and the kinds that its words name."""
    if facts.act_type is None and facts.dossier_number is None:
        return {}
    span = works_span(act)
    found: dict[str, Fact[Any]] = {}
    if span is not None:
        found["works"] = fact_at(act, flat(act.text.string[span[0] : span[1]]), *span, sure=0.95)
    kinds = _kinds(act, span)
    return found | ({"works_kinds": kinds} if kinds else {})


def works_span(act: ActText) -> tuple[int, int] | None:
    """Span of the text of the works: the value of a label, else of a visa in prose."""
    for hit in act.labelled(Label.WORKS):
        span = value_span(act, hit, lines=6)
        if span is None:
            continue
        stop = _STOP.search(act.folded, span[0], span[1])
        start, end = span[0], stop.start() if stop else span[1]
        text = act.folded[start:end]
        if len(text.strip()) > 3 and not _NOT_WORKS.match(text):
            return start, start + len(text.rstrip(" \n,;."))
    for start, end in act.spans(Part.VISAS, Part.HEADER, Part.OPERATIVE, Part.REASONS):
        match = _PROSE.search(act.folded, start, end)
        if match:
            return match.span("works")
    return None


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon({word.value: phrases for word, phrases in WORDS.items()})


def kinds_of(text: str) -> list[WorksKind]:
    """Kinds that a text of works names, in the order of the contract."""
    return kinds_in(fold(flat(text)))


def kinds_in(folded: str) -> list[WorksKind]:
    """Kinds named by folded text on one line."""
    doc = read(folded, damaged=True)
    return settle(folded, _lexicon().find(doc))


def _kinds(act: ActText, span: tuple[int, int] | None) -> Fact[tuple[WorksKind, ...]] | None:
    if span is None:
        return None
    kinds = kinds_in(flat(act.folded[span[0] : span[1]]))
    return fact_at(act, tuple(kinds), *span, sure=0.9) if kinds else None
