"""What stands around a place, and layers that come while the service lives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from features.places.around import CLOSE_M, REACH_M, Around
from features.places.current import CurrentLocator
from ingest.layers import add
from tests.builders import some_facts
from tests.maps import covadis_document, covadis_zones, square, write_vector
from vigie.domain.place import Precision, Subject, ZoneHit
from vigie.store import Store, layers, open_store

DAY = date(2024, 5, 1)
PARCEL = "340030000A0001"
PARCELS = (
    (PARCEL, square(1000, 1000, 40)),
    ("340030000A0002", square(1040, 1000, 40)),
    ("340030000A0003", square(1000 + 40 + CLOSE_M + 60, 1000, 40)),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/home/vigie.sqlite")
    rows = [{"id": identifier, "contenance": 1600} for identifier, _ in PARCELS]
    add(opened, [write_vector(tmp_path / "parcelles.gpkg", rows, [s for _, s in PARCELS])])
    yield opened
    opened.close()


def plan(store: Store, folder: Path, *zones: tuple[str, str, BaseGeometry]) -> None:
    covadis_zones(folder, zones)
    covadis_document(folder)
    assert not add(store, [folder]).refused


def around(store: Store, *, on: date = DAY) -> Around:
    locator = CurrentLocator(store).locator()
    found = locator.around(locator.place(some_facts(parcels=(PARCEL,)), as_of=on), on=on)
    assert found is not None
    return found


def by_code(found: Around) -> dict[str | None, ZoneHit]:
    return {zone.code: zone for zone in found.zones}


def test_zones_around_are_cut_at_the_frame_with_share_and_distance(
    store: Store, tmp_path: Path
) -> None:
    plan(
        store,
        tmp_path / "ppri",
        ("RU", "03", square(500, 500, 510, 2000)),  # covers a quarter of the parcel, runs north
        ("BU", "02", square(1140, 1000, 50)),  # 100 m to the east
        ("Z1", "01", square(1040 + REACH_M + 10, 1000, 50)),  # beyond what is shown
    )
    zones = by_code(around(store))
    assert set(zones) == {"RU", "BU"}
    assert zones["RU"].share == pytest.approx(0.25)
    assert zones["RU"].distance_m == 0
    assert zones["BU"].share == 0
    assert zones["BU"].distance_m == pytest.approx(100)
    shown = zones["RU"].geometry
    assert shown is not None
    assert shown.area == pytest.approx(410 * (40 + 2 * REACH_M))


def test_a_zone_cut_into_pieces_is_shown_whole(store: Store, tmp_path: Path) -> None:
    teeth = [(500 + 2 * i, 1100 + (i % 2) * 5) for i in range(500)]
    corner = square(0, 0, 1).bounds
    ring = [(corner[0] + x, corner[1] + y) for x, y in [*teeth, (1498, 900), (500, 900)]]
    plan(store, tmp_path / "ppri", ("RU", "03", Polygon(ring)))
    (zone,) = around(store).zones
    assert zone.geometry is not None
    assert zone.geometry.geom_type == "Polygon"
    assert not zone.geometry.interiors


def test_zones_of_another_day_are_not_shown(store: Store, tmp_path: Path) -> None:
    plan(store, tmp_path / "ppri", ("RU", "03", square(900, 900, 300)))
    assert not around(store, on=date(2012, 1, 24)).zones
    assert around(store, on=date(2012, 1, 25)).zones


def test_near_parcels_are_shown_and_far_ones_are_not(store: Store) -> None:
    shown = {round(parcel.centroid.x) for parcel in around(store).parcels}
    near, neighbour, far = (round(shape.centroid.x) for _, shape in PARCELS)
    assert {near, neighbour} <= shown
    assert far not in shown


def test_nothing_is_drawn_around_a_commune(store: Store) -> None:
    locator = CurrentLocator(store).locator()
    place = locator.place(some_facts(), as_of=DAY, commune="34003")
    assert place.precision is Precision.COMMUNE
    assert locator.around(place, on=DAY) is None


def test_a_layer_added_while_the_service_lives_is_seen(store: Store, tmp_path: Path) -> None:
    living = CurrentLocator(store)
    facts = some_facts(parcels=(PARCEL,))
    before = living.locator()
    assert not before.place(facts, as_of=DAY).hits(Subject.FLOOD_PLAN)
    assert living.locator() is before
    plan(store, tmp_path / "ppri", ("RU", "03", square(900, 900, 300)))
    (hit,) = living.locator().place(facts, as_of=DAY).hits(Subject.FLOOD_PLAN)
    assert hit.code == "RU"


def test_a_layer_taken_away_is_seen(store: Store, tmp_path: Path) -> None:
    plan(store, tmp_path / "ppri", ("RU", "03", square(900, 900, 300)))
    living = CurrentLocator(store)
    facts = some_facts(parcels=(PARCEL,))
    assert living.locator().place(facts, as_of=DAY).hits(Subject.FLOOD_PLAN)
    for record in layers.listed(store, subject=Subject.FLOOD_PLAN):
        layers.remove(store, record.layer_id)
    assert not living.locator().place(facts, as_of=DAY).hits(Subject.FLOOD_PLAN)
