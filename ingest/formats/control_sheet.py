"""Sheets of control, whichever they are: which kind a file is, and all that it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from ingest.contents import Contents
from ingest.formats.column_files import corrected, keep, named_columns
from ingest.formats.columns import HEAD, Mapping, recognise_columns
from ingest.formats.control_rows import read_rows
from ingest.formats.headings import Field
from ingest.formats.spreadsheet import Cell, Sheet, coloured, container, sheets
from vigie.domain.control import ControlRecord, RowRefused
from vigie.errors import Refused
from vigie.settings import load_settings

F = Field
RECOURS_FIELDS = frozenset(
    {F.RECOURS_SENT, F.RECOURS_RECEIVED, F.ANSWERED, F.ANSWER, F.WITHDRAWN, F.DEFERE, F.JUDGED,
     F.GROUNDS, F.THEMES}
)  # fmt: skip
TRACKING_FIELDS = frozenset({F.RECEIVED, F.DECIDED, F.EXAMINED, F.OUTCOME, F.SELECTION})
CORRECTIONS = "colonnes"
COLOURS = "cellules colorées : la couleur n'est pas lue ; si elle a un sens, l'écrire en colonne"
TELLING_SHEETS = 3  # of a sheet a month, the first ones say what the file is


class SheetKind(StrEnum):
    """The two kinds of sheets of control."""

    TRACKING = "tracking"
    RECOURS = "recours"


@lru_cache(maxsize=1)  # each reader asks of the same bytes in turn
def kind_of(data: bytes) -> SheetKind | None:
    """Which sheet of control a content is; None for anything else. Never raises."""
    if container(data) is None:
        return None
    try:
        found = (m for m in map(_mapping_of, sheets(data)) if m is not None)
        mappings = list(islice(found, TELLING_SHEETS))
    except Refused:
        return None
    fields: frozenset[Field] = frozenset().union(*(mapping.fields() for mapping in mappings))
    recours, tracking = fields & RECOURS_FIELDS, fields & TRACKING_FIELDS
    if F.RECOURS_SENT in fields and len(recours) > len(tracking):
        return SheetKind.RECOURS
    return SheetKind.TRACKING if tracking else None


def _mapping_of(sheet: Sheet) -> Mapping | None:
    return recognise_columns(list(islice(sheet.rows, HEAD)))


def corrections_folder() -> Path | None:
    """Where a person corrects the mappings: ``colonnes`` in the home, once the home is there."""
    home = load_settings().home
    return home / CORRECTIONS if home.is_dir() else None


def read_sheet(data: bytes, name: str, *, source: str, folder: Path | None = None) -> Contents:
    """All the rows of a sheet of control; ``folder`` holds the mappings, corrected or to correct.

    Raises:
        Refused: the file cannot be opened, or none of its sheets names an act.
    """
    controls: list[ControlRecord] = []
    refused: list[RowRefused] = []
    mappings: list[Mapping] = []
    notes: list[str] = []
    for sheet in sheets(data):
        head = list(islice(sheet.rows, HEAD))
        found = recognise_columns(head)
        if found is None:
            notes += _unread(sheet, head)
            continue
        mapping = _like(mappings, found) or corrected(found, folder)
        keep(mapping, folder, sheet=sheet.name)
        mappings.append(mapping)
        for one in _rows(sheet, head, mapping, name, source):
            (controls if isinstance(one, ControlRecord) else refused).append(one)  # type: ignore[arg-type]
    if not mappings:
        raise Refused("aucune colonne de numéros de dossier reconnue : vérifier les intitulés")
    notes.insert(0, f"colonnes reconnues : {named_columns(mappings)}")
    if coloured(data):
        notes.append(COLOURS)
    return Contents(controls=tuple(controls), refused_rows=tuple(refused), notes=tuple(notes))


def _like(before: list[Mapping], found: Mapping) -> Mapping | None:
    """The columns of the sheet before, for one that carries on without any heading."""
    if found.header >= 0 or not before or len(found.columns) > len(before[-1].columns):
        return None
    same = found.places(F.NUMBER) == before[-1].places(F.NUMBER)
    return replace(before[-1], header=-1) if same else None


def _rows(
    sheet: Sheet, head: list[list[Cell]], mapping: Mapping, name: str, source: str
) -> Iterator[ControlRecord | RowRefused]:
    skipped = mapping.header + 1
    rows = chain(head[skipped:], sheet.rows)
    hidden = " (masquée)" if sheet.hidden else ""
    place = name if sheet.name == "csv" else f"{name}, feuille « {sheet.name} »{hidden}"
    first = sheet.first_row + skipped
    return read_rows(rows, mapping, place=place, first=first, source=source)


def _unread(sheet: Sheet, head: list[list[Cell]]) -> list[str]:
    filled = any(cell not in (None, "") for row in head for cell in row)
    return [f"feuille « {sheet.name} » sans numéro de dossier : non lue"] if filled else []
