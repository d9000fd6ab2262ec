from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import LineString, Point

from ingest.layers import Layer, LayerRefused, read_layers
from tests.maps import X, Y, covadis_zones, square, write_table, write_vector
from vigie.domain.layer import LayerRole
from vigie.domain.place import Subject

A = square(0, 0, 100)


def layers_of(*paths: Path) -> list[Layer]:
    found = list(read_layers(paths))
    assert not [f for f in found if isinstance(f, LayerRefused)], found
    return [f for f in found if isinstance(f, Layer)]


def column(layer: Layer, name: str) -> list[Any]:
    values: list[Any] = layer.table[name].to_pylist()
    return values


@pytest.mark.parametrize(
    ("name", "row", "shape", "expected"),
    [
        (
            "N_PAC_RISQUES_S_034.shp",
            {"INSEE": "34022", "ALEA": "Inondation", "DATE_PAC": "2012_07_23"},
            A,
            ("pac_communes", "Inondation"),
        ),
        ("ZONE_URBA.shp", {"LIBELLE": "UCa", "TYPEZONE": "U"}, A, ("plu_zones", "UCa")),
        ("zone_urba.geojson", {"libelle": "Nh", "typezone": "Nh"}, A, ("plu_zones", "Nh")),
        ("secteur_cc.gpkg", {"libelle": "ZC", "typesect": "01"}, A, ("carte_communale", "ZC")),
        (
            "P.shp",
            {"LIBELLE": "EBC", "TYPEPSC": 1, "STYPEPSC": "03"},
            A,
            ("plu_prescriptions", "01-03"),
        ),
        ("P.shp", {"LIBELLE": "ER", "TYPEPSC": "05"}, A, ("plu_prescriptions", "05-00")),
        (
            "I.shp",
            {"LIBELLE": "ZAC", "TYPEINF": "02", "STYPEINF": "00"},
            A,
            ("plu_informations", "02-00"),
        ),
        ("AC1_ASSIETTE_SUP_S.shp", {"IDASS": "AC1-1", "IDGEN": "g"}, A, ("sup_assiettes", "AC1")),
        (
            "PM1_ASSIETTE_SUP_S.shp",
            {"idAss": "x", "nomAss": "PM1_Lez_ass"},
            A,
            ("sup_assiettes", "PM1"),
        ),
        ("a.geojson", {"idass": "z", "suptype": "as1"}, A, ("sup_assiettes", "AS1")),
        (
            "sic.shp",
            {"SITECODE": "FR9101408", "SITENAME": "Posidonies"},
            A,
            ("natura_2000", "FR9101408"),
        ),
        ("znieff1.shp", {"NM_SFFZN": "910000001", "LB_ZN": "Étang"}, A, ("znieff", "910000001")),
        (
            "trait_de_cote.shp",
            {"NATURE": "sable"},
            LineString([(X, Y), (X + 500, Y)]),
            ("rivages", "rivage"),
        ),
        ("massifs_forestiers.gpkg", {"nom": "Gardiole"}, A, ("massifs", "massif")),
        (
            "batiment.shp",
            {"cleabs": "B1", "usage_1": "Résidentiel"},
            A,
            ("batiments", "Résidentiel"),
        ),
        (
            "aigle_detections.geojson",
            {"type": "mobil-home", "date": "2023-04-05"},
            Point(X, Y),
            ("detections", "mobil-home"),
        ),
    ],
)
def test_each_kind_is_recognised_by_its_content(
    tmp_path: Path, name: str, row: dict[str, Any], shape: Any, expected: tuple[str, str]
) -> None:
    (layer,) = layers_of(write_vector(tmp_path / name, [row], [shape]))
    assert (layer.kind, column(layer, "code")[0]) == expected


@pytest.mark.parametrize(
    ("printed", "typezone"),
    [
        ("U", "U"),
        ("AUc", "AUc"),
        ("AUS", "AUs"),
        ("2AU", "AUs"),
        ("1AU", "AUc"),
        ("Nh", "N"),
        ("Ap", "A"),
    ],
)
def test_typezone_of_every_vintage(tmp_path: Path, printed: str, typezone: str) -> None:
    rows = [{"LIBELLE": "x", "TYPEZONE": printed}]
    (layer,) = layers_of(write_vector(tmp_path / "ZONE_URBA.shp", rows, [A]))
    assert column(layer, "regime") == [typezone]


def plu(folder: Path, zone: dict[str, Any], **document: Any) -> Path:
    write_vector(folder / "Donnees_geographiques" / "ZONE_URBA.shp", [zone], [A])
    row = {"IDURBA": "34003_PLU_20170228", "TYPEDOC": "PLU", "ETAT": "03", "DATAPPRO": "20170228"}
    write_table(folder / "DOC_URBA.dbf", [{**row, **document}])
    return folder


