from __future__ import annotations

import tracemalloc
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ingest.formats import named, recours, tracking
from ingest.formats.spreadsheet import container, sheets
from tests.ingest.formats.sheets import ods, ods_rows, xlsx
from vigie.errors import Refused

HEADINGS = ["N° dossier", "Commune", "Reçu le"]


def test_recognises_containers_by_content() -> None:
    assert container(xlsx({"a": [HEADINGS]})) == "xlsx"
    assert container(ods(ods_rows([HEADINGS]))) == "ods"
    assert container("N° dossier;Commune\nPC 1;Agde\n".encode("cp1252")) == "csv"
    for other in (
        b"",
        b"%PDF-1.7\n1;2\n3;4",
        b"\x00\x01\x02",
        b"PK\x03\x04 not a zip",
        b"{}\n[1,2]\n",
    ):
        assert container(other) is None


def test_a_small_file_that_declares_billions_of_cells_is_refused() -> None:
    bomb = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
        ' office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
        "</table:table-row>"
    )
    data = ods(ods_rows([HEADINGS], tail=bomb))
    assert len(data) < 1500
    tracemalloc.start()
    with pytest.raises(Refused, match="démesuré"):
        list(sheets(data))
    assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    tracemalloc.stop()


def test_repeats_written_to_escape_counting_are_refused() -> None:
    row = '<table:table-row table:number-rows-repeated="&#49;048576">'
    bomb = f"{row}<table:table-cell/></table:table-row>"
    with pytest.raises(Refused):
        list(sheets(ods(ods_rows([HEADINGS], tail=bomb))))


def test_an_empty_gap_of_a_million_rows_counts_when_something_follows_it() -> None:
    gap = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="300"/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="300"/>'
        "<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
    )
    with pytest.raises(Refused):
        list(sheets(ods(ods_rows([HEADINGS], tail=gap))))


def test_the_empty_rows_that_every_office_suite_repeats_to_the_end_are_no_matter() -> None:
    tail = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
    )
    sheet = next(sheets(ods(ods_rows([HEADINGS, ["PC 1", "Agde", "3/4/19"]], tail=tail))))
    assert [list(row) for row in sheet.rows][:2] == [HEADINGS, ["PC 1", "Agde", "3/4/19"]]


def test_two_cells_at_the_corners_of_a_workbook_are_refused() -> None:
    sane = xlsx({"a": [HEADINGS]})
    out = BytesIO()
    with ZipFile(BytesIO(sane)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                data = data.replace(b"</sheetData>", far)
            target.writestr(name, data)
    with pytest.raises(Refused, match="démesuré"):
        list(sheets(out.getvalue()))


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.formats.spreadsheet.MAX_UNPACKED", 2**16)
    with pytest.raises(Refused):
        list(sheets(xlsx({"a": [["x" * 30, n] for n in range(3000)]})))


def test_what_cannot_be_opened_is_not_recognised_and_never_raises() -> None:
    broken = xlsx({"a": [HEADINGS]})[:-200]
    for data in (
        broken,
        b"PK\x03\x04" + b"\0" * 50,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0k\0b\0o\0o\0k\0",
    ):
        assert not tracking.recognises(data)
        assert not recours.recognises(data)


def test_both_readers_are_registered() -> None:
    assert named("tracking") is tracking.READER
    assert named("recours") is recours.READER
