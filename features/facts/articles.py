"""Articles of codes that visas, reasons and articles cite, boilerplate left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from features.facts.act_text import ActText
from features.facts.fold import as_digits
from features.facts.found import fact_of_spans
from features.facts.sections import Part
from vigie.domain.fact import Fact, Facts

_D = r"[0-9oli|]"
_ARTICLE = re.compile(
    rf"(?<![a-z0-9])([lrda])\s?\.?\s?\*?\s?\.?\s?({_D}{{3,4}})\s?(?:[-.]|"
    rf"\s)\s?({_D}{{1,3}})(?:\s?-\s?({_D}{{1,2}}))?(?![a-z0-9])"
)
_CODES: tuple[tuple[str, str], ...] = (
    ("code de l'urbanisme", r"code\s*de\s*l\s*'?\s*urbanisme|\bc\.?\s?urb"),
    ("code de l'environnement", r"code\s*de\s*l\s*'?\s*environnement|\bc\.?\s?env\b"),
    ("code général des collectivités territoriales", r"code\s*general\s*des\s*collectivites|\bc\.?g\.?c\.?t\b"),  # noqa: E501
    ("code du patrimoine", r"code\s*du\s*patrimoine"),
    ("code forestier", r"code\s*forestier"),
    ("code de la construction et de l'habitation", r"code\s*de\s*la\s*construction|\bc\.?c\.?h\b"),
    ("code rural et de la pêche maritime", r"code\s*rural"),
    ("code des relations entre le public et l'administration", r"code\s*des\s*relations|\bc\.?r\.?p\.?a\b"),  # noqa: E501
    ("code de justice administrative", r"code\s*de\s*justice|\bc\.?j\.?a\b"),
    ("code général des impôts", r"code\s*general\s*des\s*impots|\bc\.?g\.?i\b"),
    ("code de la voirie routière", r"code\s*de\s*la\s*voirie"),
    ("code de la santé publique", r"code\s*de\s*la\s*sante"),
    ("code civil", r"code\s*civil"),
    ("code de l'énergie", r"code\s*de\s*l\s*'?\s*energie"),
)  # fmt: skip
_ANY_CODE = re.compile("|".join(f"(?P<c{i}>{pattern})" for i, (_, pattern) in enumerate(_CODES)))
_URBANISME = "code de l'urbanisme"


def read_articles(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """Articles in normal form, such as « code de l'urbanisme R111-2 », each once."""
    if facts.act_type is None:
        return {}
    found: dict[str, tuple[int, int]] = {}
    repaired = False
    for start, end in act.spans(Part.HEADER, Part.VISAS, Part.REASONS, Part.OPERATIVE):
        for name, first, last, damaged in find_articles(act.folded, start, end):
            if name not in found:
                found[name] = (first, last)
                repaired = repaired or damaged
    if not found:
        return {}
    fact = fact_of_spans(act, tuple(found), list(found.values()), sure=0.95, repaired=repaired)
    return {"articles_cited": fact}


def find_articles(folded: str, start: int, end: int) -> Iterator[tuple[str, int, int, bool]]:
    """Normal form, span, and whether figures had to be guessed."""
    for match in _ARTICLE.finditer(folded, start, end):
        letter, *parts = match.groups()
        printed = "".join(part or "" for part in parts)
        if sum(c.isdigit() for c in printed) < 1 or not _cited(folded, match):
            continue
        numbers = "-".join(as_digits(part) for part in parts if part)
        code = _code_of(folded, match.start(), match.end(), as_digits(parts[0] or ""))
        yield f"{code} {letter.upper()}{numbers}", match.start(), match.end(), not printed.isdigit()


def _cited(folded: str, match: re.Match[str]) -> bool:
    """« L 421 1 » alone is no citation; « L.421-1 » or « articles … R 111 2 » is."""
    if "-" in match.group() or re.match(r"[lrda]\s?\.", match.group()):
        return (
            match.group(1) in "lr"
            or "article" in folded[max(match.start() - 40, 0) : match.start()]
        )
    return "article" in folded[max(match.start() - 80, 0) : match.start()]


def _code_of(folded: str, start: int, end: int, number: str) -> str:
    """The code named right after the list of articles, else before it in the sentence."""
    after = re.split(r";|\.\s|\n\s*vu\b", folded[end : end + 130])[0]
    before = re.split(r";|\n\s*vu\b", folded[max(start - 220, 0) : start])[-1]
    following = _ANY_CODE.search(after)
    preceding = None
    for match in _ANY_CODE.finditer(before):
        preceding = match
    if following and re.fullmatch(
        r"(?:[\s,.*\-0-9lrdaoi|]|et|suivants?|a|ainsi|que|notamment|de l'annexe|du|ou|son|"
        r"articles?|les|des|alinea|ii?i?|1er|premier|susvises?|de)*",
        after[: following.start()],
    ):
        return _name(following)
    if preceding:
        return _name(preceding)
    if following:
        return _name(following)
    return "code général des collectivités territoriales" if len(number) == 4 else _URBANISME


def _name(match: re.Match[str]) -> str:
    return _CODES[int((match.lastgroup or "c0")[1:])][0]
