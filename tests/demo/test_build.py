"""The demonstration as files: marked as made up, readable, the same twice."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import pyogrio
import pypdfium2 as pdfium
import pytest

from ingest.formats import recognise
from ingest.formats.control_sheet import read_sheet
from vigie.demo.build import DemoWorld, build
from vigie.demo.paper import MENTION

ACTS = 36


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def calls() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def world(folder: Path, calls: list[tuple[int, int]]) -> DemoWorld:
    return build(
        folder, acts=ACTS, seed=34, progress=lambda done, total: calls.append((done, total))
    )


@pytest.fixture(scope="module")
def truth(world: DemoWorld) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(world.truth.read_text(encoding="utf-8"))
    return found


def test_the_same_arguments_give_the_same_bytes(
    world: DemoWorld, folder: Path, tmp_path: Path
) -> None:
    build(tmp_path, acts=ACTS, seed=34)
    assert hashes(tmp_path) == hashes(folder)


def test_progress_is_told_to_the_end(world: DemoWorld, calls: list[tuple[int, int]]) -> None:
    assert calls == [(n, ACTS) for n in range(1, ACTS + 1)]


def test_every_printed_page_says_that_it_is_made_up_and_names_its_act(
    world: DemoWorld, truth: list[dict[str, object]]
) -> None:
    printed = [row for row in truth if row["scan"] is None]
    assert printed
    for row in printed:
        document = pdfium.PdfDocument(world.acts / str(row["file"]))
        pages = [page.get_textpage().get_text_range() for page in document]
        assert all(MENTION in text for text in pages)
        number = str(row["dossier_number"]).replace(" ", "")
        assert number in pages[0].replace(" ", "").replace("-", "")
        document.close()


def test_scans_are_pictures_without_text(world: DemoWorld, truth: list[dict[str, object]]) -> None:
    scanned = [row for row in truth if row["scan"] is not None]
    assert 0.15 < len(scanned) / ACTS < 0.55
    for row in scanned:
        document = pdfium.PdfDocument(world.acts / str(row["file"]))
        for page in document:
            assert page.get_textpage().get_text_range().strip() == ""
            # Smaller, letters turn grey: a short last page would look blank.
            ink = np.asarray(page.render(scale=2, grayscale=True).to_pil())
            assert 0.004 < (ink < 128).mean() < 0.4
            assert (page.get_width(), page.get_height()) == pytest.approx((595, 842), abs=2)
        document.close()


def test_the_truth_names_the_file_by_its_hash(
    world: DemoWorld, truth: list[dict[str, object]]
) -> None:
    assert len(truth) == ACTS
    for row in truth:
        data = (world.acts / str(row["file"])).read_bytes()
        assert sha256(data).hexdigest() == row["sha256"]
    assert world.truth.parent not in (world.acts, world.layers, world.sheets)


def test_the_cadastre_holds_the_parcels_of_the_acts(
    world: DemoWorld, truth: list[dict[str, object]]
) -> None:
    for row in truth[:10]:
        path = world.layers / f"cadastre-{row['commune_insee']}-parcelles.json.gz"
        features = json.loads(gzip.decompress(path.read_bytes()))["features"]
        parcels = row["parcels"]
        assert isinstance(parcels, list)
        assert set(parcels) <= {feature["properties"]["id"] for feature in features}
        longitude, latitude = features[0]["geometry"]["coordinates"][0][0]
        assert 2.4 < longitude < 4.3
        assert 43.1 < latitude < 44.1


def test_risk_plans_come_in_both_forms_one_of_them_ended(world: DemoWorld) -> None:
    ended = 0
    for path in world.layers.glob("34*.zip"):
        if "_PLU" in path.name:
            continue
        inner = f"/vsizip/{path}/{path.stem}/N_PERIMETRE_PPRN_{path.stem[-8:]}_S_034.shp"
        perimeter = pyogrio.read_dataframe(inner)
        assert perimeter.crs.to_epsg() == 2154
        ended += int(perimeter["datefinval"].notna().sum())
    assert ended == 1
    (package,) = world.layers.glob("*.gpkg")
    zones = pyogrio.read_dataframe(package, layer=f"{package.stem}_zonereglementaireurba_s")
    assert {"codezonereglement", "typereglement"} <= set(zones.columns)
    assert zones.geometry.is_valid.all()


def test_the_sheets_are_taken_in_and_say_when_each_act_was_received(
    world: DemoWorld, truth: list[dict[str, object]]
) -> None:
    kinds = {}
    for path in world.sheets.iterdir():
        reader = recognise(path.read_bytes())
        assert reader is not None
        kinds[reader.name] = path
    assert set(kinds) == {"tracking", "recours"}
    rows = read_sheet(kinds["tracking"].read_bytes(), "suivi", source="suivi").controls
    received = {(row.dossier_number, str(row.decided_on)): str(row.received_on) for row in rows}
    told = [
        received[key] == row["received_on"]
        for row in truth
        if (key := (str(row["dossier_number"]), str(row["decided_on"]))) in received
    ]
    assert len(told) >= ACTS - 2
    assert sum(told) >= ACTS - 3


def test_today_is_a_working_day_after_the_last_reception(
    world: DemoWorld, truth: list[dict[str, object]]
) -> None:
    assert world.today.weekday() < 5
    assert max(str(row["received_on"]) for row in truth) <= world.today.isoformat()
    assert len(world.communes) >= 25
