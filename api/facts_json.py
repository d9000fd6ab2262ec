"""Facts from the JSON of the contract, given plain or as ``{"value": …}``."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from api import wording
from vigie.domain.evidence import PageEvidence
from vigie.domain.fact import FACT_NAMES, Fact, Facts
from vigie.domain.page import Box
from vigie.errors import UserError

WRAPPERS = ("facts", "document", "text")


class BadFact(UserError):  # noqa: N818 - the word that the reader meets
    """A fact given is not of the type of its name."""


def facts_of(body: Mapping[str, Any]) -> tuple[Facts, tuple[str, ...]]:
    """Facts of a body, and the names in it that no fact bears.

    Raises:
        BadFact: a value is not of the type that its name asks.
    """
    given = body["facts"] if isinstance(body.get("facts"), Mapping) else body
    found = {
        name: fact
        for name in FACT_NAMES
        if name in given and (fact := _fact(name, given[name])) is not None
    }
    strange = tuple(sorted(set(given) - set(FACT_NAMES) - set(WRAPPERS)))
    return Facts(**found), strange


def _fact(name: str, given: Any) -> Fact[Any] | None:
    wrapped = isinstance(given, Mapping) and "value" in given
    value = given["value"] if wrapped else given
    if value is None:
        return None
    read = typed(name, value)
    try:
        confidence = float(given.get("confidence", 1.0)) if wrapped else 1.0
    except (TypeError, ValueError) as error:
        raise BadFact(f"La confiance du fait « {name} » doit être un nombre.") from error
    return Fact(read, min(max(confidence, 0.0), 1.0), _evidence(given) if wrapped else ())


def typed(name: str, value: Any) -> Any:
    """A value of JSON as the type of its fact.

    Raises:
        BadFact: it is of another type.
    """
    try:
        return _adapter(name).validate_python(_loose(value))
    except (ValidationError, TypeError, ValueError) as error:
        raise BadFact(
            f"Le fait « {name} » ({wording.FACTS[name]}) n'a pas la forme attendue : "
            "le donner comme `vigie extract` l'écrit."
        ) from error


def _evidence(given: Mapping[str, Any]) -> tuple[PageEvidence, ...]:
    pieces = given.get("evidence") or ()
    try:
        return tuple(
            PageEvidence(int(p["page"]), Box(*map(float, p["bbox"])), str(p.get("text", "")))
            for p in pieces
        )
    except (KeyError, TypeError, ValueError):
        return ()  # where the value stands is a help for the eye, not for the score


def _loose(value: Any) -> Any:
    """A list of JSON as the tuple of the domain."""
    return tuple(value) if isinstance(value, list) else value


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(type_of(name))


@cache
def type_of(name: str) -> Any:
    """The type of the value of a fact."""
    hint = typing.get_type_hints(Facts)[name]
    optional = [part for part in typing.get_args(hint) if part is not types.NoneType]
    return typing.get_args(optional[0])[0]
