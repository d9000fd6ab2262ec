"""A real QGIS, without a screen, opens what we hand out: coloured, aliased, with every feature."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import shapely
from PIL import Image

from api.app import create_app
from api.exports.gpkg import LAYER, ZONES
from api.exports.qgis_style import LEVEL_COLOURS, REGIME_PATTERNS
from ingest.layers import add
from tests.api.memory import MemoryDesk, a_finding, an_act
from tests.e2e.conftest import serving
from tests.maps import covadis_document, covadis_zones, square
from vigie.domain.layer import LayerRecord
from vigie.domain.record import ActRecord
from vigie.settings import Settings
from vigie.store import layers, open_store

PYTHON = "/usr/bin/python3"  # Debian's: QGIS comes with its own bindings
PROBE = Path(__file__).with_name("qgis_probe.py")
LEVELS = [label for _, label, *_ in LEVEL_COLOURS]


@cache
def qgis_is_there() -> bool:
    """Whether Debian's Python has QGIS."""
    if not Path(PYTHON).exists():
        return False
    return not subprocess.run(
        [PYTHON, "-c", "import qgis.core"], capture_output=True, timeout=120, check=False
    ).returncode


pytestmark = [pytest.mark.slow]


@pytest.fixture(autouse=True)
def _qgis() -> None:
    if not qgis_is_there():
        pytest.skip("QGIS absent : apt-get install python3-qgis")


class _Desk(MemoryDesk):
    def __init__(self, records: list[ActRecord], catalogue: tuple[LayerRecord, ...]) -> None:
        super().__init__(records)
        self._catalogue = catalogue

    def layers(self) -> tuple[LayerRecord, ...]:
        return self._catalogue


def acts() -> list[ActRecord]:
    """Acts of every level, each on a land of its own."""
    findings = [(a_finding(strength=3),), (a_finding(strength=2),), (a_finding(strength=1),), ()]
    made = []
    for index in range(12):
        record = an_act(index + 1, findings=findings[index % 4])
        place = record.dossier.place
        x, y = 741_000 + 90 * (index % 4), 6_243_000 + 90 * (index // 4)
        land = shapely.box(x, y, x + 60, y + 60)
        dossier = replace(record.dossier, place=replace(place, geometry=land))
        made.append(replace(record, dossier=dossier))
    return made


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("qgis")
    store = open_store(f"sqlite:///{home}/vigie.sqlite", home=home)
    codes = [("Rn", "04"), ("Ru", "03"), ("Bu", "02"), ("Z1", "01")]
    zones = [(code, kind, square(i * 300, 0, 300, 900)) for i, (code, kind) in enumerate(codes)]
    covadis_zones(home / "in", zones)
    covadis_document(home / "in")
    assert add(store, [home / "in"], name="PPRI de la vallée").added
    catalogue = layers.listed(store)
    store.close()
    with serving(create_app(Settings(home=home), desk=_Desk(acts(), catalogue))) as served:
        yield served


def probed(picture: Path, *said: str) -> dict[str, Any]:
    """What QGIS says; its picture is kept where QGIS_PICTURES says, else in ``picture``."""
    folder = os.environ.get("QGIS_PICTURES")
    shown = Path(folder) / picture.name if folder else picture
    command = [PYTHON, str(PROBE), str(shown), *said]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(picture.parent),
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=300, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    assert answer["valid"], answer["error"]
    return {**answer, "colours": colours(shown)}


def colours(picture: Path) -> int:
    """How many colours cover a part of the picture that the eye sees."""
    with Image.open(picture) as image:
        counted = image.convert("RGB").quantize(32).getcolors() or []
    return sum(1 for count, _ in counted if count > 200)


def downloaded(address: str, path: str, to: Path) -> str:
    with urllib.request.urlopen(f"{address}{path}") as answer:
        to.write_bytes(answer.read())
    return str(to)


def layer_name(address: str, tmp_path: Path) -> str:
    text = Path(downloaded(address, "/ogc/collections", tmp_path / "c.json")).read_text("utf-8")
    every = json.loads(text)["collections"]
    return next(str(one["id"]) for one in every if one["id"].startswith("layer_"))


def test_the_queue_opens_coloured_by_risk_level(address: str, tmp_path: Path) -> None:
    path = downloaded(address, "/exports/file.gpkg", tmp_path / "file.gpkg")
    seen = probed(tmp_path / "queue_gpkg.png", "gpkg", path, LAYER)
    assert (seen["features"], seen["by"], seen["labelled"]) == (12, "niveau", True)
    assert seen["categories"] == LEVELS
    assert seen["aliases"]["rang"] == "Rang dans la file"
    assert seen["colours"] >= 5


@pytest.mark.parametrize("name", ["queue", "acts"])
def test_the_layer_definition_opens_the_live_acts(address: str, tmp_path: Path, name: str) -> None:
    path = downloaded(address, f"/couches/{name}.qlr", tmp_path / f"{name}.qlr")
    seen = probed(tmp_path / f"{name}_qlr.png", "qlr", path)
    assert (seen["features"], seen["by"]) == (12, "niveau")
    assert seen["categories"] == LEVELS
    assert seen["aliases"]["niveau"].startswith("Niveau de risque")
    assert seen["colours"] >= 5


@pytest.mark.parametrize("kind", ["qlr", "gpkg"])
def test_zones_open_told_apart_by_regime(address: str, tmp_path: Path, kind: str) -> None:
    name = layer_name(address, tmp_path)
    path = downloaded(address, f"/couches/{name}.{kind}", tmp_path / f"zones.{kind}")
    seen = probed(tmp_path / f"zones_{kind}.png", kind, path, ZONES)
    assert (seen["features"], seen["by"]) == (4, "regime")
    assert seen["categories"] == [label for _, label, *_ in REGIME_PATTERNS]
    assert seen["colours"] >= 3


def test_the_service_opens_as_any_other(address: str, tmp_path: Path) -> None:
    name = layer_name(address, tmp_path)
    seen = probed(tmp_path / "oapif.png", "oapif", f"{address}/ogc", name)
    assert seen["features"] == 4
