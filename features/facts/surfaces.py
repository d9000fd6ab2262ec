"""Areas in m²: the land, the floor area created and existing, the footprint; and dwellings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from features.facts.act_text import ActText, LabelHit
from features.facts.fold import as_digits
from features.facts.found import fact_at
from features.facts.labels import Label
from features.facts.parcels import find_parcels
from features.facts.sections import Part
from vigie.domain.fact import Fact, Facts

_NUMBER = r"(?P<number>\d{1,3}(?:[ .\n]\d{3})+(?:[,.]\d{1,2})?(?!\d)|[0-9OolI]{1,7}(?:\s?[,.]\s?[0-9OolI]{1,2})?)"  # noqa: E501
_UNIT = r"\s*(?:m\s?(?:2|\?|\"|°|'|z\b|\*)|rn\s?(?:2|\?)?|m(?:etres?|\.)?\s?carres?|m\b(?!\w))"
_AREA = re.compile(_NUMBER + _UNIT, re.IGNORECASE)
_BARE = re.compile(
    r"^[\s:.\-–=_]*" + _NUMBER + r"(?![\w/]|\s?(?:%|€|rue|avenue|lots?|logements?))", re.IGNORECASE
)
_HECTARES = re.compile(
    r"(?:(?P<ha>\d{1,3})\s?h(?:a|ectares?)\s?)?(?P<a>\d{1,2})\s?a(?:res?)?\s?"
    r"(?P<ca>\d{1,2})\s?c(?:a|entiares?)\b|"
    r"(?P<ha2>\d{1,3})\s?h(?:a|ectares?)\s?(?:et\s)?(?P<a2>\d{1,2})\s?a(?:res?)?\b|"
    r"(?P<a3>\d{1,3})\s?ares?(?:\s?(?P<ca3>\d{1,2}))?\b(?!\s?m)|"
    r"(?P<only>\d{1,3}(?:[,.]\d{1,4})?)\s?(?:ha\b|hectares?)"
)
_PROSE = {
    "floor_area_created_m2": re.compile(
        r"(?:surface|superficie)s?\s+de\s+plancher\s+(?:totale\s+)?(?:nouvelle\s+|"
        r"nouvellement\s+)?(?:creee?s?|autorisee?|projetee?|construite?|supplementaire|"
        r"developpee)?"
        r"\s*(?:creee\s*|autorisee\s*)?(?:est\s+)?(?:de|d'|:|=|est de|s'eleve a|egale a|"
        r"a)?\s*(?:environ\s+)?$"
        r"|(?:\bsdp|s\.d\.p\.?|surface creee|surface plancher|s\. plancher|\bshon)\s*(?:creee?|de|"
        r"d'|:|=|totale|projetee|autorisee|nouvelle)*\s*$"
        r"|(?:cree[er]?|creation d[e']|creant)\s*$"
    ),
    "footprint_m2": re.compile(r"emprise(?:\s+au\s+sol)?\s*(?:creee?|totale|projetee|nouvelle)?\s*(?:est\s+)?(?:de|d'|:|=)?\s*(?:environ\s+)?$"),  # noqa: E501
    "site_area_m2": re.compile(
        r"(?:superficie|contenance)\s*(?:totale|cadastrale|du terrain|de l'unite fonciere|"
        r"de la parcelle)?\s*(?:est\s+)?(?:de|d'|:|=)?\s*(?:environ\s+)?$"
        r"|(?:terrain|parcelle|unite fonciere)\s+(?:de|d'une surface de|d'une superficie de|"
        r"d'une surface totale de)\s+(?:environ\s+)?$"
        r"|surface\s+(?:du terrain|de terrain|de la parcelle)\s*(?:de|:)?\s*$"
    ),
    "floor_area_existing_m2": re.compile(
        r"surface(?:\s+de\s+plancher)?\s+(?:existante|conservee|"
        r"initiale)\s*(?:est\s+)?(?:conservee\s+)?(?:de|d'|:|=)?\s*(?:environ\s+)?$"
    ),
}  # fmt: skip
_AFTER = re.compile(
    r"^(?:[ ]*|\s*de\s+)(?:surface de plancher|sdp\b|plancher|shon)"
    r"(?!\s*:|\s+(?:exist|conserv|initial|demoli|supprim|total))"
)
_AFTER_FOOTPRINT = re.compile(r"^\s*(?:de\s+|d')?emprise")
_OTHER_AREA = re.compile(
    r"existante?s?\s*(?:de|:)?\s*$|demolie?s?\s*(?:de|:)?\s*$|supprimee?s?\s*(?:de|:)?\s*$"
)
TOLERANCE = 1.0  # m²: what rounding may put between a sum and its terms
_LINE = re.compile(r"\n[ ]*" + _NUMBER + r"(?:" + _UNIT + r")?[ ]*(?=\n|$)")
_STACKED = re.compile(
    r"[ :]*(?:\([^)\n]{1,6}\))?(?:" + _LINE.pattern.replace("(?P<number>", "(?:") + r"){2,}"
)
_TOLD_AS = {
    "floor_area_existing_m2": ("exist", "conserv", "anter", "initial"),
    "floor_area_created_m2": ("cre", "nouv", "ajout"),
    "": ("dem", "sup", "tot"),
}
_TOLD = re.compile(
    r"\b(?P<what>existante?s?|conservee?s?|anterieure?(?:ment autorisee)?|initiale|creee?s?|"
    r"nouvelles?|ajoutee?s?|demolie?s?|supprimee?s?|totale?s?)\s*(?:de|:|=)?\s*" + _NUMBER + _UNIT
)
_BESIDE = re.compile(
    r"(?:[\s(\-–—:;,/]|p{1,2}\b|partie|\))*(?:(?:d'une )?(?:superficie|contenance|"
    r"surface)(?: totale)? de )?"
    r"(?:" + _NUMBER.replace("(?P<number>", "(?:") + _UNIT + r"|\d[\d ]*(?:ha|a)\b[\d aceh]*)"
)
_ROWS = (Label.FLOOR, Label.FOOTPRINT)
TABLE = 160  # characters from the rows' labels to the last of the heads
_LABELS = {
    "site_area_m2": (Label.SITE_AREA,),
    "floor_area_created_m2": (Label.FLOOR_CREATED,),
    "floor_area_existing_m2": (Label.FLOOR_EXISTING,),
    "footprint_m2": (Label.FOOTPRINT,),
}


def read_surfaces(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """Areas that labels give, then those that sentences give."""
    if facts.act_type is None:
        return {}
    found: dict[str, Fact[Any]] = {}
    for name, labels in _LABELS.items():
        fact = _labelled(act, labels)
        if fact is not None:
            found[name] = fact
    found = {**_told_together(act), **found}
    if "floor_area_created_m2" not in found:
        fact = _plain_floor(act) or _created_by_difference(act, found)
        if fact is not None:
            found["floor_area_created_m2"] = fact
    for name, pattern in _PROSE.items():
        if name not in found and (fact := _in_prose(act, name, pattern)) is not None:
            found[name] = fact
    if "site_area_m2" not in found:
        land = _beside_parcels(act) or _land_alone(act)
        found |= {"site_area_m2": land} if land is not None else {}
    return _checked(act, found)


def area_value(printed: str) -> float | None:
    """« 1 234,56 », « 1.234 », « l20,5 » as a number."""
    text = as_digits("".join(printed.split()))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?", text):
        text = text.replace(".", "")
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _value(act: ActText, start: int, end: int, *, bare: bool) -> Fact[float] | None:
    """The first area of a span; a bare number only right after its label."""
    text = act.folded[start:end]
    if (land := _HECTARES.search(text)) and not _AREA.search(text[: land.start()]):
        return _hectares(act, start, end)
    match = _AREA.search(text)
    plain = _BARE.match(text) if bare else None
    chosen = (
        match
        if match and (plain is None or match.start("number") <= plain.start("number"))
        else plain
    )
    if chosen is None:
        return _hectares(act, start, end)
    value = area_value(chosen.group("number"))
    if value is None or value > 5_000_000:
        return None
    printed = chosen.group("number")
    repaired = any(c.isalpha() for c in printed)
    return fact_at(
        act, value, start + chosen.start(), start + chosen.end(), sure=0.97, repaired=repaired
    )


def _hectares(act: ActText, start: int, end: int) -> Fact[float] | None:
    match = _HECTARES.search(act.folded, start, end)
    if match is None:
        return None
    if match["only"]:
        value = round(float(match["only"].replace(",", ".")) * 10_000, 2)
    elif match["a3"]:
        value = float(int(match["a3"]) * 100 + int(match["ca3"] or 0))
    elif match["ha2"]:
        value = float(int(match["ha2"]) * 10_000 + int(match["a2"]) * 100)
    else:
        value = float(int(match["ha"] or 0) * 10_000 + int(match["a"]) * 100 + int(match["ca"]))
    return fact_at(act, value, *match.span(), sure=0.95)


def _hits(act: ActText, labels: tuple[Label, ...]) -> Iterator[LabelHit]:
    yield from act.labelled(*labels)


def _labelled(act: ActText, labels: tuple[Label, ...]) -> Fact[float] | None:
    for head in _hits(act, labels):
        hit = _first_row(act, head)
        fact = _column(act, hit) or _value(
            act, hit.end, min(hit.value_end, hit.end + 60), bare=True
        )
        if fact is not None:
            return fact
    return None


def _first_row(act: ActText, head: LabelHit) -> LabelHit:
    """« Surface existante / Surface de plancher / 104 m² »: the row in which the value stands."""
    following = next((hit for hit in act.labels if hit.start > head.start), None)
    if head.label is Label.FLOOR_EXISTING and following and following.label is Label.FLOOR:
        return head if act.folded[head.end : following.start].strip() else following
    return head


def _column(act: ActText, hit: LabelHit) -> Fact[float] | None:
    """The sum of the numbers that stand one under the other below the head of a column."""
    match = _STACKED.match(act.folded, hit.end, hit.value_end)
    if match is None:
        return None
    values = [area_value(m.group("number")) or 0.0 for m in _LINE.finditer(match.group())]
    rows = _row_labels(act, hit)
    if Label.FOOTPRINT in rows:
        if len(rows) != len(values) or Label.FLOOR not in rows:
            return None
        value = values[rows.index(Label.FLOOR)]
        return fact_at(act, round(value, 2), hit.start, match.end(), sure=0.9)
    whole = len(values) > 2 and abs(values[-1] - sum(values[:-1])) < TOLERANCE
    value = values[-1] if whole else sum(values)
    return fact_at(act, round(value, 2), hit.start, match.end(), sure=0.9)


def _row_labels(act: ActText, head: LabelHit) -> list[Label]:
    """What the rows of a table are about, when its first column stands among its heads."""
    near = [hit for hit in act.labelled(*_ROWS) if hit.start < head.start < hit.start + TABLE]
    return [hit.label for hit in near if act.folded[hit.end : hit.end + 1] == "\n"]


def _told_together(act: ActText) -> Mapping[str, Fact[Any]]:
    """« Surface de plancher : existante 380 m², démolie 80 m², créée 120 m² »."""
    found: dict[str, Fact[Any]] = {}
    for hit in act.labelled(Label.FLOOR):
        for match in _TOLD.finditer(act.folded, hit.end, min(hit.value_end, hit.end + 160)):
            name = next(n for n, words in _TOLD_AS.items() if match["what"].startswith(words))
            value = area_value(match["number"])
            if name and value is not None and name not in found:
                found[name] = fact_at(act, value, *match.span(), sure=0.95)
    return found


def _beside_parcels(act: ActText) -> Fact[float] | None:
    """The area that follows the parcels of the land: « AB 12 (265 m²) », « CB 19 – 1 560 m² »."""
    for start, end in act.spans(Part.HEADER):
        for hit in find_parcels(act.text.string, start, end):
            match = _BESIDE.match(act.folded, hit.end, min(end, hit.end + 40))
            if match and not _AFTER.match(act.folded, match.end(), end):
                return _value(act, hit.end, match.end(), bare=False)
    return None


def _plain_floor(act: ActText) -> Fact[float] | None:
    """« Surface de plancher : 120 m² », with « créée » after it or nothing."""
    for hit in act.labelled(Label.FLOOR):
        end = min(hit.value_end, hit.end + 60)
        fact = (
            None if _TOLD.search(act.folded, hit.end, end) else _value(act, hit.end, end, bare=True)
        )
        if fact is not None:
            return fact
    return None


def _created_by_difference(act: ActText, found: dict[str, Fact[Any]]) -> Fact[float] | None:
    """A total alone is what is created, unless something existed: then it is not known."""
    if "floor_area_existing_m2" in found:
        return None
    for hit in act.labelled(Label.FLOOR_TOTAL):
        if "plancher" in act.folded[hit.start : hit.end]:
            return _value(act, hit.end, min(hit.value_end, hit.end + 60), bare=True)
    return None


def _land_alone(act: ActText) -> Fact[float] | None:
    """« Terrain : 34 250 m² »: an area where the address might stand."""
    for hit in act.labelled(Label.SITE):
        match = re.compile(r"[\s:]*" + _AREA.pattern).match(act.folded, hit.end, hit.value_end)
        if match and (value := area_value(match.group("number"))) is not None:
            return fact_at(act, value, match.start("number"), match.end(), sure=0.9)
    return None


def _in_prose(act: ActText, name: str, pattern: re.Pattern[str]) -> Fact[float] | None:
    for start, end in act.spans(Part.HEADER, Part.VISAS, Part.OPERATIVE, Part.REASONS):
        for match in _AREA.finditer(act.folded, start, end):
            before = act.folded[max(start, match.start() - 75) : match.start()].replace("\n", " ")
            after = act.folded[match.end() : match.end() + 40]
            if _OTHER_AREA.search(before) and name == "floor_area_created_m2":
                continue
            told = pattern.search(before)
            if name == "floor_area_created_m2":
                told = (
                    told
                    if "cre" not in (told.group() if told else "") or "plancher" in before + after
                    else None
                ) or _AFTER.match(after)
            elif name == "footprint_m2":
                told = told or _AFTER_FOOTPRINT.match(after)
            value = area_value(match.group("number")) if told else None
            if value is not None:
                return fact_at(act, value, match.start(), match.end(), sure=0.9)
        if name == "site_area_m2":
            for match in _HECTARES.finditer(act.folded, start, end):
                before = act.folded[max(start, match.start() - 75) : match.start()]
                if pattern.search(before.replace("\n", " ")):
                    return _hectares(act, match.start(), end)
    return None


def _checked(act: ActText, found: dict[str, Fact[Any]]) -> dict[str, Fact[Any]]:
    """Existing and created add up to the total printed, else the doubt is said."""
    created, existing = found.get("floor_area_created_m2"), found.get("floor_area_existing_m2")
    total = next((f for h in act.labelled(Label.FLOOR_TOTAL)
                  if (f := _value(act, h.end, min(h.value_end, h.end + 60), bare=False))), None)  # fmt: skip  # noqa: E501
    if (
        not (created and existing and total)
        or abs(created.value + existing.value - total.value) <= TOLERANCE
    ):
        return found
    removed = next((f for h in act.labelled(Label.FLOOR_REMOVED)
                    if (f := _value(act, h.end, min(h.value_end, h.end + 60), bare=True))), None)  # fmt: skip  # noqa: E501
    if removed and abs(created.value + existing.value - removed.value - total.value) <= TOLERANCE:
        return found
    doubt = f"surface créée + existante ≠ surface totale imprimée ({total.value:g} m²)"
    found["floor_area_created_m2"] = replace(
        created, doubt=doubt, confidence=round(created.confidence * 0.8, 4)
    )
    return found
