"""kill -9 at any moment: nothing is lost, nothing is doubled, the next run finishes."""

from __future__ import annotations

import os
import random
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


def started(command: Sequence[str], home: Path) -> subprocess.Popen[bytes]:
    env = {**os.environ, "VIGIE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    quiet: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=ROOT, env=env, **quiet)


def ready(store: Store) -> int:
    return documents.count_by_stage(store)[DocumentStage.READY]


def waited(
    process: subprocess.Popen[bytes], store: Store, least: int, *, most_s: float = 1e9
) -> float:
    """Seconds until so many documents are ready, the program ended, or the time is over."""
    since = time.monotonic()
    while process.poll() is None and ready(store) < least and time.monotonic() - since < most_s:
        time.sleep(0.005)
    return time.monotonic() - since


def run(command: Sequence[str], home: Path) -> tuple[float, float]:
    """Run a program to its end: seconds until its first document was ready, and in all."""
    store, since = a_store(home), time.monotonic()
    process = started(command, home)
    first = waited(process, store, ready(store) + 1)
    assert process.wait() == 0
    store.close()
    return first, time.monotonic() - since


def chain(folder: Path) -> list[str]:
    return [sys.executable, "-m", "tests.vigie.slow_chain", str(folder)]


def ingest(folder: Path, *, workers: int) -> list[str]:
    return [sys.executable, "-m", "vigie", "ingest", str(folder), "--workers", str(workers)]


def some_files(folder: Path, count: int) -> Path:
    folder.mkdir()
    for index in range(count):
        act = {"dossier_number": f"{NUMBER[:-4]}{index:04}", "decision": "granted"}
        (folder / f"{index}.pdf").write_bytes(a_pdf(act, {**act, "stage": "retrait"}))
    return folder


def killed_again_and_again(
    tmp_path: Path, program: Sequence[str], *, kills: int, documents_: int
) -> tuple[Store, int]:
    """Kill a program at random moments, let it finish, compare.

    Each kill gets its share of what is left to do. Returns the store, and how many kills struck
    with work left.
    """
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    first, whole = run(program, calm)
    each = (whole - first) / documents_
    moments, store, struck = random.Random(kills), a_store(rough), 0
    for left in range(kills, 0, -1):
        done = ready(store)
        share = int(moments.uniform(0, 1.5 * (documents_ - done) / (left + 1)))
        process = started(program, rough)
        if share:
            waited(process, store, done + share)
        later = moments.uniform(0, 2 * each if share else first)
        waited(process, store, max(done + share, ready(store)) + 1, most_s=later)
        process.kill()
        process.wait()
        struck += ready(store) < documents_
    run(program, rough)
    assert state(store) == state(a_store(calm))
    assert files.sweep(store) == 0
    return store, struck


def test_killed_four_times(tmp_path: Path) -> None:
    program = chain(some_files(tmp_path / "files", 40))
    store, struck = killed_again_and_again(tmp_path, program, kills=4, documents_=40)
    assert acts.count(store) == 80
    assert struck > 0


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_killed_three_hundred_times(tmp_path: Path) -> None:
    program = chain(some_files(tmp_path / "files", 400))
    store, struck = killed_again_and_again(tmp_path, program, kills=300, documents_=400)
    assert acts.count(store) == 800
    assert struck >= 290


@pytest.mark.timeout(600)
def test_ingest_killed_in_the_middle_is_finished_by_a_second_run(tmp_path: Path) -> None:
    """The command itself, with Dask's processes, on ten real PDF files."""
    program = ingest(write_acts(tmp_path / "files", 10), workers=1)
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    run(program, calm)
    store = a_store(rough)
    process = started(program, rough)
    waited(process, store, 3)
    assert process.poll() is None, "finished before it could be killed"
    process.kill()
    process.wait()
    assert 3 <= ready(store) < 10
    run(program, rough)
    assert state(store) == state(a_store(calm))
    assert acts.count(store) == 10


def some_scans(folder: Path, count: int) -> Path:
    """Arrêtés as scans: only an engine can read them."""
    folder.mkdir()
    for index in range(count):
        text = LINES.format(index=index, area=80 + index, day=1 + index % 28)
        page = scan_of(tuple(text.split("\n")))
        (folder / f"{index}.pdf").write_bytes(pages_of(picture(page)))
    return folder


@pytest.mark.slow
@pytest.mark.timeout(4 * 3600)
def test_scans_killed_while_they_are_read(tmp_path: Path) -> None:
    """The command with Dask's processes and real OCR of two hundred scanned acts."""
    program = ingest(some_scans(tmp_path / "files", 200), workers=2)
    store, struck = killed_again_and_again(tmp_path, program, kills=300, documents_=200)
    assert acts.count(store) == 200
    assert struck >= 290
