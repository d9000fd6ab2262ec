"""Cadastral parcels, as 14-character identifiers: commune, prefix, section, number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from features.facts.act_text import ActText
from features.facts.fold import as_digits
from features.facts.found import fact_of_spans
from features.facts.number_forms import find_numbers
from features.facts.parcel_places import parcel_places
from vigie.domain.fact import Fact, Facts

_FULL = re.compile(
    r"(?<![A-Z0-9])(\d[\dAB]\d{3})(\d{3})(\d[A-Z]|[A-Z]{2}|"
    r"\d\d)(\d{4})(?![A-Z0-9])"
)
_NUMBER_WORD = (
    r"(?:\s*(?:[Nn]\s?[°ºo*]s?|[Nn]um[ée]ros?|NUM[EÉ]ROS?|parcelles?|PARCELLES?|[Nn]\.|sous les?"
    r"|cadastrale)\s*[:.]?\s*){0,3}"
)
_SECTION = re.compile(
    r"(?<![A-Za-z0-9À-ÿ'’])(?:(?P<prefix>\d{2,3})\s?[-/.]?\s?)?(?P<section>[A-Z]{2}|0?[A-Z])"
    rf"(?:\s?[-/.:]?\s?|\s|,\s?(?=[Nn]\s?°|[Nn]um|NUM|parcelle|PARCELLE)){_NUMBER_WORD}"
    r"(?P<number>[0-9OolI|]{1,4})(?![0-9A-Za-z²,]*\s?m[²2]|"
    rf"(?![Pp]{{1,2}}\b)[\wÀ-ÿ]|[.,]\d)"
)
# « section 12 n° 345/28 » of Alsace and Moselle: what follows the stroke is of the land book.
_NUMERIC = re.compile(
    rf"[Ss]ection\s*:?\s*(?P<section>\d{{1,2}}){_NUMBER_WORD}\s*[-,/]?\s*{_NUMBER_WORD}"
    r"(?P<number>\d{1,4})(?:/\d{1,3})?(?!\w)"
)
_PREFIX = re.compile(r"[Pp]r[ée]fixe\s*:?\s*(\d{3})\W{0,4}(?:[Ss]ection\s*)?$")
_BARE_NUMERIC = re.compile(
    r"(?<![\w/.-])(?P<section>\d\d)(?:\s|\s?-\s?(?!19|20))(?P<number>\d{4})(?![\w/.-]|\s?m[²2])"
)
# After a number of a list of parcels only such words go on; « 6 plan de l'Ormeau » is an address.
_STREETS = (
    r"rue|avenue|chemin|route|impasse|place|plan|all[ée]e|boulevard|bd|quai|cours|square|traverse|"
    r"mont[ée]e|passage|lotissement|r[ée]sidence|hameau|mas|domaine|lieu|voie|bis|ter|esplanade"
)
_GOES_ON = (
    r"et|ou|à|a|au|aux|de|du|des|d['’]|en|pour|sur|p|pp|partie|ainsi|section|lieu|le|la|les|"
    r"commune|cadast\w*|sis\w*|sit\w*|dont|formant|repr[ée]sentant|contenant|appartenant|n|"
    r"num[ée]ros?|"
    r"est|sont|plan cadastral|dans|superficie|surface|contenance|il|qui|susvis\w*|pr[ée]cit\w*|vu|"
    r"ET|OU|SECTION|POUR|SUR|PARTIE|lieudit|lieu-dit|A|DE|DU|D['’]|EN|LE|LA|VU|jusqu"
)
_PART = r"(?:\s?\(?(?:pp?|en partie|partie|pour partie)\b\.?\)?)?"
# « E 118 à E 121 »: the section said again.
_TO = re.compile(
    rf"{_PART}\s*(?:à|a|au|À|A|jusqu'à)\s+(?:\d{{3}}\s)?(?P<section>[A-Z]{{1,2}})[ -]?"
    r"(?P<number>\d{1,4})\b"
)
_MORE = re.compile(
    rf"{_PART}\s*(?P<link>,|;|/|&|\+|-|–|—|\bet\b|\bET\b|\bà\b|\bau\b|\bA\b|"
    rf"\bainsi que\b)\s*(?:et\s+)?{_NUMBER_WORD}(?P<number>\d{{1,4}})(?![0-9²]*\s?m[²2]|"
    r"(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?\s?m|"
    rf"(?![Pp]{{1,2}}\b)\w|[.,]\d|\s?[A-Z]{{1,2}}\s?-?\d|\s?[%€])"
    rf"(?![ ]?(?!(?:{_GOES_ON})\b)[A-Za-zÀ-ÿ])(?!\n(?i:{_STREETS})\b)"
)
# « 2 HA 11 A 08 CA »: an area, whatever its letters look like.
_AREA_IN_LETTERS = re.compile(
    r"\d\s*(?:HA|A)\s*\d{1,2}\s*(?:CA|A\s*\d{1,2}\s*CA|A(?=RES?\b|[\s,.;]))", re.IGNORECASE
)
_ACROSS = 40  # parcels that « 61 à 63 » may stand for at most
_NOT_SECTIONS = frozenset(
    [
        "DU",
        "DE",
        "LE",
        "LA",
        "AU",
        "EN",
        "UN",
        "OU",
        "ET",
        "NO",
        "PC",
        "PA",
        "PD",
        "DP",
        "CU",
        "RD",
        "RN",
        "VC",
        "CR",
        "ZA",
        "M",
        "MM",
        "BP",
        "CS",
        "LOT",
        "LES",
        "DES",
        "SUR",
        "N",
    ]
)
_OPENS = re.compile(r"(?:^|[:,;(]|ection|\bet|adastrée?s?)\s*$")
_ARTICLE = re.compile(r"[LRDA]\W{0,3}\d{3,4}\s?-\s?\d")


@dataclass(frozen=True, slots=True)
class ParcelHit:
    """A parcel met: its prefix as printed, section, number and span."""

    prefix: str | None
    section: str
    number: str
    start: int
    end: int
    repaired: bool

    def identifier(self, insee: str) -> str:
        """14 characters; the commune's own three digits before a section are no prefix."""
        prefix = self.prefix or "000"
        if prefix.zfill(3) == insee[2:]:
            prefix = "000"
        return f"{insee}{prefix.zfill(3)}{self.section.zfill(2)}{self.number.zfill(4)}"


