"""``vigie changes``: acts whose findings a layer or a rule changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from vigie.commands.opening import opened
from vigie.commands.output import progress, results_only, say, set_aside, write_line
from vigie.commands.train import DAYS
from vigie.errors import UserError

if TYPE_CHECKING:
    from vigie.domain.change import ActChange, FindingChange
    from vigie.settings import Settings
    from vigie.store import Store

SHOWN_DAYS = 30  # changes applied that are shown when no day is given


def changes(
    try_: Annotated[
        list[Path] | None,
        typer.Option("--try", help="Couches à essayer, sans les ajouter au catalogue."),
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Reclasse les actes touchés, et eux seuls.")
    ] = False,
    since: Annotated[
        datetime | None,
        typer.Option(formats=DAYS, help="Changements appliqués depuis ce jour."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="En JSON.")] = False,
) -> None:
    """Liste les actes au délai ouvert dont les constats changent : couche, registre ou règle."""
    from vigie.store import changes as journal

    if try_ and apply:
        raise UserError(
            "--try essaie des couches sans les garder : les ajouter avec « vigie layers add »."
        )
    with results_only() as results, opened() as (settings, store):
        before = datetime.now(UTC)
        found = tried(store, try_) if try_ else looked_for(store)
        if apply and found:
            apply_to(store, settings, found)
        day = since.replace(tzinfo=UTC) if since else before - timedelta(days=SHOWN_DAYS)
        done = () if try_ else journal.since(store, day)
        if json:
            shown = () if apply else found
            write_line(results, {"to_apply": _plain(shown), "applied": _plain(done)})
            return
        _write(results, found, done, applied=apply)


def looked_for(store: Store) -> tuple[ActChange, ...]:
    """What today's layers and rules change, kept for the page."""
    from vigie.changes import look_and_keep
    from vigie.domain.record import ActStatus
    from vigie.store import acts

    with progress("Actes", acts.count(store, status=ActStatus.READY)) as advance:
        return look_and_keep(store, told=advance)


def tried(store: Store, paths: list[Path]) -> tuple[ActChange, ...]:
    """What layers that are not in the catalogue would change."""
    from vigie.changes import looking, most_pressing, pending, trial
    from vigie.domain.record import ActStatus
    from vigie.store import acts

    for path in paths:
        if not path.exists():
            raise UserError(f"{path} n'existe pas : vérifier le chemin.")
    with trial(store, paths) as (catalogue, added):
        for refused in added.refused:
            set_aside(refused.source, refused.reason)
        if not added.added:
            say("Aucune couche nouvelle dans ces fichiers : rien à essayer.")
            return ()
        look = looking(store, catalogue=catalogue)
        with progress("Actes", acts.count(store, status=ActStatus.READY)) as advance:
            return most_pressing(pending(store, look, told=advance))


def apply_to(store: Store, settings: Settings, found: tuple[ActChange, ...]) -> None:
    """Conclude again of these acts only."""
    from vigie.pipeline import refresh
    from vigie.stages import real_stages
    from vigie.worker import coordinating

    with coordinating(store), progress("Classement", len(found)) as advance:
        stages = real_stages(store, settings)
        for one in found:
            refresh(store, stages, one.act_id)
            advance()


def _write(
    results: TextIO, found: tuple[ActChange, ...], done: tuple[ActChange, ...], *, applied: bool
) -> None:
    if not applied:
        for one in found:
            results.write(as_text(one))
        say(_count(found))
    if done:
        results.write("\nAppliqués :\n")
        for one in done:
            results.write(as_text(one))


def _count(found: tuple[ActChange, ...]) -> str:
    if not found:
        return "Aucun acte au délai ouvert ne change."
    many = "s" if len(found) > 1 else ""
    return f"{len(found)} acte{many} touché{many}. Pour reclasser : vigie changes --apply."


def as_text(one: ActChange) -> str:
    """An act and its changes, as lines for a terminal."""
    ends = f"{one.defere_on:%d/%m/%Y}" if one.defere_on else "non connu"
    day = f"{one.at:%d/%m/%Y} · " if one.at else ""
    head = f"{day}{one.dossier_number or one.act_id}  {one.commune_insee or '?'}  déféré : {ends}\n"
    return head + "".join(_line(change) for change in one.changes)


def _line(change: FindingChange) -> str:
    from scoring.changes import turn

    stars = "★" * change.strength
    why = " ; ".join(change.why)
    return f"   {change.ground} {stars} {turn(change)} : {change.because} [{why}]\n"


def _plain(rows: tuple[ActChange, ...]) -> object:
    from vigie.views import plain

    return plain(rows)
