"""Acts, cadastres and lists of different years, and addresses that a geocoder answered in bulk."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import pytest
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from features.places.locate import Locator
from ingest.layers import add
from tests.builders import some_facts
from tests.maps import X, Y, covadis_document, covadis_zones, outlines_geojson, square, write_vector
from vigie.domain.place import Place, Precision, Subject
from vigie.store import Store, open_store

DAY = date(2024, 5, 1)
GROUND = square(1000, 1000, 40)
OLD, NEW = "340930000A0012", "341440930A0012"
MERGED: list[dict[str, Any]] = [
    {"code": "34144", "nom": "Lunas-les-Châteaux", "type": "commune-actuelle"},
    {"code": "34093", "nom": "Dio", "type": "commune-deleguee", "chefLieu": "34144"},
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/home/vigie.sqlite")
    yield opened
    opened.close()


def load(store: Store, *paths: Path) -> None:
    result = add(store, paths)
    assert not result.refused, result.refused


def cadastre(
    store: Store, path: Path, parcels: Sequence[tuple[str, BaseGeometry, str | None]]
) -> None:
    rows = [{"id": name, "contenance": 1600, "created": made} for name, _, made in parcels]
    load(store, write_vector(path, rows, [shape for _, shape, _ in parcels]))


def register(store: Store, folder: Path) -> None:
    (folder / "communes.json").write_text(json.dumps(MERGED), encoding="utf-8")
    load(store, folder / "communes.json")


def place(store: Store, *parcels: str, on: date = DAY) -> Place:
    facts = some_facts(parcels=parcels)
    return Locator.open(store).place(facts, as_of=on, commune=None)


@pytest.mark.parametrize(("cited", "loaded"), [(OLD, NEW), (NEW, OLD), (OLD, OLD), (NEW, NEW)])
def test_act_and_cadastre_may_stand_on_either_side_of_a_merger(
    store: Store, tmp_path: Path, cited: str, loaded: str
) -> None:
    register(store, tmp_path)
    cadastre(store, tmp_path / "parcelles.gpkg", [(loaded, GROUND, "1990-01-01")])
    found = place(store, cited)
    assert found.parcels == (cited,)
    assert found.area_m2 == pytest.approx(1600)


def test_a_prefix_that_no_register_confirms_is_not_another_commune(
    store: Store, tmp_path: Path
) -> None:
    cadastre(store, tmp_path / "parcelles.gpkg", [(OLD, GROUND, None)])
    assert place(store, NEW).missing_parcels == (NEW,)


def test_a_merged_commune_is_surveyed_under_the_name_it_has_now(
    store: Store, tmp_path: Path
) -> None:
    register(store, tmp_path)
    cadastre(store, tmp_path / "parcelles.gpkg", [(OLD, GROUND, None)])
    whole = outlines_geojson(tmp_path / "contours.gpkg", [("34144", "Lunas", square(0, 0, 5000))])
    covadis_zones(tmp_path / "ppri", [("R", "03", square(4000, 4000, 100))])
    covadis_document(tmp_path / "ppri")
    load(store, whole, tmp_path / "ppri")
    assert Subject.FLOOD_PLAN in place(store, OLD).surveyed


def test_what_was_made_known_to_the_former_commune_holds_on_its_ground(
    store: Store, tmp_path: Path
) -> None:
    register(store, tmp_path)
    own = "341440000B0001"
    shapes = [(NEW, GROUND, None), (own, square(3000, 0, 40), None)]
    cadastre(store, tmp_path / "parcelles.gpkg", shapes)
    row = {"INSEE": "34093", "ALEA": "Inondation", "DATE_PAC": "2012_07_23"}
    load(store, write_vector(tmp_path / "N_PAC_RISQUES_S_034.shp", [row], [GROUND]))
    assert [hit.code for hit in place(store, NEW).hits(Subject.PAC)] == ["Inondation"]
    assert not place(store, own).hits(Subject.PAC)


@pytest.mark.parametrize(
    ("on", "area"),
    [(date(2018, 6, 1), 1600), (date(2021, 3, 1), 1600), (date(2021, 3, 2), 400), (DAY, 400)],
)
def test_a_parcel_redrawn_under_its_number_is_that_of_the_day_of_the_act(
    store: Store, tmp_path: Path, on: date, area: float
) -> None:
    name = "340030000A0001"
    cadastre(store, tmp_path / "cadastre_2018.gpkg", [(name, GROUND, "1990-01-01")])
    half = square(1000, 1000, 10, 40)
    cadastre(store, tmp_path / "cadastre_2024.gpkg", [(name, half, "2021-03-02")])
    assert place(store, name, on=on).area_m2 == pytest.approx(area)


def test_a_parcel_made_after_every_act_is_still_found(store: Store, tmp_path: Path) -> None:
    name = "340030000A0001"
    cadastre(store, tmp_path / "parcelles.gpkg", [(name, GROUND, "2023-01-01")])
    assert place(store, name, on=date(2018, 1, 1)).parcels == (name,)


def geocoded(folder: Path, **said: str) -> Path:
    (point,) = geopandas.GeoSeries([Point(X + 1020, Y + 1020)], crs=2154).to_crs(4326)
    row = {
        "dossier": "PC 034 003 24 00001",
        "adresse": "12bis, AV DE LA MER  - 34300 AGDE",
        "latitude": f"{point.y}",
        "longitude": f"{point.x}",
        "result_label": "12 bis Avenue de la Mer 34300 Agde",
        "result_score": "0.91",
        "result_type": "housenumber",
        "result_citycode": "34003",
        **said,
    }
    path = folder / "adresses_geocodees.csv"
    path.write_text(f"{';'.join(row)}\n{';'.join(row.values())}\n", encoding="utf-8")
    return path


def at_address(store: Store, written: str = "12 bis avenue de la Mer") -> Place:
    facts = some_facts(site_address=written, commune_insee="34003")
    return Locator.open(store).place(facts, as_of=DAY, commune=None)


@pytest.mark.parametrize("written", ["12 bis avenue de la Mer", "12 B AV. DE LA MER 34300 AGDE"])
def test_a_list_that_a_geocoder_answered_places_acts(
    store: Store, tmp_path: Path, written: str
) -> None:
    load(store, geocoded(tmp_path))
    found = at_address(store, written)
    assert found.precision is Precision.ADDRESS
    assert found.geometry is not None
    assert found.geometry.centroid.distance(Point(X + 1020, Y + 1020)) < 1


def test_decimals_may_be_written_with_a_comma(store: Store, tmp_path: Path) -> None:
    path = geocoded(tmp_path)
    head, row = path.read_text("utf-8").splitlines()
    path.write_text(f"{head}\n{row.replace('.', ',')}\n", encoding="utf-8")
    load(store, path)
    assert at_address(store).precision is Precision.ADDRESS


@pytest.mark.parametrize(
    "said",
    [{"result_type": "street"}, {"result_type": "municipality"}, {"result_score": "0.42"}],
)
def test_what_the_geocoder_was_not_sure_of_is_not_taken(
    store: Store, tmp_path: Path, said: dict[str, str]
) -> None:
    add(store, [geocoded(tmp_path, **said)])
    assert at_address(store).precision is Precision.COMMUNE


SECTION_REDRAWN = [
    ("340030000A0001", square(1000, 1000, 40), "1990-01-01"),
    ("340030000A0003", square(1040, 1000, 20, 40), "2024-09-10"),
    ("340030000A0004", square(1060, 1000, 20, 40), "2024-09-10"),
    ("340030000B0001", square(2000, 1000, 40), "1990-01-01"),
    ("340030000B0003", square(2040, 1000, 40), "1990-01-01"),
]


@pytest.mark.parametrize(
    ("cited", "doubt"),
    [
        ("340030000A0001", None),
        ("340030000A0002", "absente du cadastre, peut-être divisée ou réunie depuis"),
        ("340030000A0009", "absente du cadastre"),
        ("340030000B0002", "absente du cadastre"),
        ("340030000C0001", "absente du cadastre"),
        ("340030000A0003", "créée au cadastre le 10/09/2024, après l'acte"),
        ("342990000A0001", None),
    ],
    ids=["held", "divided since", "past the last", "nothing new", "no section", "made later",
         "commune not loaded"],
)  # fmt: skip
def test_a_parcel_is_checked_against_the_cadastre_of_its_day(
    store: Store, tmp_path: Path, cited: str, doubt: str | None
) -> None:
    cadastre(store, tmp_path / "parcelles.gpkg", SECTION_REDRAWN)
    assert dict(place(store, cited).parcel_doubts).get(cited) == doubt


def test_a_divided_parcel_that_an_older_cadastre_holds_is_in_no_doubt(
    store: Store, tmp_path: Path
) -> None:
    cadastre(store, tmp_path / "cadastre_2023.gpkg", [("340030000A0002", GROUND, "1990-01-01")])
    cadastre(store, tmp_path / "cadastre_2025.gpkg", SECTION_REDRAWN)
    found = place(store, "340030000A0002")
    assert (found.parcel_doubts, found.area_m2) == ((), pytest.approx(1600))


def test_a_parcel_named_before_a_merger_is_in_no_doubt(store: Store, tmp_path: Path) -> None:
    register(store, tmp_path)
    cadastre(store, tmp_path / "parcelles.gpkg", [(NEW, GROUND, "1990-01-01")])
    assert place(store, OLD).parcel_doubts == ()
