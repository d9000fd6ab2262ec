"""kill -9 at any moment: nothing is lost, nothing is doubled, the next run finishes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.ocr.pages import a_pdf as pages_of
from tests.ocr.pages import picture, scan_of
from tests.vigie.arretes import LINES, write_acts
from tests.vigie.chain import NUMBER, a_pdf, a_store
from vigie.domain.document import DocumentStage
from vigie.store import Store, acts, documents, files, readings

ROOT = Path(__file__).parents[2]


def state(store: Store) -> dict[str, Any]:
    """All that must be the same whatever happened on the way (days and hours apart)."""
    ledger = documents.due(store) + documents.set_aside(store)
    assert ledger == ()
    records = list(acts.iterate(store))
    digests = {one.sha256 for record in records for one in record.dossier.documents}
    return {
        "acts": [(r.act_id, r.dossier, r.status, r.findings, r.score) for r in records],
        "documents": documents.count_by_stage(store),
        "readings": {digest: readings.get(store, digest) for digest in digests},
        "bytes": sorted(path.name for path in (store.home / "documents").glob("*/*")),
    }


def run(command: Sequence[str], home: Path, *, kill_after: float | None = None) -> None:
    """Run a program to its end, or kill it without warning after some seconds."""
    env = {**os.environ, "VIGIE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    quiet: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=ROOT, env=env, **quiet)
    try:
        status = process.wait(timeout=kill_after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return
    assert status == 0


def chain(home: Path, folder: Path) -> list[str]:
    return [sys.executable, "-m", "tests.vigie.slow_chain", str(home), str(folder)]


def some_files(folder: Path, count: int) -> Path:
    folder.mkdir()
    for index in range(count):
        act = {"dossier_number": f"{NUMBER[:-4]}{index:04}", "decision": "granted"}
        (folder / f"{index}.pdf").write_bytes(a_pdf(act, {**act, "stage": "retrait"}))
    return folder


def killed_again_and_again(tmp_path: Path, *, kills: int, documents_: int) -> None:
    folder = some_files(tmp_path / "files", documents_)
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    started = time.monotonic()
    run(chain(calm, folder), calm)
    whole = time.monotonic() - started
    moments = random.Random(kills)
    for _ in range(kills):
        run(chain(rough, folder), rough, kill_after=moments.uniform(0.3, 1.0) * whole)
    run(chain(rough, folder), rough)
    disturbed = a_store(rough)
    assert state(disturbed) == state(a_store(calm))
    assert len(state(disturbed)["acts"]) == 2 * documents_
    assert files.sweep(disturbed) == 0


def test_killed_four_times(tmp_path: Path) -> None:
    killed_again_and_again(tmp_path, kills=4, documents_=40)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_killed_three_hundred_times(tmp_path: Path) -> None:
    killed_again_and_again(tmp_path, kills=300, documents_=400)


@pytest.mark.timeout(600)
def test_ingest_killed_in_the_middle_is_finished_by_a_second_run(tmp_path: Path) -> None:
    """The command itself, with Dask's processes, on ten real PDF files."""
    folder = write_acts(tmp_path / "files", 10)
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    ingest = [sys.executable, "-m", "vigie", "ingest", str(folder), "--workers", "1"]
    run(ingest, calm)
    _kill_when_some_are_ready(ingest, rough, least=3)
    counts = documents.count_by_stage(a_store(rough))
    assert 3 <= counts[DocumentStage.READY] < 10
    run(ingest, rough)
    assert state(a_store(rough)) == state(a_store(calm))
    assert acts.count(a_store(rough)) == 10


def _kill_when_some_are_ready(command: Sequence[str], home: Path, *, least: int) -> None:
    store = a_store(home)
    env = {**os.environ, "VIGIE_HOME": str(home)}
    quiet: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=ROOT, env=env, **quiet)
    while documents.count_by_stage(store)[DocumentStage.READY] < least:
        assert process.poll() is None, "finished before it could be killed"
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    store.close()


def some_scans(folder: Path, count: int) -> Path:
    """Arrêtés as scans: only an engine can read them."""
    folder.mkdir()
    for index in range(count):
        text = LINES.format(index=index, area=80 + index, day=1 + index % 28)
        page = scan_of(tuple(text.split("\n")))
        (folder / f"{index}.pdf").write_bytes(pages_of(picture(page)))
    return folder


def scans_killed_again_and_again(tmp_path: Path, *, kills: int, scans: int) -> None:
    folder = some_scans(tmp_path / "files", scans)
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    ingest = [sys.executable, "-m", "vigie", "ingest", str(folder), "--workers", "2"]
    started = time.monotonic()
    run(ingest, calm)
    whole = time.monotonic() - started
    moments = random.Random(kills)
    for _ in range(kills):
        run(ingest, rough, kill_after=moments.uniform(0.1, 0.6) * whole)
    run(ingest, rough)
    assert state(a_store(rough)) == state(a_store(calm))
    assert acts.count(a_store(rough)) == scans


@pytest.mark.slow
@pytest.mark.timeout(4 * 3600)
def test_scans_killed_while_they_are_read(tmp_path: Path) -> None:
    """The command with Dask's processes and real OCR of two hundred scanned acts."""
    scans_killed_again_and_again(tmp_path, kills=60, scans=200)
