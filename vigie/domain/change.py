"""What a layer or a rule that changed does to the findings of an act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from vigie.domain.finding import Verdict


@dataclass(frozen=True, slots=True)
class FindingChange:
    """One finding that appears, goes or changes.

    ``before`` and ``after`` are None when nothing is said; ``because`` is the sentence of the
    finding as it is now, or as it was when it goes; ``why`` names the layer or the rule.
    """

    ground: str
    strength: int
    before: Verdict | None
    after: Verdict | None
    because: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActChange:
    """The findings of one act that change. ``at`` is None until the change is applied."""

    act_id: str
    dossier_number: str | None
    commune_insee: str | None
    defere_on: date | None
    changes: tuple[FindingChange, ...]
    at: datetime | None = None
