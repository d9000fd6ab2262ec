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
from features.facts.zone_denials import denied
from vigie.domain.fact import Fact, Facts, RiskZoneCited

# On the text as printed: the case of a zone code matters.
_ZONE = re.compile(
    r"(?P<word>[Zz]ones?|ZONES?|[Ss]ous-zones?|[Ss]ecteurs?|SECTEURS?)\s*(?P<colour>(?i:rouge|"
    r"bleue?|orange|violette|blanche|verte|jaune|grise|hachur[ée]e))?"
    r"(?P<nature>\s+(?i:urbaine?|naturelle|agricole|inondable|de\s+danger|de\s+pr[ée]caution|"
    r"r[ée]glementaire|(?:suivante\s+)?d[ue]\s+PLUi?|suivante|de\s+d[ée]ferlement|de\s+submersion|"
    r"d['’]expansion(?:\s+des\s+crues)?|de\s+risque|d['’]interdiction|de\s+prescriptions?|"
    r"r[ée]glement[ée]e|d['’]al[ée]a\s+\w+|class[ée]e|"
    r"plu))*\s*[:«\"“'‘(]*\s*"
    r"(?:(?:(?i:not[ée]e|d[ée]nomm[ée]e|dite|rep[ée]r[ée]e|class[ée]e|indic[ée]e|"
    r"de\s+type)s?)\s+[«\"“'‘(]*\s*)?(?P<code>(?:(?-i:[0-9IVX]{0,3}[A-Z])[A-Za-z0-9]{0,5}(?:[-_.][A-Za-z0-9]{1,4})?[*']{0,2}))(?![\w])"
)
_MORE = re.compile(
    r"\s*[»\"”'’)]*\s*(?:,|/|et(?:\s+en)?(?:\s+zone)?|ou|"
    r"-)(?:\s+(?i:rouge|bleue?|violette|orange|naturelle|"
    r"urbaine?))*\s*[«\"“'‘(]*\s*(?P<code>(?!V[Uu]\b)[0-9]{0,2}[A-Z][A-Za-z0-9]{0,4}(?:-[A-Z]{1,2})?)(?![\w.]|\s?\d)"
)
# « aléa modéré urbain (M-U) »
_HAZARD = re.compile(
    r"[Aa]l[ée]a\s+[^.;:()\n]{0,40}\(\s*(?P<code>[A-Z][A-Za-z]?(?:-?[A-Za-z0-9]{1,4})?)\s*\)"
)
_NARROWER = re.compile(
    r"[\s,»\"”)(]*(?:en\s+|et\s+)?(?:sous-)?(?:secteur|"
    r"zone)s?\s+(?:[a-zéè]{4,}\s+)?[«\"“]?\s*(?P<code>[0-9]{0,2}[A-Z][A-Za-z0-9]{1,5})(?![\w-])"
)
_COLOUR = re.compile(
    r"zones?\s+(?P<colour>rouge|bleue|orange|violette|jaune|de danger|de precaution|"
    r"inconstructible)s?\b"
)
_RULE = re.compile(
    r"\b[Aa]rticles?\s+(?P<code>[0-9]?(?:AU|U|A|N)[A-Za-z]{0,2}[0-9]?)\s?[-.]?\s?(?:[1-9]|1[0-6])\b(?!-\d)"
    r"(?=[^.;\d]{0,12}(?:\s(?:à|et)\s[0-9A-Za-z]{1,4}\s?[-.]?\s?\d{1,2})?[^.;]{0,30}"
    r"(?:r[èe]glement|PLU|P\.L\.U|[Pp]lan [Ll]ocal))"
)
_PPRL = re.compile(r"\bP\.?P\.?R\.?L\b")
_PPRI = re.compile(r"(?i:\bp\.?p\.?r\.?n?\.?i\b(?!\.?f))|[Ii]nondation")
# « PPRI : rouge », a box of a form
_TOLD = re.compile(
    r"\bp\.?p\.?r\.?(?:n?i?f?)\.?\s*:[\s|]*(?P<colour>rouge|bleue?|orange|violette)\b"
)
_PLAN = re.compile(
    r"\b(?P<name>p\.?\s?p\.?\s?r\.?\s?(?:n\.?\s?)?(?:[il1]\.?(?:\s?f\b\.?)?|if|f|mt|gmt|t|m|l|sm|"
    r"mvt)?\.?)(?![a-z])"
    r"|plans? de prevention des? risques?(?P<long>[^;.]{0,60})"
    r"|(?P<pss>\bp\.?s\.?s\b|plans? des surfaces submersibles)"
)
_FIRE = re.compile(r"incendie|feux? de foret|pprif|foret")
_FLOOD = re.compile(r"inondation|submersion|pp\s?rn?\s?[il1]\b|ppri|crue")
_NAMES = {"pprif": "PPRIF", "pprf": "PPRIF", "ppri": "PPRI", "pprni": "PPRI"}
_HAZARDS = (
    ("PPRIF", _FIRE),
    ("PPRI", _FLOOD),
    ("PPRMT", re.compile(r"mouvements? de terrain|argile|glissement")),
    ("PPRT", re.compile(r"technologique")),
)
_PLU_WORDS = re.compile(
    r"\b(?:p\.?l\.?u\.?[i']?h?|p\.?o\.?s|plan local d'urbanisme|plan d'occupation|"
    r"reglement de la zone|document d'urbanisme|carte communale|reglement (?:du|de la|applicable)|"
    r"zonage)\b"
)
_PLU_NAMES = re.compile(
    r"\b(?:p\.?l\.?u\.?[i']?h?|p\.?o\.?s|plan local d'urbanisme|plan d'occupation|"
    r"document d'urbanisme|carte communale)\b"
)
# « du PLU, zone UEb »: whatever plan comes next, the zone is that of the PLU.
_PLU_LEADS = re.compile(rf"{_PLU_NAMES.pattern}\W{{0,4}}$")
_RISK_WORDS = re.compile(
    r"\bp\.?\s?p\.?\s?r\.?[\sn]?|risques?\b|inondab|inondation|alea|submersion|incendie|"
    r"feux? de foret|danger|precaution|\bp\.?s\.?s\b|surfaces submersibles"
)
_PLU_CODE = re.compile(
    r"(?:[0-9]|I{1,3}V?)?(?:AU|U|A|N|NA|NB|NC|ND)[A-Za-z0-9]{0,4}(?:[-_.][A-Za-z0-9]{1,4})?\Z"
)
_RISK_CODE = re.compile(
    r"(?:[RB](?:[UNPDunpd][a-z0-9']?)?\d?'?|Z\s?[12]|R[uinpd]\d?|B[un12]\d?|BU\d|"
    r"[FMR]-?N?U(?:cu)?|Ri\d|Fsub-?U|R\d|B\d(?:-\d)?|V|RN|BN)\Z"
)
_SENTENCE = r";|\.\s|(?:\n|,)[\s–•*-]*(?:vu|considerant)\b"
NEAR = 45  # characters after a code where the plan it belongs to may be named
_NOT_CODES = frozenset({
    "AU", "DE", "DU", "LE", "LA", "LES", "EN", "ET", "A1ER", "ARRETE", "URBAINE", "ABF", "PLU",
    "PPRI", "PPR", "POS", "PLUI", "NATURA",
    "VU", "VUE", "LOI", "RD", "RN", "CR", "NATURELLE", "AGRICOLE", "UNIQUE", "ZAC", "ZPPAUP",
    "PPRN", "PPRIF",
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
    hits = [hit for hit in find_zones(act) if not denied(act.folded, hit.start, hit.end)]
    found: dict[str, Fact[Any]] = {}
    plu = next((hit for hit in hits if hit.plan is None), None) or _ruled(act)
    if plu:
        plu = _narrower(act, plu)
        found["plu_zone"] = _plu_zone(act, plu)
    risk: dict[RiskZoneCited, tuple[int, int]] = {}
    for hit in hits:
        if hit.plan is not None and not _explains(hit, hits):
            plan = _coastal(act, hit.plan)
            risk.setdefault(RiskZoneCited(plan, hit.code), (hit.start, hit.end))
    if risk:
        found["risk_zones_cited"] = fact_of_spans(act, tuple(risk), list(risk.values()), sure=0.95)
    return found


# On scans only: the index of a zone A or N is a small letter, « Nl » for leisure, as read « NI ».
_INDEX_READ_AS_CAPITAL = re.compile(r"(\d?[AN])I(?=\d?\Z)")


def _plu_zone(act: ActText, hit: ZoneHit) -> Fact[str]:
    code = _INDEX_READ_AS_CAPITAL.sub(r"\1l", hit.code) if act.scanned else hit.code
    repaired = code != hit.code
    return fact_at(act, code, hit.start, hit.end, sure=0.96, repaired=repaired)


def _narrower(act: ActText, hit: ZoneHit) -> ZoneHit:
    """The sector that is named right after its zone: « zone A, secteur Ap »."""
    match = _NARROWER.match(act.printed, hit.end, hit.end + 40)
    if match and match.group("code").startswith(hit.code) and _PLU_CODE.match(match.group("code")):
        return ZoneHit(match.group("code"), match.start("code"), match.end("code"), None)
    return hit


def _coastal(act: ActText, plan: str) -> str:
    """« PPRL » where the act names no other flood plan; a small « l » is an « I » misread."""
    if plan == "PPRI" and _PPRL.search(act.printed) and not _PPRI.search(act.printed):
        return "PPRL"
    return plan


def _ruled(act: ActText) -> ZoneHit | None:
    """The zone whose rules are cited where none is named: « l'article UD 11 du règlement »."""
    for start, end in act.spans(Part.VISAS, Part.REASONS, Part.HEADER):
        match = _RULE.search(act.printed, start, end)
        if match and _PLU_CODE.match(match.group("code")):
            return ZoneHit(match.group("code"), match.start("code"), match.end("code"), None)
    return None


def _explains(hit: ZoneHit, hits: list[ZoneHit]) -> bool:
    """Whether a colour only repeats a code beside it: « RU (zone rouge urbanisée) »."""
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
        for match in _ZONE.finditer(act.printed, start, end):
            yield from _codes(act, match, start, end)
        yield from _hazards(act, start, end)
        for match in _TOLD.finditer(act.folded, start, end):
            plan = _plan_name(match.group(), "", act.folded)
            yield ZoneHit(match.group("colour"), match.start("colour"), match.end(), plan)
        yield from _colours(act, start, end)


def _hazards(act: ActText, start: int, end: int) -> Iterator[ZoneHit]:
    """A code that stands in brackets after the hazard it is for."""
    for match in _HAZARD.finditer(act.printed, start, end):
        if _RISK_CODE.match(match.group("code")):
            before, after = _clause(act.folded, match.start(), match.end(), start, end)
            plan = _plan_name(before, after, act.folded)
            yield ZoneHit(match.group("code"), match.start("code"), match.end("code"), plan)


def _of_label(act: ActText, start: int, end: int) -> Iterator[ZoneHit]:
    match = re.match(
        r"[\s:.\-–☐□☒☑|]*(?:zone\s+)?(?P<code>[0-9]{0,2}[A-Z][A-Za-z0-9\-]{0,6})(?!\w)",
        act.printed[start:end],
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
    while (more := _MORE.match(act.printed, offset, end)) and more["code"] not in _NOT_CODES:
        codes.append((more.group("code"), more.start("code"), more.end("code")))
        offset = more.end()
    coloured = bool(match.group("colour"))
    clause = _clause(act.folded, match.start(), offset, start, end)
    for code, first, last in codes:
        if code in _NOT_CODES and not _is_code(act.folded, code, last, match.group("word")):
            continue
        plan = _plan_of(act.folded, code, clause, coloured=coloured)
        if plan == "?" or (plan is None and not _PLU_CODE.match(code)):
            continue
        yield ZoneHit(_canonical(act, code, plan), first, last, plan)


def _is_code(folded: str, code: str, last: int, word: str) -> bool:
    """« zone AU »; « zone RN » when no number of a road follows."""
    if not word.lower().startswith("zone"):
        return False
    return code == "AU" or (
        code in ("RN", "RD") and not re.match(r"\s?\d", folded[last : last + 2])
    )


def _canonical(act: ActText, code: str, plan: str | None) -> str:
    """On scanned pages « Rm » is what « Rn » looks like."""
    if act.scanned and plan is not None and code in ("Rm", "Bm", "RM", "BM"):
        return code[0] + ("n" if code[1] == "m" else "N")
    return code


def _plan_of(folded: str, code: str, clause: tuple[str, str], *, coloured: bool) -> str | None:
    """The plan that a code belongs to; None for the PLU, « ? » when it cannot be told."""
    before, after = clause
    plu_after, risk_after = _PLU_WORDS.search(after), _RISK_WORDS.search(after)
    plu_at = plu_after.start() if plu_after else NEAR
    risk_at = risk_after.start() if risk_after else NEAR
    plu_before, risk_before = _last(_PLU_WORDS, before), _last(_RISK_WORDS, before)
    if risk_before >= 0 and not _PLU_NAMES.search(before) and _may_be_risk(code, before):
        plu_before = (
            -1
        )  # « le PPRIF et le règlement de la zone A »: the rules are those of the plan
    is_plu = bool(_PLU_CODE.match(code))
    if is_plu and not coloured and _PLU_LEADS.search(before):
        return None
    if coloured:
        plan: str | None = _plan_name(before, after, folded)
    elif risk_at < min(plu_at, NEAR):
        plan = _plan_name("", after, folded)
    elif plu_at < NEAR:
        plan = None if is_plu else "?"
    elif risk_before > plu_before:
        plan = _plan_name(before, after, folded)
    elif is_plu and (plu_before >= 0 or not _RISK_CODE.match(code) or code in ("A", "N", "U")):
        plan = None
    else:
        known = _RISK_CODE.match(code) and _RISK_WORDS.search(folded)
        plan = _plan_name(before, after, folded) if known else "?"
    return plan


def _may_be_risk(code: str, before: str) -> bool:
    return bool(_RISK_CODE.match(code)) or (code in ("A", "B", "C") and bool(_FIRE.search(before)))


def _clause(folded: str, first: int, last: int, start: int, end: int) -> tuple[str, str]:
    """What stands before and after in the same sentence."""
    before = re.split(_SENTENCE, folded[max(start, first - 260) : first])[-1]
    after = re.split(_SENTENCE, folded[last : min(end, last + 140)])[0]
    return before.replace("\n", " "), after.replace("\n", " ")


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)


def _plan_name(before: str, after: str, whole: str) -> str:
    """PPRIF for fire, PPRI for flood, PPR… as cited; the nearest words decide."""
    near = after[:60] + " " + before[-220:]
    for text in (after[:70], before):
        plans = list(_PLAN.finditer(text))
        if plans:
            return _named(plans[-1], text)
    if _FIRE.search(near):
        return "PPRIF"
    if _FLOOD.search(near) or not _FIRE.search(whole):
        return "PPRI"
    return "PPRIF" if not _FLOOD.search(whole) else "PPRI"


def _named(match: re.Match[str], text: str) -> str:
    """Short name of a plan that is named in full or by its letters."""
    if match.group("pss"):
        return "PSS"
    if match.group("name"):
        letters = re.sub(r"[^a-z0-9]", "", match.group("name")).replace("1", "i")
        name = _NAMES.get(letters.replace("pprl", "ppri"), letters.upper())
        around = text[max(match.start() - 40, 0) : match.end() + 60]
    else:
        name = "PPRN"
        around = (match.group("long") or "") + text[match.end() : match.end() + 40]
    if name not in ("PPR", "PPRN"):
        return name
    return next((plan for plan, pattern in _HAZARDS if pattern.search(around)), name)


def _colours(act: ActText, start: int, end: int) -> Iterator[ZoneHit]:
    """« zone rouge du PPRI » without a code."""
    for match in _COLOUR.finditer(act.folded, start, end):
        following = act.printed[match.end() : match.end() + 14]
        if re.match(r"\s*(?:[«\"“(']\s*)?(?:[A-Z][A-Za-z]?\d?\b)(?!\w)(?!['’]|PRI)", following):
            continue
        before, after = _clause(act.folded, match.start(), match.end(), start, end)
        if _RISK_WORDS.search(before) or _RISK_WORDS.search(after):
            plan = _plan_name(before, after, act.folded)
            yield ZoneHit(match.group("colour"), match.start(), match.end(), plan)
