"""Zones that an act names only to say that the land lies outside them."""

from __future__ import annotations

import re

SENTENCE = re.compile(r";|\.\s|(?:\n|,)[\s–•*-]*(?:vu|considerant)\b")
_ZONE_WORDS = re.compile(r"\b(?:zones?|secteurs?)\b[^.;,]{0,25}$")
# What tells that the land lies outside a zone, or another land inside it.
_DENIED = re.compile(
    r"(?:\b(?:pas|non|point|aucunement|nullement)\s+(?:\w+\s+)?"
    r"(?:situe|compris|concerne|inclus|classe|expose|touche|greve|soumis|localise|implante|"
    r"impacte)e?s?\b[^.;]{0,60}|"
    r"\bni\s+(?:en|dans|par|sur|a)\b[^.;]{0,30}|"
    r"\b(?:hors|en dehors|a l'exterieur|a proximite|en limite|au droit|a l'aval|a l'amont)"
    r"(?:\s+immediate)?(?:\s+(?:de|du|des|d'une?|de toute))?(?:\s+(?:la|les|l'une des))?\s*)$"
)
_ELSEWHERE = re.compile(r"^[^.;]{0,40}\bsans\s+(?:\w+\s+){0,2}etre\s+(?:inclus|situe|compris)")


def denied(folded: str, start: int, end: int) -> bool:
    """Whether the words about a zone named at this span say that the land is not in it."""
    before = SENTENCE.split(folded[max(start - 120, 0) : start])[-1].replace("\n", " ")
    after = folded[end : end + 90].replace("\n", " ")
    return bool(_DENIED.search(_ZONE_WORDS.sub("", before)) or _ELSEWHERE.search(after))
