"""``vigie show``: all that is known of one act."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from vigie.commands.opening import opened
from vigie.commands.output import as_json, results_only, say, write_line
from vigie.errors import UserError

if TYPE_CHECKING:
    from vigie.domain.record import ActRecord
    from vigie.store import Store

Wanted = Annotated[
    str, typer.Argument(metavar="ACT", help="Identifiant, numéro de dossier ou sha256 d'un PDF.")
]


def show(
    act: Wanted, json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False
) -> None:
    """Montre tout ce qui est connu d'un acte."""
    from vigie.views import act_json

    with opened() as (_, store), results_only() as results:
        record, others = found(store, act)
        for other in others:
            say(f"autre acte du même nom : {other.act_id} ({other.dossier.clock.decided_on})")
        if json:
            write_line(results, act_json(record))
        else:
            results.write(as_json(act_json(record), indent=2) + "\n")


def found(store: Store, wanted: str) -> tuple[ActRecord, tuple[ActRecord, ...]]:
    """The act of that name and the others that bear it, the oldest decision first.

    Raises:
        UserError: no act bears it.
    """
    from vigie.store import acts

    for name in dict.fromkeys((wanted, wanted.lower(), number(wanted))):
        matches = acts.find(store, name)
        if matches:
            return matches[0], matches[1:]
    raise UserError(
        f"Aucun acte « {wanted} » : donner l'identifiant, le numéro de dossier "
        "(PC 034150 24 V0036) ou le sha256 d'un de ses PDF."
    )


def number(wanted: str) -> str:
    """A dossier number in normal form, when it looks like one; else as given."""
    compact = re.sub(r"[\s./-]", "", wanted).upper()
    match = re.fullmatch(r"(PC|PA|PD|DP|CU)(\w{6})(\d{2})(\w{5})((?:M|T)\d{2})?", compact)
    return " ".join(part for part in match.groups() if part) if match else wanted
