"""What sheets and messages say of acts: kept as rows, tied to an act whenever it is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, or_, select, update

from vigie.domain.control import ControlRecord, RowRefused
from vigie.store import acts, extractions
from vigie.store.codec import Codec
from vigie.store.engine import Store
from vigie.store.tables import ACTS, CONTROLS, REFUSED_ROWS
from vigie.store.upsert import put, put_many

_CODEC = Codec(ControlRecord)
# What was declared with a document speaks of its act alone: such a row has no name in its columns.
_DECLARED = and_(CONTROLS.c.dossier_number.is_(None), CONTROLS.c.actes_id.is_(None))
_NAMING = (
    select(CONTROLS.c.body, CONTROLS.c.source_sha256, _DECLARED.label("declared"))
    .where(
        or_(
            CONTROLS.c.dossier_number == bindparam("number"),
            CONTROLS.c.actes_id == bindparam("actes_id"),
            and_(CONTROLS.c.source_sha256.in_(bindparam("documents", expanding=True)), _DECLARED),
        )
    )
    .order_by(CONTROLS.c.control_id)
)
_STALE = tuple(
    update(ACTS)
    .where(
        mine.in_(
            select(theirs).where(
                CONTROLS.c.source_sha256 == bindparam("source"), theirs.is_not(None)
            )
        )
    )
    .values(stale=True)
    for mine, theirs in (
        (ACTS.c.dossier_number, CONTROLS.c.dossier_number),
        (ACTS.c.actes_id, CONTROLS.c.actes_id),
    )
)
_BATCH = 10_000  # rows in memory twice at once
_COLUMNS = (
    "control_id",
    "source_sha256",
    "dossier_number",
    "actes_id",
    "decided_on",
    "body",
    "added_at",
)
_Row = tuple[str, str, str | None, str | None, date | None, bytes, datetime]
_KEY, _NAMED = 64, 52  # length of a key; of the part that names its source, the rest its rank


def save(
    store: Store,
    controls: Iterable[ControlRecord],
    *,
    source_sha256: str,
    refused: Sequence[RowRefused] = (),
) -> tuple[ControlRecord, ...]:
    """Keep the rows of one source in place of those it gave before; returns them.

    A row that two copies of a sheet say in the same words is one row for each copy: what they
    say is the same, so nothing is counted twice.
    """
    kept = tuple(controls)
    with store.transaction() as bound, bound.write() as connection:
        connection.execute(delete(CONTROLS).where(CONTROLS.c.source_sha256 == source_sha256))
        for first in range(0, len(kept), _BATCH):
            rows = _rows(source_sha256, kept[first : first + _BATCH], first)
            put_many(connection, CONTROLS, _COLUMNS, rows)
        _save_refused(bound, source_sha256, refused)
    return kept


def mark_stale(store: Store, source_sha256: str) -> None:
    """Say that the acts named by the rows of one source are to be scored again."""
    with store.write() as connection:
        for statement in _STALE:
            connection.execute(statement, {"source": source_sha256})


def declare(store: Store, control: ControlRecord, *, document: str) -> None:
    """Keep what the sender of a document declares of its act, beside what it declared before."""
    body = _CODEC.encode(control)
    key = sha256(document.encode() + body).hexdigest()
    row = (key, document, None, None, control.decided_on, body, datetime.now(UTC))
    with store.write() as connection:
        put_many(connection, CONTROLS, _COLUMNS, [row])


def _rows(source_sha256: str, controls: Sequence[ControlRecord], first: int) -> list[_Row]:
    """Rows whose keys follow one another: a table is filled at its end, not all over."""
    now, start = datetime.now(UTC), source_sha256[:_NAMED]
    return [
        (
            f"{start}{rank:0{_KEY - _NAMED}}",
            source_sha256,
            control.dossier_number,
            control.actes_id,
            control.decided_on,
            _CODEC.encode(control),
            now,
        )
        for rank, control in enumerate(controls, first)
    ]


def of_act(  # noqa: PLR0913 - each way in which a row names an act
    store: Store,
    *,
    act_id: str,
    dossier_number: str | None,
    actes_id: str | None,
    decided_on: date | None,
    documents: Iterable[str] = (),
) -> tuple[ControlRecord, ...]:
    """Rows that speak of an act, in a fixed order, and what was declared with its documents.

    A row with another date of decision belongs to the act of that date when there is one, else
    to every act of its number: the clerk mistyped the date, or the act's was misread.
    """
    names = {"number": dossier_number, "actes_id": actes_id}  # nothing equals NULL
    with store.read() as connection:
        found = connection.execute(_NAMING, {**names, "documents": sorted(set(documents))}).all()
    rows = tuple(_CODEC.decode(row.body) for row in found if not row.declared)
    declared = tuple(_declared(store, row, dossier_number) for row in found if row.declared)
    mine = tuple(row for row in declared if row is not None)
    if dossier_number is None or all(row.decided_on in (None, decided_on) for row in rows):
        return rows + mine
    others = acts.ids(store, dossier_number=dossier_number)
    taken = {decided for other, _, decided in others if other != act_id and decided is not None}
    kept = (r for r in rows if r.decided_on == decided_on or r.decided_on not in taken)
    return (*kept, *mine)


def _declared(store: Store, row: Row[Any], number: str | None) -> ControlRecord | None:
    """What was declared with a document; of the several acts that it holds, of the one named."""
    said = _CODEC.decode(row.body)
    if said.dossier_number in (None, number):
        return said
    return said if len(extractions.of_document(store, row.source_sha256)) < 2 else None


def refused_rows(store: Store, source_sha256: str) -> tuple[RowRefused, ...]:
    """Rows of a sheet that were not understood, in the order of the sheet."""
    wanted = select(REFUSED_ROWS).where(REFUSED_ROWS.c.source_sha256 == source_sha256)
    with store.read() as connection:
        rows = connection.execute(wanted.order_by(REFUSED_ROWS.c.ordinal))
        return tuple(RowRefused(row.place, row.reason) for row in rows)


def every_refused_row(store: Store) -> tuple[RowRefused, ...]:
    """Rows of every source that were not understood, source by source in their order."""
    order = (REFUSED_ROWS.c.source_sha256, REFUSED_ROWS.c.ordinal)
    with store.read() as connection:
        rows = connection.execute(select(REFUSED_ROWS).order_by(*order))
        return tuple(RowRefused(row.place, row.reason) for row in rows)


def _save_refused(store: Store, source_sha256: str, refused: Sequence[RowRefused]) -> None:
    rows = [
        {"source_sha256": source_sha256, "ordinal": ordinal, "place": r.where, "reason": r.reason}
        for ordinal, r in enumerate(refused)
    ]
    with store.write() as connection:
        old = delete(REFUSED_ROWS).where(REFUSED_ROWS.c.source_sha256 == source_sha256)
        connection.execute(old)
        put(connection, REFUSED_ROWS, rows)
