"""What a file is, from its first bytes, before any driver opens it."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import Path

HEAD = 4096


class Signature(StrEnum):
    """What the first bytes of a file say that it is."""

    SHAPEFILE = "Shapefile"
    GEOPACKAGE = "GeoPackage"
    DBF = "table dBASE"
    ZIP = "archive zip"
    GZIP = "fichier gzip"
    JSON = "JSON"
    SPREADSHEET = "classeur OpenDocument"
    TABLE = "texte en colonnes"
    MAPPING = "correspondance de colonnes"
    EMPTY = "fichier vide"
    UNKNOWN = "format non reconnu"


_PROMISED = {
    ".shp": Signature.SHAPEFILE,
    ".gpkg": Signature.GEOPACKAGE,
    ".dbf": Signature.DBF,
    ".zip": Signature.ZIP,
    ".gz": Signature.GZIP,
    ".json": Signature.JSON,
    ".geojson": Signature.JSON,
    ".ods": Signature.SPREADSHEET,
}
_DBF_VERSIONS = frozenset({0x02, 0x03, 0x04, 0x30, 0x31, 0x43, 0x83, 0x8B, 0xF5})


def promised(path: Path) -> Signature | None:
    """What the name of a file says that it is, None when its name says nothing here."""
    return _PROMISED.get(path.suffix.lower())


def signature(path: Path) -> Signature:
    """What the first bytes of a file say that it is."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if not head:
        return Signature.EMPTY
    found = next((kind for kind, test in _TESTS if test(head)), Signature.UNKNOWN)
    if found in (Signature.UNKNOWN, Signature.JSON) and b"\x00" not in head:
        return _TEXTS.get(path.suffix.lower(), found)
    return found


def _shapefile(head: bytes) -> bool:
    return head[:4] == b"\x00\x00\x27\x0a" and head[28:32] == b"\xe8\x03\x00\x00"


def _geopackage(head: bytes) -> bool:
    """SQLite; the application id is checked with the tables (old writers leave it at zero)."""
    return head[:16] == b"SQLite format 3\x00"


def _spreadsheet(head: bytes) -> bool:
    return head[:4] == b"PK\x03\x04" and b"application/vnd.oasis.opendocument" in head[:200]


def _dbf(head: bytes) -> bool:
    """A dBASE header: known version, a plausible date, a header made of 32-byte fields."""
    if len(head) < 32 or head[0] not in _DBF_VERSIONS:
        return False
    size = int.from_bytes(head[8:10], "little")
    return 1 <= head[2] <= 12 and 0 <= head[3] <= 31 and size >= 65 and size % 32 in (0, 1, 8)


def _json(head: bytes) -> bool:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] not in (b"{", b"["):
        return False
    return bool(re.match(rb'[\[{]\s*(?:["\[{\]}]|-?\d)', text)) or _whole(text)


def _whole(text: bytes) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


_TEXTS = {".csv": Signature.TABLE, ".toml": Signature.MAPPING}
_TESTS = (
    (Signature.SHAPEFILE, _shapefile),
    (Signature.GEOPACKAGE, _geopackage),
    (Signature.SPREADSHEET, _spreadsheet),
    (Signature.ZIP, lambda head: head[:4] in (b"PK\x03\x04", b"PK\x05\x06")),
    (Signature.GZIP, lambda head: head[:3] == b"\x1f\x8b\x08"),
    (Signature.JSON, _json),
    (Signature.DBF, _dbf),
)
