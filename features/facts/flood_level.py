"""The flood level that the act sets, in metres NGF."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from features.facts.act_text import ActText
from features.facts.found import fact_at
from features.facts.sections import Part
from features.facts.surfaces import area_value
from vigie.domain.fact import Fact, Facts

_NGF = r"n\.?\s?g\.?\s?f\b\.?"
_LEVELS = (
    re.compile(r"\bp\.?h\.?e\.?\)?\s*(?:est\s+|etant\s+)?(?:de|a|:|=|fixee? a|\()?\s*\+?\s*(?P<level>\d{1,4}\s?(?:[,.]\s?\d{1,2}|m\s?\d{2}))\s*m?(?:etres?)?\.?\s*" + _NGF),  # noqa: E501
    re.compile(r"(?P<level>\d{1,4}\s?(?:[,.]\s?\d{1,2}|m\s?\d{2})|\d{1,3}(?=\s*m))\s*m?(?:etres?)?\.?\s*(?:i\.?g\.?n\.?\s*69\s*)?" + _NGF),  # noqa: E501
    re.compile(_NGF + r"\s*(?:de|:|=|a|fixee? a)?\s*\+?\s*(?P<level>\d{1,4}\s?[,.]\s?\d{1,2})"),
)  # fmt: skip


def read_flood_level(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """The level given for the highest waters, else the first level given, articles first."""
    if facts.act_type is None:
        return {}
    for part in (Part.OPERATIVE, Part.REASONS, Part.VISAS, Part.HEADER):
        for pattern in _LEVELS:
            for start, end in act.spans(part):
                match = pattern.search(act.folded, start, end)
                value = area_value(match.group("level").replace("m", ",")) if match else None
                if match and value is not None:
                    return {"flood_level_ngf": fact_at(act, value, *match.span(), sure=0.95)}
    return {}
