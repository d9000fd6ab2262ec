"""Which acts a layer or a rule that changed would change, before anything is applied.

Only acts whose clock runs are looked at, from what was kept of them: nothing is read or scored
again, nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

import scoring.grounds
from scoring.changes import Assess, act_change, open_clock
from scoring.grounds import assess
from vigie.domain.change import ActChange
from vigie.domain.dossier import Commune, Dossier
from vigie.domain.fact import Facts, said
from vigie.domain.place import Place
from vigie.domain.record import ActRecord, ActStatus
from vigie.stages import naming, placing
from vigie.store import (
    Store,
    acts,
    calendar,
    communes,
    layers,
    open_store,
    registers,
    settings,
)
from vigie.store import changes as journal

if TYPE_CHECKING:
    from ingest.layers import Added

_KEPT = "changes to apply"
_ROWS = TypeAdapter(tuple[ActChange, ...])


@dataclass(frozen=True, slots=True)
class Look:
    """What an act is looked at with: the layers, the communes and the rules of today."""

    place: Callable[[Facts, date, str | None], Place]
    commune: Callable[[str, date], Commune | None]
    registered: Callable[[Dossier, str, date], Dossier] = lambda dossier, _insee, _day: dossier
    assess: Assess = assess


def looking(store: Store, *, catalogue: Store | None = None) -> Look:
    """On the layers of a store, or on those of another catalogue (see :func:`trial`)."""
    return Look(placing(catalogue or store), naming(store), partial(registered, store))


def registered(store: Store, dossier: Dossier, insee: str, day: date) -> Dossier:
    """A dossier with what the registers of communes say on its day."""
    plan, commune = registers.planning(store, insee, day), dossier.commune
    if plan is not None and commune is not None:
        commune = replace(commune, planning_document=plan)
    lines = registers.delegations(store, insee, day)
    return replace(dossier, commune=commune, delegations=lines)


def pending(
    store: Store, look: Look, *, told: Callable[[], None] = lambda: None
) -> Iterator[ActChange]:
    """Acts whose clock runs and whose findings are not what would be found now, by id."""
    today = calendar.today(store)
    for record in acts.iterate(store, status=ActStatus.READY):
        told()
        if open_clock(record, today):
            changed = act_change(record, seen_now(record, look, today), look.assess)
            if changed is not None:
                yield changed


def seen_now(record: ActRecord, look: Look, today: date) -> ActRecord:
    """An act as the layers, the communes and the rules of today see it; its words stay."""
    dossier, clock = record.dossier, record.dossier.clock
    as_of = clock.decided_on or clock.tacit_on or clock.received_on or today
    insee = said(dossier.facts.commune_insee)
    now = replace(
        dossier,
        place=look.place(dossier.facts, as_of, insee),
        commune=look.commune(insee, as_of) if insee is not None else None,
    )
    if insee is not None:
        now = look.registered(now, insee, as_of)
    return replace(record, dossier=now, findings=look.assess(now))


def most_pressing(found: Iterable[ActChange]) -> tuple[ActChange, ...]:
    """In the order to read them: what appears at its strongest first, then the nearest end."""
    return tuple(sorted(found, key=_order))


def _order(change: ActChange) -> tuple[bool, int, date, str]:
    first = change.changes[0]
    ends = change.defere_on or date.max
    return (first.after is None, -first.strength, ends, change.act_id)


@contextmanager
def trial(store: Store, paths: list[Path]) -> Iterator[tuple[Store, Added]]:
    """A throw-away catalogue: the layers of a store, and those of some files beside them."""
    from ingest.layers import add as add_layers  # noqa: PLC0415 - drivers are slow to import

    with TemporaryDirectory(prefix="vigie-essai-") as folder:
        home = Path(folder)
        (home / "layers").mkdir()
        for file in (store.home / "layers").glob("*"):
            (home / "layers" / file.name).symlink_to(file.resolve())
        beside = open_store(f"sqlite:///{home / 'vigie.sqlite'}", home=home)
        try:
            for record in layers.listed(store):
                layers.save(beside, record)
            yield beside, add_layers(beside, paths)
        finally:
            beside.close()


def signature(store: Store) -> str:
    """Of all that findings rest on beside the acts: layers, register of communes, rules."""
    told = [f"{one.layer_id} {one.state} {one.valid_to}" for one in layers.listed(store)]
    told += [repr(one) for one in communes.listed(store)]
    told += registers.lines(store)
    digest = sha256("\n".join(told).encode())
    for source in sorted(Path(scoring.grounds.__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def keep(store: Store, found: Iterable[ActChange], *, signed: str, at: datetime) -> None:
    """Keep what is to apply as looked for at an instant, on the layers and rules signed."""
    rows = _ROWS.dump_python(tuple(found), mode="json")
    settings.save(store, _KEPT, {"signature": signed, "at": at.isoformat(), "changes": rows})


def kept(store: Store, *, signed: str) -> tuple[ActChange, ...] | None:
    """What is to apply and was not concluded again since; None when it is to be looked for."""
    value = settings.get(store, _KEPT)
    if value is None or value["signature"] != signed:
        return None
    found = _ROWS.validate_python(value["changes"])
    again = journal.concluded_since(
        store, [one.act_id for one in found], datetime.fromisoformat(value["at"])
    )
    return tuple(one for one in found if one.act_id not in again)


def look_and_keep(
    store: Store, *, told: Callable[[], None] = lambda: None
) -> tuple[ActChange, ...]:
    """Look for what is to apply, and keep it until layers, registers or rules change again."""
    signed, at = signature(store), datetime.now(UTC)
    found = most_pressing(pending(store, looking(store), told=told))
    keep(store, found, signed=signed, at=at)
    return found
