"""Column mappings: how a layer whose names differ is read as one of the kinds.

A TOML file beside the layers, one ``[[couche]]`` a table:

    [[couche]]
    table = "zonage_*"            # name of the table or of the file, * allowed
    genre = "ppr_zones_covadis"   # a kind of LAYERS
    crs = "EPSG:2154"             # when the file declares none
    [couche.colonnes]             # column of the standard = column of the file
    codezone = "ZONE"
    [couche.valeurs.typereg]      # value of the file = value of the standard
    "rouge" = "03"
    [couche.constantes]           # column of the standard = the same value everywhere
    id_gaspar = "34DDTM20120001"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from pyproj import CRS
from pyproj.exceptions import CRSError

from ingest.layers.layer import RawTable
from ingest.layers.reading import text
from vigie.errors import Refused


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How one table is to be read; ``table`` is a pattern on its name."""

    table: str
    kind: str
    crs: CRS | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)

    def fits(self, table: RawTable) -> bool:
        """Whether this mapping is about the table."""
        return fnmatch(table.name.lower(), self.table.lower())

    def applied(self, table: RawTable) -> RawTable:
        """The table with the names and values of the standard.

        Raises:
            Refused: a column that the mapping names is not in the table.
        """
        columns = dict(table.columns)
        for standard, own in self.columns.items():
            if own.lower() not in table.columns:
                raise Refused(
                    f"{table.where} : la correspondance cite la colonne « {own} », absente. "
                    f"Colonnes : {', '.join(table.columns)}."
                )
            columns[standard.lower()] = table.columns[own.lower()]
        for name, said in self.values.items():
            given = columns.get(name.lower(), [None] * table.rows)
            columns[name.lower()] = [said.get(text(value) or "", value) for value in given]
        for name, value in self.constants.items():
            columns[name.lower()] = [value] * table.rows
        return replace(table, columns=columns, crs=table.crs or self.crs)


def read_mappings(path: Path, *, where: str, kinds: Iterable[str]) -> list[ColumnMapping]:
    """The mappings of a file.

    Raises:
        Refused: the file is no TOML, or names a kind that does not exist.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{where} : correspondance illisible ({error}). Corrigez le TOML.") from error
    known = sorted(kinds)
    return [_mapping(entry, where, known) for entry in content.get("couche", [])]


def _mapping(entry: Mapping[str, Any], where: str, known: list[str]) -> ColumnMapping:
    kind = str(entry.get("genre", ""))
    if kind not in known:
        raise Refused(f"{where} : genre « {kind} » inconnu. Genres : {', '.join(known)}.")
    return ColumnMapping(
        table=str(entry.get("table", "*")),
        kind=kind,
        crs=_crs(entry.get("crs"), where),
        columns=entry.get("colonnes", {}),
        values=entry.get("valeurs", {}),
        constants=entry.get("constantes", {}),
    )


def _crs(name: Any, where: str) -> CRS | None:
    if name is None:
        return None
    try:
        return CRS.from_user_input(str(name))
    except CRSError as error:
        raise Refused(
            f"{where} : système de coordonnées « {name} » inconnu. Écrivez « EPSG:2154 »."
        ) from error
