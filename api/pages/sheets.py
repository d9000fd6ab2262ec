"""The pages of an act with its evidence numbered: what the reader clicks from reason to page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from api.desk import PageSize
from vigie.domain.dossier import DocumentRef
from vigie.domain.evidence import PageEvidence
from vigie.domain.fact import Facts
from vigie.domain.finding import Finding
from vigie.domain.page import Box

PADDING = 2.0
SHOWN_PAGES = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A box drawn on a page, with the number and the reason that it leads to."""

    number: int
    ground: str
    verdict: str
    text: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class FactMark:
    """Where a fact is said; drawn when the reader asks for it."""

    anchor: str
    x: float
    y: float
    width: float
    height: float


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
    """The sheets of an act, the numbers of the evidence of each ground, the pages left out."""

    sheets: tuple[Sheet, ...]
    numbers: dict[str, tuple[tuple[int, PageEvidence], ...]]
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
    return Bound(tuple(kept), numbers, anchors, len(sheets) - len(kept))


def _mark_findings(
    findings: Iterable[Finding], sheets: dict[tuple[str, int], Sheet], first: str
) -> dict[str, tuple[tuple[int, PageEvidence], ...]]:
    """Number each place once, in the order of the reasons; several reasons may share a place."""
    numbers: dict[str, tuple[tuple[int, PageEvidence], ...]] = {}
    known: dict[tuple[str, int, Box], int] = {}
    for finding in findings:
        mine: dict[int, PageEvidence] = {}
        for piece in finding.evidence:
            if not isinstance(piece, PageEvidence):
                continue
            place = (piece.document or first, piece.page, piece.box)
            sheet = sheets.get(place[:2])
            if sheet is not None and place not in known:
                known[place] = len(known) + 1
                sheet.marks.append(_mark(known[place], finding, piece))
            mine.setdefault(known.get(place, 0), piece)
        numbers[finding.ground] = tuple(mine.items())
    return numbers


def _mark(number: int, finding: Finding, piece: PageEvidence) -> Mark:
    box = _padded(piece.box)
    return Mark(number, finding.ground, finding.verdict.value, piece.text, *box)


def _mark_facts(facts: Facts, sheets: dict[tuple[str, int], Sheet], first: str) -> dict[str, str]:
    anchors: dict[str, str] = {}
    for name, fact in facts.items():
        for piece in fact.evidence[:1]:
            sheet = sheets.get((piece.document or first, piece.page))
            if sheet:
                anchors[name] = f"fait-{name}"
                sheet.facts.append(FactMark(anchors[name], *_padded(piece.box)))
    return anchors


def _worth_showing(sheets: list[Sheet]) -> list[Sheet]:
    marked = [sheet for sheet in sheets if sheet.marks or sheet.facts]
    return (marked or sheets)[:SHOWN_PAGES]


def _padded(box: Box) -> tuple[float, float, float, float]:
    return (
        round(box.x0 - PADDING, 1),
        round(box.top - PADDING, 1),
        round(box.x1 - box.x0 + 2 * PADDING, 1),
        round(box.bottom - box.top + 2 * PADDING, 1),
    )
