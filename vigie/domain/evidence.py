"""What a fact or a finding rests on: a place on a page, a zone on the map, another source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from vigie.domain.page import Box

# How the national portal of planning names a document: « 34150_PLU_20110712 » (CNIG standard).
_TOWN_PLAN = re.compile(
    r"\d{5,9}_(PLUI?|POS|CC|PSMV)_(\d{4})(\d{2})(\d{2})(?:_\w+)?", re.IGNORECASE
)
_KINDS = {"PLUI": "PLUi", "PLUi": "PLUi", "CC": "carte communale"}


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """Words on a page. ``document`` is the sha256 of the document, None inside a reading.

    ``follows`` is True where a passage goes on from the piece before, on its next line.
    """

    page: int
    box: Box
    text: str
    document: str | None = None
    follows: bool = False


@dataclass(frozen=True, slots=True)
class ZoneEvidence:
    """A zone of a layer as it stood on ``as_of``; ``share`` of the parcels' area, from 0 to 1."""

    layer: str
    plan: str | None
    code: str | None
    share: float | None
    as_of: date | None
    plan_name: str | None = None  # in words, when a layer or a register tells it

    @property
    def plan_words(self) -> str | None:
        """The plan as a reader knows it: « PPRI de la Mosson »."""
        return named_plan(self.plan_name, self.plan)


@dataclass(frozen=True, slots=True)
class SourceEvidence:
    """Something said by a source that is neither the act nor a layer (sheet, register, letter)."""

    source: str
    text: str


def named_plan(name: str | None, code: str | None) -> str | None:
    """A plan by its name; a town plan by its kind and day; else by its code, None without any."""
    found = _TOWN_PLAN.fullmatch(code) if code and not name else None
    if found is None:
        return name or code
    return f"{_KINDS.get(found[1], found[1])} du {found[4]}/{found[3]}/{found[2]}"


Evidence = PageEvidence | ZoneEvidence | SourceEvidence
