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


@dataclass(frozen=True, slots=True)
class SourceEvidence:
    """Something said by a source that is neither the act nor a layer (sheet, register, letter)."""

    source: str
    text: str


Evidence = PageEvidence | ZoneEvidence | SourceEvidence
