"""The pages of the layers: origin, faults, coverage, and what they hand out to QGIS."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.exports.gpkg import LARGEST_LAYER, ZONES
from api.ogc.layers import collection_id
from ingest.layers import Metadata, add
from tests.api.memory import MemoryDesk, an_act
from tests.maps import covadis_document, covadis_zones, square
from vigie.domain.layer import LayerRecord
from vigie.settings import Settings
from vigie.store import layers, open_store


class _Desk(MemoryDesk):
    catalogue: tuple[LayerRecord, ...] = ()

    def layers(self) -> tuple[LayerRecord, ...]:
        return self.catalogue


@pytest.fixture
def desk(tmp_path: Path) -> _Desk:
    store = open_store(f"sqlite:///{tmp_path}/vigie.sqlite", home=tmp_path)
    twice = [("Rn", "03", square(0, 0, 100)), ("Rn", "03", square(0, 0, 100))]
    covadis_zones(tmp_path / "in", [*twice, ("Bu", "02", square(100, 0, 100))])
    covadis_document(tmp_path / "in")
    said = Metadata("DDTM 34", "Licence Ouverte 2.0")
    assert add(store, [tmp_path / "in"], name="PPRI de la vallée", said=said).added
    made = _Desk([an_act(1)])
    made.catalogue = layers.listed(store)
    store.close()
    return made


@pytest.fixture
def client(desk: _Desk, tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(home=tmp_path), desk=desk)) as made:
        yield made


def zones(desk: _Desk) -> LayerRecord:
    return next(one for one in desk.catalogue if one.extent is not None)


def test_the_page_tells_origin_licence_and_what_was_mended(client: TestClient) -> None:
    html = client.get("/couches").text
    assert "DDTM 34" in html
    assert "Licence Ouverte 2.0" in html
    assert "1 doublons retirés" in html.replace("\u202f", " ").replace("\u00a0", " ")


def test_what_is_not_said_is_not_guessed(client: TestClient, desk: _Desk) -> None:
    desk.catalogue = tuple(replace(one, origin=None, licence=None) for one in desk.catalogue)
    html = client.get("/couches").text
    assert "origine non dite" in html
    assert "licence non dite" in html


def test_coverage_tells_covered_from_unknown(client: TestClient) -> None:
    html = client.get("/couches/couverture").text
    assert "Marseillan" in html
    assert "<strong>couvert</strong>" in html
    assert "non connu" in html


@pytest.mark.parametrize("name", ["queue", "acts"])
def test_acts_are_handed_out_as_live_layers(client: TestClient, name: str) -> None:
    assert f'href="/couches/{name}.qlr"' in client.get("/couches").text
    answer = client.get(f"/couches/{name}.qlr")
    root = fromstring(answer.text.split("\n", 1)[1])
    source = root.findtext("maplayers/maplayer/datasource") or ""
    assert f"typename='{name}'" in source
    assert "url='http://testserver/ogc'" in source


def test_the_page_of_the_queue_hands_out_both(client: TestClient) -> None:
    html = client.get("/").text
    assert "/couches/queue.qlr" in html
    assert "/exports/file.gpkg" in html


def test_a_layer_is_handed_out_live_and_whole(client: TestClient, desk: _Desk) -> None:
    name = collection_id(zones(desk))
    html = client.get("/couches").text
    for kind in ("qlr", "gpkg"):
        assert f'href="/couches/{name}.{kind}"' in html
    assert "regime" in client.get(f"/couches/{name}.qlr").text
    assert name in {c["id"] for c in client.get("/ogc/collections").json()["collections"]}


def test_the_geopackage_of_a_layer_holds_it_with_its_style(
    client: TestClient, desk: _Desk, tmp_path: Path
) -> None:
    path = tmp_path / "couche.gpkg"
    path.write_bytes(client.get(f"/couches/{collection_id(zones(desk))}.gpkg").content)
    with closing(sqlite3.connect(path)) as base:
        rows = base.execute(f"SELECT code, regime FROM {ZONES} ORDER BY code").fetchall()
        ((style,),) = base.execute("SELECT styleQML FROM layer_styles WHERE useAsDefault = 1")
    assert rows == [("Bu", "prescription"), ("Rn", "interdiction")]
    found = fromstring(style).find("renderer-v2")
    assert found is not None
    assert found.get("attr") == "regime"


@pytest.mark.parametrize("path", ["/couches/absente.qlr", "/couches/absente.gpkg"])
def test_a_layer_that_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_layer_too_large_to_carry_is_offered_live_only(client: TestClient, desk: _Desk) -> None:
    large = replace(zones(desk), features=LARGEST_LAYER + 1)
    desk.catalogue = (large,)
    name = collection_id(large)
    assert client.get(f"/couches/{name}.gpkg").status_code == 413
    html = client.get("/couches").text
    assert f"/couches/{name}.qlr" in html
    assert f"/couches/{name}.gpkg" not in html
