"""The mapping of a sheet as a small JSON file, by signature of its headings.

A person may correct it; the corrected file is then followed to the letter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.formats.columns import Mapping
from ingest.formats.headings import Field


def as_json(mapping: Mapping, *, sheet: str) -> str:
    """The mapping as a person may correct it."""
    body = {
        "feuille": sheet,
        "ligne_des_intitules": mapping.header + 1,
        "champs_possibles": [field.value for field in Field],
        "colonnes": [
            {"colonne": column.at + 1, "intitule": column.heading, "champ": column.field.value}
            for column in mapping.columns
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=1)


def corrected(mapping: Mapping, folder: Path | None) -> Mapping:
    """The mapping with the corrections of a person, when ``folder`` holds a file for it."""
    path = folder / f"{mapping.signature}.json" if folder is not None else None
    if path is None or not path.is_file():
        return mapping
    try:
        said = _corrections(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, OSError):
        return mapping
    columns = (replace(c, field=said.get(c.at, c.field)) for c in mapping.columns)
    return replace(mapping, columns=tuple(columns))


def _corrections(body: Any) -> dict[int, Field]:
    return {int(entry["colonne"]) - 1: Field(entry["champ"]) for entry in body["colonnes"]}


def keep(mapping: Mapping, folder: Path | None, *, sheet: str) -> Path | None:
    """Write the mapping for a person to correct; one that is there already is left alone."""
    if folder is None:
        return None
    path = folder / f"{mapping.signature}.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(as_json(mapping, sheet=sheet) + "\n", encoding="utf-8")
    return path


def named_columns(mappings: Iterable[Mapping]) -> str:
    """In French: what was recognised, for the person who sent the sheet."""
    seen: dict[str, str] = {}
    for mapping in mappings:
        for column in mapping.columns:
            if column.field is not Field.IGNORED:
                seen.setdefault(column.field.value, column.heading or f"colonne {column.at + 1}")
    return ", ".join(f"« {heading} » = {field}" for field, heading in seen.items())
