"""What arrives is kept once, named, and set aside with its reason when nothing can take it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.formats import READERS, recognise
from ingest.receive import files_in, receive, receive_file
from vigie.domain.document import DocumentStage
from vigie.errors import UserError
from vigie.store import Store, documents, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'home' / 'vigie.sqlite'}")


def test_readers_have_names_of_their_own() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)


@pytest.mark.parametrize("data", [b"", b"\x00" * 50, b"MZ\x90", b"bonjour", bytes(range(256))])
def test_no_reader_takes_what_is_nothing(data: bytes) -> None:
    assert recognise(data) is None


def test_a_pdf_is_one_by_its_content(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "acte.txt"
    path.write_bytes(b"\xef\xbb\xbf%PDF-1.4 ...")
    received = receive_file(store, path)
    assert (received.new, received.document.kind) == (True, "pdf")


def test_folders_are_gone_through_and_hidden_files_left_out(tmp_path: Path) -> None:
    for name in ("b.pdf", "a/2.pdf", "a/1.pdf", ".cache/x.pdf", "a/.DS_Store"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF-")
    twice = [tmp_path / "in", tmp_path / "in" / "b.pdf"]
    found = [str(path.relative_to(tmp_path / "in")) for path in files_in(twice)]
    assert found == ["a/1.pdf", "a/2.pdf", "b.pdf"]
    with pytest.raises(UserError, match="n'existe pas"):
        files_in([tmp_path / "ailleurs"])


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "vide"), (b"bonjour", "format non reconnu"), (b"%PDF-" + b"0" * 200, "limite")],
)
def test_what_cannot_be_taken_is_kept_with_its_reason(
    store: Store, data: bytes, reason: str
) -> None:
    received = receive(store, data, name="x.pdf", max_bytes=100)
    assert received.document.stage is DocumentStage.SET_ASIDE
    assert reason in str(received.document.reason)
    assert receive(store, data, name="x.pdf", max_bytes=100).new is False
    assert documents.due(store) == ()


def test_a_large_file_is_not_read_whole(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "grand.pdf"
    with path.open("wb") as file:
        file.truncate(3 * 2**30)  # sparse: takes no room on disk
    received = receive_file(store, path, max_bytes=10 * 2**20)
    assert received.document.stage is DocumentStage.SET_ASIDE
    assert "3072 Mo" in str(received.document.reason)


def test_sent_again_after_it_died_three_times_it_gets_another_chance(store: Store) -> None:
    digest = receive(store, b"%PDF-1", name="a").document.sha256
    for _ in range(3):
        documents.mark_failed(store, digest, "mort")
    assert receive(store, b"%PDF-1", name="a").document.stage is DocumentStage.RECEIVED


def test_sent_again_after_it_was_refused_it_stays_refused(store: Store) -> None:
    digest = receive(store, b"%PDF-1", name="a").document.sha256
    documents.mark_refused(store, digest, "protégé")
    assert receive(store, b"%PDF-1", name="a").document.stage is DocumentStage.SET_ASIDE
