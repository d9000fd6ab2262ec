"""The command line as outside programs rely on it: exit statuses, stdout, names."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.exports.sheet import COLUMNS
from tests.builders import a_reading
from tests.vigie.arretes import an_act, write_acts
from vigie.__main__ import main
from vigie.commands import read
from vigie.domain.page import Reading

ROOT = Path(__file__).parents[3]


@dataclass
class Done:
    """What one command left."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def vigie(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, as its own program would."""

    def run(home: Path, *words: object, **more: str) -> Done:
        capfd.readouterr()
        with monkeypatch.context() as patched:
            for name, value in {"VIGIE_HOME": str(home), **more}.items():
                patched.setenv(name, value)
            patched.setattr(sys, "argv", ["vigie", *map(str, words)])
            with pytest.raises(SystemExit) as left:
                main()
        code = left.value.code
        return Done(code if isinstance(code, int) else int(code is not None), *capfd.readouterr())

    return run


def as_program(home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "VIGIE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "vigie", *map(str, words)]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which two acts, one copy and three bad files were ingested."""
    folder = tmp_path_factory.mktemp("ingest")
    files = write_acts(folder / "files", 2)
    (files / "copie.pdf").write_bytes(an_act(0))
    (files / "vide.pdf").write_bytes(b"")
    (files / "tronqué.pdf").write_bytes(an_act(1)[:200])
    (files / "note.pdf").write_bytes(b"ceci n'est pas un PDF")
    done = as_program(folder / "home", "ingest", files, "--workers", 1, "--json")
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["documents"] == 2
    (folder / "home" / "ingest.json").write_text(json.dumps([done.stdout, done.stderr]))
    return folder / "home"


def test_ingest_counts_and_names_what_it_set_aside(home: Path) -> None:
    stdout, stderr = json.loads((home / "ingest.json").read_text())
    summary = json.loads(stdout)
    assert stdout.count("\n") == 1
    counts = {name: summary[name] for name in ("received", "new", "duplicates", "set_aside")}
    assert counts == {"received": 6, "new": 5, "duplicates": 1, "set_aside": 3}
    assert (summary["pages"], summary["pages_ocr"]) == (2, 0)
    for name in ("vide.pdf", "tronqué.pdf", "note.pdf"):
        assert f"mis de côté : {name} : " in stderr


def test_the_same_again_does_nothing_and_still_names_them(vigie: Run, home: Path) -> None:
    done = vigie(home, "ingest", home.parent / "files", "--json")
    summary = json.loads(done.stdout)
    assert done.returncode == 1
    assert (summary["new"], summary["documents"], summary["set_aside"]) == (0, 0, 3)


@pytest.mark.parametrize("name", ["PC 034157 24 V0001", "pc03415724v0001", "PC 034 157 24 V0001"])
def test_show_finds_an_act_by_its_number(vigie: Run, home: Path, name: str) -> None:
    done = vigie(home, "show", name, "--json")
    act = json.loads(done.stdout)
    assert done.returncode == 0
    assert act["facts"]["dossier_number"]["value"] == "PC 034157 24 V0001"
    assert set(act) >= {
        *("act_id", "documents", "status", "facts", "place", "zones", "findings"),
        *("deadlines", "score", "outcomes", "lineage"),
    }
    assert set(act["deadlines"]) == {"suspension", "recours_gracieux", "defere", "retrait"}
    by_document = vigie(home, "show", act["documents"][0]["sha256"], "--json")
    assert json.loads(by_document.stdout) == act


def test_queue_is_a_ranked_list(vigie: Run, home: Path) -> None:
    done = vigie(home, "queue", "--date", "2024-06-03", "--format", "json")
    queue = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert [entry["rank"] for entry in queue] == list(range(1, len(queue) + 1))
    assert {entry["dossier_number"] for entry in queue} == {
        "PC 034157 24 V0000",
        "PC 034157 24 V0001",
    }
    values = [entry["rank_value"] for entry in queue]
    assert values == sorted(values, reverse=True)


def test_score_gives_each_act_with_its_documents(vigie: Run, home: Path) -> None:
    done = vigie(home, "score", "--format", "json")
    scores = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert len(scores) == 2
    assert all(len(one["documents"]) == 1 and one["rank_value"] > 0 for one in scores)
    parquet = home / "scores.parquet"
    assert vigie(home, "score", "--format", "parquet", "-o", parquet).returncode == 0
    assert parquet.read_bytes()[:4] == b"PAR1"


@pytest.mark.parametrize("kind", ["csv", "ods", "gpkg", "table"])
def test_queue_in_other_formats(vigie: Run, home: Path, kind: str) -> None:
    target = home / f"file.{kind}"
    words = ("queue", "--date", "2024-06-03", "--format", kind, "-o", target)
    done = vigie(home, *words)
    assert done.returncode == 0, done.stderr
    assert target.stat().st_size > 100


def test_queue_as_a_sheet_is_the_one_of_the_page(vigie: Run, home: Path) -> None:
    words = ("queue", "--date", "2024-06-03", "--format")
    lines = vigie(home, *words, "csv").stdout.removeprefix("\ufeff").splitlines()
    rows = list(csv.DictReader(lines, delimiter=";"))
    in_order = [one["act_id"] for one in json.loads(vigie(home, *words, "json").stdout)]
    assert tuple(rows[0]) == COLUMNS
    assert [row["Identifiant"] for row in rows] == in_order
    assert vigie(home, *words, "ods").returncode == 2


def test_read_and_extract_print_one_object_a_line(vigie: Run, tmp_path: Path, home: Path) -> None:
    files = write_acts(tmp_path / "files", 2)
    bad = files / "mauvais.pdf"
    bad.write_bytes(b"%PDF-1.4 rien")
    paths = [files / "PC_0000.pdf", bad, files / "PC_0001.pdf"]
    done = vigie(home, "extract", *paths, "--json")
    assert done.returncode == 1
    assert "mauvais.pdf" in done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["file"] for line in lines] == [str(paths[0]), str(paths[2])]
    assert lines[0]["document"]["pages"] == 1
    number = lines[1]["facts"]["dossier_number"]
    assert number["value"] == "PC 034157 24 V0001"
    assert number["evidence"][0]["page"] == 1
    assert len(number["evidence"][0]["bbox"]) == 4
    alone = json.loads(vigie(home, "read", paths[0], "--json").stdout)
    assert "file" not in alone
    assert alone["pages"][0]["source"] == "native"
    assert alone["pages"][0]["words"][0].keys() == {"text", "bbox", "confidence"}


