"""One test a requirement of the abstract test suite of OGC API – Features, Parts 1 and 2."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.ogc import DeskSource, router
from api.ogc.parameters import CRS84, LAMBERT_93, WGS84
from ingest.layers import add
from tests.api.memory import MemoryDesk, an_act
from tests.maps import covadis_document, covadis_zones, square
from vigie.domain.layer import LayerRecord
from vigie.store import layers as catalogue
from vigie.store import open_store


class _Desk(MemoryDesk):
    def __init__(self, records: Any, layers: tuple[LayerRecord, ...]) -> None:
        super().__init__(records)
        self._catalogue = layers

    def layers(self) -> tuple[LayerRecord, ...]:
        return self._catalogue


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    home = tmp_path_factory.mktemp("ogc")
    store = open_store(f"sqlite:///{home}/vigie.sqlite")
    zones = [(f"Z{i}", "03" if i % 2 else "02", square(i * 100, 0, 100)) for i in range(25)]
    covadis_zones(home / "in", zones)
    covadis_document(home / "in")
    assert add(store, [home / "in"], name="PPRI de la vallée").added
    listed = catalogue.listed(store)
    store.close()
    made = FastAPI()
    made.include_router(router(DeskSource(_Desk([an_act(i) for i in range(1, 31)], listed), home)))
    return made


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app)


@pytest.fixture
def layer(client: TestClient) -> str:
    listed = client.get("/ogc/collections").json()["collections"]
    return next(one["id"] for one in listed if one["id"].startswith("layer_"))


def rels(answer: dict[str, Any]) -> set[str]:
    return {link["rel"] for link in answer["links"]}


def items(client: TestClient, collection: str, **parameters: Any) -> dict[str, Any]:
    response = client.get(f"/ogc/collections/{collection}/items", params=parameters)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


@pytest.mark.parametrize("path", ["/ogc", "/ogc/"])
def test_landing_page_links_description_conformance_and_data(client: TestClient, path: str) -> None:
    """/req/core/root-op, /req/core/root-success."""
    answer = client.get(path).json()
    assert rels(answer) >= {"service-desc", "conformance", "data", "self"}


def test_description_is_openapi_3_0(client: TestClient) -> None:
    """/req/core/api-definition-op, /req/core/api-definition-success,
    /req/oas30/oas-definition-1.
    """
    response = client.get("/ogc/api")
    assert response.headers["content-type"].startswith("application/vnd.oai.openapi+json")
    assert response.json()["openapi"].startswith("3.0")
    assert "/collections/queue/items" in response.json()["paths"]


def test_conformance_lists_core_geojson_openapi_and_crs(client: TestClient) -> None:
    """/req/core/conformance-op, /req/core/conformance-success."""
    said = " ".join(client.get("/ogc/conformance").json()["conformsTo"])
    for name in ("conf/core", "conf/geojson", "conf/oas30", "conf/crs"):
        assert name in said


def test_collections_have_their_links_and_extent(client: TestClient) -> None:
    """/req/core/fc-md-op, /req/core/fc-md-success, /req/core/fc-md-links, /req/core/fc-md-items,
    /req/core/fc-md-items-links, /req/core/fc-md-extent.
    """
    answer = client.get("/ogc/collections").json()
    assert "self" in rels(answer)
    assert [one["id"] for one in answer["collections"]][:2] == ["queue", "acts"]
    for one in answer["collections"]:
        assert "items" in rels(one)
        west, south, east, north = one["extent"]["spatial"]["bbox"][0]
        assert 2 < west <= east < 6
        assert 43 < south <= north < 44
        assert "." not in one["id"]


def test_a_collection_is_as_in_the_list(client: TestClient) -> None:
    """/req/core/sfc-md-op, /req/core/sfc-md-success."""
    for one in client.get("/ogc/collections").json()["collections"]:
        assert client.get(f"/ogc/collections/{one['id']}").json() == one
    assert client.get("/ogc/collections/absente").status_code == 404


def test_features_are_geojson_in_crs84(client: TestClient, layer: str) -> None:
    """/req/core/fc-op, /req/core/fc-response, /req/core/crs84, /req/core/fc-numberMatched,
    /req/core/fc-numberReturned, /req/geojson/content, /req/geojson/definition.
    """
    response = client.get(f"/ogc/collections/{layer}/items")
    assert response.headers["content-type"].startswith("application/geo+json")
    answer = response.json()
    assert answer["type"] == "FeatureCollection"
    assert answer["numberMatched"] == answer["numberReturned"] == 25
    first = answer["features"][0]
    x, y = first["geometry"]["coordinates"][0][0]
    assert 2 < x < 6
    assert 43 < y < 44
    assert first["properties"]["regime"] == "prescription"


def test_pages_follow_each_other_without_gap(client: TestClient, layer: str) -> None:
    """/req/core/fc-limit-definition, /req/core/fc-limit-response-1, /req/core/fc-links."""
    seen: list[str] = []
    url: str | None = f"/ogc/collections/{layer}/items?limit=10"
    while url:
        answer = client.get(url).json()
        assert answer["numberReturned"] <= 10
        seen += [feature["id"] for feature in answer["features"]]
        url = next((one["href"] for one in answer["links"] if one["rel"] == "next"), None)
    assert seen == [str(i) for i in range(1, 26)]


@pytest.mark.parametrize("value", ["0", "-1", "dix"])
def test_a_limit_that_makes_no_sense_is_refused(client: TestClient, value: str) -> None:
    """/req/core/fc-limit-response-1, /req/core/query-param-invalid."""
    assert client.get("/ogc/collections/queue/items", params={"limit": value}).status_code == 400


def test_a_limit_beyond_the_largest_gives_the_largest(client: TestClient) -> None:
    """/req/core/fc-limit-response-1 (permission)."""
    assert items(client, "queue", limit=1_000_000)["numberReturned"] > 0


def test_bbox_keeps_what_it_meets(client: TestClient, layer: str) -> None:
    """/req/core/fc-bbox-definition, /req/core/fc-bbox-response."""
    first = items(client, layer, limit=1)["features"][0]["geometry"]["coordinates"][0]
    west, east = min(p[0] for p in first), max(p[0] for p in first)
    south, north = min(p[1] for p in first), max(p[1] for p in first)
    inner = f"{west + 1e-4},{south + 1e-4},{east - 1e-4},{north - 1e-4}"
    found = items(client, layer, bbox=inner)
    assert [feature["id"] for feature in found["features"]] == ["1"]
    assert items(client, layer, bbox="-180,-90,180,90")["numberMatched"] == 25
    assert items(client, layer, bbox="12,41,13,42")["numberMatched"] == 0


@pytest.mark.parametrize("value", ["1,2,3", "a,b,c,d", "1,50,2,40", "nan,1,2,3"])
def test_a_bbox_that_makes_no_sense_is_refused(client: TestClient, value: str) -> None:
    """/req/core/query-param-invalid."""
    assert client.get("/ogc/collections/queue/items", params={"bbox": value}).status_code == 400


@pytest.mark.parametrize(
    ("interval", "matched"),
    [
        ("2011-01-01", 0),
        ("2012-01-25T00:00:00Z", 25),
        ("../2011-12-31", 0),
        ("2013-01-01/..", 25),
        ("2010-01-01/2012-06-01", 25),
    ],
)
def test_datetime_keeps_what_was_in_force(
    client: TestClient, layer: str, interval: str, matched: int
) -> None:
    """/req/core/fc-time-definition, /req/core/fc-time-response."""
    assert items(client, layer, datetime=interval)["numberMatched"] == matched


@pytest.mark.parametrize("value", ["hier", "../..", "2020-02-01/2020-01-01", "a/b/c"])
def test_a_datetime_that_makes_no_sense_is_refused(client: TestClient, value: str) -> None:
    """/req/core/query-param-invalid."""
    assert client.get("/ogc/collections/queue/items", params={"datetime": value}).status_code == 400


def test_properties_filter(client: TestClient, layer: str) -> None:
    """/rec/core/fc-filters."""
    assert items(client, layer, regime="interdiction")["numberMatched"] == 12
    both = items(client, layer, regime="interdiction", code="Z3")
    assert [feature["properties"]["code"] for feature in both["features"]] == ["Z3"]
    kept = items(client, "queue", commune="34150")["features"]
    assert kept
    assert {one["properties"]["commune"] for one in kept} == {"34150"}


def test_unknown_parameters_are_refused(client: TestClient) -> None:
    """/req/core/query-param-unknown."""
    for path in ("/ogc/", "/ogc/collections", "/ogc/collections/queue/items"):
        assert client.get(path, params={"couleur": "bleu"}).status_code == 400


def test_one_feature_by_its_id(client: TestClient, layer: str) -> None:
    """/req/core/f-op, /req/core/f-success, /req/core/f-links."""
    one = client.get(f"/ogc/collections/{layer}/items/7").json()
    assert one == {**items(client, layer)["features"][6], "links": one["links"]}
    assert rels(one) >= {"self", "collection"}
    for absent in ("0", "26", "x"):
        assert client.get(f"/ogc/collections/{layer}/items/{absent}").status_code == 404


def test_crs_of_part_2(client: TestClient, layer: str) -> None:
    """/req/crs/crs-uri, /req/crs/fc-md-crs-list, /req/crs/fc-md-storageCrs,
    /req/crs/fc-crs-definition, /req/crs/fc-crs-valid-value, /req/crs/fc-crs-action,
    /req/crs/ogc-crs-header, /req/crs/ogc-crs-header-value.
    """
    collection = client.get(f"/ogc/collections/{layer}").json()
    assert set(collection["crs"]) >= {CRS84, LAMBERT_93}
    assert collection["storageCrs"] == LAMBERT_93
    path = f"/ogc/collections/{layer}/items"
    for crs in (CRS84, LAMBERT_93, WGS84):
        assert client.get(path, params={"crs": crs}).headers["content-crs"] == f"<{crs}>"
    metres = items(client, layer, crs=LAMBERT_93)["features"][0]["geometry"]["coordinates"][0]
    assert [740_000.0, 6_260_000.0] in metres
    latitude, longitude = items(client, layer, crs=WGS84)["features"][0]["geometry"]["coordinates"][
        0
    ][0]
    assert latitude > longitude
    assert client.get(path, params={"crs": "http://ailleurs"}).status_code == 400


def test_bbox_in_another_crs(client: TestClient, layer: str) -> None:
    """/req/crs/fc-bbox-crs-definition, /req/crs/fc-bbox-crs-valid-value,
    /req/crs/fc-bbox-crs-action.
    """
    box = "740010,6260010,740090,6260090"
    found = items(client, layer, **{"bbox": box, "bbox-crs": LAMBERT_93})
    assert found["numberMatched"] == 1


def test_without_crs_answers_and_boxes_are_in_longitude_and_latitude(
    client: TestClient, layer: str
) -> None:
    """/req/crs/fc-crs-default-value, /req/crs/fc-bbox-crs-default-value."""
    path = f"/ogc/collections/{layer}/items"
    bare = client.get(path, params={"limit": 1})
    assert bare.headers["content-crs"] == f"<{CRS84}>"
    assert bare.json()["features"] == items(client, layer, limit=1, crs=CRS84)["features"]
    box = "3,43,4,44"
    assert items(client, layer, bbox=box) == {
        **items(client, layer, **{"bbox": box, "bbox-crs": CRS84}),
        "links": items(client, layer, bbox=box)["links"],
    }


@pytest.mark.parametrize("name", ["crs", "bbox-crs"])
def test_a_crs_that_is_not_listed_is_refused(client: TestClient, name: str) -> None:
    """/req/crs/fc-crs-valid-value, /req/crs/fc-bbox-crs-valid-value."""
    asked = {name: "http://www.opengis.net/def/crs/EPSG/0/27572", "bbox": "0,0,1,1"}
    assert client.get("/ogc/collections/queue/items", params=asked).status_code == 400


def test_every_link_says_its_relation_and_its_type(client: TestClient, layer: str) -> None:
    """/req/core/fc-rel-type."""
    here = f"/ogc/collections/{layer}/items"
    for path in ("/ogc/", "/ogc/collections", here, f"{here}/1"):
        for link in client.get(path).json()["links"]:
            assert link["rel"], path
            assert link["type"], path


def test_http_is_spoken_as_it_should_be(client: TestClient, layer: str) -> None:
    """/req/core/http."""
    here = f"/ogc/collections/{layer}/items"
    assert client.head(here).status_code == 200
    assert client.post(here).status_code == 405
    assert client.get("/ogc/collections/absente/items").status_code == 404


def test_every_path_described_answers_as_described(client: TestClient) -> None:
    """/req/oas30/completeness, /req/oas30/oas-impl, /req/oas30/exceptions-codes."""
    described = client.get("/ogc/api").json()
    assert described["info"]["version"]
    root = described["servers"][0]["url"].removeprefix("http://testserver")
    for path, operations in described["paths"].items():
        answers = operations["get"]["responses"]
        asked = root + path.replace("{featureId}", "absent")
        assert str(client.get(asked).status_code) in answers, path
        if path.endswith("/items"):
            assert str(client.get(asked, params={"limit": "x"}).status_code) in answers
            said = {one["name"] for one in operations["get"]["parameters"]}
            assert said >= {"limit", "offset", "bbox", "bbox-crs", "crs", "datetime"}


REQUIREMENTS = re.compile(r"/req/[a-z0-9]+/[\w-]+")


def test_every_requirement_of_the_table_has_the_tests_it_names() -> None:
    table = Path(__file__).parents[3] / "docs" / "ogc.md"
    named: dict[str, set[str]] = {}
    for line in table.read_text("utf-8").splitlines():
        for requirement in REQUIREMENTS.findall(line):
            named.setdefault(requirement, set()).update(re.findall(r"`(test_\w+)`", line))
    proved: dict[str, set[str]] = {}
    for name, found in globals().items():
        if name.startswith("test_"):
            for requirement in REQUIREMENTS.findall(found.__doc__ or ""):
                proved.setdefault(requirement, set()).add(name)
    assert named == proved


def test_the_queue_tells_rank_and_reasons_and_no_name(client: TestClient) -> None:
    first = items(client, "queue")["features"][0]["properties"]
    assert first["rang"] == 1
    assert first["niveau"] in ("fort", "moyen", "faible", "aucun relevé")
    assert not [name for name in first if "demandeur" in name or "adresse" in name]


@pytest.fixture
def served(app: FastAPI) -> Iterator[str]:
    """The service on a port of its own, for clients of other makers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/ogc"
    server.should_exit = True
    thread.join(10)


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="ogrinfo (gdal-bin) absent")
def test_gdal_reads_every_feature(served: str, layer: str, tmp_path: Path) -> None:
    command = ["ogrinfo", "-ro", "-so", f"OAPIF:{served}", layer]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert "Feature Count: 25" in said
    assert "regime: String" in said


def test_owslib_reads_collections_pages_and_filters(served: str, layer: str) -> None:
    features = pytest.importorskip("owslib.ogcapi.features")
    service = features.Features(f"{served}/")
    assert service.conformance()["conformsTo"]
    assert {"queue", "acts", layer} <= set(service.feature_collections())
    assert service.collection(layer)["title"]
    found = service.collection_items(layer, limit=10, offset=20)
    assert (found["numberMatched"], found["numberReturned"]) == (25, 5)
    assert service.collection_items(layer, regime="prescription")["numberMatched"] == 13
    one = service.collection_item(layer, found["features"][0]["id"])
    assert one["geometry"] == found["features"][0]["geometry"]
    assert service.api()["openapi"].startswith("3.0")
