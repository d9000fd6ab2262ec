from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from ingest.layers import LAYERS, Layer, LayerRefused, add, read_layers
from ingest.layers.cadastre import parcel_id
from ingest.layers.pieces import MAX_VERTICES, pieces_of
from tests.maps import (
    X,
    Y,
    covadis_document,
    covadis_zones,
    outlines_geojson,
    parcels_geojson,
    square,
    write_table,
    write_vector,
    zipped,
)
from vigie.domain.layer import LayerRole
from vigie.domain.place import Subject
from vigie.store import layers as catalogue
from vigie.store import open_store
from vigie.store.layer_files import features_path

ZONES = [
    ("Bi'", "02", square(0, 0, 100)),
    ("RU", "03", square(100, 0, 100)),
    ("R", "04", square(200, 0, 100)),
    ("BU", "01", square(300, 0, 100)),
]
REGIMES = ["prescription", "interdiction", "strict_interdiction", "prescription_outside_hazard"]


def layers_of(*paths: Path) -> list[Layer]:
    found = list(read_layers(paths))
    assert not [f for f in found if isinstance(f, LayerRefused)], found
    return [f for f in found if isinstance(f, Layer)]


def refused(*paths: Path) -> str:
    found = list(read_layers(paths))
    assert found
    assert all(isinstance(f, LayerRefused) for f in found)
    return " ".join(f.reason for f in found if isinstance(f, LayerRefused))


def column(layer: Layer, name: str) -> list[object]:
    values: list[object] = layer.table[name].to_pylist()
    return values


def test_covadis_zones_take_their_regime_from_typereg_never_from_the_letter(tmp_path: Path) -> None:
    (layer,) = layers_of(covadis_zones(tmp_path, ZONES))
    assert layer.kind == "ppr_zones_covadis"
    assert column(layer, "code") == ["Bi'", "RU", "R", "BU"]
    assert column(layer, "regime") == REGIMES
    assert set(column(layer, "plan")) == {"34DDTM20120001"}
    assert layer.subject is Subject.FLOOD_PLAN


def test_state_and_dates_come_from_the_document_of_the_same_delivery(tmp_path: Path) -> None:
    covadis_zones(tmp_path, ZONES)
    covadis_document(tmp_path, etat="04", approved="2015-06-01", ended="2019-07-02")
    (layer,) = layers_of(tmp_path)
    assert set(column(layer, "state")) == {"anticipated"}
    assert {str(day) for day in column(layer, "valid_from")} == {"2015-06-01"}
    assert {str(day) for day in column(layer, "valid_to")} == {"2019-07-02"}


@pytest.mark.parametrize(
    ("typereg", "regime"),
    [
        (2, "prescription"),
        (3.0, "interdiction"),
        (" 04", "strict_interdiction"),
        ("Interdiction stricte", "strict_interdiction"),
        ("interdiction", "interdiction"),
        ("Prescriptions hors zone d'aléa", "prescription_outside_hazard"),
        ("06", "unknown"),
    ],
)
def test_typereg_is_read_in_every_spelling(tmp_path: Path, typereg: object, regime: str) -> None:
    path = write_vector(
        tmp_path / "N_ZONE_REG.shp",
        [{"ID_GASPAR": "34DDTM20120001", "CODEZONE": "R", "TYPEREG": typereg}],
        [square(0, 0, 10)],
    )
    (layer,) = layers_of(path)
    assert column(layer, "regime") == [regime]


FULL = ("codeprocedure", "codezonereglement", "libellezonereglement", "typereglement")
SHORT = ("idproc", "codzonereg", "libzonereg", "typereg")
CUT = ("codeproced", "codezonere", "libellezon", "typereglem")


@pytest.mark.parametrize(
    ("names", "suffix"), [(FULL, ".gpkg"), (SHORT, ".shp"), (CUT, ".shp"), (SHORT, ".gpkg")]
)
def test_cnig_zones_in_every_spelling(tmp_path: Path, names: Sequence[str], suffix: str) -> None:
    rows = [
        dict(zip(names, ("34DDTM20230002", code, f"Zone {code}", typereg), strict=True))
        for code, typereg, _ in [*ZONES, ("J", "05", None)]
    ]
    shapes = [*(shape for _, _, shape in ZONES), square(400, 0, 100)]
    (layer,) = layers_of(write_vector(tmp_path / f"zonereglementaireurba_s{suffix}", rows, shapes))
    assert layer.kind == "ppr_zones_cnig"
    assert column(layer, "regime") == [*REGIMES, "recommendation"]
    assert column(layer, "code")[0] == "Bi'"


