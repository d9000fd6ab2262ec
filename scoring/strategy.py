"""The local strategy as JSON and back; what may be in it is checked here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from scoring.steering import HIGHEST, LOWEST, NEUTRAL, Quota, Steering
from vigie.domain.fact import ActType
from vigie.domain.finding import Theme
from vigie.errors import UserError
from vigie.store import Store, strategies

KINDS = ("theme", "commune", "type")


def to_json(steering: Steering) -> dict[str, Any]:
    """Weights by code, and quotas."""
    return {
        "themes": {theme.value: weight for theme, weight in steering.themes},
        "territories": dict(steering.territories),
        "types": {kind.value: weight for kind, weight in steering.types},
        "quotas": [
            {"kind": q.kind, "key": q.key, "least": q.least, "most": q.most}
            for q in steering.quotas
        ],
    }


def from_json(
    body: Mapping[str, Any],
    *,
    version: str = "essai",
    since: date | None = None,
    author: str | None = None,
) -> Steering:
    """The strategy that a JSON says; weights of 1 are left out.

    Raises:
        UserError: an unknown code, or a weight out of bounds.
    """
    return Steering(
        version=version,
        since=since,
        author=author,
        themes=tuple(
            (t, w) for code, w in _weights(body, "themes") if (t := _theme(code)) and w != 1
        ),
        territories=tuple((code, w) for code, w in _weights(body, "territories") if w != 1),
        types=tuple((k, w) for code, w in _weights(body, "types") if (k := _type(code)) and w != 1),
        quotas=tuple(_quota(one) for one in body.get("quotas", ())),
    )


def _weights(body: Mapping[str, Any], part: str) -> list[tuple[str, float]]:
    found = []
    for code, given in sorted(body.get(part, {}).items()):
        weight = float(given)
        if not LOWEST <= weight <= HIGHEST:
            raise UserError(
                f"Stratégie : le poids {weight:g} de « {code} » sort de [{LOWEST:g} ; {HIGHEST:g}]."
            )
        found.append((code, weight))
    return found


def _quota(given: Mapping[str, Any]) -> Quota:
    kind, key = str(given.get("kind")), str(given.get("key"))
    if kind not in KINDS:
        raise UserError(f"Stratégie : un quota porte sur {', '.join(KINDS)}, non sur « {kind} ».")
    if kind == "theme":
        _theme(key)
    if kind == "type":
        _type(key)
    least, most = (None if given.get(k) is None else int(given[k]) for k in ("least", "most"))
    if least is not None and most is not None and least > most:
        raise UserError(
            f"Stratégie : pour « {key} », le plancher {least} dépasse le plafond {most}."
        )
    if min(least or 0, most or 0) < 0:
        raise UserError(f"Stratégie : pour « {key} », un quota n'est pas négatif.")
    return Quota(kind, key, least, most)


def _theme(code: str) -> Theme:
    if code not in set(Theme):
        raise UserError(f"Stratégie : « {code} » n'est pas un thème.")
    return Theme(code)


def _type(code: str) -> ActType:
    if code not in set(ActType):
        raise UserError(f"Stratégie : « {code} » n'est pas un type d'acte.")
    return ActType(code)


def in_force(store: Store) -> Steering:
    """The last strategy set; neutral while nobody set one."""
    kept = strategies.last(store)
    if kept is None:
        return NEUTRAL
    return from_json(
        kept.body, version=f"stratégie {kept.version}", since=kept.since, author=kept.author
    )
