"""The operative sentence: the one that decides, and nothing else."""

from __future__ import annotations

import re

from features.facts.act_text import ActText
from features.facts.sections import IN_LETTERS, Part, Section

_ARTICLE_HEAD = re.compile(
    r"^\s*(?:a[rn]t[il1]c[il1]es?|a[rnit][tlf]\b[.,]?)\s*(?:n\s?°\s*)?(?:1er|ler|[il1]\s?er|"
    rf"{'|'.join(IN_LETTERS)}|[0-9]{{1,2}}|[ivxl]{{1,4}})?\b\s*(?:er)?[\s:.,\-)]*"
)
_ABBREVIATION = re.compile(r"\b(?:m|mm|mme|mlle|art|n|no|l|r|d|al|ref|st|ste|bd|av|dr|tel)\.$")
LONGEST = 700


def operative_section(act: ActText) -> Section | None:
    """The first article, or what follows « ARRÊTE » where there is none."""
    sections = [s for s in act.sections if s.part is Part.OPERATIVE]
    numbered = [s for s in sections if s.article is not None]
    lead = next((s for s in sections if s.article is None), None)
    first = next((s for s in numbered if s.article == 1), numbered[0] if numbered else None)
    if first is not None:
        return first
    return lead


def operative_span(act: ActText) -> tuple[int, int] | None:
    """Span of the first operative sentence; None when the act has no operative part."""
    section = operative_section(act)
    if section is None:
        return None
    text = act.folded[section.start : section.end]
    head = _ARTICLE_HEAD.match(text)
    start = head.end() if head and section.article is not None else _after_heading(text)
    end = sentence_end(text, start)
    if not text[start:end].strip():
        return None
    return section.start + start, section.start + end


def sentence_end(text: str, start: int) -> int:
    """Offset where the sentence that begins at ``start`` ends."""
    for match in re.finditer(r"[.;](?=\s|$)|\n\n|:\s*\n", text[start : start + LONGEST]):
        end = start + match.end()
        sentence = text[start:end]
        if len(sentence.strip()) > (
            40 if ":" in match.group() else 15
        ) and not _ABBREVIATION.search(sentence):
            return end
    return min(len(text), start + LONGEST)


def _after_heading(text: str) -> int:
    line = text.find("\n")
    heading = text if line == -1 else text[:line]
    if len(heading.split()) <= 4 or re.search(
        r"\b(?:arrete|decide|certifie)\s*(?:ce qui suit)?\s*:?\s*$", heading
    ):
        return len(heading) if line == -1 else line + 1
    return 0
