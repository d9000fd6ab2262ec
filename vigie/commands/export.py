"""``vigie export``: the acts as models see them, under pseudonyms, for study elsewhere."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vigie.commands.opening import opened
from vigie.commands.output import progress, say

if TYPE_CHECKING:
    from vigie.settings import Settings
    from vigie.store import Store


class Format(StrEnum):
    """How the acts are written."""

    PARQUET = "parquet"


def export(
    output: Annotated[Path, typer.Option("-o", "--output", help="Fichier à écrire.")],
    format: Annotated[Format, typer.Option()] = Format.PARQUET,  # noqa: A002 - name of the option
) -> None:
    """Écrit les actes sans identité, sous pseudonymes stables, pour étudier des modèles."""
    del format  # one for now
    with opened() as (settings, store):
        count = run(store, settings, output)
    say(f"{count} actes dans {output}, sans nom, adresse, numéro, parcelle, commune ni texte.")


def run(store: Store, settings: Settings, output: Path) -> int:
    """Write the export; returns how many acts it holds."""
    from models.dataset import collect
    from models.export import pseudonym_key, write_export
    from vigie.store import acts

    with progress("Lecture des actes", None) as advance:
        found = collect(acts.iterate(store))
        advance()
    write_export(found, output, key=pseudonym_key(settings.home))
    return len(found)
