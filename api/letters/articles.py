"""Articles that a letter may cite: those of the grounds, and those of the control itself.

A sentence that cites any other article, or one that did not hold on the day, stays out.
"""

from __future__ import annotations

import re
from datetime import date

from scoring.grounds import GROUNDS
from scoring.grounds.ground import Article

NUMBER = re.compile(r"\b([LRDA])\.?\s?\*?\s?(\d{3,4}(?:-\d+)*)\b")
HUWART = date(2025, 11, 28)  # loi n° 2025-1129, article 26

# Articles on the control itself. Sources: CGCT, code de l'urbanisme, CRPA.
PROCEDURE = (
    Article("CGCT, article L2131-1"),
    Article("CGCT, article L2131-2"),
    Article("CGCT, article L2131-6"),
    Article("Code de l'urbanisme, article L424-5"),
    Article("Code de l'urbanisme, article R600-1"),
    Article("Code de l'urbanisme, article L600-12-2", valid_from=HUWART),
    Article("CRPA, article L121-1"),
    Article("CRPA, article L411-2"),
    Article("CRPA, article L411-7"),
    Article("CRPA, article L311-3-1"),
)


def cited(text: str) -> frozenset[str]:
    """Numbers of the articles that a text cites, such as ``L424-5``."""
    return frozenset(letter + number for letter, number in NUMBER.findall(text))


def known(day: date | None, today: date) -> frozenset[str]:
    """Articles of the grounds that held on the day of the act, and of the control today."""
    of_grounds = [a.text for g in GROUNDS for a in g.articles if a.holds(day)]
    of_control = [a.text for a in PROCEDURE if a.holds(day or today)]
    return frozenset().union(*map(cited, (*of_grounds, *of_control)))


def unknown(text: str, day: date | None, today: date) -> frozenset[str]:
    """Articles cited by a text that no ground knows on that day."""
    return cited(text) - known(day, today)
