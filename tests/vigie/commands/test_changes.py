"""``vigie changes`` end to end: a layer that changes, the acts it touches, before and after."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from ingest.receive import receive
from tests.maps import covadis_document, covadis_zones, square, write_vector
from tests.vigie.chain import a_pdf, a_store, process
from vigie.__main__ import main
from vigie.domain.finding import Verdict
from vigie.store import acts, calendar

Run = Callable[..., str]
NUMBERS = {"PC 034003 24 V0001": "340030000A0001", "PC 034003 24 V0002": "340030000A0002"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two houses granted: the first on land of a flood plan, the second beside it."""
    folder = tmp_path / "home"
    store = a_store(folder)
    calendar.fix(store, date(2025, 1, 20))
    for number, parcel in NUMBERS.items():
        act = {
            "dossier_number": number,
            "commune_insee": "34003",
            "parcels": [parcel],
            "decision": "granted",
            "dwellings_created": 1,
            "decided_on": "2025-01-10",
            "received_on": "2025-01-15",
        }
        receive(store, a_pdf(act), name=f"{number}.pdf")
    process(store)
    store.close()
    return folder


@pytest.fixture
def vigie(home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """What a command writes on its output."""
    monkeypatch.setenv("VIGIE_HOME", str(home))

    def run(*words: object) -> str:
        capfd.readouterr()
        monkeypatch.setattr(sys, "argv", ["vigie", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        assert not left.value.code
        return capfd.readouterr().out

    return run


def delivery(folder: Path, typereg: str) -> Path:
    covadis_zones(folder, [("Bu", typereg, square(0, 0, 100))], name="Bleue urbaine")
    covadis_document(folder, name="PPRI de la vallée")
    return folder


def parcels(folder: Path) -> Path:
    rows = [{"id": one, "contenance": 900} for one in NUMBERS.values()]
    shapes = [square(10, 10, 30), square(500, 500, 30)]
    return write_vector(folder / "parcelles.gpkg", rows, shapes)


def of_flood(home: Path, number: str) -> tuple[Verdict | None, float]:
    """What is kept of an act: the verdict of INO-1, and its probability."""
    store = a_store(home)
    (one,) = acts.find(store, number)
    record = acts.get(store, one.act_id)
    store.close()
    assert record is not None
    assert record.score is not None
    found = (f.verdict for f in record.findings if f.ground == "INO-1")
    return next(found, None), record.score.probability


def told(vigie: Run, *words: object) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(vigie("changes", "--json", *words))
    return said


def test_a_plan_that_turns_red_is_listed_then_applied(
    vigie: Run, home: Path, tmp_path: Path
) -> None:
    first, second = NUMBERS
    vigie("layers", "add", parcels(tmp_path), delivery(tmp_path / "a", "02"))
    assert told(vigie)["to_apply"] == []
    before = of_flood(home, first)
    assert before[0] is not Verdict.BREACH
    red = delivery(tmp_path / "b", "03")

    tried = told(vigie, "--try", red)["to_apply"]
    assert [one["dossier_number"] for one in tried] == [first]
    with FileLock(home / "coordinator.lock"):  # another program is at work: added, not applied
        vigie("layers", "add", red)
    (change,) = told(vigie)["to_apply"]
    assert (change["dossier_number"], change["changes"][0]["ground"]) == (first, "INO-1")
    assert change["changes"][0]["after"] == "breach"
    assert "zone Bu du PPRI de la vallée" in change["changes"][0]["because"]
    assert of_flood(home, first) == before

    untouched = of_flood(home, second)
    applied = told(vigie, "--apply")["applied"]
    assert [one["dossier_number"] for one in applied if one["changes"][0]["ground"] == "INO-1"]
    after = of_flood(home, first)
    assert after[0] is Verdict.BREACH
    assert after[1] > before[1]
    assert of_flood(home, second) == untouched
    assert told(vigie)["to_apply"] == []
