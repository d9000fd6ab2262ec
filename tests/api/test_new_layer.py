"""A layer added while the service runs is seen by the next question, without a restart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from api.store_desk import StoreDesk
from ingest.layers import add
from tests.builders import some_facts
from tests.maps import covadis_document, covadis_zones, square, write_vector
from vigie.domain.place import Subject
from vigie.settings import Settings
from vigie.store import calendar, open_store

DAY = date(2024, 5, 1)
PARCEL = "340030000A0001"


def test_a_layer_added_while_the_service_runs_is_seen(tmp_path: Path) -> None:
    home = tmp_path / "home"
    settings = Settings(home=home)
    desk = StoreDesk.open(settings)
    store = open_store(settings.store_url, home=home)  # another process adds layers
    calendar.fix(store, DAY)
    ground = square(1000, 1000, 40)
    rows = [{"id": PARCEL, "contenance": 1600}]
    add(store, [write_vector(tmp_path / "parcelles.gpkg", rows, [ground])])
    facts = some_facts(parcels=(PARCEL,))
    before = desk.assess(facts, None, DAY).dossier.place
    assert before.parcels == (PARCEL,)
    assert not before.hits(Subject.FLOOD_PLAN)
    covadis_zones(tmp_path / "ppri", [("Rn", "03", square(900, 900, 300))])
    covadis_document(tmp_path / "ppri")
    add(store, [tmp_path / "ppri"])
    after = desk.assess(facts, None, DAY).dossier.place
    assert [hit.code for hit in after.hits(Subject.FLOOD_PLAN)] == ["Rn"]
    around = desk.around(after)
    assert around is not None
    assert [zone.code for zone in around.zones] == ["Rn"]
    desk.close()
    store.close()
