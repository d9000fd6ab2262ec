"""From a file that arrived to a row of the ledger: limits, hash, duplicates, quarantine."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.formats import READERS, recognise
from ingest.formats.actes import PICTURES
from vigie.domain.document import Document, DocumentStage
from vigie.errors import UserError
from vigie.store import Store, documents

MAX_BYTES = 150 * 2**20


@dataclass(frozen=True, slots=True)
class Received:
    """One file as received: its row of the ledger, and whether its content is new."""

    document: Document
    new: bool


def files_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files named, and those of the folders named at any depth; hidden ones are left out.

    Raises:
        UserError: a path does not exist.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(_walk(path))
        elif path.exists():
            found.append(path)
        else:
            raise UserError(f"{path} n'existe pas : vérifier le chemin.")
    return tuple(dict.fromkeys(found))


def receive_file(store: Store, path: Path, *, max_bytes: int = MAX_BYTES) -> Received:
    """Keep one file and write it in the ledger.

    Raises:
        UserError: the file cannot be read.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= max_bytes else _head(path)
    except OSError as error:
        raise UserError(f"{path} illisible ({error.strerror}) : vérifier ses droits.") from error
    if size > max_bytes:
        reason = _too_large(size, max_bytes)
        return set_aside(store, data, name=path.name, reason=reason)
    return receive(store, data, name=path.name, max_bytes=max_bytes)


def receive(store: Store, data: bytes, *, name: str, max_bytes: int = MAX_BYTES) -> Received:
    """Keep a content and write it in the ledger; one that no stage could take is set aside."""
    if len(data) > max_bytes:
        return set_aside(store, data, name=name, reason=_too_large(len(data), max_bytes))
    if not data:
        return set_aside(store, data, name=name, reason="fichier vide : le demander à nouveau")
    reader = recognise(data)
    if reader is None:
        return set_aside(store, data, name=name, reason=_unknown(data))
    with store.transaction() as bound:
        document, new = documents.receive(bound, data, name=name, kind=reader.name)
        if _worth_another_try(document):
            document = documents.retry(bound, document.sha256, kind=reader.name)
    return Received(document, new)


def set_aside(store: Store, data: bytes, *, name: str, reason: str) -> Received:
    """Keep a content that is not taken, with its reason; one that is known stays as it was."""
    with store.transaction() as bound:
        document, new = documents.receive(bound, data, name=name, kind=None)
        if new:
            documents.mark_refused(bound, document.sha256, reason)
        return Received(documents.get(bound, document.sha256) or document, new)


def _worth_another_try(document: Document) -> bool:
    # Sent again by hand: what no reader knew then, and what died on the way, gets a new chance.
    aside = document.stage is DocumentStage.SET_ASIDE
    return aside and (document.kind is None or document.attempts >= documents.MAX_ATTEMPTS)


def _unknown(data: bytes) -> str:
    known = ", ".join(reader.label for reader in READERS)
    if data.startswith(PICTURES):
        return "image seule, démesurée ou illisible : la transmettre en PDF"
    return f"format non reconnu (attendu : {known})"


def _too_large(size: int, max_bytes: int) -> str:
    return (
        f"fichier de {size / 2**20:.0f} Mo, au-delà de la limite de {max_bytes / 2**20:.0f} Mo : "
        "le réduire ou relever VIGIE_MAX_UPLOAD_MB"
    )


def _head(path: Path) -> bytes:
    # A file beyond the limit is not kept whole: its beginning is enough to name it.
    with path.open("rb") as file:
        return file.read(2**20)


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if not name.startswith(".") and path.is_file():
                yield path
