"""The identity of an act: what it says of itself, so that the order of arrival plays no part."""

from __future__ import annotations

import json
from hashlib import sha256

from vigie.domain.fact import Facts, Stage, said

_LENGTH = 20  # hexadecimal digits: 80 bits, no collision in any département's lifetime


def act_id(facts: Facts, *, document: str, ordinal: int) -> str:
    """Identity of an act: its number, stage and date, else the document that holds it.

    The same act sent again as another file has the same identity; its withdrawal has another.
    """
    number = said(facts.dossier_number)
    if number is None:
        return _hash("document", document, ordinal)
    stage = said(facts.stage) or Stage.INITIAL
    day = said(facts.decided_on) or said(facts.tacit_on)
    return _hash("dossier", number, stage.value, day.isoformat() if day else None)


def base_number(number: str) -> str:
    """The number of the dossier without the suffix of a modificatif or a transfer."""
    head, _, tail = number.rpartition(" ")
    return head if tail[:1] in ("M", "T") and tail[1:].isdigit() else number


def _hash(*parts: str | int | None) -> str:
    return sha256(json.dumps(parts).encode()).hexdigest()[:_LENGTH]
