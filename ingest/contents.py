"""What a format's reader gives: documents to be read, rows of control, rows refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from vigie.domain.control import ControlRecord, RowRefused
from vigie.domain.dossier import Commune, Declared, Delegation, DocumentRole


@dataclass(frozen=True, slots=True)
class Piece:
    """A document found inside an archive: kept and read as if it had come alone.

    ``names`` are those that the archive gives to its act (identifier of @CTES, dossier number).
    """

    name: str
    data: bytes
    role: DocumentRole = DocumentRole.ACT
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommuneLine:
    """A commune as a register says it; its planning document holds from ``since``."""

    commune: Commune
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line of a register that names its commune without its code."""

    commune: str
    line: Delegation | CommuneLine
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What one file holds. ``notes`` tell in French what its reader should know.

    ``is_document`` says that the file itself is pages to be read (a PDF). ``role`` is what the file
    is to the act that ``names`` name: a letter and a form are no acts.
    """

    is_document: bool = False
    role: DocumentRole = DocumentRole.ACT
    names: tuple[str, ...] = ()
    declared: Declared | None = None
    pieces: tuple[Piece, ...] = ()
    controls: tuple[ControlRecord, ...] = ()
    communes: tuple[CommuneLine, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
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
