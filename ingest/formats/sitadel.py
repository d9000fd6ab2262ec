"""Sitadel, the State's register of permits granted: numbers and dates to set against ours.

Four files (housing, other premises, PA, PD), with or without the line of descriptions.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO

from ingest.contents import Contents, FormatReader
from vigie.domain.control import ControlRecord, RowRefused
from vigie.errors import Refused

GRANTED_ON = "DATE_REELLE_AUTORISATION"
NUMBERS = {"NUM_DAU": None, "NUM_PC": "PC", "NUM_PA": "PA", "NUM_PD": "PD", "NUM_DP": "DP"}
COMMUNE = "COMM"
READ = frozenset({GRANTED_ON, COMMUNE, "TYPE_DAU", *NUMBERS})
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
    for number, row in _rows(data, header):
        where = f"{name}, ligne {number}"
        permit = _number(row)
        if permit is None:
            refused.append(RowRefused(where, "numéro de permis absent ou mal formé"))
            continue
        decided = _day(row.get(GRANTED_ON, ""))
        commune = row.get(COMMUNE) or None
        controls.append(
            ControlRecord(
                where=where, dossier_number=permit, commune_insee=commune, decided_on=decided
            )
        )
    return Contents(controls=tuple(controls), refused_rows=tuple(refused))


def _rows(data: bytes, header: int) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(StringIO(data.decode("utf-8-sig", "replace"), newline=""), delimiter=";")
    try:
        for _ in range(header):
            next(reader)
        # Of some hundred columns, the few that are read.
        places = [(at, name) for at, name in enumerate(next(reader)) if name in READ]
        last = max(at for at, _ in places)
        for cells in reader:
            if len(cells) > last:
                yield reader.line_num, {name: cells[at] for at, name in places}
            elif any(cells):
                yield reader.line_num, {name: cells[at] for at, name in places if at < len(cells)}
    except csv.Error as error:
        raise Refused(f"fichier Sitadel illisible ({error}) : le télécharger de nouveau") from error


def _number(row: dict[str, str]) -> str | None:
    """« 03155512M0004 » and the type that its column or ``TYPE_DAU`` gives."""
    for name, kind in NUMBERS.items():
        digits = row.get(name, "").strip()
        prefix = kind or row.get("TYPE_DAU", "").strip()
        if len(digits) == 13 and prefix in {"PC", "PA", "PD", "DP"} and digits[:8].isalnum():
            return f"{prefix} {digits[:6]} {digits[6:8]} {digits[8:]}"
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


READER = FormatReader("sitadel", "fichier Sitadel", recognises, read)
