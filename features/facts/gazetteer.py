"""The official communes: codes, names, and what became of those that merged.

Built from a file that the operator gives (communes of Etalab as JSON, or INSEE's COG as CSV);
nothing of it is kept in the project.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from features.facts.fold import fold
from vigie.errors import UserError


@dataclass(frozen=True, slots=True)
class CommuneName:
    """A commune of the list. ``current`` is the code of the commune it is now part of."""

    insee: str
    name: str
    current: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Communes by code and by name."""

    communes: tuple[CommuneName, ...]
    _by_code: dict[str, CommuneName] = field(init=False, repr=False, compare=False)
    _by_name: dict[str, tuple[CommuneName, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names: dict[str, tuple[CommuneName, ...]] = {}
        codes: dict[str, CommuneName] = {}
        for commune in self.communes:
            if commune.insee not in codes or commune.current == commune.insee:
                codes[commune.insee] = commune
            key = name_key(commune.name)
            names[key] = (*names.get(key, ()), commune)
        object.__setattr__(self, "_by_code", codes)
        object.__setattr__(self, "_by_name", names)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Gazetteer:
        """From (code, name) pairs, such as those of a layer of communes."""
        return cls(tuple(CommuneName(code, name, code) for code, name in pairs))

    def commune(self, insee: str) -> CommuneName | None:
        """The commune of a code, old codes included."""
        return self._by_code.get(insee)

    def named(self, name: str, *, departement: str | None = None) -> tuple[CommuneName, ...]:
        """Communes of a name, whatever its accents, case, hyphens and « St »."""
        found = self._by_name.get(name_key(name), ())
        if departement is None:
            return found
        return tuple(c for c in found if c.insee.startswith(departement))

    def same(self, one: str, other: str) -> bool:
        """Whether two codes are one commune today."""
        first, second = self.commune(one), self.commune(other)
        if first is None or second is None:
            return one == other
        return first.current == second.current


def name_key(name: str) -> str:
    """A name without accents, articles' apostrophes, hyphens; « St » is « Saint »."""
    words = re.findall(r"[a-z]+", fold(name).replace("œ", "oe"))
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def read_gazetteer(path: Path) -> Gazetteer:
    """Reads the communes of Etalab (JSON) or of INSEE's COG (CSV).

    Raises:
        UserError: the file is neither.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        if text.lstrip().startswith(("[", "{")):
            return Gazetteer(tuple(_from_json(text)))
        return Gazetteer(tuple(_from_csv(text)))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(
            f"Liste des communes illisible : {path} ({error}). "
            "Donner le JSON des communes d'Etalab ou le CSV du COG de l'INSEE."
        ) from error


def _from_json(text: str) -> Iterable[CommuneName]:
    kinds = {"commune-actuelle", "commune-deleguee", "commune-associee", "commune"}
    for row in json.loads(text):
        if row.get("type", "commune-actuelle") in kinds:
            yield CommuneName(row["code"], row["nom"], row.get("chefLieu") or row["code"])


def _from_csv(text: str) -> Iterable[CommuneName]:
    first = (text.splitlines() or [""])[0]
    if "TYPECOM" not in first or "LIBELLE" not in first:
        raise ValueError("colonnes TYPECOM, COM, LIBELLE absentes")
    rows = csv.DictReader(text.splitlines(), delimiter=";" if ";" in first else ",")
    for row in rows:
        kind = row["TYPECOM"]
        if kind in ("COM", "COMD", "COMA"):
            current = row.get("COMPARENT") or row["COM"]
            yield CommuneName(row["COM"], row["LIBELLE"], current)
