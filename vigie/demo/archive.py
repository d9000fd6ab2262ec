"""Zip archives whose bytes depend on their content alone, never on the clock."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MOMENT = (2026, 1, 1, 0, 0, 0)


def write_zip(path: Path, files: dict[str, bytes], *, stored: frozenset[str] = frozenset()) -> None:
    """Write ``files`` in their order; those of ``stored`` are not compressed."""
    with ZipFile(path, "w") as archive:
        for name, data in files.items():
            info = ZipInfo(name, MOMENT)
            info.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)


def settle_zip(path: Path) -> None:
    """Rewrite a zip so that its dates are fixed."""
    with ZipFile(path) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    write_zip(path, files, stored=frozenset({"mimetype"}))