def cnig_plan(path: Path, model: str, state: str = "APPROUVE") -> Path:
    plan = "34DDTM20230002"
    zones = [
        {"codeprocedure": plan, "codezonereglement": code, "typereglement": typereg}
        for code, typereg, _ in ZONES
    ]
    prefix = "ppr_34ddtm20230002"
    write_vector(path, zones, [z[2] for z in ZONES], layer=f"{prefix}_zonereglementaireurba_s")
    write_vector(
        path,
        [{"codeprocedure": plan, "etatprocedure": state, "dateetat": "2023-05-04"}],
        [square(0, 0, 500)],
        layer=f"{prefix}_perimetre_s",
    )
    procedure = {"codeprocedure": plan, "libelleprocedure": "Plan", "typeprocedure": model}
    return write_table(path, [procedure], layer=f"{prefix}_procedure")


@pytest.mark.parametrize(
    ("model", "subject"),
    [
        ("PPRN-I", Subject.FLOOD_PLAN),
        ("PPRN-L", Subject.FLOOD_PLAN),
        ("PPRN-If", Subject.FIRE_PLAN),
        ("PPRM", Subject.OTHER_PLAN),
        ("PPRN-Mvt", Subject.OTHER_PLAN),
    ],
)
def test_subject_of_a_cnig_plan_is_its_model(tmp_path: Path, model: str, subject: Subject) -> None:
    found = {layer.kind: layer for layer in layers_of(cnig_plan(tmp_path / "plan.gpkg", model))}
    zones = found["ppr_zones_cnig"]
    assert set(column(zones, "subject")) == {subject.value}
    assert set(column(zones, "state")) == {"approved"}
    assert found["ppr_perimetres_cnig"].role is LayerRole.COVERAGE
    assert found["ppr_procedures_cnig"].role is LayerRole.PROCEDURE


def test_an_annulled_cnig_plan_ends_on_the_day_of_its_annulment(tmp_path: Path) -> None:
    path = cnig_plan(tmp_path / "plan.gpkg", "PPRN-I", state="ANNULE")
    zones = next(layer for layer in layers_of(path) if layer.kind == "ppr_zones_cnig")
    assert set(column(zones, "state")) == {"annulled"}
    assert set(column(zones, "valid_from")) == {None}
    assert {str(day) for day in column(zones, "valid_to")} == {"2023-05-04"}


@pytest.mark.parametrize("name", ["parcelles.geojson", "cadastre-34003-parcelles.json.gz"])
def test_etalab_parcels_come_back_in_lambert(tmp_path: Path, name: str) -> None:
    shape = square(0, 0, 30)
    path = parcels_geojson(tmp_path / name, [("340030000B0012", shape), ("340030000A0001", shape)])
    (layer,) = layers_of(path)
    assert layer.kind == "parcelles"
    assert column(layer, "code") == ["340030000A0001", "340030000B0012"]
    assert layer.communes == ("34003",)
    back = shapely.from_wkb(layer.table["wkb"][0].as_py())
    assert shapely.hausdorff_distance(back, shape) < 0.01


@pytest.mark.parametrize(
    ("value", "identifier"),
    [
        ("34172000AB0123", "34172000AB0123"),
        ("800016000AK0145", "80016000AK0145"),
        ("341720000A0012", "341720000A0012"),
        ("34172000 A0012", "341720000A0012"),
        ("AB 123", None),
        (None, None),
    ],
)
def test_parcel_identifiers_of_14_and_15_characters(value: object, identifier: str | None) -> None:
    assert parcel_id(value) == identifier


def test_communes_are_recognised(tmp_path: Path) -> None:
    path = outlines_geojson(tmp_path / "communes.geojson", [("34003", "Agde", square(0, 0, 5000))])
    (layer,) = layers_of(path)
    assert (layer.kind, layer.role) == ("communes", LayerRole.OUTLINE)


