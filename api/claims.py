"""Who has which act: kept in the store, so that every process of the service sees the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from api.desk import Claim, Taken
from vigie.store import Store, settings

NAME = "claims"
HOLDS = dt.timedelta(hours=10)  # a working day: an act taken and forgotten is free the next


def listed(store: Store) -> Mapping[str, Claim]:
    """Claims that still hold, by act."""
    now = dt.datetime.now(dt.UTC)
    rows: dict[str, dict[str, Any]] = settings.get(store, NAME) or {}
    found = {act_id: _claim(act_id, row) for act_id, row in rows.items()}
    return {act_id: claim for act_id, claim in found.items() if now - claim.at < HOLDS}


def take(store: Store, claim: Claim, *, force: bool) -> None:
    """Take an act.

    Raises:
        Taken: somebody else has it, and ``force`` is not given.
    """
    with store.transaction() as bound:
        held = dict(listed(bound))
        other = held.get(claim.act_id)
        if other is not None and other.by != claim.by and not force:
            raise Taken(other)
        _save(bound, held | {claim.act_id: claim})


def leave(store: Store, act_id: str, by: str) -> None:
    """Give back an act that one had taken; that of another is left to them."""
    with store.transaction() as bound:
        held = dict(listed(bound))
        if act_id in held and held[act_id].by == by:
            del held[act_id]
            _save(bound, held)


def _claim(act_id: str, row: Mapping[str, Any]) -> Claim:
    return Claim(act_id, row["by"], row["name"], dt.datetime.fromisoformat(row["at"]))


def _save(store: Store, held: Mapping[str, Claim]) -> None:
    rows = {
        act_id: {"by": claim.by, "name": claim.name, "at": claim.at.isoformat()}
        for act_id, claim in held.items()
    }
    settings.save(store, NAME, rows)
