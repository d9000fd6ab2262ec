"""Opens spreadsheets of any kind as rows of cells, after checking what they declare.

A few hundred bytes can declare billions of cells; the readers of spreadsheets keep ranges dense, so
what would not fit is refused before they see it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import islice
from zipfile import BadZipFile, ZipFile, ZipInfo

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from vigie.errors import Refused

Cell = str | float | int | bool | date | datetime | time | timedelta | None
MAX_MEMBERS = 3000
MAX_UNPACKED = 700 * 2**20
MAX_CELLS = 12_000_000  # 75,000 rows of 160 columns
ODS_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = (";", "\t", ",", "|")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL_REFERENCE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,8})["']""")
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)>")
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated=["']([^"']*)["']""")
_CHUNK = 4 * 2**20
_COLOURS = {
    "xlsx": ("xl/styles.xml", re.compile(rb"""patternType=["']solid""")),
    "ods": (
        "content.xml",
        re.compile(
            rb"""table-cell-properties[^>]*background-color=["']#(?!ffffff)""", re.IGNORECASE
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``first_row`` is the number, from 1, of the first row that ``rows`` gives."""

    name: str
    hidden: bool
    first_row: int
    first_column: int
    rows: Iterator[list[Cell]]


def container(data: bytes) -> str | None:
    """xlsx, ods, xls or csv, by content; None when it is no spreadsheet."""
    if data[:4] == b"PK\x03\x04":
        return _zip_kind(data)
    if data[:8] == OLE:
        return "xls" if b"W\0o\0r\0k\0b\0o\0o\0k\0" in data or b"B\0o\0o\0k\0" in data else None
    return "csv" if _looks_like_csv(data[:8192]) else None


def _zip_kind(data: bytes) -> str | None:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "content.xml" in names and "mimetype" in names:
                with archive.open("mimetype") as mime:
                    return "ods" if mime.read(64).startswith(ODS_MIME) else None
    except (BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        return None
    return None


def _looks_like_csv(head: bytes) -> bool:
    if head.startswith(UTF16):
        head = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
    if not head or b"\0" in head or head[:1] in (b"<", b"{", b"[", b"%"):
        return False
    lines = [line for line in head.splitlines() if line.strip()]
    most = max(head.count(mark.encode()) for mark in SEPARATORS)
    return len(lines) > 1 and most >= len(lines)


def sheets(data: bytes) -> Iterator[Sheet]:
    """The sheets of a spreadsheet, in their order, hidden ones too.

    Raises:
        Refused: a password, a damaged file, or more cells than can be held.
    """
    kind = container(data)
    if kind == "csv":
        yield _csv(data)
        return
    if kind in {"xlsx", "ods"}:
        _check_archive(data, kind)
    yield from _by_calamine(data)


def coloured(data: bytes) -> bool:
    """Whether cells of a spreadsheet (xlsx, ods) are coloured; their colours are not read."""
    kind = container(data)
    name, mark = _COLOURS.get(kind or "", ("", None))
    if mark is None:
        return False
    try:
        with ZipFile(BytesIO(data)) as archive, archive.open(name) as file:
            return mark.search(file.read(_CHUNK)) is not None  # styles stand before the cells
    except (BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError):
        return False


def _by_calamine(data: bytes) -> Iterator[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for about in book.sheets_metadata:
            sheet = book.get_sheet_by_name(about.name)
            start = sheet.start or (0, 0)
            hidden = about.visible is not SheetVisibleEnum.Visible
            rows: Iterator[list[Cell]] = iter(sheet.iter_rows() if sheet.height else ())  # type: ignore[arg-type]
            yield Sheet(about.name, hidden, start[0] + 1, start[1], rows)
    except PasswordError as error:
        raise Refused(
            "tableur protégé par un mot de passe : l'enregistrer sans mot de passe"
        ) from error
    except (CalamineError, ValueError, OSError) as error:
        raise Refused(f"tableur illisible ({error}) : l'enregistrer de nouveau") from error


def _csv(data: bytes) -> Sheet:
    text = _decoded(data)
    lines = [line for line in islice(text.splitlines(), 60) if line.strip()]
    mark = max(SEPARATORS, key=lambda m: sum(line.count(m) for line in lines))
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark)
    return Sheet("csv", False, 1, 0, _rows_of_csv(reader))


def _rows_of_csv(reader: Iterator[list[str]]) -> Iterator[list[Cell]]:
    try:
        for row in reader:
            yield list(row)
    except csv.Error as error:
        raise Refused(f"fichier CSV illisible ({error}) : l'exporter de nouveau") from error


def _decoded(data: bytes) -> str:
    if data.startswith(UTF16):  # « Texte Unicode » of a spreadsheet
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("iso-8859-15")


def _check_archive(data: bytes, kind: str) -> None:
    """Refuse an archive that declares more than can be held, before anything unpacks it."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
                raise _too_large()
            for member in members:
                if kind == "ods" and member.filename == "content.xml":
                    _check_ods(_unpacked(archive, member))
                elif kind == "xlsx" and member.filename.startswith("xl/worksheets/sheet"):
                    _check_xlsx(archive, member)
    except (BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise Refused(f"tableur endommagé ({error}) : l'enregistrer de nouveau") from error


def _too_large() -> Refused:
    return Refused(
        f"tableur démesuré : plus de {MAX_CELLS // 10**6} millions de cellules déclarées ; "
        "supprimer les lignes et colonnes vides ou exporter en CSV"
    )


def _unpacked(archive: ZipFile, member: ZipInfo) -> bytes:
    with archive.open(member) as file:
        data = file.read(MAX_UNPACKED + 1)
    if len(data) > MAX_UNPACKED:
        raise _too_large()
    return data


def _check_xlsx(archive: ZipFile, member: ZipInfo) -> None:
    """The range that the references of the cells span."""
    rows, columns, tail, read = 0, 0, b"", 0
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            read += len(chunk)
            if read > MAX_UNPACKED:
                raise _too_large()
            found = _CELL_REFERENCE.findall(tail + chunk)
            letters, numbers = {one[0] for one in found}, {one[1] for one in found}
            columns = max(columns, max(map(_column_number, letters), default=0))
            rows = max(rows, max(map(int, numbers), default=0))
            tail = chunk[-32:]
            if rows * columns > MAX_CELLS:
                raise _too_large()


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_ods(content: bytes) -> None:
    """The range up to the last cell that holds something, repeats counted."""
    for table in content.split(b"<table:table ")[1:]:
        rows, filled, width = 0, 0, 0
        starts = [*_ODS_ROW.finditer(table)]
        ends = [*(match.start() for match in starts[1:]), len(table)]
        for match, end in zip(starts, ends, strict=True):
            rows += _repeats(match[1])
            row_width = _width(table[match.end() : end])
            if row_width:
                filled, width = rows, max(width, row_width)
            if filled * width > MAX_CELLS:
                raise _too_large()


def _width(row: bytes) -> int:
    """Cells of a row up to the last one that holds something."""
    if b"repeated" not in row:
        return row.count(b"<table:table-cell") if _holds(row) else 0
    at, last = 0, 0
    cells = [*_ODS_CELL.finditer(row)]
    ends = [*(match.start() for match in cells[1:]), len(row)]
    for match, end in zip(cells, ends, strict=True):
        at += _repeats(match[1])
        if _holds(row[match.start() : end]):
            last = at
    return last


def _holds(cell: bytes) -> bool:
    return b"office:value" in cell or b"<text:p" in cell or b"office:string-value" in cell


def _repeats(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    if found is None:
        return 1
    if not found[1].isdigit() or len(found[1]) > 9:  # written so as not to be counted
        raise _too_large()
    return int(found[1])
