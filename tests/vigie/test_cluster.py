"""Dask's processes: the same results as one process, and a death costs one attempt."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from features.facts.gazetteer import Gazetteer
from ingest.receive import receive
from tests.vigie.chain import NUMBER, Chain, a_pdf, a_store, process, work
from tests.vigie.test_kill import state
from vigie import cluster
from vigie.cluster import DaskPool, guarded, pool
from vigie.digest import Digested, Failure, Job, Result
from vigie.errors import OperatorError
from vigie.store import Store, acts, documents
from vigie.worker import process_due

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


def in_worker(job: Job, communes: Gazetteer | None) -> Result:
    """What a worker of these tests does with a document."""
    if b"poison" in job.data:
        os._exit(1)
    if b"slow" in job.data:
        time.sleep(0.3)
    return work(job)


def hangs(job: Job, communes: Gazetteer | None) -> Result:
    """As a document that never ends would."""
    cluster.work = lambda *_: time.sleep(60)  # type: ignore[assignment]
    return guarded(job, communes, seconds=1)


def fill(store: Store, count: int, *, text: str = "") -> None:
    for index in range(count):
        act = {"dossier_number": f"{NUMBER[:-4]}{index:04}", "decision": "granted"}
        receive(store, a_pdf(act, text=text), name=f"{index}.pdf")


def run(store: Store, processes: DaskPool) -> list[Result]:
    return [step.result for step in process_due(store, Chain().stages(), processes)]


@pytest.fixture
def calm(tmp_path: Path) -> Store:
    store = a_store(tmp_path / "calm")
    fill(store, 30)
    process(store)
    return store


def test_two_processes_give_what_one_gives(tmp_path: Path, calm: Store) -> None:
    store = a_store(tmp_path / "many")
    fill(store, 30)
    with pool(workers=2, do=in_worker) as processes:
        assert all(isinstance(result, Digested) for result in run(store, processes))
    assert state(store) == state(calm)


def test_a_poison_document_costs_only_itself(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    fill(store, 20)
    poison = receive(store, a_pdf(text="poison"), name="poison.pdf").document.sha256
    fill(store, 40)
    with pool(workers=2, do=in_worker) as processes:
        run(store, processes)
    (aside,) = documents.set_aside(store)
    assert (aside.sha256, aside.attempts) == (poison, 3)
    assert "mort" in str(aside.reason)
    assert acts.count(store) == 40


def test_a_document_that_hangs_is_ended(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    fill(store, 1)
    with pool(workers=1, do=hangs) as processes:
        job = Job("0" * 64, "pdf", "a", b"%PDF-")
        ((_, result),) = processes.run([job])
    assert isinstance(result, Failure)
    assert not result.final


def test_a_scheduler_and_two_workers_one_killed(tmp_path: Path, calm: Store) -> None:
    store = a_store(tmp_path / "cluster")
    fill(store, 30, text="slow")
    alone = a_store(tmp_path / "alone")
    fill(alone, 30, text="slow")
    process(alone)
    with (
        scheduler() as address,
        a_worker(address),
        a_worker(address) as doomed,
        pool(address=address, do=in_worker) as processes,
    ):
        for count, _ in enumerate(process_due(store, Chain().stages(), processes)):
            if count == 3:
                doomed.kill()
    assert state(store) == state(alone)


def test_a_scheduler_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ARRIVAL_S", 1)
    with pytest.raises(OperatorError, match="ordonnanceur"), pool(address="tcp://127.0.0.1:1"):
        pass


@contextmanager
def scheduler() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ("--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    with program("scheduler", *options):
        yield f"tcp://127.0.0.1:{port}"


@contextmanager
def a_worker(address: str) -> Iterator[subprocess.Popen[bytes]]:
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
    with program("worker", address, *options) as process:
        yield process


@contextmanager
def program(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    quiet: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, "-m", "dask", *words], env=env, cwd=ROOT, **quiet)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
