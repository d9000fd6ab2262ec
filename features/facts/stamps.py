"""What the préfecture's and @CTES' stamps say, on the act or on its receipt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from features.facts.act_text import ActText
from features.facts.dates import DateHit, find_dates
from features.facts.found import fact_at
from vigie.domain.fact import Fact, Facts

_ID = re.compile(
    r"(?<![\w-])(\d[\da-bo]{1,2})\s?-\s?(\d{9})\s?-\s?((?:19|"
    r"20)\d{6})\s?-\s?([a-z0-9_][a-z0-9_\-]{0,24}?)\s?-\s?([a-z]{2})(?![a-z0-9-])"
)
_RECEIVED = re.compile(
    r"(?:recue?\s+(?:en|a la|par la)\s+(?:sous-\s?)?prefecture(?: [a-z' -]{0,40})?\s*(?:le)?"
    r"|date de reception(?: (?:en|par la|de la|a la))? (?:sous-\s?)?prefecture|"
    r"reception (?:en )?prefecture(?: le)?"
    r"|recu(?: le|e le)? [^\n]{0,10}prefecture(?: de l'herault)?(?: le)?|"
    r"date de (?:l'accuse de )?reception(?: de l'a(?:cte|ccuse de reception))?"
    r"|prefecture (?:de l'|de la |du |des |de )?[a-z-]{2,30}\s+(?:recu|arrive)e?\s+le|"
    r"accuse de reception[^\n]{0,40}\ble)\s*:?\s*$"
)
_STAMP = re.compile(r"\b(?:recue?|arrivee?)\b(?!\s+(?:par|de|du|notification|delegation))")
_STAMP_WORDS = re.compile(
    r"\b(?:recue?|arrivee?|sous|prefecture|d[eu]|des|le|la|l'|courrier|herault|ddtm|bureau)\b|[*|]"
)
_NOT_STAMP = re.compile(
    r"\bvu\b|considerant|demande de permis|deposee?|delai|notifi|dossier recu|en mairie"
)


def read_stamps(act: ActText, _facts: Facts) -> Mapping[str, Fact[Any]]:
    """Identifier of the transmission and date of reception by the préfecture."""
    return _received(act, act.dates) | _identifier(act)


def id_hit(act: ActText) -> re.Match[str] | None:
    """The @CTES identifier on the act."""
    return _ID.search(act.folded)


def _identifier(act: ActText) -> dict[str, Fact[Any]]:
    match = _ID.search(act.folded)
    if match is None:
        return {}
    printed = act.text.string[match.start() : match.end()]
    return {"actes_id": fact_at(act, "".join(printed.split()), match.start(), match.end())}


def _received(act: ActText, dates: Iterable[DateHit]) -> dict[str, Fact[Any]]:
    for date in dates:
        before = act.folded[max(date.start - 90, 0) : date.start].replace("\n", " ")
        if _RECEIVED.search(before):
            return {
                "received_on": fact_at(
                    act, date.value, date.start, date.end, repaired=date.repaired
                )
            }
    return _stamped(act)


def _stamped(act: ActText) -> dict[str, Fact[Any]]:
    """A rubber stamp: « REÇU », « PRÉFECTURE DE … » and a date in any order, lines entangled."""
    for match in _STAMP.finditer(act.folded):
        start, end = max(match.start() - 70, 0), match.end() + 70
        if "prefecture" not in act.folded[start:end]:
            continue
        sides = ((match.end(), match.end() + 55), (max(match.start() - 45, 0), match.start()))
        for first, last in sides:
            near = act.folded[first:last]
            hits = find_dates(_STAMP_WORDS.sub(" ", near))
            if hits and not _NOT_STAMP.search(near[: hits[0].start]):
                digits = [m.start() for m in re.finditer(r"\d", near)]
                span = first + digits[0], first + digits[-1] + 1
                return {"received_on": fact_at(act, hits[0].value, *span, sure=0.85)}
    return {}
