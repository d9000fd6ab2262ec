"""Dates in French text, folded or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

MONTHS = {
    name: number
    for number, name in enumerate(
        (
            "janvier",
            "fevrier",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "aout",
            "septembre",
            "octobre",
            "novembre",
            "decembre",
        ),
        1,
    )
}
DATE = re.compile(
    r"\b(\d{1,2})(?:er)? ?(?:[/.-] ?(\d{1,2}) ?[/.-]|(" + "|".join(MONTHS) + r")) ?(\d{4})\b"
)


def dates_in(folded: str) -> Iterator[tuple[int, date]]:
    """Each date of a folded text, with where it starts."""
    for match in DATE.finditer(folded):
        day, figure, name, year = match.groups()
        try:
            found = date(int(year), int(figure) if figure else MONTHS[name], int(day))
        except ValueError:
            continue
        yield match.start(), found
