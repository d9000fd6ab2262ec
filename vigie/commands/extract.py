"""``vigie extract``: the facts of PDF acts, with nothing kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from vigie.commands.read import AsJson, Files, each

if TYPE_CHECKING:
    from vigie.domain.page import Reading


def extract(files: Files, json: AsJson = False) -> None:
    """Extrait les faits d'un acte (numéro, décision, parcelles…) sans rien enregistrer."""
    raise typer.Exit(each(files, _shown, None if json else _as_text))


def _shown(reading: Reading) -> dict[str, Any]:
    from features.facts.extract import extract as extract_facts
    from vigie.domain.fact import Facts
    from vigie.views import extraction_json

    found = extract_facts(reading)
    return extraction_json(reading, found[0].facts if found else Facts())


def _as_text(reading: Reading) -> str:
    facts = _shown(reading)["facts"]
    lines = [f"{name} = {fact['value']} ({fact['confidence']:.0%})" for name, fact in facts.items()]
    return "\n".join(lines or ["aucun fait trouvé"]) + "\n"
