from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from features.places.locate import Locator
from ingest.layers import add
from tests.builders import some_facts
from tests.maps import (
    X,
    Y,
    covadis_document,
    covadis_zones,
    outlines_geojson,
    square,
    write_vector,
)
from vigie.domain.place import Place, Precision, Subject
from vigie.store import Store, open_store

DAY = date(2024, 5, 1)
PARCEL = "340030000A0001"
OTHER = "340030000A0002"
FAR = "342990000A0001"
PARCELS = [(PARCEL, square(1000, 1000, 40)), (OTHER, square(1040, 1000, 40))]
COMMUNES = [
    ("34003", "Agde", square(0, 0, 5000)),
    ("34299", "Sauvian", square(50_000, 0, 5000)),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/home/vigie.sqlite")
    yield opened
    opened.close()


def load(store: Store, *paths: Path) -> None:
    result = add(store, paths)
    assert not result.refused, result.refused


def ground(store: Store, folder: Path) -> None:
    """Parcels and outlines, in Lambert-93 so that areas are exact."""
    far = [(FAR, square(51_000, 1000, 40))]
    load(
        store,
        _parcels(folder, [*PARCELS, *far]),
        outlines_geojson(folder / "communes.gpkg", COMMUNES),
    )


def _parcels(folder: Path, parcels: Sequence[tuple[str, BaseGeometry]]) -> Path:
    rows = [{"id": identifier, "contenance": 1600} for identifier, _ in parcels]
    return write_vector(folder / "parcelles.gpkg", rows, [shape for _, shape in parcels])


def plan(
    store: Store,
    folder: Path,
    zones: Sequence[tuple[str, str, BaseGeometry]],
    **document: str | None,
) -> None:
    covadis_zones(folder, zones, plan=document.get("plan") or "34DDTM20120001")
    covadis_document(folder, **{k: v for k, v in document.items() if v is not None})  # type: ignore[arg-type]
    load(store, folder)


def place(store: Store, *parcels: str, on: date = DAY, commune: str | None = None) -> Place:
    facts = some_facts(parcels=parcels) if parcels else some_facts()
    return Locator.open(store).place(facts, as_of=on, commune=commune)


RED = ("RU", "03", square(1000, 1000, 10, 40))
BLUE = ("BU", "02", square(1010, 1000, 200, 40))


def test_shares_of_a_parcel_in_each_zone(store: Store, tmp_path: Path) -> None:
    ground(store, tmp_path)
    plan(store, tmp_path / "ppri", [RED, BLUE])
    found = place(store, PARCEL)
    assert found.precision is Precision.PARCEL
    assert found.area_m2 == pytest.approx(1600)
    blue, red = found.hits(Subject.FLOOD_PLAN)
    assert (blue.code, blue.regime, blue.share) == ("BU", "prescription", pytest.approx(0.75))
    assert (red.code, red.regime, red.area_m2) == ("RU", "interdiction", pytest.approx(400))
    assert blue.plan == "34DDTM20120001"
    assert blue.valid_from == date(2012, 1, 25)
    assert blue.geometry is not None
    assert blue.geometry.area == pytest.approx(1200)


def test_several_parcels_are_one_place_and_the_missing_one_is_named(
    store: Store, tmp_path: Path
) -> None:
    ground(store, tmp_path)
    plan(store, tmp_path / "ppri", [RED])
    found = place(store, PARCEL, OTHER, "340030000Z9999")
    assert found.parcels == (PARCEL, OTHER)
    assert found.missing_parcels == ("340030000Z9999",)
    assert "340030000Z9999" in found.reason
    assert found.area_m2 == pytest.approx(3200)
    assert found.hits(Subject.FLOOD_PLAN)[0].share == pytest.approx(400 / 3200)


def test_polygons_of_one_zone_are_one_hit_without_double_count(
    store: Store, tmp_path: Path
) -> None:
    ground(store, tmp_path)
    zones = [("RU", "03", square(1000, 1000, 20, 40)), ("RU", "03", square(1010, 1000, 20, 40))]
    plan(store, tmp_path / "ppri", zones)
    (hit,) = place(store, PARCEL).hits(Subject.FLOOD_PLAN)
    assert hit.share == pytest.approx(0.75)


def test_the_same_code_in_two_plans_is_two_zones(store: Store, tmp_path: Path) -> None:
    ground(store, tmp_path)
    plan(store, tmp_path / "a", [("RU", "03", square(900, 900, 300))], plan="34DDTM20120001")
    plan(store, tmp_path / "b", [("RU", "02", square(900, 900, 300))], plan="34DDTM20080009")
    hits = place(store, PARCEL).hits(Subject.FLOOD_PLAN)
    assert {(hit.plan, hit.regime) for hit in hits} == {
        ("34DDTM20120001", "interdiction"),
        ("34DDTM20080009", "prescription"),
    }


def test_a_plan_is_called_by_the_name_that_its_document_or_its_perimeter_bears(
    store: Store, tmp_path: Path
) -> None:
    ground(store, tmp_path)
    plan(store, tmp_path / "a", [RED])
    (hit,) = place(store, PARCEL).hits(Subject.FLOOD_PLAN)
    assert hit.plan_words == "PPRI de la vallée"
    other = "34DDTM20080009"
    covadis_zones(tmp_path / "b", [("R", "03", square(900, 900, 300))], plan=other)
    row = {"id_gaspar": other, "nom": "PPRI de l'étang", "datevalid": "2008-01-30"}
    write_vector(tmp_path / "b" / "N_PERIMETRE_PPRN.shp", [row], [square(0, 0, 4000)])
    load(store, tmp_path / "b")
    hits = place(store, PARCEL).hits(Subject.FLOOD_PLAN)
    assert {hit.plan_name for hit in hits} == {"PPRI de la vallée", "PPRI de l'étang"}


def test_a_plan_without_a_name_in_words_is_called_by_its_code(store: Store, tmp_path: Path) -> None:
    ground(store, tmp_path)
    covadis_zones(tmp_path / "a", [RED])
    covadis_document(tmp_path / "a", name="34_PPRI")
    load(store, tmp_path / "a")
    (hit,) = place(store, PARCEL).hits(Subject.FLOOD_PLAN)
    assert (hit.plan_name, hit.plan_words) == (None, "34DDTM20120001")


def test_a_commune_that_no_plan_reaches_is_not_surveyed(store: Store, tmp_path: Path) -> None:
    ground(store, tmp_path)
    plan(store, tmp_path / "ppri", [("RU", "03", square(4000, 4000, 100))])
    assert Subject.FLOOD_PLAN in place(store, PARCEL).surveyed
    assert not place(store, PARCEL).hits(Subject.FLOOD_PLAN)
    assert Subject.FLOOD_PLAN not in place(store, FAR).surveyed


def test_a_zone_that_only_grazes_the_commune_does_not_cover_it(
    store: Store, tmp_path: Path
) -> None:
    ground(store, tmp_path)
    plan(store, tmp_path / "ppri", [("RU", "03", square(4990, 0, 500))])
    assert Subject.FLOOD_PLAN not in place(store, PARCEL).surveyed


def test_without_outlines_the_parcels_draw_the_commune(store: Store, tmp_path: Path) -> None:
    load(store, _parcels(tmp_path, [*PARCELS, (FAR, square(51_000, 1000, 40))]))
    plan(store, tmp_path / "ppri", [("RU", "03", square(1045, 1000, 20))])
    assert Subject.FLOOD_PLAN in place(store, PARCEL).surveyed
    assert Subject.FLOOD_PLAN not in place(store, FAR).surveyed


@pytest.mark.parametrize(
    ("document", "on", "applies"),
    [
        (("02", None), date(2012, 1, 24), False),  # the day before approval
        (("02", None), date(2012, 1, 25), True),
        (("02", "2017-06-20"), date(2017, 6, 19), True),
        (("02", "2017-06-20"), date(2017, 6, 20), False),  # annulled that day
        (("04", None), date(2012, 1, 25), True),  # anticipated
        (("01", None), date(2024, 1, 1), False),  # only prescribed
        (("03", None), date(2024, 1, 1), False),  # repealed, nobody knows when
    ],
)
def test_a_plan_applies_between_its_dates(
    store: Store, tmp_path: Path, document: tuple[str, str | None], on: date, applies: bool
) -> None:
    etat, ended = document
    ground(store, tmp_path)
    plan(store, tmp_path / "ppri", [RED], etat=etat, ended=ended)
    found = place(store, PARCEL, on=on)
    assert bool(found.hits(Subject.FLOOD_PLAN)) is applies
    assert (Subject.FLOOD_PLAN in found.surveyed) is applies


def test_a_zone_change_is_seen_from_its_date(store: Store, tmp_path: Path) -> None:
    ground(store, tmp_path)
    edge = ("J", "02", square(0, 0, 4000, 50))
    plan(store, tmp_path / "old", [("BU", "02", square(900, 900, 300)), edge])
    plan(
        store, tmp_path / "new", [("RU", "03", square(900, 900, 300)), edge], approved="2020-03-01"
    )
    before, after = (place(store, PARCEL, on=date(2020, 2, 29)), place(store, PARCEL))
    assert [hit.code for hit in before.hits(Subject.FLOOD_PLAN)] == ["BU"]
    assert [hit.code for hit in after.hits(Subject.FLOOD_PLAN)] == ["RU"]


def test_a_zone_taken_away_by_a_later_version_is_gone(store: Store, tmp_path: Path) -> None:
    ground(store, tmp_path)
    edge = ("J", "02", square(0, 0, 4000, 50))
    plan(store, tmp_path / "old", [("BU", "02", square(900, 900, 300)), edge])
    plan(store, tmp_path / "new", [edge], approved="2020-03-01")
    found = place(store, PARCEL)
    assert not found.hits(Subject.FLOOD_PLAN)
    assert Subject.FLOOD_PLAN in found.surveyed


def test_without_parcel_the_commune_is_given_and_zones_are_unknown(
    store: Store, tmp_path: Path
) -> None:
    ground(store, tmp_path)
    plan(store, tmp_path / "ppri", [("RU", "03", square(0, 0, 5000))])
    found = place(store, "340030000Z9999", commune="34003")
    assert found.precision is Precision.COMMUNE
    assert found.missing_parcels == ("340030000Z9999",)
    assert not found.zones
    assert Subject.FLOOD_PLAN not in found.surveyed
    assert "Agde" in found.reason


def test_nothing_known_is_unknown(store: Store, tmp_path: Path) -> None:
    ground(store, tmp_path)
    found = place(store)
    assert found.precision is Precision.UNKNOWN
    assert not found.surveyed
    assert found.geometry is None


def test_a_zone_that_does_not_say_its_risk_leaves_flood_unknown(
    store: Store, tmp_path: Path
) -> None:
    ground(store, tmp_path)
    folder = tmp_path / "multi"
    hazards = [
        {"id_gaspar": "34DDTM20120001", "coderisque": risk, "nivalea_st": "04"}
        for risk in ("1120000", "1230000")
    ]
    write_vector(folder / "alea.shp", hazards, [square(0, 0, 3000)] * 2)
    mute = [("RA", "03", square(900, 900, 300)), ("RI", "03", square(3000, 3000, 300))]
    rows = [
        {"id_gaspar": "34DDTM20120001", "nom": name, "codezone": code, "typereg": typereg}
        for (code, typereg, _), name in zip(mute, ("Zone RA", "Inondation"), strict=True)
    ]
    write_vector(folder / "zones.shp", rows, [shape for _, _, shape in mute])
    load(store, folder)
    found = place(store, PARCEL)
    assert [hit.code for hit in found.hits(Subject.OTHER_PLAN)] == ["RA"]
    assert Subject.FLOOD_PLAN not in found.surveyed
    assert Subject.OTHER_PLAN in found.surveyed


def a_blob(seed: int, x: float, y: float, reach: float, vertices: int) -> BaseGeometry:
    random = np.random.default_rng(seed)
    angles = np.sort(random.uniform(0, 2 * np.pi, vertices))
    radii = reach * (1 + 0.3 * np.sin(7 * angles) + random.uniform(-0.05, 0.05, vertices))
    points = np.column_stack([X + x + radii * np.cos(angles), Y + y + radii * np.sin(angles)])
    return shapely.make_valid(Polygon(points))


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 1_000_000))
def test_shares_equal_the_exact_intersection(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    random = np.random.default_rng(seed)
    folder = tmp_path_factory.mktemp("exact")
    store = open_store(f"sqlite:///{folder}/home/vigie.sqlite")
    parcel = a_blob(seed, 1000, 1000, 60, 40)
    zones = [
        (f"Z{i}", "03", a_blob(seed + i, *random.uniform(600, 1400, 2), 300, 1500))
        for i in range(4)
    ]
    load(store, _parcels(folder, [(PARCEL, parcel)]))
    load(store, covadis_zones(folder / "ppri", zones))
    found = {hit.code: hit.area_m2 for hit in place(store, PARCEL).zones}
    for code, _, zone in zones:
        exact = zone.intersection(parcel).area
        assert found.get(code, 0.0) == pytest.approx(exact, abs=1e-6 * parcel.area)
    store.close()
