"""In whose name the act is taken (A424-2 a)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from features.facts.act_text import ActText
from features.facts.found import fact_at
from features.facts.sections import Part
from vigie.domain.fact import Authority, Fact, Facts

_NAMED = re.compile(
    r"(?:au\s?nom|pour le compte)\s?de[\s|]*(?:(?P<etat>l\s?[' ]?\s?etat\b|la republique)"
    r"|(?P<epci>la\s*(?:communaute|metropole)|l\s?'\s?(?:e\.?p\.?c\.?i|etablissement public|"
    r"intercommunalite|agglomeration)|montpellier mediterranee)"
    r"|(?P<commune>la\s*(?:commune|ville|municipalite|mairie)\b))"
)
_EPCI_SIGNS = re.compile(
    r"l[ea] president[e]? (?:de|du) [^.\n]{0,60}(?:communaute|metropole|agglomeration)"
)
_PREFECT_SIGNS = re.compile(r"^l[ea] prefete?\b[^.\n]{0,60}$", re.MULTILINE)


def read_authority(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """Said in the head of the act or by who decides; not known otherwise."""
    if facts.act_type is None:
        return {}
    for parts in ((Part.HEADER,), (Part.OPERATIVE, Part.SIGNATURE, Part.VISAS), (Part.REASONS,)):
        for start, end in act.spans(*parts):
            match = _NAMED.search(act.folded, start, end)
            if match:
                value = Authority(match.lastgroup or "commune")
                return {"in_the_name_of": fact_at(act, value, match.start(), match.end())}
    return _implied(act)


def _implied(act: ActText) -> Mapping[str, Fact[Any]]:
    """A préfet acts for the State; a president of a communauté for it."""
    for value, pattern in ((Authority.EPCI, _EPCI_SIGNS), (Authority.ETAT, _PREFECT_SIGNS)):
        for start, end in act.spans(Part.HEADER, Part.SIGNATURE, Part.OPERATIVE):
            match = pattern.search(act.folded, start, end)
            if match:
                return {
                    "in_the_name_of": fact_at(act, value, match.start(), match.end(), sure=0.75)
                }
    return {}