def read_parcels(act: ActText, facts: Facts) -> Mapping[str, Fact[Any]]:
    """Parcels of the land of the act: cartouche, then visas, then the rest but boilerplate."""
    if facts.commune_insee is None:
        return {}
    insee = facts.commune_insee.value
    taken = [(hit.start, hit.end) for hit in find_numbers(act.folded)]
    for zones in parcel_places(act):
        hits = [
            hit
            for start, end in zones
            for hit in _found(act.text.string, start, end)
            if not any(a < hit.end and hit.start < b for a, b in taken)
        ]
        full = [m for start, end in zones for m in _FULL.finditer(act.text.string, start, end)]
        if hits or full:
            return {"parcels": _fact(act, insee, hits, full)}
    return {}


def _found(text: str, start: int, end: int) -> list[ParcelHit]:
    """Parcels however they are ordered; without those that are pieces of an area."""
    areas = [match.span() for match in _AREA_IN_LETTERS.finditer(text, start, end)]
    hits = [*_reversed(text, start, end), *find_parcels(text, start, end)]
    return [hit for hit in hits if not any(a < hit.end and hit.start < b for a, b in areas)]


def find_parcels(text: str, start: int, end: int) -> Iterator[ParcelHit]:
    """Parcels between two offsets: « AB 12, 13 et 45 », « 000A0247 », « section CK n.106 »."""
    offset = start
    while True:
        match = _next(text, offset, end)
        if match is None:
            return
        section = match.group("section")
        told = _PREFIX.search(text, max(start, match.start() - 30), match.start())
        prefix = match.groupdict().get("prefix") or (told.group(1) if told else None)
        yield _parcel(prefix, section, match)
        offset = match.end()
        last = match
        if (to := _TO.match(text, offset, end)) and to.group("section") == section:
            yield from _range(prefix, section, match, to)
        while more := _MORE.match(text, offset, end):
            if _date_or_area(text, more.end()):
                break
            yield from _between(prefix, section, last, more)
            yield _parcel(prefix, section, more)
            last, offset = more, more.end()


def _between(
    prefix: str | None, section: str, first: re.Match[str], last: re.Match[str]
) -> Iterator[ParcelHit]:
    """The parcels that « HD 61 à 63 » leaves unsaid."""
    if last.group("link").lower() in ("à", "a", "au"):
        yield from _range(prefix, section, first, last)


