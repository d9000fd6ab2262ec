"""Documents as files, named by their content: written whole or not at all, never changed."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from vigie.errors import OperatorError
from vigie.store.engine import Store


def keep(store: Store, data: bytes) -> str:
    """Write a content once and return its sha256. It survives a power cut when this returns.

    Raises:
        OperatorError: the disk is full or cannot be written.
    """
    digest = sha256(data).hexdigest()
    path = path_of(store, digest)
    if path.exists():
        return digest
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, data)
    except OSError as error:
        raise OperatorError(
            f"Impossible d'écrire dans {path.parent} ({error.strerror}) : libérer de la place "
            "ou corriger les droits, puis relancer."
        ) from error
    return digest


def load(store: Store, digest: str) -> bytes:
    """The bytes of a document.

    Raises:
        OperatorError: they are not in the folder of documents.
    """
    path = path_of(store, digest)
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise OperatorError(
            f"Document {digest} absent de {path.parent} : restaurer la sauvegarde du dossier "
            "« documents », ou déposer à nouveau le fichier."
        ) from error


def path_of(store: Store, digest: str) -> Path:
    """Where a content is kept: ``documents/ab/abcdef…`` under the home."""
    return store.home / "documents" / digest[:2] / digest


def sweep(store: Store) -> int:
    """Remove what an interrupted write left behind; returns how many files."""
    left = list((store.home / "documents").glob("??/.*.part"))
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _write_whole(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