def test_a_planning_document_dates_its_zones(tmp_path: Path) -> None:
    zone = {"LIBELLE": "UC", "TYPEZONE": "U", "IDURBA": "34003_PLU_20170228"}
    (layer,) = layers_of(plu(tmp_path, zone, DATEFIN="20200101"))
    assert column(layer, "valid_from") == [date(2017, 2, 28)]
    assert column(layer, "valid_to") == [date(2020, 1, 1)]
    assert column(layer, "state") == ["approved"]
    assert layer.communes == ("34003",)


def test_an_end_on_the_day_of_approval_is_a_mistake(tmp_path: Path) -> None:
    zone = {"LIBELLE": "UC", "TYPEZONE": "U", "IDURBA": "34003_PLU_20170228"}
    (layer,) = layers_of(plu(tmp_path, zone, DATEFIN="20170228"))
    assert column(layer, "valid_to") == [None]


def test_an_older_vintage_finds_its_document_by_commune(tmp_path: Path) -> None:
    zone = {"LIBELLE": "UC", "TYPEZONE": "U", "INSEE": "34003", "DATAPPRO": "20180101"}
    folder = plu(tmp_path, zone, IDURBA="20001178120180101", DATAPPRO="20180101")
    write_table(
        folder / "DOC_URBA_COM.dbf",
        [{"IDURBA": "20001178120180101", "INSEE": insee} for insee in ("34003", "34299")],
    )
    (layer,) = layers_of(folder)
    assert column(layer, "plan") == ["20001178120180101"]
    assert layer.communes == ("34003", "34299")


def test_pac_rows_are_joined_by_insee_and_never_cut(tmp_path: Path) -> None:
    row = {"INSEE": "34022", "ALEA": "Inondation", "DATE_PAC": "2012_07_23"}
    (layer,) = layers_of(write_vector(tmp_path / "pac.shp", [row], [A]))
    assert layer.role is LayerRole.COMMUNE_WIDE
    assert column(layer, "valid_from") == [date(2012, 7, 23)]
    assert layer.communes == ("34022",)


def test_a_shore_carries_its_band_of_100_m(tmp_path: Path) -> None:
    line = LineString([(X, Y), (X + 1000, Y)])
    (layer,) = layers_of(write_vector(tmp_path / "trait_de_cote.shp", [{"NATURE": "x"}], [line]))
    assert column(layer, "code") == ["rivage", "bande des 100 m"]
    band = shapely.from_wkb(layer.table["wkb"][1].as_py())
    assert band.contains(Point(X + 500, Y + 99))
    assert not band.contains(Point(X + 500, Y + 101))


def test_shorelines_beside_communes_are_a_layer_of_their_own(tmp_path: Path) -> None:
    outline = {
        "type": "Polygon",
        "coordinates": [[[3.4, 43.3], [3.5, 43.3], [3.5, 43.4], [3.4, 43.3]]],
    }
    shore = {"type": "LineString", "coordinates": [[3.4, 43.3], [3.5, 43.3]]}
    properties = {"code": "34003", "nom": "Agde", "trait_de_cote": shore}
    feature = {"type": "Feature", "properties": properties, "geometry": outline}
    path = tmp_path / "communes.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert {layer.kind for layer in layers_of(path)} == {"communes", "rivages"}


@pytest.mark.parametrize("suffix", [".csv", ".ods"])
def test_gaspar_gives_the_state_and_dates_of_plans(tmp_path: Path, suffix: str) -> None:
    head = ["CODE MODELE", "CODE PROCEDURE", "LIBELLE PROCEDURE", "CODE INSEE COMMUNE",
            "PRESCRIPTION", "APPLIC_ANTIC", "APPROBATION", "ANNULATION", "ABROGATION"]  # fmt: skip
    rows = [
        ["PPRN-I", "34DDTM20090001", "PPRI Lunel", "34145", "", "", "15/09/2009", "20/06/2017", ""],
        ["PPRN-If", "34DDTM20050002", "PPRIF", "34116", "26/07/2005", "", "30/01/2008", "", ""],
        ["PPRN-I", "34DDTM20160003", "PPRI", "34198", "22/06/2016", "", "", "", ""],
    ]
    (layer,) = layers_of(_sheet(tmp_path / f"gaspar{suffix}", [head, *rows]))
    assert layer.kind == "gaspar"
    assert column(layer, "state") == ["annulled", "approved", "prescribed"]
    assert column(layer, "valid_to") == [date(2017, 6, 20), None, None]
    assert column(layer, "subject") == ["flood_plan", "fire_plan", "flood_plan"]
    assert column(layer, "insee") == ["34145", "34116", "34198"]