@pytest.mark.parametrize(
    "words",
    [("ingest",), ("ingest", "/nulle/part"), ("show", "inconnu"), ("read", "/nulle/part.pdf")],
)
def test_wrong_use_is_status_2_and_says_what_to_do(
    vigie: Run, home: Path, words: tuple[str, ...]
) -> None:
    done = vigie(home, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_setting_is_refused(vigie: Run, home: Path) -> None:
    done = vigie(home, "queue", VIGIE_HOMME="x")
    assert done.returncode == 2
    assert "VIGIE_HOMME" in done.stderr


def test_doctor_says_what_is_missing(vigie: Run, home: Path) -> None:
    said = vigie(home, "doctor").stdout
    assert "couches : catalogue vide" in said
    without = vigie(home, "doctor", "--json", PATH=str(home))
    found = {check["name"]: check for check in json.loads(without.stdout)["checks"]}
    assert without.returncode == 1
    assert "apt install tesseract-ocr" in found["tesseract"]["mend"]


def test_help_loads_nothing_heavy() -> None:
    """What keeps ``vigie --help`` under half a second, measured without a clock."""
    heavy = {
        *("numpy", "pandas", "shapely", "sqlalchemy", "alembic", "spacy", "sklearn", "skops"),
        *("mlflow", "dask", "distributed", "fastapi", "pypdfium2", "openvino", "geopandas"),
    }
    probe = "import sys, vigie.__main__; print(*sys.modules)"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    loaded = subprocess.run(
        [sys.executable, "-c", probe], env=env, capture_output=True, text=True, check=True
    )
    assert heavy & set(loaded.stdout.split()) == set()


def test_an_error_nobody_foresaw_sets_its_file_aside_and_the_others_go_on(
    vigie: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = write_acts(tmp_path / "files", 2)
    paths = [files / "PC_0000.pdf", files / "PC_0001.pdf"]
    seen: list[Path] = []

    def broken_once(path: Path) -> Reading:
        seen.append(path)
        if len(seen) == 1:
            raise KeyError(path)
        return a_reading("ARRÊTÉ")

    monkeypatch.setattr(read, "read_file", broken_once)
    done = vigie(home, "read", *paths, "--json")
    assert done.returncode == 1
    assert "PC_0000.pdf : erreur inattendue (KeyError" in done.stderr
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == [str(paths[1])]


def test_a_layer_added_later_places_the_acts_again(vigie: Run, home: Path, tmp_path: Path) -> None:
    before = json.loads(vigie(home, "show", "PC 034157 24 V0001", "--json").stdout)
    assert before["place"]["precision"] != "parcel"
    square = [[3.60, 43.42], [3.61, 43.42], [3.61, 43.43], [3.60, 43.43], [3.60, 43.42]]
    parcel = {
        "type": "Feature",
        "properties": {"id": "34157000CA0001", "commune": "34157", "contenance": 900},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }
    path = tmp_path / "cadastre-34157-parcelles.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [parcel]}))
    done = vigie(home, "layers", "add", path, "--json")
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["added"]) == 1
    after = json.loads(vigie(home, "show", "PC 034157 24 V0001", "--json").stdout)
    assert after["place"]["precision"] == "parcel"
    again = json.loads(vigie(home, "layers", "add", path, "--json").stdout)
    assert (again["added"], len(again["known"])) == ([], 1)
