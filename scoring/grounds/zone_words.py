"""Zones met, in the words of a reason: by their code and plan, or by their name."""

from __future__ import annotations

import re
from collections.abc import Callable

from scoring.grounds.case import Case
from scoring.grounds.land import TOUCHES
from vigie.domain.place import Subject, ZoneHit

_CODED = frozenset(
    {Subject.FLOOD_PLAN, Subject.FIRE_PLAN, Subject.OTHER_PLAN, Subject.HAZARD, Subject.PLU}
)
_PLAN_NOUN = re.compile(r"(?:ppr|plan\b|plu|pss|pos\b)", re.IGNORECASE)


def spell(case: Case, subject: Subject, wanted: Callable[[ZoneHit], bool] = lambda _: True) -> str:
    """The zones met in words: « zone R du PPRI de la Mosson sur 82 % du terrain ».

    Two at most, the largest shares; what is only touched is left out beside what is met.
    """
    hits = [hit for hit in case.place.hits(subject) if wanted(hit)]
    first = [hit for hit in hits if hit.share >= TOUCHES][:2] or hits[:1]
    if len(first) == 2 and all(_is_coded(hit) for hit in first) and len(_plans(first)) == 1:
        shares = " et ".join(f"{_code(hit)} ({_part(hit.share)})" for hit in first)
        return f"zones {shares}{_of_plan(first[0])}"
    parts = [f"{_of_zone(hit)} sur {_part(hit.share)}" for hit in first]
    return " et ".join(parts) or "zone citée par l'acte"


def _is_coded(hit: ZoneHit) -> bool:
    return hit.subject in _CODED


def _plans(hits: list[ZoneHit]) -> set[str | None]:
    return {hit.plan for hit in hits}


def _code(hit: ZoneHit) -> str:
    return hit.code or hit.label or "?"


def spelt(case: Case, subject: Subject) -> str:
    """The zones met, to begin a sentence."""
    said = spell(case, subject)
    return said[:1].upper() + said[1:]


def _of_zone(hit: ZoneHit) -> str:
    """A zone by its code and plan where codes are what plans print, else by its name."""
    if _is_coded(hit):
        return f"zone {_code(hit)}{_of_plan(hit)}"
    if hit.label is None:
        return f"périmètre {hit.code or 'sans nom'}"
    return f"« {hit.label} »" + (f" ({hit.code})" if hit.code else "")


def _of_plan(hit: ZoneHit) -> str:
    """The plan of a zone: by its name where a layer has one, by its code else."""
    if hit.subject is Subject.PLU:
        return " du document d'urbanisme"
    if hit.plan is None:
        return ""
    if hit.plan_name is None:
        return f" du plan {hit.plan}"
    named_so = "du " if _PLAN_NOUN.match(hit.plan_name) else "du plan « "
    return f" {named_so}{hit.plan_name}{' »' if '«' in named_so else ''}"


def _part(share: float) -> str:
    if share < 0.01:
        return "moins de 1 % du terrain"
    return "tout le terrain" if share >= 0.995 else f"{share:.0%} du terrain".replace("%", " %")
