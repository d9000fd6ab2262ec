"""What the other kinds of layers say of a place: registers, bands, buildings, planning, history."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from features.places.batch import overlay
from features.places.locate import Locator
from features.places.zones import ZoneLayer
from ingest.layers import add
from tests.builders import some_facts
from tests.maps import X, Y, covadis_document, covadis_zones, square, write_table, write_vector
from vigie.domain.place import Place, Subject
from vigie.store import Store, open_store

DAY = date(2024, 5, 1)
PARCEL = "340030000A0001"
GROUND = square(1000, 1000, 40)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/home/vigie.sqlite")
    yield opened
    opened.close()


def load(store: Store, *paths: Path) -> None:
    result = add(store, paths)
    assert not result.refused, result.refused


def parcels(
    store: Store, folder: Path, *found: tuple[str, BaseGeometry], name: str = "parcelles"
) -> None:
    rows = [{"id": identifier, "contenance": 1600} for identifier, _ in found]
    load(store, write_vector(folder / f"{name}.gpkg", rows, [shape for _, shape in found]))


def place(store: Store, *identifiers: str, on: date = DAY) -> Place:
    facts = some_facts(parcels=identifiers or (PARCEL,))
    return Locator.open(store).place(facts, as_of=on, commune=None)


def codes(found: Place, subject: Subject) -> list[str | None]:
    return [hit.code for hit in found.hits(subject)]


def gaspar(folder: Path, **dates: str) -> Path:
    head = ["CODE MODELE", "CODE PROCEDURE", "CODE INSEE COMMUNE", "APPROBATION", "ANNULATION"]
    row = [
        "PPRN-I",
        "34DDTM20120001",
        "34003",
        dates.get("approved", ""),
        dates.get("annulled", ""),
    ]
    path = folder / "gaspar.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{';'.join(head)}\n{';'.join(row)}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("on", "applies"),
    [
        (date(2009, 9, 14), False),
        (date(2009, 9, 15), True),
        (date(2017, 6, 19), True),
        (date(2017, 6, 20), False),
    ],
)
def test_the_register_of_procedures_dates_and_annuls_a_plan_loaded_before_it(
    store: Store, tmp_path: Path, on: date, applies: bool
) -> None:
    parcels(store, tmp_path, (PARCEL, GROUND))
    load(
        store, covadis_zones(tmp_path / "ppri", [("RU", "03", square(900, 900, 300))], name="Zone")
    )
    load(store, gaspar(tmp_path / "g", approved="15/09/2009", annulled="20/06/2017"))
    found = place(store, on=on)
    assert bool(codes(found, Subject.FLOOD_PLAN)) is applies
    assert (Subject.FLOOD_PLAN in found.surveyed) is applies


def test_a_pac_is_joined_by_commune_from_its_date(store: Store, tmp_path: Path) -> None:
    parcels(store, tmp_path, (PARCEL, GROUND), ("340040000A0001", square(5000, 0, 40)))
    row = {"INSEE": "34003", "ALEA": "Inondation", "DATE_PAC": "2012_07_23"}
    elsewhere = square(90_000, 0, 100)  # the outline is not looked at
    load(store, write_vector(tmp_path / "N_PAC_RISQUES_S_034.shp", [row], [elsewhere]))
    assert codes(place(store), Subject.PAC) == ["Inondation"]
    assert codes(place(store, on=date(2012, 7, 22)), Subject.PAC) == []
    neighbour = place(store, "340040000A0001")
    assert codes(neighbour, Subject.PAC) == []
    assert Subject.PAC in neighbour.surveyed


def plu(store: Store, folder: Path, document: str, label: str, kind: str) -> None:
    row = {"LIBELLE": label, "TYPEZONE": kind, "IDURBA": document}
    write_vector(folder / "ZONE_URBA.shp", [row], [square(0, 0, 4000)])
    day = document[-8:]
    said = {"IDURBA": document, "TYPEDOC": "PLU", "ETAT": "03", "DATAPPRO": day}
    write_table(folder / "DOC_URBA.dbf", [said])
    load(store, folder)


def test_a_later_planning_document_takes_the_place_of_the_former(
    store: Store, tmp_path: Path
) -> None:
    parcels(store, tmp_path, (PARCEL, GROUND))
    plu(store, tmp_path / "pos", "34003_POS_20011212", "NC", "A")
    plu(store, tmp_path / "plu", "34003_PLU_20170228", "UCa", "U")
    assert codes(place(store, on=date(2000, 1, 1)), Subject.PLU) == []
    assert codes(place(store, on=date(2017, 2, 27)), Subject.PLU) == ["NC"]
    assert codes(place(store), Subject.PLU) == ["UCa"]


def test_points_and_lines_are_met_without_an_area(store: Store, tmp_path: Path) -> None:
    parcels(store, tmp_path, (PARCEL, GROUND))
    rows = [{"LIBELLE": name, "TYPEPSC": "07", "STYPEPSC": "01"} for name in ("ici", "loin")]
    points = [Point(X + 1010, Y + 1010), Point(X + 3000, Y + 3000)]
    load(store, write_vector(tmp_path / "PRESCRIPTION_PCT.shp", rows, points))
    (hit,) = [z for z in place(store).zones if z.subject is Subject.PLU_PRESCRIPTION]
    assert (hit.label, hit.share, hit.distance_m) == ("ici", 0.0, 0.0)


def test_the_nearest_zone_of_a_subject_not_met_is_given_with_its_distance(
    store: Store, tmp_path: Path
) -> None:
    parcels(store, tmp_path, (PARCEL, GROUND))
    near, far = ("B", "02", square(1340, 1000, 100)), ("R", "03", square(2000, 1000, 100))
    load(store, covadis_zones(tmp_path, [far, near]))
    (hit,) = [z for z in place(store).zones if z.subject is Subject.FLOOD_PLAN]
    assert (hit.code, hit.share) == ("B", 0.0)
    assert hit.distance_m == pytest.approx(300)
    assert not place(store).hits(Subject.FLOOD_PLAN)


def test_shore_gives_both_the_band_and_the_distance(store: Store, tmp_path: Path) -> None:
    parcels(store, tmp_path, (PARCEL, GROUND))
    line = LineString([(X, Y + 980), (X + 5000, Y + 980)])
    load(store, write_vector(tmp_path / "trait_de_cote.shp", [{"NATURE": "x"}], [line]))
    found = place(store)
    (band,) = found.hits(Subject.SHORE)
    assert (band.code, band.share) == ("bande des 100 m", pytest.approx(1.0))
    (shore,) = [z for z in found.zones if z.code == "rivage"]
    assert shore.distance_m == pytest.approx(20)


def buildings(store: Store, folder: Path, corners: Sequence[tuple[float, float]]) -> None:
    rows = [{"cleabs": f"B{i}", "usage_1": "Résidentiel"} for i in range(len(corners))]
    shapes = [square(x, y, 10) for x, y in corners]
    load(store, write_vector(folder / "batiment.gpkg", rows, shapes))


def test_density_and_continuity_of_what_is_built(store: Store, tmp_path: Path) -> None:
    parcels(store, tmp_path, (PARCEL, GROUND))
    village = [(1070 + 40 * i, 1010) for i in range(6)]
    buildings(store, tmp_path, [(1010, 1010), *village, (4000, 4000), (0, 0)])
    built = place(store).surroundings
    assert built is not None
    assert (built.on_place, built.on_place_m2) == (1, pytest.approx(100))
    assert built.nearest_m == pytest.approx(30)
    assert (built.within_50_m, built.within_100_m, built.within_200_m) == (1, 2, 5)
    assert built.cluster == 6
    assert 0 < built.built_share_100_m < 0.1


def test_without_a_layer_of_buildings_nothing_is_said_of_them(store: Store, tmp_path: Path) -> None:
    parcels(store, tmp_path, (PARCEL, GROUND))
    assert place(store).surroundings is None
    buildings(store, tmp_path, [(50_000, 50_000), (51_000, 51_000)])
    assert place(store).surroundings is None


def test_a_parcel_of_a_merged_commune_is_found_under_its_prefix(
    store: Store, tmp_path: Path
) -> None:
    parcels(store, tmp_path, ("341440930A0012", GROUND))
    register: list[dict[str, Any]] = [
        {"code": "34144", "nom": "Lunas-les-Châteaux", "type": "commune-actuelle"},
        {"code": "34093", "nom": "Dio", "type": "commune-deleguee", "chefLieu": "34144"},
    ]
    (tmp_path / "communes.json").write_text(json.dumps(register))
    load(store, tmp_path / "communes.json")
    assert place(store, "340930000A0012").parcels == ("340930000A0012",)
    assert place(store, "340930000A0013").parcels == ()


def test_a_parcel_divided_since_is_found_in_the_older_cadastre(
    store: Store, tmp_path: Path
) -> None:
    halves = [("340030000A0101", square(1000, 1000, 20, 40)), ("340030000A0102", GROUND)]
    parcels(store, tmp_path, (PARCEL, GROUND), name="cadastre_2017")
    parcels(store, tmp_path, *halves, name="cadastre_2024")
    assert place(store, PARCEL).area_m2 == pytest.approx(1600)
    assert place(store, "340030000A0101").area_m2 == pytest.approx(800)


def test_lists_describe_a_commune(store: Store, tmp_path: Path) -> None:
    said = [{"code": "34003", "nom": "Agde", "littoral": "oui", "montagne": "non"}]
    (tmp_path / "communes.json").write_text(json.dumps(said))
    rnu = [{"codeInsee": "34004", "commune": "Agel", "documentOpposable": "RNU"}]
    (tmp_path / "docurba.json").write_text(json.dumps(rnu))
    load(store, tmp_path / "communes.json", tmp_path / "docurba.json")
    locator = Locator.open(store)
    agde, agel = locator.commune("34003"), locator.commune("34004")
    assert agde is not None
    assert agel is not None
    assert (agde.littoral, agde.montagne, agde.planning_document) == (True, False, None)
    assert (agel.name, agel.littoral, agel.planning_document) == ("Agel", None, "RNU")
    assert locator.commune("34005") is None


def test_the_overlay_of_many_parcels_equals_one_by_one(store: Store, tmp_path: Path) -> None:
    zones = [(f"Z{i}", "03", square(i * 70, 0, 200, 3000)) for i in range(12)]
    zones.append(("rond", "02", Point(X + 500, Y + 500).buffer(450, quad_segs=400)))
    load(store, covadis_zones(tmp_path, zones))
    (record,) = [r for r in _records(store) if r.plans]
    layer = ZoneLayer(record, store.home)
    grounds = [square(100 * i, 90 * i, 60) for i in range(10)]
    found = overlay(np.array(grounds, dtype=object), layer)
    pairs = zip(found.parcels.tolist(), found.features.tolist(), strict=True)
    many = dict(zip(pairs, found.areas.tolist(), strict=True))
    one = {
        (i, meeting.row): meeting.area_m2
        for i, ground in enumerate(grounds)
        for meeting in layer.meetings(ground)
    }
    assert many.keys() == one.keys()
    assert many == pytest.approx(one)


def _records(store: Store) -> Any:
    from vigie.store import layers

    return layers.listed(store)


def test_a_plan_only_outlined_by_its_perimeter_is_not_surveyed(
    store: Store, tmp_path: Path
) -> None:
    parcels(store, tmp_path, (PARCEL, GROUND))
    folder = tmp_path / "ppri"
    row = {
        "id_gaspar": "34DDTM20120001",
        "libelle": "PPRI",
        "type": "02",
        "datevalid": "2012-01-25",
    }
    write_vector(folder / "N_PERIMETRE_PPRN.shp", [row], [square(0, 0, 4000)])
    load(store, folder)
    assert Subject.FLOOD_PLAN not in place(store).surveyed
    zones = tmp_path / "zones"
    covadis_zones(zones, [("RU", "03", square(3800, 3800, 50))])
    covadis_document(zones)
    load(store, zones)
    assert Subject.FLOOD_PLAN in place(store).surveyed


def ban(folder: Path, parcels_of: str = "") -> Path:
    import geopandas

    (point,) = geopandas.GeoSeries([Point(X + 1020, Y + 1020)], crs=2154).to_crs(4326)
    head = "id;numero;rep;nom_voie;code_postal;code_insee;nom_commune;lon;lat;cad_parcelles"
    row = f"a;12;bis;Avenue de la Mer;34300;34003;Agde;{point.x};{point.y};{parcels_of}"
    path = folder / "adresses-34.csv"
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("written", ["12 bis, av. de la Mer 34300 AGDE", "12B AVENUE DE LA MER"])
def test_an_address_places_the_act_when_its_parcels_do_not(
    store: Store, tmp_path: Path, written: str
) -> None:
    load(store, ban(tmp_path))
    load(store, covadis_zones(tmp_path / "ppri", [("RU", "03", square(900, 900, 300))]))
    facts = some_facts(site_address=written, commune_insee="34003")
    found = Locator.open(store).place(facts, as_of=DAY, commune=None)
    assert found.precision.value == "address"
    assert codes(found, Subject.FLOOD_PLAN) == ["RU"]
    assert found.parcels == ()
    assert "adresse" in found.reason
    assert "Mer" not in found.reason


def test_the_parcels_tied_to_an_address_are_its_ground(store: Store, tmp_path: Path) -> None:
    parcels(store, tmp_path, (PARCEL, GROUND))
    load(store, ban(tmp_path, PARCEL))
    facts = some_facts(site_address="12 bis avenue de la Mer", commune_insee="34003")
    found = Locator.open(store).place(facts, as_of=DAY, commune=None)
    assert (found.precision.value, found.area_m2) == ("address", pytest.approx(1600))


@pytest.mark.parametrize("written", ["14 avenue de la Mer", "lieu-dit Les Aresquiers", "12 bis"])
def test_an_address_that_the_base_has_not_is_not_guessed(
    store: Store, tmp_path: Path, written: str
) -> None:
    load(store, ban(tmp_path))
    facts = some_facts(site_address=written, commune_insee="34003")
    found = Locator.open(store).place(facts, as_of=DAY, commune=None)
    assert found.precision.value == "commune"
