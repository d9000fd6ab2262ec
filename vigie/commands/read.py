"""``vigie read``: the text of PDF files, page by page, with nothing kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vigie.commands.output import (
    DONE,
    SOME_SET_ASIDE,
    results_only,
    set_aside,
    write_line,
)
from vigie.errors import OperatorError, Refused, VigieError

if TYPE_CHECKING:
    from vigie.domain.page import Reading

Files = Annotated[list[Path], typer.Argument(help="Fichiers PDF.", exists=True, dir_okay=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Un objet JSON par fichier.")]


def read(files: Files, json: AsJson = False) -> None:
    """Lit le texte d'un PDF (natif ou numérisé) sans rien enregistrer."""
    from vigie.views import reading_json

    raise typer.Exit(each(files, reading_json, as_text if not json else None))


def each(
    files: list[Path],
    shown: Callable[[Reading], dict[str, Any]],
    text: Callable[[Reading], str] | None,
) -> int:
    """Read files one by one and print each; returns the exit status."""
    from vigie.digest import unexpected

    status = DONE
    with results_only() as results:
        for path in files:
            try:
                reading = read_file(path)
                if text is not None:
                    results.write(text(reading))
                    results.flush()
                    continue
                several = {"file": str(path)} if len(files) > 1 else {}
                write_line(results, {**several, **shown(reading)})
            except OperatorError:
                raise
            except Exception as error:  # noqa: BLE001 - one file must not stop the others
                reason = str(error) if isinstance(error, VigieError) else unexpected(error)
                set_aside(str(path), reason)
                status = SOME_SET_ASIDE
    return status


def read_file(path: Path) -> Reading:
    """The reading of one file.

    Raises:
        Refused: it cannot be opened, or is not a PDF that can be read.
    """
    from ocr.read import read_document

    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"illisible ({error.strerror}) : vérifier ses droits") from error
    return read_document(data)


def as_text(reading: Reading) -> str:
    """Pages as text, each under a line that says how it was read."""
    parts = []
    for page in reading.pages:
        sure = "" if page.confidence is None else f", confiance {page.confidence:.0%}"
        parts.append(f"--- page {page.number} ({page.source.value}{sure})\n{page.text}\n")
    return "".join(parts)
