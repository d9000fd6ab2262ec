"""The commune: its INSEE code from the dossier number, confirmed by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from features.facts.act_text import ActText
from features.facts.dossier_number import own_hit
from features.facts.found import fact_at
from features.facts.gazetteer import CommuneName, Gazetteer, name_key
from features.facts.labels import Label
from features.facts.sections import Part
from vigie.domain.fact import Fact, Facts

_NAMED = re.compile(
    r"(?:commune|mairie|ville|maire|municipalite|hotel de ville)\s+(?:de\s+la commune\s+)?(?:de|"
    r"d'|du|des|:)\s*"
    r"((?:l[ea]s?\s|l')?[a-z][a-z' -]{1,45})"
)
_CODE = re.compile(r"(?:insee|code commune)\s*:?\s*(?:n\s?°\s?)?(\d[\dab]\d{3})(?!\d)")
_DEPARTEMENT = re.compile(r"\(\s?(\d\d|2[ab])\s?\)|\b(\d\d)\d{3}\b")


def read_commune(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """The code in the number, the code printed, or the only commune of that name."""
    hit = own_hit(act, facts)
    if hit is not None and facts.dossier_number is not None:
        number = facts.dossier_number
        fact = fact_at(act, hit.number.insee, hit.start, hit.end, sure=0.98, repaired=hit.repaired)
        doubt = _doubt(act, hit.number.insee)
        if doubt:
            fact = replace(fact, doubt=doubt, confidence=round(fact.confidence * 0.6, 4))
        return {"commune_insee": replace(fact, evidence=number.evidence)}
    printed = _CODE.search(act.folded)
    if printed:
        return {
            "commune_insee": fact_at(act, printed.group(1).upper(), *printed.span(1), sure=0.95)
        }
    return _by_name(act)


def head_names(act: ActText) -> Iterator[tuple[str, int, int]]:
    """Names of communes that the head, then the signature, print, with their spans."""
    for part in (Part.HEADER, Part.SIGNATURE, Part.OPERATIVE, Part.VISAS):
        for start, end in act.spans(part):
            for match in _NAMED.finditer(act.folded, start, end):
                yield match.group(1), match.start(1), match.end(1)
    for label in act.labelled(Label.COMMUNE):
        value = act.folded[label.end : label.value_end].lstrip(" :\n").split("\n")[0]
        start = act.folded.find(value, label.end) if value else label.end
        yield value, start, start + len(value)


def _doubt(act: ActText, insee: str) -> str | None:
    gazetteer = act.gazetteer
    if gazetteer is None:
        return None
    commune = gazetteer.commune(insee)
    if commune is None:
        known = any(c.insee[:2] == insee[:2] for c in gazetteer.communes)
        return f"le code {insee} n'est celui d'aucune commune connue" if known else None
    named = [found for name, _, _ in head_names(act) for found in longest_names(gazetteer, name)]
    if named and not any(gazetteer.same(found.insee, insee) for found in named):
        return f"le numéro désigne {commune.name}, l'acte nomme {named[0].name}"
    return None


def longest_names(gazetteer: Gazetteer, name: str) -> tuple[CommuneName, ...]:
    """Communes named by the longest beginning of a text that is a commune's name."""
    words = name_key(name).split()
    for count in range(min(len(words), 7), 0, -1):
        found = gazetteer.named(" ".join(words[:count]))
        if found:
            return found
    return ()


def _by_name(act: ActText) -> Mapping[str, Fact[Any]]:
    if act.gazetteer is None:
        return {}
    for name, start, end in head_names(act):
        found = {c.current: c for c in longest_names(act.gazetteer, name)}
        if len(found) > 1:
            here = {m.group(1) or m.group(2) for m in _DEPARTEMENT.finditer(act.folded)}
            found = {code: c for code, c in found.items() if c.insee[:2].lower() in here}
        if len(found) == 1:
            return {"commune_insee": fact_at(act, next(iter(found)), start, end, sure=0.9)}
    return {}
