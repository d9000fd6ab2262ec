"""Zip archives whose bytes depend on their content alone, never on the clock."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

CORE = "docProps/core.xml"
SAVED_ON = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
MOMENT = (2026, 1, 1, 0, 0, 0)


def write_zip(path: Path, files: dict[str, bytes], *, stored: frozenset[str] = frozenset()) -> None:
    """Write ``files`` in their order; those of ``stored`` are not compressed."""
    with ZipFile(path, "w") as archive:
        for name, data in files.items():
            info = ZipInfo(name, MOMENT)
            info.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)


def settle_workbook(path: Path) -> None:
    """Rewrite a workbook so that the dates of its parts and of its saving are fixed."""
    with ZipFile(path) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    files[CORE] = SAVED_ON.sub(b"2026-01-01T00:00:00Z", files[CORE])
    write_zip(path, files)
