"""The earlier act that an act withdraws, extends, transfers or modifies, as its text cites it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from features.facts.dates import find_dates
from features.facts.fold import fold
from features.facts.number_forms import DossierNumber, find_numbers, parse_number
from vigie.domain.dossier import BaseCited
from vigie.domain.fact import Facts, Stage, said

REACH = 130  # characters before a date or a number where the act that it is of is named
_OF_AN_ACT = re.compile(
    r"\b(?:arretes?|decisions?|permis|autorisations?|declarations?|certificats?|"
    r"non[- ]opposition)\b[^;]{0,110}$"
)
_TELLS_THE_DAY = re.compile(r"(?:\bdu|\bdate(?: du)?|\ble|,|\(|n\s?°\s?[\w/ .-]{1,24})[\s:]{0,2}$")
_OF_ANOTHER_THING = re.compile(
    r"\b(?:demande|courriers?|lettres?|deposee?s?|presentee?s?|recue?s?|avis|deliberation|"
    r"approuve\w*|revis\w*|plan local|procedure|a compter|prefectoral|delegation|caducite|"
    r"rapport|constat|notifiee?s?|affichee?s?|transmise?s?|declaration d'ouverture|jusqu'au)\b"
    r"[^;]{0,60}$"
)
_CLAUSE = re.compile(r";|\.\s|\bvus?\b|\bconsiderant\b|\barticle (?:\d|1er|premier|unique)")


_BODY = re.compile(r"^\W*(?:vus?|considerant)\b", re.MULTILINE)


def base_cited(text: str, facts: Facts) -> BaseCited | None:
    """The act that a retrait, prorogation, transfer or modificatif bears on; None for others.

    ``text`` may be the masked text. Where only the number of the dossier is printed, it is that of
    the base as well.
    """
    if said(facts.stage) in (None, Stage.INITIAL):
        return None
    folded = fold(text)
    number, day = _number(folded, facts), _day(folded, facts)
    return BaseCited(number, day) if number or day else None


def _number(folded: str, facts: Facts) -> str | None:
    """The number of another dossier of the same type that is told as an act; else its own."""
    own = parse_number(said(facts.dossier_number) or "")
    told = Counter(number.stem for number in _numbers_of_acts(folded))
    others = [stem for stem, _ in told.most_common() if own is None or stem != own.stem]
    if own is None:
        return others[0] if others else None
    alike = (stem for stem in others if stem.startswith(own.letters))
    return next(alike, own.stem) if own.stem not in told else own.stem


def _numbers_of_acts(folded: str) -> Iterator[DossierNumber]:
    """Numbers that visas, reasons and articles tell as those of acts."""
    body = _BODY.search(folded)
    for hit in find_numbers(folded):
        if body and hit.start < body.start():
            continue
        if not hit.repaired and _is_of_an_act(_before(folded, hit.start)):
            yield hit.number


def _day(folded: str, facts: Facts) -> date | None:
    """The day of the act that visas and articles recall: before this act, and told most often."""
    until = said(facts.decided_on)
    told: Counter[date] = Counter()
    for hit in find_dates(folded):
        before = _before(folded, hit.start)
        if not (_is_of_an_act(before) and _TELLS_THE_DAY.search(before)):
            continue
        if until is None or hit.value < until:
            told[hit.value] += 1
    return max(told, key=lambda day: (told[day], day), default=None)


def _before(folded: str, offset: int) -> str:
    """The words of the clause before an offset, on one line."""
    return _CLAUSE.split(folded[max(offset - REACH, 0) : offset])[-1].replace("\n", " ")


def _is_of_an_act(before: str) -> bool:
    return bool(_OF_AN_ACT.search(before)) and not _OF_ANOTHER_THING.search(before)
