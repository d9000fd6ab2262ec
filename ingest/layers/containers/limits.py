"""Unpacking under limits: members, bytes and ratio are counted, names are our own."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from vigie.errors import Refused

CHUNK = 1 << 20


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


WANTED = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg", ".gpkg", ".geojson", ".json"}) | {
    ".gz",
    ".ods",
    ".zip",
    ".toml",
    ".csv",
    ".xml",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one delivery may unpack to."""

    members: int = 5_000
    bytes: int = 4 << 30
    ratio: int = 200
    depth: int = 2  # a zip in a zip, no further


def unzip(path: Path, folder: Path, limits: Limits, *, where: str) -> None:
    """Unpack the members that may hold layers into ``folder``, under names of our own.

    Raises:
        Refused: the archive is broken, encrypted or unpacks to more than the limits.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            left = limits.bytes
            for member, target in _targets(archive, folder, limits, where):
                allowed = min(left, max(member.compress_size * limits.ratio, CHUNK))
                with archive.open(member) as source:
                    left -= _copy(source, target, allowed, where)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise Refused(
            f"{where} : archive zip illisible ({error}). Refaites l'archive ou donnez son dossier."
        ) from error


def gunzip(path: Path, target: Path, limits: Limits, *, where: str) -> None:
    """Unpack a gzip file.

    Raises:
        Refused: the file is broken or unpacks to more than the limits.
    """
    allowed = min(limits.bytes, max(path.stat().st_size * limits.ratio, CHUNK))
    try:
        with gzip.open(path, "rb") as source:
            _copy(source, target, allowed, where)
    except (OSError, EOFError, zlib.error) as error:
        raise Refused(
            f"{where} : fichier gzip illisible ({error}). Reprenez-le à sa source."
        ) from error


def _targets(
    archive: zipfile.ZipFile, folder: Path, limits: Limits, where: str
) -> Iterator[tuple[zipfile.ZipInfo, Path]]:
    members = [m for m in archive.infolist() if not m.is_dir()]
    if len(members) > limits.members:
        raise Refused(
            f"{where} : {len(members)} fichiers dans l'archive, {limits.members} au plus. "
            "Partagez la livraison en plusieurs archives."
        )
    folders: dict[str, Path] = {}
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if name.suffix.lower() not in WANTED:
            continue
        if member.flag_bits & 0x1:
            raise Refused(f"{where} : archive chiffrée. Donnez-la sans mot de passe.")
        parent = folders.setdefault(str(name.parent), folder / f"{len(folders):04d}")
        yield member, parent / re.sub(r"[^\w.\-]", "_", name.name)


def _copy(source: _Readable, target: Path, allowed: int, where: str) -> int:
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with target.open("wb") as sink:
        while chunk := source.read(CHUNK):
            written += len(chunk)
            if written > allowed:
                raise Refused(
                    f"{where} : se décompresse au-delà des limites. "
                    "Donnez les fichiers décompressés."
                )
            sink.write(chunk)
    return written
