"""The promises of intake: no act disappears, none counts twice, trouble is waited out.

Killed processes are in ``test_kill``, hostile archives in ``tests/ingest``, dying workers in
``test_cluster``.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.store_desk import StoreDesk
from ingest.receive import receive
from tests.ingest.formats.test_actes import archive, with_member
from tests.ingest.formats.test_spreadsheet import ods, ods_rows
from tests.vigie.arretes import an_act
from tests.vigie.chain import NUMBER, Inline, a_pdf, a_store, process
from vigie import digest
from vigie.digest import Digested, Waiting
from vigie.domain.document import DocumentStage
from vigie.errors import OperatorError
from vigie.settings import Settings
from vigie.stages import real_stages
from vigie.store import Store, acts, documents, engine, files
from vigie.worker import process_due


def an_act_of(index: int, *, text: str = "") -> bytes:
    act = {"dossier_number": f"{NUMBER[:-4]}{index:04}", "decision": "granted"}
    return a_pdf(act, text=text)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path)


def ledger(store: Store) -> dict[DocumentStage, int]:
    return documents.count_by_stage(store)


def test_five_hundred_sends_of_one_file_by_twenty_threads(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    file = tmp_path / "acte.pdf"
    file.write_bytes(an_act_of(1))

    def send(turn: int) -> tuple[str, bool]:
        # A third repeats its key, as a client does that heard no answer.
        key = f"envoi-{turn % 7}" if turn % 3 == 0 else None
        receipt = desk.receive(file, name=f"{turn % 5}.pdf", key=key)
        return receipt.id, receipt.again

    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(send, range(500)))
    assert len({digest_ for digest_, _ in answers}) == 1
    assert sorted(again for _, again in answers) == [False] + [True] * 499
    counted_once(tmp_path)


def test_another_content_under_a_key_already_used_is_not_lost(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    first, other = tmp_path / "1.pdf", tmp_path / "2.pdf"
    first.write_bytes(an_act_of(1))
    other.write_bytes(an_act_of(2))
    taken = desk.receive(first, name="1.pdf", key="envoi")
    again = desk.receive(other, name="2.pdf", key="envoi")
    assert (again.id, again.again) == (taken.id, True)
    store = a_store(tmp_path)
    (aside,) = documents.set_aside(store)
    assert (aside.names, "clé" in str(aside.reason)) == (("2.pdf",), True)
    desk.receive(other, name="2.pdf", key="autre envoi")  # under a key of its own it is taken
    process(store)
    assert acts.count(store) == 2
    store.close()


@pytest.mark.parametrize(
    "sends", [40, pytest.param(500, marks=pytest.mark.slow)], ids=["forty", "five-hundred"]
)
def test_sends_of_one_file_through_the_service(tmp_path: Path, sends: int) -> None:
    with TestClient(create_app(Settings(home=tmp_path), desk=a_desk(tmp_path))) as client:

        def send(turn: int) -> tuple[int, str]:
            file = {"file": (f"{turn}.pdf", an_act_of(1))}
            answer = client.post("/api/v1/acts", files=file)
            return answer.status_code, answer.json()["id"]

        with ThreadPoolExecutor(20) as threads:
            answers = list(threads.map(send, range(sends)))
    assert len({digest_ for _, digest_ in answers}) == 1
    assert sorted(status for status, _ in answers) == [200] * (sends - 1) + [202]
    counted_once(tmp_path)


def a_desk(home: Path) -> StoreDesk:
    """A desk whose documents are worked on by the test."""
    desk = StoreDesk.open(Settings(home=home))
    desk._intake.wake = lambda: None  # type: ignore[method-assign]
    return desk


def counted_once(home: Path) -> None:
    store = a_store(home)
    process(store)
    assert ledger(store)[DocumentStage.READY] == 1
    assert acts.count(store) == 1
    store.close()


def test_a_poison_document_in_the_middle_of_a_hundred(store: Store) -> None:
    for index in range(100):
        receive(store, an_act_of(index), name=f"{index}.pdf")
        if index == 50:
            receive(store, an_act_of(999, text="crash"), name="poison.pdf")
    process(store)
    (aside,) = documents.set_aside(store)
    assert (aside.names, aside.attempts) == (("poison.pdf",), documents.MAX_ATTEMPTS)
    assert acts.count(store) == 100


def bombs() -> Iterator[tuple[str, bytes]]:
    from tarfile import SYMTYPE, TarInfo

    link = TarInfo("034-lien.pdf")
    link.type, link.linkname = SYMTYPE, "/etc/passwd"
    yield "lien.tar.gz", with_member(link)
    yield "chemin.tar.gz", with_member(TarInfo("../../etc/cron.d/x"), b"x")
    yield "poupee.tar.gz", archive({"dedans.tar.gz": archive({"a.pdf": b"%PDF-"})})
    yield "zeros.tar.gz", archive({"zeros.pdf": bytes(40 * 2**20)})
    xml = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><actes:Acte xmlns:actes='
    yield "entites.xml", f'{xml}"http://www.interieur.gouv.fr/ACTES#v1.1">&b;</actes:Acte>'.encode()
    tail = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    )
    yield "cellules.ods", ods(ods_rows([["N° dossier"]], tail=tail))


def test_bombs_among_good_files_are_set_aside_with_their_reason(store: Store) -> None:
    names = set()
    for index, (name, data) in enumerate(bombs()):
        receive(store, data, name=name)
        receive(store, an_act_of(index), name=f"{index}.pdf")
        names.add(name)
    process(store)
    aside = {one.names[0]: one.reason for one in documents.set_aside(store)}
    assert set(aside) == names
    assert all(reason and reason[0].islower() for reason in aside.values())
    assert acts.count(store) == len(names)
    assert ledger(store)[DocumentStage.RECEIVED] == 0


def test_a_full_disk_keeps_nothing_half_and_goes_on_later(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(store, an_act_of(1), name="1.pdf")

    def no_space(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(files.os, "fsync", no_space)
        with pytest.raises(OperatorError, match="libérer de la place"):
            receive(store, an_act_of(2), name="2.pdf")
    assert sum(ledger(store).values()) == 1
    assert not list((store.home / "documents").rglob("*.part"))
    receive(store, an_act_of(2), name="2.pdf")
    process(store)
    assert acts.count(store) == 2


@pytest.mark.slow
def test_a_disk_really_full(tmp_path: Path) -> None:
    """A small tmpfs that fills: in the ledger, in the documents, while acts are concluded."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("monter un tmpfs demande d'être root")
    home = tmp_path / "petit"
    home.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(home)], check=False
    )
    if mounted.returncode:
        pytest.skip("le système refuse de monter un tmpfs")
    try:
        store = a_store(home)
        kept = _until_full(store)
        assert sum(ledger(store).values()) == kept
        with pytest.raises(OperatorError, match=r"place|plein"):
            process(store)
        assert ledger(store)[DocumentStage.SET_ASIDE] == 0
        subprocess.run(["mount", "-o", "remount,size=60m", str(home)], check=True)
        process(store)
        assert ledger(store)[DocumentStage.READY] == acts.count(store) == kept
        store.close()
    finally:
        subprocess.run(["umount", "-l", str(home)], check=False)


