"""Corrections: facts that a reader of the act put right; each stays as a label for the readers."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from vigie.domain.fact import Fact, Facts
from vigie.store import settings
from vigie.store.codec import Codec
from vigie.store.engine import Store

_CODEC = Codec(Facts)


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction as it was made. ``before`` and ``after`` are as the act's JSON writes them."""

    name: str
    before: Any
    after: Any
    by: str
    at: datetime


def save(store: Store, act_id: str, name: str, fact: Fact[Any], *, made: Corrected) -> None:
    """Keep a fact put right and who did it; the last correction of a fact holds."""
    with store.transaction() as bound:
        kept = settings.get(bound, _key(act_id)) or {"log": []}
        facts = replace(of_act(bound, act_id), **{name: fact})
        row = {
            "name": made.name,
            "before": made.before,
            "after": made.after,
            "by": made.by,
            "at": made.at.astimezone(UTC).isoformat(),
        }
        value = {"facts": _packed(facts), "log": [*kept["log"], row]}
        settings.save(bound, _key(act_id), value)


def of_act(store: Store, act_id: str) -> Facts:
    """The facts of an act that were put right; the others are None."""
    kept = settings.get(store, _key(act_id))
    return Facts() if kept is None else _CODEC.decode(base64.b64decode(kept["facts"]))


def history(store: Store, act_id: str) -> tuple[Corrected, ...]:
    """Corrections of an act, oldest first."""
    kept: Mapping[str, Any] = settings.get(store, _key(act_id)) or {"log": []}
    return tuple(
        Corrected(**{**row, "at": datetime.fromisoformat(row["at"])}) for row in kept["log"]
    )


def _packed(facts: Facts) -> str:
    return base64.b64encode(_CODEC.encode(facts)).decode("ascii")


def _key(act_id: str) -> str:
    return f"corrections {act_id}"[:64]
