"""Zones that the act cites: of the PLU, and of the plans for the prevention of risks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from features.facts.act_text import ActText
from features.facts.found import fact_at, fact_of_spans
from features.facts.labels import Label
from features.facts.sections import Part
from vigie.domain.fact import Fact, Facts, RiskZoneCited

# On the text as printed: the case of a zone code matters.
_ZONE = re.compile(
    r"(?P<word>[Zz]ones?|ZONES?|[Ss]ous-zones?|[Ss]ecteurs?|SECTEURS?)\s*(?P<colour>(?i:rouge|bleue?|orange|violette|blanche|verte|jaune|grise|hachur[ée]e))?"
    r"(?P<nature>\s+(?i:urbaine?|naturelle|agricole|inondable|de\s+danger|de\s+pr[ée]caution|r[ée]glementaire|du\s+PLUi?|r[ée]glement[ée]e|d['’]al[ée]a\s+\w+|class[ée]e|plu))*\s*[:«\"“'‘(]*\s*"
    r"(?:(?:(?i:not[ée]e|d[ée]nomm[ée]e|dite|rep[ée]r[ée]e|class[ée]e|indic[ée]e|de\s+type)s?)\s+[«\"“'‘(]*\s*)?(?P<code>(?:(?-i:[0-9IVX]{0,3}[A-Z])[A-Za-z0-9]{0,5}(?:[-_.][A-Za-z0-9]{1,4})?[*']{0,2}))(?![\w])"
)
_MORE = re.compile(
    r"\s*[»\"”'’)]*\s*(?:,|/|et(?:\s+en)?(?:\s+zone)?|ou|-)\s*[«\"“'‘(]*\s*(?P<code>[0-9]{0,2}[A-Z][A-Za-z0-9]{0,4}(?:-[A-Z]{1,2})?)(?![\w.]|\s?\d)"
)
_COLOUR = re.compile(
    r"zones?\s+(?P<colour>rouge|bleue|orange|violette|jaune|de danger|de precaution|inconstructible)s?\b"
)
_PLAN = re.compile(
    r"\b(?P<name>p\.?\s?p\.?\s?r\.?\s?(?:n\.?\s?)?(?:[il1]\.?(?:\s?f\b\.?)?|if|f|mt|gmt|t|m|l|sm|mvt)?\.?)(?![a-z])"
    r"|plans? de prevention des? risques?(?P<long>[^;.]{0,60})"
)
_FIRE = re.compile(r"incendie|feux? de foret|pprif|foret")
_FLOOD = re.compile(r"inondation|submersion|pp\s?rn?\s?[il1]\b|ppri|crue")
_PLU_WORDS = re.compile(
    r"\b(?:p\.?l\.?u\.?[i']?h?|p\.?o\.?s|plan local d'urbanisme|plan d'occupation|reglement de la zone|document d'urbanisme|carte communale|reglement (?:du|de la|applicable)|zonage)\b"
)
_RISK_WORDS = re.compile(
    r"\bp\.?\s?p\.?\s?r\.?[\sn]?|risques?\b|inondab|inondation|alea|submersion|incendie|feux? de foret|danger|precaution"
)
_PLU_CODE = re.compile(
    r"(?:[0-9]|I{1,3}V?)?(?:AU|U|A|N|NA|NB|NC|ND)[A-Za-z0-9]{0,4}(?:[-_.][A-Za-z0-9]{1,4})?\Z"
)
_RISK_CODE = re.compile(
    r"(?:[RB](?:[UNPDunpd][a-z0-9']?)?\d?'?|Z\s?[12]|R[uinpd]\d?|B[un12]\d?|BU\d|[FMR]-?N?U(?:cu)?|Ri\d|Fsub-?U|R\d|B\d(?:-\d)?|V|RN|BN)\Z"
)
_NOT_CODES = frozenset({
    "AU", "DE", "DU", "LE", "LA", "LES", "EN", "ET", "A1ER", "ARRETE", "URBAINE", "ABF", "PLU", "PPRI", "PPR", "POS", "PLUI", "NATURA",
    "VU", "VUE", "LOI", "RD", "RN", "CR", "NATURELLE", "AGRICOLE", "UNIQUE", "ZAC", "ZPPAUP", "PPRN", "PPRIF",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ZoneHit:
    """A zone cited: its code, its span and, for a risk plan, the plan."""

    code: str
    start: int
    end: int
    plan: str | None


def read_zones(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """The zone of the PLU first cited, and all zones of risk plans."""
    if facts.act_type is None:
        return {}
    hits = list(find_zones(act))
    found: dict[str, Fact[Any]] = {}
    plu = [hit for hit in hits if hit.plan is None]
    if plu:
        found["plu_zone"] = fact_at(act, plu[0].code, plu[0].start, plu[0].end, sure=0.96)
    risk: dict[RiskZoneCited, tuple[int, int]] = {}
    for hit in hits:
        if hit.plan is not None and not _explains(hit, hits):
            risk.setdefault(RiskZoneCited(hit.plan, hit.code), (hit.start, hit.end))
    if risk:
        found["risk_zones_cited"] = fact_of_spans(act, tuple(risk), list(risk.values()), sure=0.95)
    return found


def _explains(hit: ZoneHit, hits: list[ZoneHit]) -> bool:
    """Whether a colour only says again what a code beside it says: « RU (zone rouge urbanisée) »."""
    return hit.code.islower() and any(
        other.plan == hit.plan and not other.code.islower() and abs(other.start - hit.start) < 80
        for other in hits
    )


def find_zones(act: ActText) -> Iterator[ZoneHit]:
    """Zones cited outside the boilerplate: labels first, then the text in order."""
    spans = act.spans(Part.HEADER, Part.VISAS, Part.REASONS, Part.OPERATIVE, Part.SIGNATURE)
    for hit in act.labelled(Label.ZONE):
        yield from _of_label(act, hit.end, min(hit.value_end, hit.end + 40))
    for start, end in spans:
        for match in _ZONE.finditer(act.text.string, start, end):
            yield from _codes(act, match, start, end)
        yield from _colours(act, start, end)


def _of_label(act: ActText, start: int, end: int) -> Iterator[ZoneHit]:
    match = re.match(
        r"[\s:.\-–]*(?:zone\s+)?(?P<code>[0-9]{0,2}[A-Z][A-Za-z0-9\-]{0,6})(?!\w)",
        act.text.string[start:end],
    )
    if (
        match
        and _PLU_CODE.match(match.group("code"))
        and match.group("code") not in _NOT_CODES - {"AU"}
    ):
        yield ZoneHit(
            match.group("code"), start + match.start("code"), start + match.end("code"), None
        )


def _codes(act: ActText, match: re.Match[str], start: int, end: int) -> Iterator[ZoneHit]:
    """The codes after a « zone »: « zones Rn et BU du PPRI »."""
    codes = [(match.group("code"), match.start("code"), match.end("code"))]
    offset = match.end()
    while (more := _MORE.match(act.text.string, offset, end)) and more["code"] not in _NOT_CODES:
        codes.append((more.group("code"), more.start("code"), more.end("code")))
        offset = more.end()
    coloured = bool(match.group("colour"))
    for code, first, last in codes:
        if code in _NOT_CODES and not (
            code == "AU" and match.group("word").lower().startswith("zone")
        ):
            continue
        plan = _plan_of(act, code, match.start(), offset, start, end, coloured=coloured)
        if plan == "?" or (plan is None and not _PLU_CODE.match(code)):
            continue
        yield ZoneHit(_canonical(act, code, plan), first, last, plan)


def _canonical(act: ActText, code: str, plan: str | None) -> str:
    """On scanned pages « Rm » is what « Rn » looks like."""
    if act.scanned and plan is not None and code in ("Rm", "Bm", "RM", "BM"):
        return code[0] + ("n" if code[1] == "m" else "N")
    return code


def _plan_of(
    act: ActText, code: str, first: int, last: int, start: int, end: int, *, coloured: bool
) -> str | None:
    """The plan that a code belongs to; None for the PLU, « ? » when it cannot be told."""
    before, after = _clause(act.folded, first, last, start, end)
    if coloured:
        return _plan_name(before, after, act.folded)
    plu_before, risk_before = _last(_PLU_WORDS, before), _last(_RISK_WORDS, before)
    plu_after, risk_after = _PLU_WORDS.search(after), _RISK_WORDS.search(after)
    if (
        risk_after
        and (not plu_after or risk_after.start() < plu_after.start())
        and risk_after.start() < 45
    ):
        return _plan_name("", after, act.folded)
    if plu_after and plu_after.start() < 45:
        return None if _PLU_CODE.match(code) else "?"
    if risk_before > plu_before:
        return _plan_name(before, after, act.folded)
    if plu_before >= 0 and _PLU_CODE.match(code):
        return None
    if _PLU_CODE.match(code) and not (_RISK_CODE.match(code) and code not in ("A", "N", "U")):
        return None
    return (
        _plan_name(before, after, act.folded)
        if _RISK_CODE.match(code) and _RISK_WORDS.search(act.folded)
        else "?"
    )


def _clause(folded: str, first: int, last: int, start: int, end: int) -> tuple[str, str]:
    """What stands before and after in the same sentence."""
    before = re.split(r";|\.\s|\n\s*(?:vu|considerant)\b", folded[max(start, first - 260) : first])[
        -1
    ]
    after = re.split(r";|\.\s|\n\s*(?:vu|considerant)\b", folded[last : min(end, last + 140)])[0]
    return before.replace("\n", " "), after.replace("\n", " ")


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)


def _plan_name(before: str, after: str, whole: str) -> str:
    """PPRIF for fire, PPRI for flood, PPR… as cited; the nearest words decide."""
    near = after[:60] + " " + before[::-1][:220][::-1]
    for text in (after[:70], before):
        match = None
        for match in _PLAN.finditer(text):
            pass
        if match is not None:
            return _named(match, text)
    if _FIRE.search(near):
        return "PPRIF"
    if _FLOOD.search(near) or not _FIRE.search(whole):
        return "PPRI"
    return "PPRIF" if not _FLOOD.search(whole) else "PPRI"


def _named(match: re.Match[str], text: str) -> str:
    if match.group("name"):
        name = (
            re.sub(r"[^a-z0-9]", "", match.group("name")).replace("1", "i").replace("pprl", "ppri")
        )
        if name in ("pprif", "pprf"):
            return "PPRIF"
        if name in ("ppri", "pprni"):
            return "PPRI"
        if name in ("ppr", "pprn"):
            around = text[max(match.start() - 40, 0) : match.end() + 60]
            return (
                "PPRIF"
                if _FIRE.search(around)
                else "PPRI"
                if _FLOOD.search(around)
                else name.upper()
            )
        return name.upper()
    around = (match.group("long") or "") + text[match.end() : match.end() + 40]
    if _FIRE.search(around):
        return "PPRIF"
    if re.search(r"mouvements? de terrain|argile|glissement", around):
        return "PPRMT"
    if "technologique" in around:
        return "PPRT"
    return "PPRI" if _FLOOD.search(around) else "PPRN"


def _colours(act: ActText, start: int, end: int) -> Iterator[ZoneHit]:
    """« zone rouge du PPRI » without a code."""
    for match in _COLOUR.finditer(act.folded, start, end):
        following = act.text.string[match.end() : match.end() + 14]
        if re.match(r"\s*(?:[«\"“(']\s*)?(?:[A-Z][A-Za-z]?\d?\b)(?!\w)(?!['’]|PRI)", following):
            continue
        before, after = _clause(act.folded, match.start(), match.end(), start, end)
        if _RISK_WORDS.search(before) or _RISK_WORDS.search(after):
            plan = _plan_name(before, after, act.folded)
            yield ZoneHit(match.group("colour"), match.start(), match.end(), plan)
