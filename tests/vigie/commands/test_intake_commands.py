"""``vigie watch``, ``keys`` and ``gaps`` as a person runs them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.vigie.chain import Inline, a_store
from tests.vigie.commands.test_commands import vigie  # noqa: F401 - the fixture that runs commands
from vigie import cluster
from vigie.domain.document import DocumentStage
from vigie.store import clients, documents

Run = Callable[..., Any]
SHEET = "N° dossier;Commune;Date décision;Date réception préfecture;Suite\n{rows}"
ROW = "PC 034 150 24 V{number:04};Mèze;10/01/2024;15/01/2024;RAS\n"


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def pool(**_: Any) -> Iterator[Inline]:
        yield Inline()

    monkeypatch.setattr(cluster, "pool", pool)


def a_sheet(*numbers: int) -> str:
    return SHEET.format(rows="".join(ROW.format(number=number) for number in numbers))


def test_watch_takes_what_is_whole(tmp_path: Path, vigie: Run, in_this_process: None) -> None:  # noqa: F811
    folder, home = tmp_path / "depot", tmp_path / "home"
    folder.mkdir()
    (folder / "suivi.csv").write_text(a_sheet(1, 2, 4), encoding="utf-8")
    (folder / "menu.txt").write_text("cantine", encoding="utf-8")
    done = vigie(home, "watch", folder, "--once", "--every", "0.05")
    assert done.returncode == 0
    assert "menu.txt : format non reconnu" in done.stderr
    assert "suivi.csv : colonnes reconnues : « N° dossier » = numero_dossier" in done.stderr
    assert done.stdout == ""
    assert sorted(path.name for path in (folder / "traites").rglob("*.*")) == [
        "menu.txt",
        "suivi.csv",
    ]
    stages = documents.count_by_stage(a_store(home))
    assert stages[DocumentStage.READY] == stages[DocumentStage.SET_ASIDE] == 1
    listed = vigie(home, "gaps", "--format", "json")
    found = json.loads(listed.stdout)
    assert [one["kind"] for one in found] == ["no_document"] * 3 + ["numbering"]
    assert "0003" in found[-1]["because"]
    as_csv = vigie(home, "gaps", "--format", "csv")
    assert as_csv.stdout.startswith("manque;acte;commune;pourquoi;source;autre source\n")
    assert len(as_csv.stdout.splitlines()) == 5


def test_watch_of_no_folder_is_wrong_use(tmp_path: Path, vigie: Run) -> None:  # noqa: F811
    done = vigie(tmp_path, "watch", tmp_path / "absent")
    assert done.returncode == 2
    assert "n'est pas un dossier" in done.stderr


def test_keys_are_made_listed_revoked(tmp_path: Path, vigie: Run) -> None:  # noqa: F811
    made = vigie(tmp_path, "keys", "make", "sig", "--scope", "read", "--scope", "score")
    key = made.stdout.strip()
    assert made.returncode == 0
    store = a_store(tmp_path)
    assert clients.of_key(store, key) is not None
    listed = json.loads(vigie(tmp_path, "keys", "list", "--json").stdout)
    assert (listed["name"], listed["scopes"]) == ("sig", ["read", "score"])
    assert vigie(tmp_path, "keys", "revoke", "sig").returncode == 0
    assert clients.of_key(store, key) is None
    assert "révoquée" in vigie(tmp_path, "keys", "list").stdout
    assert vigie(tmp_path, "keys", "make", "x", "--scope", "tout").returncode == 2
