"""The register of communes: what is known of each beside its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from vigie.domain.dossier import Commune
from vigie.store import settings
from vigie.store.engine import Store

_NAME = "communes"


def save(store: Store, communes: Iterable[Commune]) -> None:
    """Keep communes; each takes the place of what was known of it."""
    kept = {**_kept(store), **{one.insee: asdict(one) for one in communes}}
    settings.save(store, _NAME, [kept[insee] for insee in sorted(kept)])


def listed(store: Store) -> tuple[Commune, ...]:
    """Every commune of the register, by INSEE code."""
    return tuple(Commune(**one) for one in _kept(store).values())


def _kept(store: Store) -> dict[str, dict[str, Any]]:
    return {one["insee"]: one for one in settings.get(store, _NAME) or []}
