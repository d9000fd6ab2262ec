"""A watched folder: half-written files wait, whole ones are received then moved."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from ingest import watch
from ingest.watch import DONE, LOOKS_CUT, Watch
from vigie.domain.document import DocumentStage
from vigie.errors import OperatorError
from vigie.store import Store, documents, open_store

TODAY = date(2026, 4, 14)
PDF = b"%PDF-1.7 %%EOF"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'home' / 'vigie.sqlite'}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "depot").mkdir()
    return tmp_path / "depot"


def take(seen: Watch, store: Store) -> list[str]:
    taken = seen.take(store, max_bytes=1000, today=TODAY)
    return [one.document.names[-1] for one in taken]


def write(path: Path, data: bytes, *, at: int) -> None:
    path.write_bytes(data)
    os.utime(path, (at, at))


def test_a_file_still_growing_waits(folder: Path, store: Store) -> None:
    seen = Watch(folder)
    for step in range(1, 4):
        write(folder / "a.pdf", PDF + b"x" * step, at=step)
        assert take(seen, store) == []
    assert take(seen, store) == ["a.pdf"]
    assert not (folder / "a.pdf").exists()
    assert (folder / DONE / "2026-04-14" / "a.pdf").read_bytes() == b"%PDF-1.7 %%EOFxxx"
    assert take(seen, store) == []
    assert len(documents.due(store)) == 1


@pytest.mark.parametrize(
    ("half", "rest"),
    [(b"%PDF-1.7 half", b" %%EOF"), (b"PK\x03\x04 half", b"PK\x05\x06" + bytes(18))],
    ids=["pdf", "zip"],
)
def test_a_copy_that_stalls_is_not_taken_half(
    folder: Path, store: Store, half: bytes, rest: bytes
) -> None:
    seen = Watch(folder)
    write(folder / "a.bin", half, at=1)
    assert [take(seen, store) for _ in range(5)] == [[]] * 5
    write(folder / "a.bin", half + rest, at=2)
    assert [take(seen, store) for _ in range(2)] == [[], ["a.bin"]]
    write(folder / "b.bin", half, at=1)  # nobody writes the rest: it is taken, with its reason
    assert ["b.bin"] in [take(seen, store) for _ in range(LOOKS_CUT + 1)]


def test_copies_in_progress_and_hidden_files_are_left(folder: Path, store: Store) -> None:
    seen = Watch(folder)
    for name in ("a.pdf.part", ".cache", "~$suivi.xlsx", "b.TMP"):
        write(folder / name, PDF, at=1)
    write(folder / "vide.pdf", b"", at=1)
    assert [take(seen, store) for _ in range(5)] == [[]] * 5
    for _ in range(LOOKS_CUT):
        take(seen, store)
    (aside,) = documents.set_aside(store)
    assert "vide" in str(aside.reason)


def test_folders_keep_their_place_and_names_are_never_overwritten(
    folder: Path, store: Store
) -> None:
    seen = Watch(folder)
    (folder / "agde").mkdir()
    for turn in (1, 2):
        write(folder / "agde" / "acte.pdf", PDF + b"%d" % turn, at=turn)
        take(seen, store)
        assert take(seen, store) == ["acte.pdf"]
    moved = sorted(path.name for path in (folder / DONE / "2026-04-14" / "agde").iterdir())
    assert moved == ["acte (2).pdf", "acte.pdf"]


def test_cut_between_the_ledger_and_the_move_it_is_one_document(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "a.pdf", PDF, at=1)
    seen = Watch(folder)
    take(seen, store)
    with monkeypatch.context() as patched:
        patched.setattr(Watch, "_move", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            take(seen, store)
    again = Watch(folder)
    take(again, store)
    assert take(again, store) == ["a.pdf"]
    assert documents.count_by_stage(store)[DocumentStage.RECEIVED] == 1


def test_what_cannot_be_read_is_said_and_tried_again(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "a.pdf", PDF, at=1)
    seen = Watch(folder)
    take(seen, store)

    def locked(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", locked)
        assert take(seen, store) == []
    assert "droits" in seen.unreadable[folder / "a.pdf"]
    assert take(seen, store) == ["a.pdf"]
    assert seen.unreadable == {}


def test_a_full_disk_leaves_the_file_where_it_is(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "a.pdf", PDF, at=1)
    seen = Watch(folder)
    take(seen, store)

    def full(*_: object, **__: object) -> None:
        raise OperatorError("Disque plein")

    with monkeypatch.context() as patched:
        patched.setattr(watch, "receive_file", full)
        with pytest.raises(OperatorError):
            take(seen, store)
    assert (folder / "a.pdf").exists()
    assert take(seen, store) == ["a.pdf"]
