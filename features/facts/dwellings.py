"""How many dwellings the act allows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from features.facts.act_text import ActText
from features.facts.fold import as_digits
from features.facts.found import fact_at
from features.facts.labels import Label
from features.facts.sections import Part
from features.facts.works import works_span
from vigie.domain.fact import Fact, Facts, WorksKind, said

_WORDS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,  # noqa: E501
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20,  # noqa: E501
    "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
}  # fmt: skip
_WORD = "(?:" + "|".join([*_WORDS, "cents?", "vingts"]) + ")"
_COUNT = rf"(?P<count>\d{{1,4}}|{_WORD}(?:[ -](?:et[ -])?{_WORD})*)"
_HOMES = (
    r"(?:nouveaux? |nouvelles? )?(?:logements?|lgts?|appartements?|maisons?(?: individuelles?|"
    r" d'habitation| jumelees?| mitoyennes?| de ville)?"
    r"|villas?|pavillons?|habitations?|studios?|chalets?)\b"
)
_COUNTED = re.compile(
    rf"(?<![\w,.-]){_COUNT}\s*(?:\(\s*(?P<figures>\d{{1,4}})?[^)]{{0,14}}\)\s*)?{_HOMES}"
)
_VALUE = re.compile(
    rf"^[\s:.\-–=_]*(?P<count>[0-9OolI]{{1,4}}|neant|aucun|{_WORD}(?:[ -](?:et[ -])?{_WORD})*)"
    r"\b(?!\s*m\b|\s*m2|\s?[,.]?\d|/)"
)


def read_dwellings(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """The number on its label, else counted in the text of the works, else in the articles."""
    if facts.act_type is None:
        return {}
    for hit in act.labelled(Label.DWELLINGS):
        match = _VALUE.match(act.folded[hit.end : min(hit.value_end, hit.end + 40)])
        if match:
            value = _number(match.group("count"))
            if value is not None:
                end = hit.end + match.end()
                return {
                    "dwellings_created": fact_at(act, value, hit.end + match.start("count"), end)
                }
    return _counted(act, facts)


def _number(printed: str) -> int | None:
    if printed in ("neant", "aucun"):
        return 0
    if printed[0].isalpha() and len(printed) > 1:
        return _in_figures(printed)
    digits = as_digits(printed)
    return int(digits) if digits.isdigit() else None


def _in_figures(words: str) -> int | None:
    """« cent vingt-quatre », « quatre-vingts »; None for what is no number."""
    total = 0
    for word in re.split(r"[ -]+", words):
        if word.startswith("cent"):
            total = max(total, 1) * 100
        elif word in ("vingt", "vingts") and total % 100 == _WORDS["quatre"]:
            total += 76
        elif word in _WORDS:
            total += _WORDS[word]
        elif word != "et":
            return None
    return total or None


def _counted(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    kinds = said(facts.works_kinds) or ()
    span = works_span(act)
    if span is None or WorksKind.NEW_DWELLING not in kinds:
        return _in_articles(act)
    total, first, last = 0, -1, -1
    for match in _COUNTED.finditer(act.folded, *span):
        counted = _number(match.group("figures") or match.group("count")) or 0
        total = max(total, counted)
        first = match.start() if first == -1 else first
        last = match.end()
    if total:
        sure = 0.95 if total > 1 else 0.85
        return {"dwellings_created": fact_at(act, total, first, last, sure=sure)}
    return _in_articles(act)


def _in_articles(act: ActText) -> Mapping[str, Fact[Any]]:
    created = re.compile(
        rf"(?:creation d[e']|creant|comportant|comprenant|"
        rf"nombre de logements? :?)\s*{_COUNT}\s*{_HOMES}"
    )
    for start, end in act.spans(Part.HEADER, Part.VISAS, Part.OPERATIVE):
        match = created.search(act.folded, start, end)
        if match and (value := _number(match.group("count"))):
            return {"dwellings_created": fact_at(act, value, match.start(), match.end(), sure=0.8)}
    return {}