def _until_full(store: Store) -> int:
    """How many documents a disk took before it was full."""
    for index in range(10_000):
        try:
            receive(store, an_act_of(index, text="x" * 20_000), name=f"{index}.pdf")
        except OperatorError as error:
            assert "place" in str(error) or "plein" in str(error)  # noqa: PT017 - counted too
            return index
    raise AssertionError("the disk never filled")


def held(path: Path, seconds: float) -> threading.Thread:
    """Another program that holds the database for a while."""
    ready = threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        ready.set()
        time.sleep(seconds)
        connection.execute("ROLLBACK")
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    ready.wait()
    return thread


@pytest.mark.parametrize(
    "seconds", [1.0, pytest.param(30.0, marks=pytest.mark.slow)], ids=["short", "thirty"]
)
def test_a_database_held_by_another_is_waited_for(store: Store, seconds: float) -> None:
    receive(store, an_act_of(1), name="1.pdf")
    holder, started = held(store.home / "vigie.sqlite", seconds), time.monotonic()
    process(store)
    assert time.monotonic() - started >= 0.5 * seconds
    holder.join()
    assert acts.count(store) == 1


def test_a_database_held_too_long_marks_nothing_and_is_resumed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_S", 0.2)
    store = a_store(tmp_path)
    receive(store, an_act_of(1), name="1.pdf")
    holder = held(store.home / "vigie.sqlite", 1.0)
    with pytest.raises(OperatorError, match="occupée"):
        process(store)
    holder.join()
    assert ledger(store)[DocumentStage.RECEIVED] == 1
    process(store)
    assert acts.count(store) == 1


def test_without_tesseract_a_scan_waits_and_is_resumed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine is looked for when it is needed: what waits is said, and no attempt counts."""
    import ocr.engines
    from tests.ocr.pages import a_pdf as pages_of
    from tests.ocr.pages import picture, scan_of

    receive(store, pages_of(picture(scan_of())), name="scan.pdf")
    with monkeypatch.context() as patched:
        patched.setattr(ocr.engines, "engine", lambda name: None)
        (waiting,) = process(store, do=digest.work)
    assert isinstance(waiting, Waiting)
    (document,) = documents.due(store)
    assert document.attempts == 0
    assert "esseract" in str(document.reason)


def test_a_layer_whose_file_is_gone_or_that_never_came(tmp_path: Path) -> None:
    """No layer at all: the act is scored, what decides is unknown, nothing is set aside."""
    store = a_store(tmp_path)
    receive(store, an_act(1), name="1.pdf")
    stages = real_stages(store, Settings(home=tmp_path))
    results = [step.result for step in process_due(store, stages, Inline())]
    assert isinstance(results[0], Digested)
    (record,) = acts.iterate(store)
    assert record.score is not None
    assert any(finding.verdict == "unknown" for finding in record.findings)
    assert record.score.degraded


def test_without_mlflow_the_chain_and_the_service_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Acts are scored and served with MLflow out of reach; only training says so."""
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:9")
    store = a_store(tmp_path)
    receive(store, an_act(1), name="1.pdf")
    stages = real_stages(store, Settings(home=tmp_path))
    assert [step.document.stage for step in process_due(store, stages, Inline())] == ["ready"]
    with TestClient(create_app(Settings(home=tmp_path))) as client:
        assert client.get("/readyz").status_code == 200
        assert client.post("/api/v1/score", json={"act_type": "PC"}).status_code == 200
