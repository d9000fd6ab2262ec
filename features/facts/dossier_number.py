"""The dossier number: which of the numbers printed is this act's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from features.facts.act_text import ActText
from features.facts.found import fact_at
from features.facts.labels import Label
from features.facts.number_forms import NumberHit, find_numbers, find_short, find_untyped
from features.facts.sections import Part
from features.facts.titles import KINDS, title_span
from vigie.domain.fact import Fact, Facts

_LABELLED = re.compile(r"(?:n\s?[°*o]|dossier|reference|numero|demande|references?)[\s:.]{0,4}$")
_RECALLED = re.compile(
    r"(?:vu|considerant)[^.;]{0,80}(?:initial|accorde|delivre|autorise|anterieur|d'origine|"
    r"precedent)"
    r"|permis d'origine|permis initial|autorisation initiale|dossier d'origine|dossier initial"
    r"|(?:arrete|decision|permis)[^.;:]{0,40}(?:en date du|du)[^.;:]{0,30}$"
)
_RECALL_AFTER = re.compile(
    r"^[\s,]{0,3}(?:initial|d'origine|(?:a ete )?(?:accorde|delivre|autorise|obtenu)e?s?\s(?:le|"
    r"par|a|en))"
)
_PART_WEIGHT = {
    Part.HEADER: 6, Part.VISAS: 2, Part.REASONS: 0, Part.OPERATIVE: 2, Part.SIGNATURE: 1, Part.BOILERPLATE: -2,  # noqa: E501
}  # fmt: skip


def read_dossier_number(act: ActText, _facts: Facts) -> Mapping[str, Fact[Any]]:
    """The number of this act; numbers of acts that it recalls come after."""
    hits = find_numbers(act.folded) or _untyped(act)
    if not hits:
        return {}
    scored = sorted(hits, key=lambda hit: (-_weight(act, hit, hits), hit.start))
    best = _with_suffix(act, scored[0], hits)
    sure = 0.99 if best.number.kind else 0.9
    fact = fact_at(act, best.number.normal, best.start, best.end, sure=sure, repaired=best.repaired)
    return {"dossier_number": fact}


def own_hit(act: ActText, facts: Facts) -> NumberHit | None:
    """The hit behind the number found, with the letters as printed."""
    if facts.dossier_number is None:
        return None
    normal = facts.dossier_number.value
    return next((h for h in find_numbers(act.folded) if h.number.normal == normal), None)


def _weight(act: ActText, hit: NumberHit, hits: tuple[NumberHit, ...]) -> float:
    before = act.folded[max(hit.start - 110, 0) : hit.start]
    weight: float = _PART_WEIGHT[act.part_at(hit.start)]
    weight += 2 if _LABELLED.search(before) else 0
    weight += 1 if _is_kind_of_title(act, hit) else 0
    weight -= 7 if _RECALLED.search(before.rsplit("\n", 1)[-1] or before) else 0
    weight -= 7 if _RECALL_AFTER.match(act.folded[hit.end : hit.end + 60]) else 0
    weight -= 1.5 if hit.repaired else 0
    return weight + 0.3 * sum(h.number.stem == hit.number.stem for h in hits)


def _is_kind_of_title(act: ActText, hit: NumberHit) -> bool:
    span = title_span(act)
    if span is None:
        return False
    title = act.folded[span[0] : span[1]]
    return any(kind == hit.number.letters and re.search(p, title) for kind, p in KINDS)


def _with_suffix(act: ActText, best: NumberHit, hits: tuple[NumberHit, ...]) -> NumberHit:
    """Of an act that modifies or transfers, the form of its number that says so."""
    if best.number.suffix:
        return best
    span = title_span(act)
    title = act.folded[span[0] : span[1]] if span else ""
    letter = (
        "M"
        if "modificatif" in title or "modifi" in title
        else "T"
        if "transfert" in title
        else None
    )
    for hit in hits:
        same = hit.number.stem == best.number.stem and hit.number.suffix
        if same and letter and (hit.number.suffix or "").startswith(letter):
            return hit
    return best


def _untyped(act: ActText) -> tuple[NumberHit, ...]:
    """A number without its letters, when the title says the type."""
    span = title_span(act)
    if span is None:
        return ()
    title = act.folded[span[0] : span[1]]
    kind = next((kind for kind, pattern in KINDS if re.search(pattern, title)), None)
    if kind is None:
        return ()
    return tuple(
        replace(hit, number=replace(hit.number, kind=kind)) for hit in find_untyped(act.folded)
    )


def read_short_number(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """An internal number, completed by the commune: kept with that doubt."""
    if facts.dossier_number is not None or facts.commune_insee is None:
        return {}
    insee = facts.commune_insee.value
    zone = {p for hit in act.labelled(Label.NUMBER) for p in range(hit.start, hit.value_end)}
    for hit in find_short(act.folded):
        if act.part_at(hit.start) is not Part.HEADER and hit.start not in zone:
            continue
        departement = insee[:3] if insee.startswith("97") else f"0{insee[:2]}"
        commune = insee[2:]
        value = f"{hit.kind[:2].upper()} {departement}{commune} {hit.year} {hit.rank}"
        doubt = "numéro interne abrégé, complété par la commune de l'acte"
        return {"dossier_number": fact_at(act, value, hit.start, hit.end, sure=0.5, doubt=doubt)}
    return {}
