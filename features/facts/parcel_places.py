"""Where parcels may stand in an act: under a label, after a word that announces them, alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from features.facts.act_text import ActText
from features.facts.labels import Label
from features.facts.sections import Part

Span = tuple[int, int]
_ANCHOR = re.compile(
    r"cadastre|parcelle|references? cadastrale|section\b|ref\.? ?cad", re.IGNORECASE
)
ANCHORED = 260  # characters after a word that announces parcels
# Two letters and a number that are a road, a postbox, a lot or a piece rather than a parcel.
_NOT_PARCELS = re.compile(
    "RD|RN|CD|VC|CR|CS|BP|Z[ACI]|P[ACDM]|DP|CU|AT|RC|NO|PO|LT|D[EU]|L[EA]|ET|AU|OU|E[NT]|UN|TA"
)
# The same in the cell of the land, where a piece of the file has no business.
_ROADS = re.compile("RD|RN|CD|VC|CR|CS|BP|Z[ACI]|LT|D[EU]|L[EA]|ET|AU|OU|EN|UN")
_PART = r"(?:[ ]?\(?(?:pp?|partie)\)?)?"
_TOKEN = rf"(?:\d{{3}}[ ])?(?P<section>[A-Z]{{2}})[ ]?-?[ ]?(?:[Nn]\s?°\s?)?\d{{1,4}}{_PART}"
_NEXT = r"(?=[ ]*(?:[,;()&–—|·\n./]|-\s|et\b|$))"
_ALONE = re.compile(rf"(?:[,;:–—|·(\n]|\s-)[ ]*(?P<token>{_TOKEN}){_NEXT}")
# In the cell of the land one letter is enough: « Mas de l'Euze, D 340 », « Les Plans N 0088 ».
_IN_SITE = re.compile(
    rf"(?:[,;–—|·(\n]|\s-)[ ]*(?P<token>(?P<section>0?[A-Z])[ ]?\d{{1,4}}{_PART}){_NEXT}"
    rf"|[ ](?P<padded>(?P<letter>[A-Z])[ ]0\d{{3}}{_PART}){_NEXT}"
)
_ROAD = re.compile(
    r"\b(?:route|rue|avenue|chemin|d[ée]partementale|voie|rond-point|lots?|b[âa]t(?:iment)?|"
    r"immeuble|appartement|apt|porte|escalier|hall)\b[^,;–—\n]{0,30}[,;–—]?[ ]*\Z",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:[,;&+/]|\bet|\b[A-Z]{1,2})\s*$")


def parcel_places(act: ActText) -> Iterator[list[Span]]:
    """Spans to look in, the surest first: labels, announced in the head, alone, elsewhere."""
    labelled = [(hit.start, hit.value_end) for hit in act.labelled(Label.PARCELS)]
    yield [span for span in labelled if act.part_at(span[0]) is Part.HEADER]
    yield labelled
    yield _anchored(act, Part.HEADER)
    yield list(_whole_lines(act))
    yield list(_alone(act))
    yield _anchored(act, Part.VISAS)
    yield _anchored(act, Part.OPERATIVE, Part.REASONS)
    yield _anchored(act, Part.SIGNATURE)


def first_alone(act: ActText, start: int, end: int) -> int | None:
    """Where parcels that nothing announces begin in the cell of the land; None without."""
    return min((first for first, _ in _in_site(act, start, end)), default=None)


def _anchored(act: ActText, *parts: Part) -> list[Span]:
    """Stretches that begin with « cadastré », « parcelle », « section »."""
    found: list[Span] = []
    for start, end in act.spans(*parts):
        for match in _ANCHOR.finditer(act.folded, start, end):
            if found and match.start() < found[-1][1]:
                continue
            found.append((match.start(), min(end, match.start() + ANCHORED)))
    return found


_LINE = re.compile(
    rf"(?m)^[ \t]*(?P<token>{_TOKEN}(?:[ ]*(?:,|;|/|&|\+|-|–|et|à)[ ]*"
    r"(?:(?:\d{3}[ ])?[A-Z]{2}[ ]?)?(?:[Nn]\s?°\s?)?"
    rf"\d{{1,4}}{_PART})*)[ \t]*[.;]?$"
)


def _whole_lines(act: ActText) -> Iterator[Span]:
    """Lines of the head that hold nothing but parcels."""
    for start, end in act.spans(Part.HEADER):
        for match in _LINE.finditer(act.text.string, start, end):
            listed = len(re.findall(r"\d+", match.group("token"))) > 1
            if listed or not _NOT_PARCELS.fullmatch(match.group("section")):
                yield match.span("token")


def _alone(act: ActText) -> Iterator[Span]:
    """Parcels that nothing announces, between two separators: « 8 rue de l'Orme — AB 61 »."""
    for start, end in act.spans(Part.HEADER):
        yield from _between_separators(act, _NOT_PARCELS, start, end)
    for hit in act.labelled(Label.SITE):
        if act.part_at(hit.start) is Part.HEADER:
            yield from _in_site(act, hit.end, hit.value_end)


def _between_separators(
    act: ActText, others: re.Pattern[str], start: int, end: int
) -> Iterator[Span]:
    for match in _ALONE.finditer(act.text.string, start, end):
        if not others.fullmatch(match.group("section")):
            yield match.start("token"), _line_end(act, match.end(), end)


def _in_site(act: ActText, start: int, end: int) -> Iterator[Span]:
    text = act.text.string
    yield from _between_separators(act, _ROADS, start, end)
    for match in _IN_SITE.finditer(text, start, end):
        name = "token" if match.group("token") else "padded"
        first = match.start(name)
        if name == "padded" or not _ROAD.search(text, max(start, first - 40), first):
            yield first, _line_end(act, match.end(), end)


def _line_end(act: ActText, start: int, end: int) -> int:
    """The end of the line, or of the next one where a list of parcels goes on."""
    last = _until(act, start, end)
    if last < end and _GOES_ON.search(act.text.string, start, last):
        return _until(act, last + 1, end)
    return last


def _until(act: ActText, start: int, end: int) -> int:
    line = act.folded.find("\n", start, end)
    return end if line < 0 else line