def _sheet(path: Path, rows: list[list[str]]) -> Path:
    if path.suffix == ".csv":
        path.write_text("\n".join(";".join(row) for row in rows), encoding="iso-8859-15")
        return path
    from odfdo import Document, Row, Table

    book = Document("spreadsheet")
    book.body.clear()
    sheet = Table("Procedure")
    for values in rows:
        line = Row()
        line.set_values(values)
        sheet.append_row(line)
    book.body.append(sheet)
    book.save(str(path))
    return path


def test_a_column_mapping_reads_a_layer_whose_names_differ(tmp_path: Path) -> None:
    write_vector(tmp_path / "zonage_local.shp", [{"ZONE": "R1", "COULEUR": "rouge"}], [A])
    (tmp_path / "correspondance.toml").write_text(
        '[[couche]]\ntable = "zonage_*"\ngenre = "ppr_zones_covadis"\n'
        '[couche.colonnes]\ncodezone = "ZONE"\ntypereg = "COULEUR"\n'
        '[couche.valeurs.typereg]\nrouge = "03"\n'
        '[couche.constantes]\nid_gaspar = "34DDTM20120001"\nnom = "inondation"\n',
        encoding="utf-8",
    )
    (layer,) = layers_of(tmp_path)
    assert column(layer, "code") == ["R1"]
    assert column(layer, "regime") == ["interdiction"]
    assert column(layer, "plan") == ["34DDTM20120001"]
    assert layer.subject is Subject.FLOOD_PLAN


def test_a_mapping_that_names_an_absent_column_is_refused(tmp_path: Path) -> None:
    write_vector(tmp_path / "zonage.shp", [{"ZONE": "R1"}], [A])
    (tmp_path / "c.toml").write_text(
        '[[couche]]\ngenre = "plu_zones"\n[couche.colonnes]\nlibelle = "NOM"\n'
    )
    found = list(read_layers([tmp_path]))
    assert [f.reason for f in found if isinstance(f, LayerRefused) and "NOM" in f.reason]


def test_overlaps_of_zones_that_should_not_are_counted(tmp_path: Path) -> None:
    rows = [{"LIBELLE": name, "TYPEZONE": "U"} for name in "abc"]
    shapes = [square(0, 0, 100), square(90, 0, 100), square(500, 0, 100)]
    (layer,) = layers_of(write_vector(tmp_path / "ZONE_URBA.shp", rows, shapes))
    assert layer.faults["recouvrements"] == 1


def test_latin_1_tables_keep_their_accents(tmp_path: Path) -> None:
    path = covadis_zones(tmp_path, [("R", "03", A)], name="Débordement")
    path.with_suffix(".cpg").unlink()
    (layer,) = layers_of(path)
    assert column(layer, "label") == ["Débordement"]


@pytest.mark.parametrize(
    ("plan_name", "zones", "subject"),
    [
        ("Basse vallée de la Mosson", [("R", "Zone rouge")], "flood_plan"),
        ("Étangs de Thau", [("R", "Rouge")], "flood_plan"),
        ("PPRIF de Grabels", [("A", "Zone A"), ("B1", "Zone B1")], "fire_plan"),
        (
            "Plan de Clapiers",
            [("Rn", "Rouge"), ("Bu", "Bleue"), ("Z1", "Précaution")],
            "flood_plan",
        ),
        ("Plan de Clapiers", [("F-NU", "Aléa fort"), ("M-U", "Aléa modéré")], "flood_plan"),
        ("Plan de Clapiers", [("R", "Rouge"), ("B", "Bleue")], None),
        ("Plan de Clapiers", [("RG", "Glissement"), ("Z1", "Zone 1")], "other_plan"),
        ("Bassin lignitifère", [("R", "Rouge")], None),
        ("Vallée de la Dourbie", [("R", "Chutes de pierres"), ("B", "Bleue")], "other_plan"),
    ],
)
def test_what_a_plan_is_about_is_read_from_names_then_from_families_of_codes(
    tmp_path: Path, plan_name: str, zones: list[tuple[str, str]], subject: str | None
) -> None:
    identifier = "34DDTM20120001"
    rows = [
        {"id_gaspar": identifier, "codezone": code, "nom": name, "typereg": "03"}
        for code, name in zones
    ]
    shapes = [square(200 * i, 0, 100) for i in range(len(rows))]
    write_vector(tmp_path / "N_ZONE_REG.shp", rows, shapes)
    perimeter = {"id_gaspar": identifier, "libelle": plan_name, "datevalid": "2012-01-25"}
    write_vector(tmp_path / "N_PERIMETRE.shp", [perimeter], [square(0, 0, 2000)])
    found = {layer.kind: layer for layer in layers_of(tmp_path)}
    assert set(column(found["ppr_zones_covadis"], "subject")) == {subject}
