"""The text that stands as the value of a label."""

from __future__ import annotations

import re

from features.facts.act_text import ActText, LabelHit

_LEAD = re.compile(r"^[\s:.\-–_|/]*(?:\(?s\)?\s*:)?[\s:.\-–_|]*")
_NEXT_NUMBER = re.compile(r"\n[ ]*\d{1,2}[ ]?[.)°]{1,2}[ ]*\Z")  # of the label that comes next


def value_span(act: ActText, hit: LabelHit, *, lines: int = 4) -> tuple[int, int] | None:
    """Span of the value of a label: at most ``lines`` lines, trimmed; None when empty."""
    text = act.folded[hit.end : hit.value_end]
    lead = _LEAD.match(text)
    start = hit.end + (lead.end() if lead else 0)
    end = hit.value_end
    for _, line_end in zip(range(lines), _line_ends(act.folded, start, end), strict=False):
        last = line_end
        if last >= end:
            break
    else:
        end = min(end, last) if start < end else start
    value = _NEXT_NUMBER.sub("", act.folded[start:end])
    stripped = value.rstrip(" \n:;,.-|_(")
    if not stripped.strip():
        return None
    return start, start + len(stripped)


def _line_ends(folded: str, start: int, end: int) -> list[int]:
    ends = [m.start() for m in re.finditer("\n", folded[start:end])]
    return [start + e for e in ends] + [end]


def flat(text: str) -> str:
    """One line, single spaces."""
    return " ".join(text.split())
