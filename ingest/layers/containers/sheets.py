"""Registers without geometry: CSV files and OpenDocument sheets."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import python_calamine

from ingest.layers.layer import RawTable
from vigie.errors import Refused

MAX_BYTES = 200 << 20
MAX_CELLS = 20_000_000
_HEADER_ROWS = 30


def read_csv(path: Path, *, where: str) -> RawTable:
    """A CSV file, whatever its separator and its encoding.

    Raises:
        Refused: it is too large or is no table.
    """
    if path.stat().st_size > MAX_BYTES:
        raise Refused(f"{where} : plus de {MAX_BYTES >> 20} Mo de CSV. Partagez le fichier.")
    data = path.read_bytes()
    content = _decoded(data)
    first = content.split("\n", 1)[0]
    separator = max(";,\t|", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(content), delimiter=separator))
    except csv.Error as error:
        raise Refused(f"{where} : CSV illisible ({error}). Exportez-le de nouveau.") from error
    return _table(where, path, rows, data)


def read_sheet(path: Path, *, where: str) -> RawTable:
    """The first sheet of an OpenDocument workbook that has rows.

    Raises:
        Refused: it cannot be read, is empty or far too large.
    """
    data = path.read_bytes()
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = (book.get_sheet_by_name(name) for name in book.sheet_names)
        sheet = next((s for s in sheets if s.total_height), None)
    except python_calamine.CalamineError as error:
        raise Refused(f"{where} : classeur illisible ({error}). Exportez-le en CSV.") from error
    if sheet is None or sheet.total_height * sheet.total_width > MAX_CELLS:
        raise Refused(f"{where} : classeur vide ou démesuré. Exportez la feuille utile en CSV.")
    return _table(where, path, sheet.to_python(skip_empty_area=True), data)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("iso-8859-15")


def _table(where: str, path: Path, rows: Sequence[Sequence[Any]], data: bytes) -> RawTable:
    """The header is the widest of the first rows that has no empty cell before its end."""
    width = max((_width(row) for row in rows[:_HEADER_ROWS]), default=0)
    head = next((i for i, row in enumerate(rows[:_HEADER_ROWS]) if _width(row) == width), None)
    if head is None or width == 0:
        raise Refused(f"{where} : table sans en-tête. Ajoutez une ligne de titres de colonnes.")
    names = [str(cell).strip().lower() for cell in rows[head]][:width]
    body = [row for row in rows[head + 1 :] if any(cell not in ("", None) for cell in row)]
    columns = {
        name: [_cell(row, index) for row in body] for index, name in enumerate(names) if name
    }
    return RawTable(
        where=where,
        name=path.stem,
        columns=columns,
        geometries=None,
        crs=None,
        digest=hashlib.sha256(data).hexdigest(),
        rows=len(body),
    )


def _width(row: Sequence[Any]) -> int:
    return sum(1 for cell in row if cell not in ("", None))


def _cell(row: Sequence[Any], index: int) -> Any:
    value = row[index] if index < len(row) else None
    return None if value == "" else value
