"""What part of the queue is asked for: filters that stand in the URL, and a place to go on from."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from api import wording
from api.pages.card import SHOWN, Due, at_play, commune_insee, commune_name, next_due, purpose
from api.problem import Problem
from vigie.domain.fact import said
from vigie.domain.finding import Theme
from vigie.domain.record import QueueEntry

DUE_WITHIN = {"7": 7, "15": 15, "30": 30}
PAGE = 50


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters of a queue. None is « all »."""

    theme: str | None = None
    commune: str | None = None
    act_type: str | None = None
    epci: str | None = None
    state: str | None = None
    due: str | None = None
    text: str | None = None

    @property
    def any(self) -> bool:
        """True when something is left out."""
        return self != Selection()

    def keep(self, entries: Iterable[QueueEntry], today: dt.date) -> list[QueueEntry]:
        """The entries that pass every filter, in the same order."""
        return [entry for entry in entries if self.passes(entry, today)]

    def passes(self, entry: QueueEntry, today: dt.date) -> bool:
        """True when an entry passes every filter."""
        return (
            self._of_theme(entry)
            and self._of_place(entry)
            and self._of_type(entry)
            and self._of_state(entry)
            and self._of_text(entry)
            and self._of_due(next_due(entry.record.deadlines, today))
        )

    def _of_theme(self, entry: QueueEntry) -> bool:
        found = entry.record.findings
        return not self.theme or any(f.theme.value == self.theme and at_play(f) for f in found)

    def _of_place(self, entry: QueueEntry) -> bool:
        if self.commune and commune_insee(entry.record) != self.commune:
            return False
        commune = entry.record.dossier.commune
        return not self.epci or (commune is not None and commune.epci == self.epci)

    def _of_type(self, entry: QueueEntry) -> bool:
        if not self.act_type:
            return True
        found = said(entry.record.dossier.facts.act_type)
        if found is None:
            return False
        family = {"PCMI": "PC", "CUa": "CU", "CUb": "CU"}.get(found.value)
        return self.act_type in (found.value, family)

    def _of_state(self, entry: QueueEntry) -> bool:
        read = bool(entry.record.outcomes)
        return {"a-lire": not read, "lu": read}.get(self.state or "", True)

    def _of_text(self, entry: QueueEntry) -> bool:
        """Every word sought stands in the number, the commune, the works or a reason."""
        if not self.text:
            return True
        record = entry.record
        number = said(record.dossier.facts.dossier_number) or ""
        reasons = " ".join(f.because for f in record.findings if f.verdict in SHOWN)
        whole = f"{number} {commune_name(record)} {purpose(record.dossier.facts)} {reasons}"
        flat = folded(whole)
        tight = flat.replace(" ", "")
        return all(word in flat or word in tight for word in folded(self.text).split())

    def _of_due(self, due: Due) -> bool:
        if not self.due:
            return True
        return due.left is not None and 0 <= due.left <= DUE_WITHIN[self.due]


THEME_NAMES = tuple(theme.value for theme in Theme)
TYPE_NAMES = (*wording.ACT_TYPES, "CU")


def folded(text: str) -> str:
    """Text as it is sought: lower case, without accents."""
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _blank(value: str | None) -> str | None:
    return value.strip() or None if value else None


def selection(  # noqa: PLR0913, PLR0917 - one filter each, as FastAPI reads them
    theme: Annotated[str | None, Query(description="One theme code")] = None,
    commune: Annotated[str | None, Query(description="INSEE code")] = None,
    act_type: Annotated[str | None, Query(alias="type", description="Type of act")] = None,
    epci: Annotated[str | None, Query(description="Name of an EPCI")] = None,
    etat: Annotated[str | None, Query(description="a-lire, lu or a-moi")] = None,
    echeance: Annotated[str | None, Query(description="Days left: 7, 15 or 30")] = None,
    q: Annotated[str | None, Query(max_length=200, description="Words to find")] = None,
) -> Selection:
    """The filters of the URL; an empty field of a form is no filter.

    Raises:
        Problem: a filter has no such value.
    """
    _among("theme", theme, THEME_NAMES)
    _among("type", act_type, TYPE_NAMES)
    _among("etat", etat, ("a-lire", "lu", "a-moi"))
    _among("echeance", echeance, tuple(DUE_WITHIN))
    return Selection(*map(_blank, (theme, commune, act_type, epci, etat, echeance, q)))


def _among(name: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if _blank(value) and value not in allowed:
        raise Problem(
            422,
            f"Le filtre «\u00a0{name}\u00a0» ne connaît pas «\u00a0{value}\u00a0». "
            f"Valeurs possibles\u00a0: {', '.join(allowed)}.",
            field=name,
        )


Selected = Annotated[Selection, Depends(selection)]
