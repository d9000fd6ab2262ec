"""From the words of works to their kinds: what is done decides what the object counts for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from features.facts.works_lexicon import ACTIONS, Word
from vigie.domain.fact import WorksKind

_ALONE: dict[Word, WorksKind] = {
    Word.POOL: WorksKind.POOL,
    Word.FENCE: WorksKind.FENCE,
    Word.SOLAR: WorksKind.PHOTOVOLTAIC,
    Word.LOTS: WorksKind.SUBDIVISION,
    Word.CAMPING: WorksKind.CAMPING,
    Word.EARTH: WorksKind.EARTHWORKS,
    Word.FACADE: WorksKind.FACADE,
    Word.BASEMENT: WorksKind.BASEMENT,
    Word.ANNEXE: WorksKind.ANNEXE,
    Word.FARM: WorksKind.FARM_BUILDING,
}
_NEW: dict[Word, WorksKind] = {
    Word.DWELLING: WorksKind.NEW_DWELLING,
    Word.BUILDING: WorksKind.NEW_BUILDING,
}
_OWN: dict[Word, WorksKind] = {
    Word.EXTEND: WorksKind.EXTENSION,
    Word.RAISE: WorksKind.RAISING,
    Word.CHANGE: WorksKind.CHANGE_OF_USE,
    Word.DEMOLISH: WorksKind.DEMOLITION,
    Word.DIVIDE: WorksKind.SUBDIVISION,
}
# An action that only touches the object as it stands: the object itself is not new.
_TOUCHES = frozenset({Word.EXTEND, Word.RAISE, Word.DEMOLISH, Word.RENEW, Word.DIVIDE})
_INTO = re.compile(
    r"\b(?:en|vers|a usage d[e']|a destination d[e'])\s*(?:un[e]?s?\s+|des\s+|deux\s+|trois\s+|"
    r"quatre\s+|\d+\s+)*$"
)
_OF = re.compile(
    r"\b(?:d'|de l[a']? ?|de|du|des|a|sur|dans|contre|attenante? a|existante?s?|"
    r"existants?)\s*(?:une?\s+|l[ae']\s?|la\s+|l'|cette\s+|\d+\s+)*$"
)
# « adosser une véranda à sa maison »: it stands already.
_OWNED = re.compile(
    r"(?<!construire )(?<!edifier )(?<!batir )\b(?:sa|son|ses|leurs?|votre|cette|cet|ladite)\s*$"
)
_EXISTING = re.compile(r"^\s*(?:\w+\s+){0,2}existant|^\s*(?:deja|actuel)")
_MADE_OF = re.compile(
    r"\b(?:immeubles?|batiments?|residences?)\s+(?:collectifs?\s+)?(?:de|a usage d[e']|comprenant|"
    r"pour)\s*(?:\w+\s+)?$"
)
_WITHIN = re.compile(r"\bdans\s+(?:une?|l[ae']|les?|des)\s*(?:ancien(?:ne)?s?\s+)?$")
_LINKED = re.compile(
    r"\b(?:avec|et|ainsi que|comprenant|\+|,|y compris)\s*(?:la\s+|le\s+|les\s+)?(?:une?\s+|"
    r"des?\s+|d'une?\s+|\d+\s+|deux\s+)*$"
)
_ON = re.compile(
    r"\b(?:sur|dans|pour|de|d'|du|a|au|attenant a|accole a|contre)\s*(?:une?\s+|l[ae]\s+|l'|la\s+|"
    r"des\s+|les\s+)?$"
)


# What is kept, worked or bred in a building that only farming has a use for.
_FARMING = re.compile(
    r"\b(?:agricoles?|viticoles?|vinicoles?|oleicoles?|maraicher\w*|horticoles?|apicoles?|"
    r"arboricoles?|"
    r"ovins?|bovins?|caprins?|equins?|porcins?|avicoles?|ostreicoles?|conchylicoles?|fourrages?|"
    r"foin|"
    r"recoltes?|vendanges?|vinification|cuverie|elevage|troupeau|tracteurs?|betail|brebis|chevres|"
    r"exploitation agricole|agriculteur|exploitants?|semences|phytosanitaires?)\b"
)


def _farms(folded: str, end: int) -> bool:
    """Whether a building is told to serve a farm, in the words that go with it."""
    around = re.split(r"\b(?:et|avec|ainsi)\b", folded[end : end + 90])[0]
    return bool(_FARMING.search(around))


# « réhabilitation d'une grange en gîte »: a renewal that makes another thing of it.
_MADE_INTO = re.compile(
    r"\b(?:rehabilitation|renovation|amenagement|reamenagement|restauration|reconversion)\b"
    r"[^,;]{3,70}\ben\s+(?:une?\s+|des\s+|\w+\s+)?$"
)


def settle(folded: str, hits: Iterable[tuple[str, int, int]]) -> list[WorksKind]:
    """Kinds of works named, in the order of the contract; hits are words with their spans."""
    found: set[WorksKind] = set()
    actions: set[Word] = set()
    met_object = False
    built = 0
    last = 0
    for meaning, start, end in hits:
        word = Word(meaning)
        if "|" in folded[last:start]:  # options ticked one by one say nothing of each other
            actions, met_object = set(), False
        last = end
        if word is Word.NOTHING:
            continue
        if word in ACTIONS:
            if word in _OWN:
                found.add(_OWN[word])
            actions = {word} if met_object else actions | {word}
            met_object = False
            continue
        if not actions & {Word.CHANGE, Word.BUILD} and _MADE_INTO.search(folded[:start]):
            actions = {Word.CHANGE}
            found.add(WorksKind.CHANGE_OF_USE)
        kinds = _object(folded, word, start, end, actions, first=not met_object, built=built)
        found |= kinds
        built += len(
            kinds & {WorksKind.NEW_DWELLING, WorksKind.NEW_BUILDING, WorksKind.FARM_BUILDING}
        )
        met_object = True
    return [kind for kind in WorksKind if kind in found]


def _object(  # noqa: C901, PLR0911, PLR0913 - a table of cases, first match wins
    folded: str, word: Word, start: int, end: int, actions: set[Word], *, first: bool, built: int
) -> set[WorksKind]:  # fmt: skip
    """Kinds that an object counts for, under the actions that govern it."""
    before = folded[:start]
    if _EXISTING.match(folded[end : end + 40]) and word not in (Word.LOTS, Word.EARTH):
        return set()
    if word in (*_NEW, Word.FARM, Word.ANNEXE) and not first and _WITHIN.search(before):
        return {WorksKind.CHANGE_OF_USE}
    if re.search(r"\bancien(?:ne)?s?\s*$", before) or (word in _NEW and _OWNED.search(before)):
        return set()
    if Word.CHANGE in actions:
        return _changed(word, before, first=first)
    if actions and actions <= _TOUCHES and first:
        return _touched(word, actions)
    if word is Word.BUILDING and _farms(folded, end):
        word = Word.FARM
    if word in _NEW:
        governed = Word.BUILD in actions or not actions
        if (
            word is Word.DWELLING
            and governed
            and re.match(r"(?:immeuble|batiment|residence|collectif)", folded[start:end])
        ):
            return {WorksKind.NEW_DWELLING, WorksKind.NEW_BUILDING}
        if word is Word.DWELLING and governed and _MADE_OF.search(before):
            return {WorksKind.NEW_DWELLING}
        hosting = not first and bool(_ON.search(before)) and not _LINKED.search(before)
        return (
            {_NEW[word]}
            if governed and not hosting and not (word is Word.BUILDING and built)
            else set()
        )
    if word in _ALONE:
        return set() if not first and actions == {Word.DEMOLISH} else {_ALONE[word]}
    return set()


def _changed(word: Word, before: str, *, first: bool) -> set[WorksKind]:
    """Of a change of use, only what it becomes is new."""
    if _INTO.search(before) and word is Word.DWELLING:
        return {WorksKind.NEW_DWELLING}
    if not first and word in _ALONE and _LINKED.search(before):
        return {_ALONE[word]}
    return set()


def _touched(word: Word, actions: set[Word]) -> set[WorksKind]:
    if actions & {Word.DEMOLISH, Word.DIVIDE}:
        return {WorksKind.SUBDIVISION} if word is Word.LOTS else set()
    if Word.RENEW in actions and word in (
        Word.FACADE,
        Word.FENCE,
        Word.SOLAR,
        Word.POOL,
        Word.BASEMENT,
    ):
        return {_ALONE[word]}
    kept = (Word.BASEMENT, Word.SOLAR, Word.CAMPING, Word.FARM, Word.LOTS)
    return {_ALONE[word]} if word in kept else set()
