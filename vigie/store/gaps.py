"""What sources name and the acts do not: the questions that only the database answers at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, func, or_, select

from vigie.domain.control import ControlRecord
from vigie.store.codec import Codec
from vigie.store.engine import Store
from vigie.store.tables import ACTS, CONTROLS, DOCUMENTS

_CODEC = Codec(ControlRecord)
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Served:
    """The acts that came from one commune: how many, decided from when to when."""

    commune_insee: str
    count: int
    first: date
    last: date


def served(store: Store) -> dict[str, Served]:
    """Communes that transmitted acts, by INSEE code."""
    first, last = func.min(ACTS.c.decided_on), func.max(ACTS.c.decided_on)
    wanted = select(ACTS.c.commune_insee, func.count(), first, last)
    with store.read() as connection:
        rows = connection.execute(wanted.group_by(ACTS.c.commune_insee)).all()
    return {row[0]: Served(*row) for row in rows if row[0] is not None and row[2] is not None}


def without_act(store: Store, *, kind: str | None = None) -> Iterator[tuple[str, ControlRecord]]:
    """Rows that name an act that never came, with the kind of their source; by number.

    ``kind`` keeps the rows of one format only.
    """
    came = exists(select(ACTS.c.act_id).where(ACTS.c.dossier_number == CONTROLS.c.dossier_number))
    known = exists(select(ACTS.c.act_id).where(ACTS.c.actes_id == CONTROLS.c.actes_id))
    # What was declared with a document has no name here: its document came.
    named = or_(CONTROLS.c.dossier_number.is_not(None), CONTROLS.c.actes_id.is_not(None))
    wanted = (
        select(CONTROLS.c.control_id, DOCUMENTS.c.kind, CONTROLS.c.body)
        .join(DOCUMENTS, DOCUMENTS.c.sha256 == CONTROLS.c.source_sha256)
        .where(~came, ~known, named)
    )
    if kind is not None:
        wanted = wanted.where(DOCUMENTS.c.kind == kind)
    return _pages(store, wanted)


def _pages(
    store: Store, wanted: Select[tuple[str, str, bytes]]
) -> Iterator[tuple[str, ControlRecord]]:
    last = ""
    while True:
        some = wanted.where(CONTROLS.c.control_id > last).order_by(CONTROLS.c.control_id)
        with store.read() as connection:
            rows = connection.execute(some.limit(_BATCH)).all()
        for row in rows:
            yield row.kind or "", _CODEC.decode(row.body)
        if len(rows) < _BATCH:
            return
        last = rows[-1].control_id


def numbers(store: Store) -> frozenset[str]:
    """Dossier numbers, without suffix, of the acts that came and of every row that names one."""
    named = select(CONTROLS.c.dossier_number).where(CONTROLS.c.dossier_number.is_not(None))
    mine = select(ACTS.c.base_number).where(ACTS.c.base_number.is_not(None))
    with store.read() as connection:
        return frozenset((*connection.scalars(mine), *connection.scalars(named.distinct())))
