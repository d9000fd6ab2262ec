"""The pages of an act with its evidence numbered: what the reader clicks from reason to page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from api import wording
from api.desk import PageSize
from scoring.grounds.passages import Passage, passages
from vigie.domain.dossier import DocumentRef
from vigie.domain.evidence import PageEvidence
from vigie.domain.fact import Facts
from vigie.domain.finding import Finding
from vigie.domain.page import Box

PADDING = 2.0
SHOWN_PAGES = 6


class Frame(NamedTuple):
    """A rectangle drawn on a page, in points from its top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage framed on a page, line by line: its number and the reason that it leads to."""

    number: int
    ground: str
    verdict: str
    text: str
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class FactMark:
    """Where a fact is said; drawn when the reader asks for it."""

    anchor: str
    frame: Frame


@dataclass(slots=True)
class Sheet:
    """One page of a document to draw."""

    document: str
    size: PageSize
    pages: int
    marks: list[Mark] = field(default_factory=list)
    facts: list[FactMark] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Id of the page in the web page."""
        return f"page-{self.document[:8]}-{self.size.page}"


@dataclass(frozen=True, slots=True)
class Bound:
    """The sheets of an act, the numbers of the evidence of each ground, the pages left out.

    ``labels`` say which fact each numbered passage states, where it states one.
    """

    sheets: tuple[Sheet, ...]
    numbers: dict[str, tuple[tuple[int, PageEvidence], ...]]
    labels: dict[int, str]
    fact_anchors: dict[str, str]
    left_out: int


def bind(
    documents: Sequence[DocumentRef],
    findings: Iterable[Finding],
    facts: Facts,
    sizes: Callable[[str], Sequence[PageSize]],
    *,
    every_page: bool,
) -> Bound:
    """Lay every piece of evidence on its page; pages with evidence come first to be shown."""
    sheets = {
        (ref.sha256, size.page): Sheet(ref.sha256, size, ref.pages)
        for ref in documents
        for size in sizes(ref.sha256)
    }
    first = documents[0].sha256 if documents else ""
    numbers = _mark_findings(findings, sheets, first)
    anchors = _mark_facts(facts, sheets, first)
    kept = list(sheets.values()) if every_page else _worth_showing(list(sheets.values()))
    return Bound(tuple(kept), numbers, _labels(numbers, facts), anchors, len(sheets) - len(kept))


def _mark_findings(
    findings: Iterable[Finding], sheets: dict[tuple[str, int], Sheet], first: str
) -> dict[str, tuple[tuple[int, PageEvidence], ...]]:
    """Number each place once, in the order of the reasons; several reasons may share a place."""
    numbers: dict[str, tuple[tuple[int, PageEvidence], ...]] = {}
    known: dict[tuple[str, int, Box], int] = {}
    for finding in findings:
        mine: dict[int, PageEvidence] = {}
        for passage in passages(p for p in finding.evidence if isinstance(p, PageEvidence)):
            head = passage[0]
            place = (head.document or first, head.page, head.box)
            said = replace(head, text=" ".join(piece.text for piece in passage))
            sheet = sheets.get(place[:2])
            if sheet is not None and place not in known:
                known[place] = len(known) + 1
                sheet.marks.append(_mark(known[place], finding, passage, said.text))
            mine.setdefault(known.get(place, 0), said)
        numbers[finding.ground] = tuple(mine.items())
    return numbers


def _labels(
    numbers: dict[str, tuple[tuple[int, PageEvidence], ...]], facts: Facts
) -> dict[int, str]:
    """The fact that each numbered passage states, by where the passage begins."""
    stated: dict[tuple[int, float, float], str] = {}
    for name, fact in facts.items():
        for piece in fact.evidence:
            label = wording.FACTS.get(name, name)
            stated.setdefault(_start(piece), f"{label[:1].lower()}{label[1:]}")
    found = (pair for pairs in numbers.values() for pair in pairs)
    return {number: stated[_start(said)] for number, said in found if _start(said) in stated}


def _start(piece: PageEvidence) -> tuple[int, float, float]:
    return piece.page, piece.box.x0, piece.box.top


def _mark(number: int, finding: Finding, passage: Passage, text: str) -> Mark:
    """The mark of a passage; what it says on another page is not framed."""
    frames = tuple(_frame(piece.box) for piece in passage if piece.page == passage[0].page)
    return Mark(number, finding.ground, finding.verdict.value, text, frames)


def _mark_facts(facts: Facts, sheets: dict[tuple[str, int], Sheet], first: str) -> dict[str, str]:
    anchors: dict[str, str] = {}
    for name, fact in facts.items():
        for piece in fact.evidence[:1]:
            sheet = sheets.get((piece.document or first, piece.page))
            if sheet:
                anchors[name] = f"fait-{name}"
                sheet.facts.append(FactMark(anchors[name], _frame(piece.box)))
    return anchors


def _worth_showing(sheets: list[Sheet]) -> list[Sheet]:
    marked = [sheet for sheet in sheets if sheet.marks or sheet.facts]
    return (marked or sheets)[:SHOWN_PAGES]


def _frame(box: Box) -> Frame:
    return Frame(
        round(box.x0 - PADDING, 1),
        round(box.top - PADDING, 1),
        round(box.x1 - box.x0 + 2 * PADDING, 1),
        round(box.bottom - box.top + 2 * PADDING, 1),
    )
