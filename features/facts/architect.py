"""Whether the act names the architect of the project (L431-1, R431-2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from features.facts.act_text import ActText
from features.facts.found import fact_at
from features.facts.labels import Label
from features.facts.sections import Part
from features.facts.values import value_span
from vigie.domain.fact import Fact, Facts

_WITHOUT = re.compile(
    r"(?:sans|absence d'|dispense[es]*|dispense d[eu]|n'est pas tenu[es]*|n'a pas ete (?:etabli|"
    r"signe)[es]*|non soumis|pas de recours|n'a pas fait appel)[^.;]{0,60}architecte"
)
_NAMED = re.compile(
    r"(?:etabli|dresse|elabore|concu|realise|signe|presente|depose|"
    r"represente)[es]*\s+par\s+[^.;]{2,70}architecte"
    r"|\barchitectes?\s*:\s*(?!neant|aucun|non|sans|/|-)\s*[a-z]{3}|"
    r",\s*architectes?\s+(?:d\.?\s?p\.?\s?l\.?\s?g|d\.?e\.?s\.?a|h\.?m\.?o\.?n\.?p|de|du|d\.e)?"
    r"|\b(?:cabinet|agence|atelier)\s+d'architect|architectes?\s+d\.?\s?p\.?\s?l\.?\s?g|"
    r"architectes?\s*,?\s+(?:m\.|mme|monsieur|madame)\s"
)
_OTHERS = re.compile(r"architectes?\s+des\s+batiments|architecte[- ]conseil")
_NONE = re.compile(r"^(?:neant|aucun|non|sans|/|-|n\.?c|sans objet)\b")


def read_architect(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """True when named, False when the act says that there is none; not known otherwise."""
    if facts.act_type is None:
        return {}
    for hit in act.labelled(Label.ARCHITECT):
        span = value_span(act, hit, lines=1)
        if span is not None:
            named = not _NONE.match(act.folded[span[0] : span[1]])
            return {"architect_named": fact_at(act, named, hit.start, span[1], sure=0.95)}
    for start, end in act.spans(Part.HEADER, Part.VISAS, Part.REASONS, Part.OPERATIVE):
        for value, pattern in ((False, _WITHOUT), (True, _NAMED)):
            for match in pattern.finditer(act.folded, start, end):
                around = act.folded[match.start() : match.end() + 30]
                if not _OTHERS.search(around):
                    return {"architect_named": fact_at(act, value, *match.span(), sure=0.9)}
    return {}
