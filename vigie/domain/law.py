"""The text of an article of law, as it held over a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article. ``code`` is as citations name it, in lower case; ``number`` as ``L421-6``.

    ``valid_to`` is the last day on which the text held, None while it still does.
    """

    code: str
    number: str
    text: str
    valid_from: date
    valid_to: date | None = None
