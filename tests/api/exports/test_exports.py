"""Files taken out: typed, disarmed, and without personal data."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
from odfdo import Document

from api.exports.calendar_file import folded
from api.exports.csv_file import guarded
from api.exports.gpkg import LAYER
from api.exports.sheet import COLUMNS
from tests.builders import a_fact


def rows_of(client, query="") -> list[dict[str, str]]:
    text = client.get(f"/exports/file.csv{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_csv_is_what_a_french_spreadsheet_expects(client):
    data = client.get("/exports/file.csv").content
    assert data.startswith(b"\xef\xbb\xbf")
    first = rows_of(client)[0]
    assert first["Rang"] == "1"
    assert first["Numéro de dossier"] == "PC 034003 26 V0001"
    assert first["INSEE"] == "34003"
    assert first["Priorité sur 100"] == "88,3"
    assert first["Prochaine échéance"] == "03/05/2026"


def test_export_is_in_the_order_of_the_page_and_follows_its_filters(client):
    api = client.get("/api/v1/queue?commune=34003").json()["items"]
    mine = rows_of(client, "?commune=34003")
    assert [row["Identifiant"] for row in mine] == [item["act_id"] for item in api]


def test_act_drawn_at_random_keeps_its_score_hidden(client, desk):
    drawn = next(e for e in desk.queue(desk.day) if e.stratum == "random").record.act_id
    row = next(row for row in rows_of(client) if row["Identifiant"] == drawn)
    assert row["Priorité sur 100"] == row["Valeur de rang"] == ""


def acts_on_the_map(client, tmp_path, query="") -> list[dict]:
    target = tmp_path / "file.gpkg"
    response = client.get(f"/exports/file.gpkg{query}")
    assert response.headers["content-type"] == "application/geopackage+sqlite3"
    target.write_bytes(response.content)
    with closing(sqlite3.connect(target)) as base:
        base.row_factory = sqlite3.Row
        return [dict(row) for row in base.execute(f"SELECT * FROM {LAYER} ORDER BY rang")]


def test_the_map_holds_the_acts_of_the_page_and_hides_what_it_hides(client, desk, tmp_path):
    api = client.get("/api/v1/queue?commune=34003&limit=100").json()["items"]
    mine = acts_on_the_map(client, tmp_path, "?commune=34003")
    assert [row["act_id"] for row in mine] == [item["act_id"] for item in api]
    drawn = {e.record.act_id for e in desk.queue(desk.day) if e.stratum == "random"}
    shown = {row["act_id"]: row["priorite"] for row in acts_on_the_map(client, tmp_path)}
    assert drawn
    assert {act_id for act_id, value in shown.items() if value is None} == drawn
    assert b"Invent\xc3\xa9" not in (tmp_path / "file.gpkg").read_bytes()


def test_no_applicant_in_any_export(client):
    for kind in ("csv", "ics"):
        assert "Inventé" not in client.get(f"/exports/file.{kind}").text
    ods = Document(io.BytesIO(client.get("/exports/file.ods").content))
    assert "Inventé" not in ods.get_formatted_text()


@pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", " =1", "\u00a0=1"])
def test_formulas_are_disarmed(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["PC 034", "a=b", "", "Pézenas"])
def test_plain_text_is_left_alone(text):
    assert guarded(text) == text


def test_ods_cells_have_types_and_formulas_stay_text(client, desk):
    record = desk.records["act-001"]
    facts = replace(record.dossier.facts, works=a_fact('=HYPERLINK("http://x")'))
    desk.records["act-001"] = replace(record, dossier=replace(record.dossier, facts=facts))
    document = Document(io.BytesIO(client.get("/exports/file.ods").content))
    (table,) = document.body.tables
    first = dict(zip(COLUMNS, table.get_row(1).get_cells(), strict=False))
    assert [cell.value for cell in table.get_row(0).get_cells()][: len(COLUMNS)] == list(COLUMNS)
    assert first["Rang"].type == "float"
    assert first["Prochaine échéance"].type == "date"
    assert first["Prochaine échéance"].value == date(2026, 5, 3)
    assert first["INSEE"].type == "string"
    assert first["INSEE"].value == "34003"
    assert first["Objet"].type == "string"
    assert first["Objet"].formula is None
    assert first["Objet"].value.startswith("=HYPERLINK")


def test_calendar_holds_the_deadlines_to_come(client):
    text = client.get("/exports/file.ics").content.decode()
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2] == "END:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20260503" in lines
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") > 60
    assert all(len(line.encode()) <= 75 for line in lines)


def test_folding_never_cuts_a_character():
    line = "SUMMARY:" + "é" * 200
    parts = folded(line).decode().split("\r\n")
    assert "".join([parts[0], *(part[1:] for part in parts[1:])]) == line


def test_unknown_format(client):
    assert client.get("/exports/file.exe").status_code == 404
