"""One act as its readers see it: text, tokens, parts, labels, dates, all with their place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span

from features.facts.boxes import ticked_only
from features.facts.columns import head_by_columns
from features.facts.dates import DateHit, find_dates
from features.facts.fold import fold
from features.facts.gazetteer import Gazetteer
from features.facts.label_kinds import WEAK, is_bare_label, label_by_words
from features.facts.labels import PHRASES, Label
from features.facts.language import Lexicon, read
from features.facts.layout import cells_as_lines, row_heads
from features.facts.margins import margin_first
from features.facts.sections import Part, Section, cut
from vigie.domain.evidence import PageEvidence
from vigie.domain.page import Page, PageSource
from vigie.domain.text import Text

_NEXT_VISA = re.compile(r"\n\s*vus?\b|[;,.]\s*vus?\s+l")
_DOTS = re.compile(
    r"(?<=[a-z°)] )(?:\.{4,}|(?:\. ){4,})(?=[ ]*[^\s.:])|(?<=[a-z°)])\.{4,}(?=[ ]*[^\s.:])"
)
_LEADERS = re.compile(r"\.{3,}|_{3,}|(?:\. ){3,}")
# A phrase of a few words at the start of a line, before a colon that its value follows.
_UNLISTED = re.compile(
    r"^[ \t*.•-]*(?!a[rn]t(?:icle)?\b|vus?\b|considerant)([a-z][a-z'’()/°. -]{2,44}?)"
    r"[ ]*:(?=[ ]*\S)",
    re.MULTILINE,
)
# « véranda de 19 m² de surface de plancher »: words of a sentence, no label.
_GOVERNED = re.compile(r"(?:\b(?:de|la|une|en|sa)\s|\b[dl]')$")
_NUMBERED = re.compile(r"(?:\A|\n)[ ]*\d{1,2}[ ]?[.)°]{1,2}[ ]*\Z")  # « 3. Terrain »
_SECTION = re.compile(r"[\s:n°]*(?:[a-z]{1,2}|\d{1,2})\b")  # not « section Haute », a place
_DAY = re.compile(r"(?:le |du )?\d{1,2}(?:er)?[ ./-]{1,3}(?:\d{1,2}|[a-z]{3,9})[ ./-]{1,3}\d{2,4}")
_UNFINISHED = re.compile(r"\d|\b(?:du|des?|la|les?|et|d'|l')$")  # a number, or a label that goes on
FEW = 4  # words of a label that no list holds
VALUE_REACH = 420  # characters after a label where its value may stand


@dataclass(frozen=True, slots=True)
class LabelHit:
    """A label met: its span, and the span where its value may stand."""

    label: Label
    start: int
    end: int
    value_end: int


@dataclass(frozen=True, slots=True)
class ActText:
    """The text of one act. ``folded`` has the offsets of ``text.string``."""

    pages: tuple[Page, ...]
    text: Text
    folded: str
    printed: str  # as ``text.string``, without the options of a form that are not ticked
    doc: Doc
    sections: tuple[Section, ...]
    labels: tuple[LabelHit, ...]
    dates: tuple[DateHit, ...]
    scanned: bool
    gazetteer: Gazetteer | None = None

    def part_at(self, offset: int) -> Part:
        """The part that holds an offset."""
        return next((s.part for s in self.sections if s.start <= offset < s.end), Part.HEADER)

    def spans(self, *parts: Part) -> tuple[tuple[int, int], ...]:
        """Spans of the sections of these parts."""
        return tuple((s.start, s.end) for s in self.sections if s.part in parts)

    def labelled(self, *labels: Label) -> tuple[LabelHit, ...]:
        """Hits of these labels, in order."""
        return tuple(hit for hit in self.labels if hit.label in labels)

    def evidence(self, start: int, end: int) -> tuple[PageEvidence, ...]:
        """Where a span stands on the pages."""
        return self.text.evidence(start, end)

    def confidence(self, start: int, end: int) -> float:
        """The lowest confidence among the words of a span."""
        return self.text.confidence(start, end)

    def wording(self, start: int, end: int) -> float:
        """The lowest confidence among the long words of a span."""
        return self.text.wording(start, end)

    def tokens(self, start: int, end: int) -> Span:
        """Tokens that a span touches, as a spaCy span."""
        return self.doc.char_span(start, end, alignment_mode="expand") or self.doc[0:0]


@lru_cache(maxsize=1)
def _label_lexicon() -> Lexicon:
    return Lexicon({label.value: phrases for label, phrases in PHRASES.items()})


def act_text(pages: Iterable[Page], gazetteer: Gazetteer | None = None) -> ActText:
    """Prepares pages that belong to one act."""
    pages = tuple(pages)
    ordered = [_ordered(page) for page in pages]
    text = Text.of(cells_as_lines(page, is_bare_label) for page in ordered)
    plain = _without_leaders(fold(text.string))
    folded = ticked_only(plain)
    printed = _as_ticked(text.string, plain, folded)
    scanned = any(page.source is PageSource.OCR for page in pages)
    doc = read(folded.replace("\n", " "), damaged=scanned)
    sections = cut(folded)
    return ActText(
        pages,
        text,
        folded,
        printed,
        doc,
        sections,
        _labels(folded, doc, sections, [head for page in ordered for head in row_heads(page)]),
        find_dates(folded),
        scanned,
        gazetteer,
    )


def _ordered(page: Page) -> Page:
    """The page with its margin, or the columns of its head, in the order they are read."""
    moved = margin_first(page)
    return moved if moved is not page else head_by_columns(page, is_bare_label)


def _as_ticked(printed: str, plain: str, ticked: str) -> str:
    """What is printed, with blanks where a form leaves an option open."""
    if plain == ticked:
        return printed
    return "".join(
        char if before == after else after
        for char, before, after in zip(printed, plain, ticked, strict=True)
    )


def _without_leaders(folded: str) -> str:
    """Blanks in the place of the dots or strokes that lead the eye from a label to its value.

    Dots between two phrases of a line are a colon.
    """
    folded = _DOTS.sub(lambda match: ":".ljust(len(match.group())), folded)
    return _LEADERS.sub(lambda match: " " * len(match.group()), folded)


def _labels(
    folded: str, doc: Doc, sections: tuple[Section, ...], heads: Iterable[str]
) -> tuple[LabelHit, ...]:
    zones = _label_zones(folded, sections)
    hits = [
        (Label(kind), start, end)
        for kind, start, end in _label_lexicon().find(doc)
        if any(a <= start < b for a, b, _ in zones) and _is_label(folded, start, end, zones)
    ]
    hits += _unlisted(folded, sections, hits)
    hits = sorted(hits + _headed(folded, sections, hits, heads), key=lambda hit: hit[1])
    found = []
    for index, (label, start, end) in enumerate(hits):
        zone_end = next(b for a, b, _ in zones if a <= start < b)
        limit = hits[index + 1][1] if index + 1 < len(hits) else zone_end
        found.append(LabelHit(label, start, end, min(limit, zone_end, end + VALUE_REACH)))
    return tuple(found)


def _unlisted(
    folded: str, sections: tuple[Section, ...], hits: list[tuple[Label, int, int]]
) -> list[tuple[Label, int, int]]:
    """Labels of the cartouche in words that no list holds: at least they end what stands before."""
    found = []
    for section in sections:
        if section.part is not Part.HEADER:
            continue
        for match in _UNLISTED.finditer(folded, section.start, section.end):
            start, end = match.span(1)
            if not any(a < end + 2 and start < b for _, a, b in hits):
                found.append((label_by_words(match.group(1)), start, end))
    return found


def _headed(
    folded: str,
    sections: tuple[Section, ...],
    hits: list[tuple[Label, int, int]],
    heads: Iterable[str],
) -> list[tuple[Label, int, int]]:
    """Left cells of the rows of a table, in words of no list that tell what they are."""
    found: list[tuple[Label, int, int]] = []
    for head in {fold(head) for head in heads}:
        label = label_by_words(head)
        if label is Label.OTHER or len(head.split()) > FEW or _UNFINISHED.search(head):
            continue
        for match in re.finditer(rf"(?m)^{re.escape(head)}$", folded):
            start, end = match.span()
            part = next((s.part for s in sections if s.start <= start < s.end), None)
            if part is Part.HEADER and not any(a < end and start < b for _, a, b in hits):
                found.append((label, start, end))
    return found


def _label_zones(folded: str, sections: tuple[Section, ...]) -> tuple[tuple[int, int, bool], ...]:
    """Spans where labels may stand, and whether labels may stand inside their sentences."""
    zones: list[tuple[int, int, bool]] = []
    for section in sections:
        if section.part is Part.HEADER:
            zones.append((section.start, section.end, False))
        elif section.part is Part.VISAS:
            zones.extend(_requests(folded, section))
        elif section.part is Part.OPERATIVE and (section.article or 1) <= 2:
            zones.append((section.start, section.end, False))
    return tuple(zones)


def _requests(folded: str, section: Section) -> list[tuple[int, int, bool]]:
    """The visas of the request: a sentence in which the labels of a cartouche run on."""
    found: list[tuple[int, int, bool]] = []
    start = section.start
    while start < section.end:
        following = _NEXT_VISA.search(folded, start + 2, section.end)
        end = following.start() if following else section.end
        visa = folded[start:end]
        words = ("demande", "declaration", "dossier")
        if any(word in visa[:60] for word in words):
            found.append((start, end, True))
        start = end
    return found


def _is_label(folded: str, start: int, end: int, zones: tuple[tuple[int, int, bool], ...]) -> bool:
    """A label begins a cell or ends with a colon; inside a visa of the request it may run on."""
    before = folded[max(start - 3, 0) : start].strip(" -*.(")
    after = folded[end : end + 24].lstrip(" .")
    at_line = start == 0 or not before or before.endswith(("\n", ":", "|", "-", ";", "·"))
    at_line = at_line or bool(_NUMBERED.search(folded, max(start - 6, 0), start))
    phrase = " ".join(folded[start:end].split())
    colon = after.startswith((":", "\n:")) or phrase.endswith("°")
    weak = phrase in WEAK
    if phrase == "section" and not _SECTION.match(after):
        return False
    if phrase == "de" and (not at_line or not (colon or after.startswith("\n"))):
        return False
    running = any(a <= start < b and inline for a, b, inline in zones)
    if running and weak:
        return (colon and phrase != "de") or phrase in (
            "par",
            "pour",
            "sis",
            "parcelle",
            "parcelles",
            "section",
        )
    if at_line or "\n" in folded[max(start - 3, 0) : start]:
        return colon or not weak or _opens_value(after, phrase)
    return colon or not (weak or _GOVERNED.search(folded, max(start - 6, 0), start))


def _opens_value(after: str, phrase: str) -> bool:
    """A weak label alone in its cell, or a preposition of the State's form."""
    if phrase in ("depot", "completude") and _DAY.match(after):
        return True
    return after.startswith("\n") or phrase in {
        "par", "pour", "sis", "sise", "parcelle", "parcelles", "section", "superficie",
        "destination",
        "beneficiaire", "demandeur", "petitionnaire", "concernant", "zone", "objet",
    }  # fmt: skip
