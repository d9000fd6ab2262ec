"""A finding: what one ground says of one act, in words a jurist would write."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vigie.domain.evidence import Evidence


class Theme(StrEnum):
    """Legal themes, as the contract names them."""

    FLOOD = "flood"
    FIRE = "fire"
    LITTORAL = "littoral"
    MONTAGNE = "montagne"
    ENVIRONMENT = "environment"
    FARM_NATURAL = "farm_natural"
    PLU = "plu"
    CONSULTATION = "consultation"
    HERITAGE = "heritage"
    COMPETENCE = "competence"
    FORM = "form"
    PROCEDURE = "procedure"
    TRANSMISSION = "transmission"
    CONSISTENCY = "consistency"


class Verdict(StrEnum):
    """What a ground concludes."""

    BREACH = "breach"
    DOUBT = "doubt"
    UNKNOWN = "unknown"  # something that decides could not be read or placed
    CLEAR = "clear"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Finding:
    """``because`` is one French sentence; ``clears`` says what would clear it.

    ``unread`` names in French what decides and could not be read or placed; empty when all was.
    """

    ground: str
    theme: Theme
    verdict: Verdict
    strength: int  # 1 formal or curable, 2 needs the file, 3 often enough alone
    because: str
    article: str
    clears: str
    evidence: tuple[Evidence, ...] = ()
    unread: tuple[str, ...] = ()
