"""Layers as the State's services publish them; the counts are those of docs/real-data.md."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
import shapely

from ingest.layers import Layer, LayerRefused, Metadata, read_layers

ROOT = os.environ.get("VIGIE_REAL_DATA")
pytestmark = [
    pytest.mark.realdata,
    pytest.mark.skipif(ROOT is None, reason="VIGIE_REAL_DATA n'est pas donné"),
]


def read(*names: str) -> tuple[dict[str, Layer], list[LayerRefused]]:
    """Layers by name and what was refused, under one folder of the real files."""
    found = list(read_layers([Path(ROOT or "") / name for name in names]))
    layers = {layer.name: layer for layer in found if isinstance(layer, Layer)}
    return layers, [one for one in found if isinstance(one, LayerRefused)]


def regimes(layer: Layer) -> Counter[str]:
    return Counter(layer.table["regime"].to_pylist())


def test_risk_plans() -> None:
    layers, refused = read("ppr/isere_pprn", "ppr/cnig_gpkg")
    assert not refused
    kinds = Counter(layer.kind for layer in layers.values())
    assert kinds == {
        "ppr_zones_covadis": 2,
        "ppr_aleas_covadis": 2,
        "ppr_perimetres_covadis": 2,
        "ppr_zones_cnig": 1,
        "ppr_aleas_cnig": 3,
        "ppr_perimetres_cnig": 1,
        "ppr_procedures_cnig": 1,
    }
    first = layers["N_ZONE_REG_PPRN_20170001_S_038"]
    assert regimes(first) == {
        "interdiction": 386,
        "prescription": 222,
        "prescription_outside_hazard": 62,
    }
    assert Counter(first.table["subject"].to_pylist())["flood_plan"] == 379
    mines = layers["pprm_38ddt20180002_zonereglementaireurba_s"]
    assert regimes(mines)["strict_interdiction"] == 300
    assert set(mines.table["state"].to_pylist()) == {"approved"}


def test_registers_and_pac_of_the_herault() -> None:
    layers, refused = read("ppr/gaspar", "ppr/herault_pac")
    assert [one.source.rsplit("/", 1)[1] for one in refused] == ["N_INOND_HORSPPRI_ZINF_S_034.shx"]
    pac = layers["N_PAC_RISQUES_S_034"]
    assert (len(pac), len(pac.communes)) == (419, 245)
    states = Counter(layers["GASPAR_20220708110753_Procedure"].table["state"].to_pylist())
    assert states == {"approved": 62, "repealed": 49, "prescribed": 8, "annulled": 1}


def test_planning_documents_and_servitudes() -> None:
    layers, refused = read("gpu_cnig")
    assert not refused
    plui, plu = layers["ZONE_URBA"], layers["30014_ZONE_URBA_20171013"]
    assert len(plui.communes) == 12
    assert set(plui.table["plan"].to_pylist()) == {"20001178120180101"}
    assert regimes(plu) == {"A": 50, "N": 22, "U": 16, "AUc": 2}
    assert plu.faults["altitudes retirées"] == 90
    assert {str(day) for day in plu.table["valid_from"].to_pylist()} == {"2017-10-13"}
    informations = layers["30014_INFO_SURF_20171013"]
    assert set(informations.table["plan"].to_pylist()) == {"30014_PLU_20171013"}
    assert set(layers["AC1_ASSIETTE_SUP_S"].table["code"].to_pylist()) == {"AC1"}
    assert set(layers["A5_ASSIETTE_SUP_S"].table["code"].to_pylist()) == {"A5"}


def test_metadata_tell_origin_and_licence() -> None:
    layers, _ = read("gpu_cnig")
    plu, monuments = layers["30014_ZONE_URBA_20171013"], layers["AC1_ASSIETTE_SUP_S"]
    assert plu.metadata == Metadata("Mairie d'Arpaillargues et Aureilhac", "Licence Ouverte 2.0")
    assert monuments.metadata == Metadata("MCC", "Licence Ouverte 2.0")
    assert layers["A5_ASSIETTE_SUP_S"].metadata == Metadata("DDT88", None)


def test_communes() -> None:
    layers, refused = read("communes")
    assert not refused
    assert Counter(layer.kind for layer in layers.values()) == {
        "communes": 2,
        "rivages": 1,
        "communes_registre": 2,
        "arrondissements": 1,
    }
    assert len(layers["francegeojson_communes-34-herault"]) == 343


def test_every_geometry_is_valid_and_in_france() -> None:
    layers, _ = read("ppr", "gpu_cnig", "communes")
    for layer in layers.values():
        shapes = shapely.from_wkb(layer.table["wkb"].to_numpy())
        there = shapes[~shapely.is_missing(shapes)]
        assert shapely.is_valid(there).all(), layer.name
        assert not shapely.has_z(there).any(), layer.name