def _range(
    prefix: str | None, section: str, first: re.Match[str], last: re.Match[str]
) -> Iterator[ParcelHit]:
    numbers = range(int(as_digits(first.group("number"))) + 1, int(last.group("number")))
    if len(numbers) <= _ACROSS:
        for number in numbers:
            yield ParcelHit(prefix, section.upper(), str(number), last.start(), last.end(), False)


_REVERSED = re.compile(
    r"\b(?P<numbers>\d{1,4}(?:\s*(?:,|et)\s*\d{1,4})*)\s+de\s+la\s+(?:même\s+)?"
    r"section\s+(?P<section>[A-Z]{1,2})\b"
)


def _reversed(text: str, start: int, end: int) -> Iterator[ParcelHit]:
    """« les parcelles numéros 12 et 14 de la section AE »."""
    for match in _REVERSED.finditer(text, start, end):
        for number in re.finditer(r"\d+", match.group("numbers")):
            yield ParcelHit(
                None, match.group("section"), number.group(), match.start(), match.end(), False
            )


def _next(text: str, start: int, end: int) -> re.Match[str] | None:
    found = [
        match
        for pattern in (_SECTION, _NUMERIC, _BARE_NUMERIC)
        for match in [_first(pattern, text, start, end)]
        if match is not None
    ]
    return min(found, key=lambda m: m.start(), default=None)


def _first(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    for match in pattern.finditer(text, start, end):
        if match.group("section") in _NOT_SECTIONS and not _named_section(text, match):
            continue
        if not any(c.isdigit() for c in match.group("number")) or not as_digits(
            match.group("number")
        ).strip("0"):
            continue
        if match.group("section") == "N" and not _OPENS.search(
            text[max(start, match.start() - 12) : match.start()]
        ):
            continue
        if _ARTICLE.match(text[match.start() : match.end() + 4]):
            continue
        if not _date_or_area(text, match.end()) and not _not_land(text, match.start()):
            return match
    return None


def _named_section(text: str, match: re.Match[str]) -> bool:
    """Whether a word that is also a section is one: « section DE 29 », « Cadastré DE 0029 »."""
    before = text[max(match.start() - 24, 0) : match.start()].lower()
    if re.search(r"ection\s*(?:cadastrale)?\s*:?\s*$", before):
        return True
    if re.search(r"(?:cadastr[a-zé()]*|parcelles?(?:\(s\))?|cad\.?)\s?:\s*$", before):
        return True
    section = match.group("section").lower()
    if re.search(rf"(?<![a-z]){section}\s?-?\s?\d{{1,4}}\s*(?:,|;|/|et)\s*$", before):
        return True  # a list goes on: « N-0027, N-0007 »
    padded = match.group("number").isdigit() and len(match.group("number")) == 4
    if padded and section == "n" and match.group("number").startswith("0"):
        return True  # « N 0088 »: a number of anything else is led by « N° »
    return padded and bool(re.search(r"(?:cadastr[ée]*s?|parcelles?|cad\.)\s*:?\s*$", before))


def _date_or_area(text: str, end: int) -> bool:
    return bool(re.match(r"\s?(?:m[²2?]|m\b|ha\b|%|€|[/.]\d)", text[end : end + 6]))


def _not_land(text: str, start: int) -> bool:
    before = text[max(start - 24, 0) : start].lower()
    return bool(
        re.search(
            r"(?:articles?(?:\s[a-z0-9]{1,4}\s?\d{0,2}\s(?:à|et))?|art\.|zones?|"
            r"secteurs?|servitudes?[ :,a-z0-9()']{0,10}|lots?|"
            r"annexes?|n°\s?cerfa|pi[eè]ces?|b[aâ]t(?:iment|"
            r"\.)?)\s*$",
            before,
        )
    )


def _parcel(prefix: str | None, section: str, match: re.Match[str]) -> ParcelHit:
    printed = match.group("number")
    number = as_digits(printed)
    return ParcelHit(prefix, section.upper(), number, match.start(), match.end(), number != printed)


def _fact(
    act: ActText, insee: str, hits: list[ParcelHit], full: list[re.Match[str]]
) -> Fact[tuple[str, ...]]:
    found = {m.group(0): (m.start(), m.end()) for m in full}
    whole = list(found.values())
    for hit in hits:
        if not any(s <= hit.start < e for s, e in whole):
            found.setdefault(hit.identifier(insee), (hit.start, hit.end))
    repaired = any(hit.repaired for hit in hits)
    return fact_of_spans(act, tuple(found), list(found.values()), sure=0.98, repaired=repaired)
