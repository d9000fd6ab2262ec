"""Transmissions of @CTES: envelopes (``.tar.gz``), read as streams within limits, and loose XML.

Nothing is ever extracted to disk; what an archive declares is checked before it is read.
"""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from gzip import BadGzipFile, GzipFile
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from ingest.contents import Contents, FormatReader, Piece
from ingest.formats.actes_messages import (
    URBANISM,
    FileName,
    Message,
    Unreadable,
    file_name,
    is_message,
    read_message,
)
from vigie.domain.control import RowRefused
from vigie.domain.dossier import DocumentRole
from vigie.errors import Refused

MAX_MEMBERS = 400
MAX_MEMBER = 160 * 2**20
MAX_TOTAL = 400 * 2**20
MAX_RATIO = 200
RATIO_FLOOR = 8 * 2**20  # below that size, whatever the ratio
MAX_PIXELS = 60_000_000
FIXED_TIME = datetime(2000, 1, 1, tzinfo=UTC).timetuple()  # so that one picture is one document
OF_PREFECTURE = frozenset({"2-1", "3-1", "4-1", "5-1"})  # what they carry is its letter
GZIP = b"\x1f\x8b"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


class _Limited:
    """A stream of what a gzip holds, that stops when it grows out of proportion."""

    def __init__(self, data: bytes) -> None:
        self._stream = GzipFile(fileobj=BytesIO(data))
        self._limit = min(MAX_TOTAL, max(RATIO_FLOOR, MAX_RATIO * len(data)))
        self._read = 0

    def read(self, size: int) -> bytes:
        chunk = self._stream.read(size)
        self._read += len(chunk)
        if self._read > self._limit:
            raise Refused(
                "archive démesurée une fois décompressée : la vérifier auprès de l'émetteur"
            )
        return chunk


def recognises(data: bytes) -> bool:
    """True for a message of @CTES, or a gzip that holds a tar."""
    if is_message(data):
        return True
    if data[:2] != GZIP:
        return False
    try:
        head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data[:65536], 512)
        tarfile.TarInfo.frombuf(head[:512], "utf-8", "surrogateescape")
    except (zlib.error, tarfile.TarError, ValueError):
        return False
    return True


def read(data: bytes, name: str) -> Contents:
    """Acts and annexes as pieces; receipts and the préfecture's messages as rows of control."""
    if is_message(data):
        return _contents([read_message(data, name=name, where=name)], ())
    members = list(_members(data))
    messages: list[Message] = []
    faults: list[RowRefused] = []
    for member, body in members:
        if is_message(body):
            try:
                messages.append(read_message(body, name=member, where=f"{name}, {member}"))
            except Unreadable as error:  # it costs only itself
                faults.append(RowRefused(f"{name}, {member}", str(error)))
    if not messages:
        raise Refused(
            faults[0].reason
            if faults
            else "archive sans message @CTES : déposer séparément les documents qu'elle contient"
        )
    files = [(member, body) for member, body in members if not is_message(body)]
    found = _contents(messages, files)
    return replace(found, refused_rows=tuple(faults))


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file of an archive.

    Raises:
        Refused: damaged, too large, or holding anything but plain files at its root.
    """
    try:
        with tarfile.open(fileobj=_Limited(data), mode="r|") as archive:  # type: ignore[call-overload]
            for count, member in enumerate(archive, 1):
                if count > MAX_MEMBERS:
                    raise Refused(f"archive de plus de {MAX_MEMBERS} fichiers : la scinder")
                if member.isdir() and member.name in {".", "./"}:
                    continue
                _check(member)
                file = archive.extractfile(member)
                yield member.name.removeprefix("./"), file.read() if file is not None else b""
    except (tarfile.TarError, BadGzipFile, EOFError, zlib.error, OSError) as error:
        raise Refused(f"archive endommagée ({error}) : la demander à nouveau") from error


def _check(member: tarfile.TarInfo) -> None:
    name = member.name.removeprefix("./")
    if not member.isreg() or member.issparse():
        raise Refused(f"archive contenant autre chose que des fichiers ({name[:60]}) : refusée")
    if "/" in name or "\\" in name or name in {"", ".", ".."}:
        raise Refused(f"archive contenant un chemin ({name[:60]}) : refusée")
    if member.size > MAX_MEMBER:
        raise Refused(f"fichier trop grand dans l'archive ({name[:60]}) : le transmettre à part")
    if name.lower().endswith((".gz", ".tgz", ".tar", ".zip", ".7z", ".rar")):
        raise Refused(f"archive dans une archive ({name[:60]}) : la déposer à part")


def _contents(messages: list[Message], files: Sequence[tuple[str, bytes]]) -> Contents:
    notes = [message.note for message in messages if message.note is not None]
    foreign = _foreign(messages)
    if foreign:
        notes.append(f"acte hors urbanisme (matière {foreign}) : gardé, non lu")
    names = _names(messages)
    pieces = [] if foreign else [_piece(name, data, names) for name, data in files]
    return Contents(
        pieces=tuple(pieces),
        controls=tuple(m.record for m in messages if m.record is not None),
        notes=tuple(notes),
    )


def _names(messages: list[Message]) -> dict[str, tuple[str, ...]]:
    """The names of each act by its identifier: the envelope may give its dossier number too."""
    found: dict[str, tuple[str, ...]] = {}
    for row in (message.record for message in messages):
        if row is not None and row.actes_id is not None:
            number = (row.dossier_number,) if row.dossier_number else ()
            found[row.actes_id] = (row.actes_id, *number)
    return found


def _foreign(messages: list[Message]) -> str | None:
    """The matter of the acts sent when none is of urbanism and none names a dossier."""
    sent = [message for message in messages if message.kind == "Acte" and message.matter]
    ours = [
        m
        for m in sent
        if str(m.matter).split(".")[0] == URBANISM
        or (m.record is not None and m.record.dossier_number is not None)
    ]
    return sent[0].matter if sent and not ours else None


def _piece(name: str, data: bytes, acts: dict[str, tuple[str, ...]]) -> Piece:
    """A file of a transmission; pictures become pages so that they can be read.

    A piece belongs to the act that its name names, else to the only act of its envelope.
    """
    said = file_name(name)
    role = _role(said)
    only = next(iter(acts.values())) if len(acts) == 1 else ()
    names = only if said is None else acts.get(said.actes_id, (said.actes_id,))
    page = _as_pdf(data) if data.startswith(PICTURES) else None
    if page is None:  # a picture that cannot be opened is set aside by itself
        return Piece(name, data, role, names)
    return Piece(f"{name}.pdf", page, role, names)


def _role(said: FileName | None) -> DocumentRole:
    """What a file is to its act, by the message that carries it."""
    if said is None:
        return DocumentRole.ANNEX
    if said.message in OF_PREFECTURE:
        return DocumentRole.LETTER
    first = said.message == "1-1" and said.rank == 1
    return DocumentRole.ACT if first else DocumentRole.ANNEX


def _as_pdf(data: bytes) -> bytes | None:
    out = BytesIO()
    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                return None
            dpi = picture.info.get("dpi", (200,))[0]
            picture.convert("RGB").save(
                out,
                format="PDF",
                resolution=float(dpi) if dpi and float(dpi) >= 50 else 200.0,
                creationDate=FIXED_TIME,
                modDate=FIXED_TIME,
            )
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    return out.getvalue()


READER = FormatReader("actes", "transmission @CTES", recognises, read)
