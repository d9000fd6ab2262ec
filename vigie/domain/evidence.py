"""What a fact or a finding rests on: a place on a page, a zone on the map, another source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vigie.domain.page import Box


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """Words on a page. ``document`` is the sha256 of the document, None inside a reading."""

    page: int
    box: Box
    text: str
    document: str | None = None


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
        """The plan as a reader knows it: « PPRI de la Mosson (34DDTM…) », else its code."""
        return named_plan(self.plan_name, self.plan)


@dataclass(frozen=True, slots=True)
class SourceEvidence:
    """Something said by a source that is neither the act nor a layer (sheet, register, letter)."""

    source: str
    text: str


def named_plan(name: str | None, code: str | None) -> str | None:
    """A plan by its name with its code, by the one of them that is known, None without any."""
    return f"{name} ({code})" if name and code else name or code


Evidence = PageEvidence | ZoneEvidence | SourceEvidence