def test_a_vrt_named_gpkg_is_refused_before_any_driver_opens_it(tmp_path: Path) -> None:
    lure = covadis_zones(tmp_path / "lure", ZONES)
    path = tmp_path / "couche.gpkg"
    path.write_text(
        "<OGRVRTDataSource><OGRVRTLayer name='zones'>"
        f"<SrcDataSource>{lure}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    assert "n'a pas été ouvert" in refused(path)


def test_a_sqlite_base_that_is_no_geopackage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "base.gpkg"
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE zones (code TEXT)")
    base.close()
    assert "n'est pas un GeoPackage" in refused(path)


def test_a_layer_without_crs_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = covadis_zones(tmp_path, ZONES)
    path.with_suffix(".prj").unlink()
    assert "EPSG:2154" in refused(path)


def test_swapped_axes_are_refused(tmp_path: Path) -> None:
    swapped = [shapely.transform(shape, lambda points: points[:, ::-1]) for _, _, shape in ZONES]
    rows = [{"id_gaspar": "34DDTM20120001", "codezone": "R", "typereg": "03"}] * len(swapped)
    assert "axes inversés" in refused(write_vector(tmp_path / "zones.shp", rows, swapped))


def test_swapped_degrees_are_refused(tmp_path: Path) -> None:
    shape = shapely.box(43.3, 3.4, 43.4, 3.5)
    assert "axes inversés" in refused(bare_geojson(tmp_path / "c.geojson", shape))


def test_metres_declared_as_degrees_are_refused(tmp_path: Path) -> None:
    assert "en mètres" in refused(bare_geojson(tmp_path / "c.geojson", square(0, 0, 10)))


def bare_geojson(path: Path, shape: BaseGeometry) -> Path:
    """A commune whose coordinates are written as they are, with no CRS named."""
    properties = {"code": "34003", "nom": "Agde"}
    geometry = json.loads(shapely.to_geojson(shape))
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return path


def test_a_layer_outside_france_is_refused(tmp_path: Path) -> None:
    assert "hors de la France" in refused(
        bare_geojson(tmp_path / "c.geojson", shapely.box(12.0, 41.0, 12.5, 41.5))
    )


def test_an_incomplete_shapefile_is_refused(tmp_path: Path) -> None:
    path = covadis_zones(tmp_path, ZONES)
    path.unlink()
    assert ".shp" in refused(tmp_path)


def test_an_unknown_layer_is_refused_with_its_columns(tmp_path: Path) -> None:
    path = write_vector(tmp_path / "x.shp", [{"couleur": "bleu"}], [square(0, 0, 10)])
    assert "couleur" in refused(path)


def test_an_archive_and_its_folder_are_one_layer(tmp_path: Path) -> None:
    folder = tmp_path / "34DDTM20120001"
    covadis_zones(folder, ZONES)
    (inside,) = layers_of(zipped(folder, tmp_path / "plan.zip"))
    (outside,) = layers_of(folder)
    assert inside.layer_id == outside.layer_id


def test_an_archive_that_unpacks_beyond_its_ratio_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bombe.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zones.geojson", b" " * 300_000_000)
    assert "au-delà des limites" in refused(path)


def test_an_archive_writes_nothing_outside_its_own_folder(tmp_path: Path) -> None:
    source = parcels_geojson(tmp_path / "p.geojson", [("340030000A0001", square(0, 0, 30))])
    path = tmp_path / "plan.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(source, "../../../../echappee.geojson")
    (layer,) = layers_of(path)
    assert len(layer) == 1
    assert not list(tmp_path.parent.rglob("echappee.geojson"))


def test_geometry_is_mended_and_counted(tmp_path: Path) -> None:
    bow_tie = Polygon([(X, Y), (X + 10, Y + 10), (X + 10, Y), (X, Y + 10)])
    tall = shapely.force_3d(square(100, 0, 10), 12.0)
    same = square(200, 0, 10)
    zones = [("R", "03", bow_tie), ("B", "02", tall), ("RU", "03", same), ("RU", "03", same)]
    (layer,) = layers_of(covadis_zones(tmp_path, zones))
    shapes = shapely.from_wkb(layer.table["wkb"].to_numpy())
    assert shapely.is_valid(shapes).all()
    assert not shapely.has_z(shapes).any()
    assert shapes[0].area == pytest.approx(50)
    assert layer.faults["géométries invalides réparées"] == 1
    assert layer.faults["doublons retirés"] == 1
    assert layer.faults["altitudes retirées"] >= 1
    assert len(layer) == 3


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(200, 3000))
def test_pieces_add_up_to_the_whole(seed: int, vertices: int) -> None:
    zone = a_blob(seed, vertices)
    pieces = pieces_of(zone)
    assert max(shapely.get_num_coordinates(pieces)) <= MAX_VERTICES
    assert sum(piece.area for piece in pieces) == pytest.approx(zone.area, rel=1e-9)


def a_blob(seed: int, vertices: int) -> Polygon:
    import numpy as np

    random = np.random.default_rng(seed)
    angles = np.sort(random.uniform(0, 2 * np.pi, vertices))
    radii = 300 + 100 * np.sin(5 * angles) + random.uniform(-5, 5, vertices)
    points = np.column_stack([X + radii * np.cos(angles), Y + radii * np.sin(angles)])
    blob = shapely.make_valid(Polygon(points))
    return max(shapely.get_parts(blob), key=lambda part: part.area)


def test_the_same_bytes_twice_are_one_layer(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/vigie.sqlite")
    path = covadis_zones(tmp_path / "plan", ZONES)
    first = add(store, [path], name="PPRI de la vallée")
    second = add(store, [path])
    assert [record.name for record in first.added] == ["PPRI de la vallée"]
    assert not second.added
    assert second.known == first.added
    assert len(catalogue.listed(store)) == 1
    assert features_path(store.home, first.added[0].layer_id).exists()
    store.close()


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/vigie.sqlite")
    covadis_zones(tmp_path / "in", ZONES)
    (tmp_path / "in" / "faux.gpkg").write_text("<OGRVRTDataSource/>")
    result = add(store, [tmp_path / "in", tmp_path / "absent"])
    assert (len(result.added), len(result.refused)) == (1, 2)
    store.close()


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len({kind.name for kind in LAYERS}) == len(LAYERS)
