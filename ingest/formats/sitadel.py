"""Sitadel, the State's register of permits granted: numbers and dates to set against ours.

Four files (housing, other premises, PA, PD), with or without the line of descriptions.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from io import StringIO

from ingest.contents import Contents, FormatReader
from vigie.domain.control import ControlRecord, RowRefused
from vigie.errors import Refused

GRANTED_ON = "DATE_REELLE_AUTORISATION"
NUMBERS = {"NUM_DAU": None, "NUM_PC": "PC", "NUM_PA": "PA", "NUM_PD": "PD", "NUM_DP": "DP"}
COMMUNE = "COMM"
READ = frozenset({GRANTED_ON, COMMUNE, "TYPE_DAU", *NUMBERS})
KINDS = frozenset({"PC", "PA", "PD", "DP"})
LENGTH = 13  # département, commune, year, running number
LINES = 3


def recognises(data: bytes) -> bool:
    """True when one of the first lines names the columns of Sitadel."""
    return _header(data) is not None


def _header(data: bytes) -> int | None:
    """The line of the names, 0 or 1; None for anything else."""
    for rank, line in enumerate(data[:65536].split(b"\n")[:LINES]):
        names = {cell.strip(b'"\r \xef\xbb\xbf') for cell in line.split(b";")}
        if GRANTED_ON.encode() in names and {name.encode() for name in NUMBERS} & names:
            return rank
    return None


def read(data: bytes, name: str) -> Contents:
    """One row a permit granted: its number, its commune, its date."""
    header = _header(data)
    if header is None:
        raise Refused("colonnes de Sitadel absentes : télécharger de nouveau le fichier")
    controls: list[ControlRecord] = []
    refused: list[RowRefused] = []
    try:
        for line, number, granted, commune in _permits(data, header):
            where = f"{name}, ligne {line}"
            if number is None:
                refused.append(RowRefused(where, "numéro de permis absent ou mal formé"))
                continue
            row = ControlRecord(
                where=where,
                dossier_number=number,
                commune_insee=commune or None,
                decided_on=_day(granted),
            )
            controls.append(row)
    except csv.Error as error:
        raise Refused(f"fichier Sitadel illisible ({error}) : le télécharger de nouveau") from error
    return Contents(controls=tuple(controls), refused_rows=tuple(refused))


def _permits(data: bytes, header: int) -> Iterator[tuple[int, str | None, str, str]]:
    """Line, number in normal form, day, commune; of some hundred columns, the few that are read."""
    reader = csv.reader(StringIO(data.decode("utf-8-sig", "replace"), newline=""), delimiter=";")
    for _ in range(header):
        next(reader)
    at = {name: place for place, name in enumerate(next(reader)) if name in READ}
    numbers = [(at[name], kind) for name, kind in NUMBERS.items() if name in at]
    day, commune, typed = (at.get(name, -1) for name in (GRANTED_ON, COMMUNE, "TYPE_DAU"))
    last = max(at.values())
    for cells in reader:
        if len(cells) <= last:
            if not any(cells):
                continue
            cells.extend([""] * (last + 1 - len(cells)))
        cells.append("")  # where a column that the file has not stands
        number = _number(cells, numbers, cells[typed])
        yield reader.line_num, number, cells[day], cells[commune]


def _number(cells: list[str], numbers: list[tuple[int, str | None]], typed: str) -> str | None:
    """« 03155512M0004 » and the type that its column or ``TYPE_DAU`` gives."""
    for place, kind in numbers:
        digits, prefix = cells[place].strip(), kind or typed.strip()
        if len(digits) == LENGTH and prefix in KINDS and digits[:8].isalnum():
            return f"{prefix} {digits[:6]} {digits[6:8]} {digits[8:]}"
    return None


@lru_cache(maxsize=16384)  # years of days, each met again and again
def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


READER = FormatReader("sitadel", "fichier Sitadel", recognises, read)
