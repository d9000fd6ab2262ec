"""Checks of facts against each other: a value that fails one is kept, with the doubt said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from features.facts.act_text import ActText
from vigie.domain.fact import Fact, Facts

DOUBTED = 0.7  # share of confidence that is left to a value that fails a check
_ORDER = (
    ("filed_on", "completed_on", "complétude antérieure au dépôt"),
    ("filed_on", "decided_on", "décision antérieure au dépôt"),
    ("filed_on", "tacit_on", "décision tacite antérieure au dépôt"),
    ("decided_on", "received_on", "réception en préfecture antérieure à la décision"),
)


def read_doubts(_act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """Facts whose dates are out of order, or whose number is not of the year of filing."""
    found: dict[str, Fact[Any]] = {}
    for earlier, later, doubt in _ORDER:
        first, second = getattr(facts, earlier), getattr(facts, later)
        if first is not None and second is not None and second.value < first.value:
            found[later] = doubted(second, doubt)
    filed, number = facts.filed_on, facts.dossier_number
    if filed is not None and number is not None:
        year = int(number.value.split()[2])
        suffixed = len(number.value.split()) > 4
        if filed.value.year % 100 != year and not suffixed and _is_own(facts):
            doubt = f"déposé en {filed.value.year}, numéro de l'année 20{year:02d}"
            found["filed_on"] = doubted(filed, doubt)
    return found


def _is_own(facts: Facts) -> bool:
    """Whether the filing date is that of the number: not so of what comes later in its life."""
    return facts.stage is None or facts.stage.value == "initial"


def doubted(fact: Fact[Any], doubt: str) -> Fact[Any]:
    """The same value, less sure, with the doubt."""
    return replace(fact, doubt=doubt, confidence=round(fact.confidence * DOUBTED, 4))
