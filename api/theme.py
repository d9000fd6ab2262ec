"""The style sheets of a service that has its own: the DSFR's for the State, or any other.

Our pages bear the DSFR's class names under a neutral theme; the DSFR itself is reserved to State
sites, so its files stay with the service that may use them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vigie.errors import OperatorError

BEFORE = ("dsfr.min.css", "utility.min.css")  # ours then correct them
AFTER = ("theme.css",)  # the service's own, which have the last word
ADDRESS = "/static/theme"


@dataclass(frozen=True, slots=True)
class Theme:
    """Addresses of the sheets to link before ours and after."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def theme_of(folder: Path | None) -> Theme:
    """The sheets of a folder; none without a folder.

    Raises:
        OperatorError: the folder holds none of the sheets that are looked for.
    """
    if folder is None:
        return Theme()
    found = Theme(_there(folder, BEFORE), _there(folder, AFTER))
    if found == Theme():
        names = ", ".join((*BEFORE, *AFTER))
        raise OperatorError(
            f"VIGIE_THEME : {folder} ne contient aucune feuille de style ({names})."
        )
    return found


def _there(folder: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{ADDRESS}/{name}" for name in names if (folder / name).is_file())
