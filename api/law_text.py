"""The articles that a reason cites, and their texts when these were loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator

CODES = {
    "cgct": "code général des collectivités territoriales",
    "crpa": "code des relations entre le public et l'administration",
}
_PARTS = re.compile(
    r"(?P<code>code\s(?:(?!,|;|\().)+|cgct|crpa)"
    r"|(?P<number>\b[LRDA]\.?\s?\*?\s?\d{1,4}(?:-\d+)*)(?P<until>\s+à\s+(?=[LRDA]\.?\s?\*?\d))?",
    re.IGNORECASE,
)
LONGEST_SPAN = 20


def cited(citation: str) -> tuple[tuple[str, str], ...]:
    """Code and number of each article of a citation, « L422-1 à L422-3 » told one by one."""
    return tuple(dict.fromkeys(_cited(citation)))


def _cited(citation: str) -> Iterator[tuple[str, str]]:
    code, start = None, None
    for part in _PARTS.finditer(citation):
        if part["code"]:
            said = " ".join(part["code"].lower().replace("\u2019", "'").split())
            code, start = CODES.get(said, said), None
        elif code:
            number = re.sub(r"[.\s*]", "", part["number"]).upper()
            yield from ((code, one) for one in (*_between(start, number), number))
            start = number if part["until"] else None


def _between(start: str | None, end: str) -> tuple[str, ...]:
    """The numbers from one to the next, when they differ by their last figure only."""
    if start is None:
        return ()
    (stem, first), (other, last) = (_last_figure(one) for one in (start, end))
    if stem != other or not first < last <= first + LONGEST_SPAN:
        return ()
    return tuple(f"{stem}{figure}" for figure in range(first + 1, last))


def _last_figure(number: str) -> tuple[str, int]:
    stem = number.rstrip("0123456789")
    return stem, int(number[len(stem) :])
