"""What a format's reader gives: documents to be read, rows of control, rows refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vigie.domain.control import ControlRecord, RowRefused
from vigie.domain.dossier import DocumentRole


@dataclass(frozen=True, slots=True)
class Piece:
    """A document found inside an archive: kept and read as if it had come alone."""

    name: str
    data: bytes
    role: DocumentRole = DocumentRole.ACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What one file holds. ``notes`` tell in French what its reader should know.

    ``is_document`` says that the file itself is pages to be read (a PDF).
    """

    is_document: bool = False
    pieces: tuple[Piece, ...] = ()
    controls: tuple[ControlRecord, ...] = ()
    refused_rows: tuple[RowRefused, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormatReader:
    """One intake format. ``label`` is French.

    ``recognises`` looks at the content, never at the name, and never raises. ``read`` takes the
    content and the file's name (to say in ``where`` which file a row stands in) and raises
    :class:`vigie.errors.Refused` with a French reason.
    """

    name: str
    label: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], Contents]
