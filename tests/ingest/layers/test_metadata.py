"""Who made a layer and under which licence: from metadata, from the operator, else unknown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest.layers import Metadata, add
from ingest.layers.metadata import read_metadata
from tests.maps import covadis_zones, square, write_vector, zipped
from vigie.domain.layer import LayerRecord
from vigie.store import Store, layers, open_store

GMD = 'xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco"'


def record(*, owner: str = "DDTM 34", limits: tuple[str, ...] = ("Licence Ouverte 2.0",)) -> str:
    def text(value: str) -> str:
        return f"<gco:CharacterString>{value}</gco:CharacterString>"

    def party(who: str, role: str) -> str:
        return (
            f"<gmd:CI_ResponsibleParty><gmd:organisationName>{text(who)}</gmd:organisationName>"
            f'<gmd:role><gmd:CI_RoleCode codeListValue="{role}"/></gmd:role>'
            "</gmd:CI_ResponsibleParty>"
        )

    said = "".join(f"<gmd:useLimitation>{text(one)}</gmd:useLimitation>" for one in limits)
    return (
        f"<gmd:MD_Metadata {GMD}>{party('Bureau des données', 'pointOfContact')}"
        f"{party(owner, 'owner')}<gmd:MD_LegalConstraints>{said}</gmd:MD_LegalConstraints>"
        "</gmd:MD_Metadata>"
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/home/vigie.sqlite")
    yield opened
    opened.close()


def added(store: Store, *paths: Path, said: Metadata | None = None) -> LayerRecord:
    done = add(store, paths, said=said or Metadata())
    assert not done.refused, done.refused
    (one,) = (*done.added, *done.known)
    return one


def zones(folder: Path) -> Path:
    return covadis_zones(folder, [("R", "03", square(0, 0, 100))])


def test_the_owner_stands_before_who_wrote_the_metadata() -> None:
    assert read_metadata(record()) == Metadata("DDTM 34", "Licence Ouverte 2.0")


@pytest.mark.parametrize(
    "limits", [(), ("Aucune condition ne s'applique",), ("Pas de restriction d'accès public",)]
)
def test_a_condition_of_use_is_no_licence(limits: tuple[str, ...]) -> None:
    found = read_metadata(record(limits=limits))
    assert found is not None
    assert found.licence is None


@pytest.mark.parametrize(
    "text",
    [
        "pas du XML",
        "<html/>",
        '<!DOCTYPE a [<!ENTITY b "c">]><gmd:MD_Metadata xmlns:gmd="x">&b;</gmd:MD_Metadata>',
    ],
)
def test_what_is_no_record_of_metadata_says_nothing(text: str) -> None:
    assert read_metadata(text) is None


@pytest.mark.parametrize("packed", [False, True])
def test_metadata_of_a_delivery_speak_for_its_layers(
    store: Store, tmp_path: Path, packed: bool
) -> None:
    folder = tmp_path / "livraison"
    zones(folder / "donnees")
    (folder / "fr-ppri.xml").write_text(record(), encoding="utf-8")
    one = added(store, zipped(folder, tmp_path / "livraison.zip") if packed else folder)
    assert (one.origin, one.licence) == ("DDTM 34", "Licence Ouverte 2.0")


def test_metadata_that_bear_the_name_of_the_file_are_its_own(store: Store, tmp_path: Path) -> None:
    path = zones(tmp_path / "d")
    (tmp_path / "d" / "autre.xml").write_text(record(owner="Un autre"), encoding="utf-8")
    path.with_name(f"{path.name}.xml").write_text(record(owner="IGN"), encoding="utf-8")
    assert added(store, path).origin == "IGN"


def test_a_geopackage_carries_its_metadata(store: Store, tmp_path: Path) -> None:
    row = {"id_gaspar": "34DDTM20120001", "codezone": "R", "typereg": "03"}
    path = write_vector(tmp_path / "zones.gpkg", [row], [square(0, 0, 100)])
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("CREATE TABLE gpkg_metadata (id INTEGER, metadata TEXT)")
        base.execute("INSERT INTO gpkg_metadata VALUES (1, ?)", (record(),))
    assert added(store, path).licence == "Licence Ouverte 2.0"


def test_a_geojson_says_it_beside_its_features(store: Store, tmp_path: Path) -> None:
    row = {"id_gaspar": "34DDTM20120001", "codezone": "R", "typereg": "03"}
    path = write_vector(tmp_path / "zones.geojson", [row], [square(0, 0, 100)], crs="EPSG:2154")
    content = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**content, "licence": "ODbL", "source": "CC"}), encoding="utf-8")
    one = added(store, path)
    assert (one.origin, one.licence) == ("CC", "ODbL")


def test_the_operator_stands_before_the_file_and_completes_what_is_known(
    store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "livraison"
    zones(folder)
    (folder / "fr-ppri.xml").write_text(record(), encoding="utf-8")
    first = added(store, folder, said=Metadata("DREAL", None))
    assert (first.origin, first.licence) == ("DREAL", "Licence Ouverte 2.0")
    again = added(store, folder, said=Metadata(None, "Etalab"))
    assert (again.origin, again.licence) == ("DREAL", "Etalab")
    assert layers.get(store, first.layer_id) == again
    assert again.added_at == first.added_at


def test_without_a_word_nothing_is_guessed(store: Store, tmp_path: Path) -> None:
    one = added(store, zones(tmp_path))
    assert (one.origin, one.licence) == (None, None)
