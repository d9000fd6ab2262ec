"""``vigie layers``: origin and licence as the operator says them, coverage by commune."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.maps import covadis_document, covadis_zones, outlines_geojson, square
from vigie.__main__ import main

Run = Callable[..., str]


@pytest.fixture
def layers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """What ``vigie layers`` writes on its output."""
    monkeypatch.setenv("VIGIE_HOME", str(tmp_path / "home"))

    def run(*words: object) -> str:
        capfd.readouterr()
        monkeypatch.setattr(sys, "argv", ["vigie", "layers", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        assert not left.value.code
        return capfd.readouterr().out

    return run


def delivery(folder: Path) -> Path:
    covadis_zones(folder, [("Rn", "03", square(0, 0, 100))] * 2)
    covadis_document(folder)
    return folder


def test_origin_licence_and_faults_are_listed(layers: Run, tmp_path: Path) -> None:
    folder = delivery(tmp_path / "ppri")
    layers("add", folder, "--source", "DDTM 34")
    said = layers("list")
    assert "DDTM 34, licence non dite" in said
    assert "1 doublons retirés" in said
    layers("add", folder, "--licence", "Licence Ouverte 2.0")
    every = json.loads(layers("list", "--json"))["layers"]
    assert {(one["origin"], one["licence"]) for one in every} == {
        ("DDTM 34", "Licence Ouverte 2.0")
    }


def test_coverage_is_listed_by_commune(layers: Run, tmp_path: Path) -> None:
    there, far = square(-500, -500, 3000), square(90_000, 0, 5000)
    communes = [("34003", "Agde", there), ("34299", "Sauvian", far)]
    layers("add", delivery(tmp_path / "ppri"), outlines_geojson(tmp_path / "c.gpkg", communes))
    found = json.loads(layers("list", "--communes", "--json"))["communes"]
    assert [(one["name"], one["subjects"]) for one in found] == [
        ("Agde", ["flood_plan"]),
        ("Sauvian", []),
    ]
    assert "34299 Sauvian : rien" in layers("list", "--communes")
