from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from api.exports.gpkg import LAYER, to_gpkg
from api.exports.qgis_style import LEVEL_COLOURS
from api.exports.qlr import to_qlr
from api.ogc.records import QUEUE_PROPERTIES, risk_level
from api.pages.layers import ACTS
from tests.api.memory import TODAY, MemoryDesk, a_finding, an_act
from vigie.domain.finding import Verdict
from vigie.domain.place import NOWHERE
from vigie.domain.record import QueueEntry


@pytest.fixture
def entries() -> list[QueueEntry]:
    return list(MemoryDesk([an_act(index) for index in range(1, 13)]).queue(TODAY))


@pytest.fixture
def path(entries: list[QueueEntry], tmp_path: Path) -> Path:
    made = tmp_path / "file.gpkg"
    made.write_bytes(to_gpkg(entries, TODAY))
    return made


def test_every_act_of_the_queue_is_there_in_its_order(
    path: Path, entries: list[QueueEntry]
) -> None:
    with closing(sqlite3.connect(path)) as base:
        rows = base.execute(f"SELECT rang, act_id FROM {LAYER} ORDER BY rang").fetchall()
    assert rows == [(entry.rank, entry.record.act_id) for entry in entries]


def test_the_default_style_colours_every_level_with_french_aliases(path: Path) -> None:
    with closing(sqlite3.connect(path)) as base:
        ((style, default),) = base.execute("SELECT styleQML, useAsDefault FROM layer_styles")
    assert default == 1
    root = fromstring(style)
    found = root.find("renderer-v2")
    assert found is not None
    assert found.get("attr") == "niveau"
    values = [category.get("value") for category in found.iter("category")]
    assert values == [value for value, *_ in LEVEL_COLOURS]
    shown = {alias.get("field"): alias.get("name") for alias in root.iter("alias")}
    assert shown["rang"] == "Rang dans la file"
    assert set(shown) == {declared.name for declared in QUEUE_PROPERTIES}


@pytest.mark.parametrize(
    ("findings", "level"),
    [
        ((), "aucun relevé"),
        ((a_finding(strength=3),), "fort"),
        ((a_finding(strength=3, verdict=Verdict.DOUBT),), "moyen"),
        ((a_finding(strength=2), a_finding(strength=1)), "moyen"),
        ((a_finding(strength=1, verdict=Verdict.DOUBT),), "faible"),
        ((a_finding(strength=3, verdict=Verdict.CLEAR),), "aucun relevé"),
    ],
)
def test_risk_level_is_the_strongest_breach(findings: tuple, level: str) -> None:
    assert risk_level(findings) == level


def test_an_act_that_could_not_be_placed_is_kept_without_geometry(
    entries: list[QueueEntry], tmp_path: Path
) -> None:
    record = entries[0].record
    lost = replace(record, dossier=replace(record.dossier, place=NOWHERE))
    path = tmp_path / "file.gpkg"
    path.write_bytes(to_gpkg([replace(entries[0], record=lost), entries[1]], TODAY))
    with closing(sqlite3.connect(path)) as base:
        shapes = base.execute(f"SELECT geom IS NULL FROM {LAYER} ORDER BY rang").fetchall()
    assert shapes == [(1,), (0,)]


def test_an_empty_queue_gives_an_empty_layer(tmp_path: Path) -> None:
    path = tmp_path / "file.gpkg"
    path.write_bytes(to_gpkg([], TODAY))
    with closing(sqlite3.connect(path)) as base:
        assert base.execute(f"SELECT count(*) FROM {LAYER}").fetchone() == (0,)


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="ogrinfo (gdal-bin) absent")
def test_gdal_opens_it(path: Path) -> None:
    command = ["ogrinfo", "-ro", "-so", str(path), LAYER]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert "Feature Count: 12" in said.stdout
    assert "rang: Integer" in said.stdout
    assert "echeance: Date" in said.stdout
    assert 'ID["EPSG",2154]' in said.stdout


@pytest.mark.parametrize("collection", ["queue", "acts"])
def test_the_layer_definition_names_the_live_service(collection: str) -> None:
    made = to_qlr("https://vigie.example/ogc", ACTS[collection])
    root = fromstring(made.split(b"\n", 1)[1])
    source = root.findtext("maplayers/maplayer/datasource") or ""
    assert "url='https://vigie.example/ogc'" in source
    assert f"typename='{collection}'" in source
    assert root.findtext("maplayers/maplayer/provider") == "OAPIF"
    assert root.find("maplayers/maplayer/renderer-v2") is not None
