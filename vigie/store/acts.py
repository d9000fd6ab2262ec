"""Acts: everything concluded of each, found by id, dossier number or document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, select, union, update

from vigie.domain.fact import said
from vigie.domain.record import ActRecord, ActStatus
from vigie.identity import base_number
from vigie.store import earlier, lineage, standings
from vigie.store.codec import Codec
from vigie.store.engine import Store
from vigie.store.tables import ACTS, ATTACHMENTS, EXTRACTIONS, PARCELS
from vigie.store.upsert import put

_CODEC = Codec(ActRecord)
_BATCH = 500
_KEPT = 512  # acts held in memory, about 20 MB
_DROP_PARCELS = delete(PARCELS).where(PARCELS.c.act_id == bindparam("act"))
_BODY = select(ACTS.c.body).where(ACTS.c.act_id == bindparam("act"))
_IDS = select(ACTS.c.act_id, ACTS.c.dossier_number, ACTS.c.decided_on)
_OF_NUMBER = _IDS.where(ACTS.c.dossier_number == bindparam("wanted"))
_OF_BASE = _IDS.where(ACTS.c.base_number == bindparam("wanted"))
_ON_PARCELS = _IDS.join(PARCELS, PARCELS.c.act_id == ACTS.c.act_id).where(
    PARCELS.c.parcel.in_(bindparam("wanted", expanding=True))
)


def save(store: Store, record: ActRecord) -> None:
    """Keep an act; it takes the place of what was concluded before."""
    with store.write() as connection:
        row = row_of(record)
        put(connection, ACTS, [row])
        standings.save(connection, [record], [row["received_on"]])
        earlier.save(connection, record, received_on(record))
        lineage.save(connection, record.dossier)
        connection.execute(_DROP_PARCELS, {"act": record.act_id})
        cited = said(record.dossier.facts.parcels) or ()
        rows = [{"act_id": record.act_id, "parcel": parcel} for parcel in sorted(set(cited))]
        if rows:
            connection.execute(PARCELS.insert(), rows)


def hold(store: Store, act_id: str) -> None:
    """Keep others from concluding on an act until the transaction ends; SQLite has one writer."""
    with store.read() as connection:
        connection.execute(select(ACTS.c.act_id).where(ACTS.c.act_id == act_id).with_for_update())


def remove(store: Store, act_id: str) -> None:
    """Forget an act that no document speaks of any more."""
    with store.write() as connection:
        connection.execute(_DROP_PARCELS, {"act": act_id})
        standings.remove(connection, act_id)
        earlier.remove(connection, act_id)
        lineage.remove(connection, act_id)
        connection.execute(delete(ACTS).where(ACTS.c.act_id == act_id))


def get(store: Store, act_id: str) -> ActRecord | None:
    """An act by its id."""
    with store.read() as connection:
        body = connection.scalar(_BODY, {"act": act_id})
    return None if body is None else _kept(body)


def some(store: Store, act_ids: Iterable[str]) -> dict[str, ActRecord]:
    """Acts by id; those that are not there are left out."""
    found: dict[str, ActRecord] = {}
    for names in _batches(sorted(set(act_ids))):
        wanted = select(ACTS.c.body).where(ACTS.c.act_id.in_(names))
        with store.read() as connection:
            bodies = connection.scalars(wanted).all()
        found |= {(record := _kept(body)).act_id: record for body in bodies}
    return found


@lru_cache(_KEPT)
def _kept(body: bytes) -> ActRecord:
    """The act that a body says: the head of a queue is asked for over and over."""
    return _CODEC.decode(body)


def find(store: Store, name: str) -> tuple[ActRecord, ...]:
    """Acts by id, by dossier number in normal form, or by the sha256 of one of their documents.

    Several acts may bear one number (the permit, then its withdrawal): oldest decision first.
    """
    attached = select(ATTACHMENTS.c.name).where(ATTACHMENTS.c.sha256 == name)
    of_document = select(EXTRACTIONS.c.act_id).where(EXTRACTIONS.c.sha256 == name)
    with store.read() as connection:
        names = connection.scalars(attached).all()
        tests = [ACTS.c.act_id == name, ACTS.c.dossier_number.in_([name, *names])]
        if names:
            tests.append(ACTS.c.actes_id.in_(names))
        # One question each: put together by OR, SQLite reads every act.
        named = [select(ACTS.c.act_id).where(test) for test in tests]
        ids = connection.scalars(union(*named, of_document)).all()
    found = some(store, ids).values()
    return tuple(sorted(found, key=_age))


def ids(
    store: Store,
    *,
    dossier_number: str | None = None,
    base: str | None = None,
    parcels: Iterable[str] = (),
) -> tuple[tuple[str, str | None, date | None], ...]:
    """(act_id, dossier number, decided on) of the acts that match any of what is given.

    ``base`` is a dossier number without its suffix: the permit and all that followed it.
    """
    asked = (
        (_OF_NUMBER, dossier_number),
        (_OF_BASE, base),
        (_ON_PARCELS, sorted(set(parcels))),
    )
    with store.read() as connection:
        rows = [
            tuple(row)
            for statement, value in asked
            if value
            for row in connection.execute(statement, {"wanted": value})
        ]
    return tuple(sorted(set(rows), key=itemgetter(0)))


def iterate(  # noqa: PLR0913 - one filter each
    store: Store,
    *,
    status: ActStatus | None = None,
    received_from: date | None = None,
    received_to: date | None = None,
    decided_from: date | None = None,
    decided_to: date | None = None,
) -> Iterator[ActRecord]:
    """Acts by id, both ends of each period included; memory holds one batch at a time."""
    tests: list[ColumnElement[bool]] = []
    if status is not None:
        tests.append(ACTS.c.status == status)
    for column, first, last in (
        (ACTS.c.received_on, received_from, received_to),
        (ACTS.c.decided_on, decided_from, decided_to),
    ):
        tests += [column >= first] if first is not None else []
        tests += [column <= last] if last is not None else []
    return _decoded(store, *tests)


def mark_stale(
    store: Store,
    *,
    act_ids: Iterable[str] = (),
    dossier_numbers: Iterable[str] = (),
    actes_ids: Iterable[str] = (),
    communes: Iterable[str] = (),
) -> None:
    """Say that the acts named in any of these ways are to be scored again."""
    named = (
        (ACTS.c.act_id, act_ids),
        (ACTS.c.dossier_number, dossier_numbers),
        (ACTS.c.actes_id, actes_ids),
        (ACTS.c.commune_insee, communes),
    )
    with store.write() as connection:
        for column, names in named:
            for some in _batches(sorted(set(names))):
                connection.execute(update(ACTS).where(column.in_(some)).values(stale=True))


def mark_all_stale(store: Store) -> None:
    """Say that every act is to be scored again: layers, grounds or the model changed."""
    with store.write() as connection:
        connection.execute(update(ACTS).values(stale=True))


def stale(store: Store, *, limit: int = _BATCH) -> tuple[str, ...]:
    """Ids of acts to be scored again."""
    wanted = select(ACTS.c.act_id).where(ACTS.c.stale.is_(True)).order_by(ACTS.c.act_id)
    with store.read() as connection:
        return tuple(connection.scalars(wanted.limit(limit)))


def count(store: Store, *, status: ActStatus | None = None) -> int:
    """How many acts, of one status or in all."""
    wanted = select(func.count()).select_from(ACTS)
    if status is not None:
        wanted = wanted.where(ACTS.c.status == status)
    with store.read() as connection:
        return connection.scalar(wanted) or 0


def _batches(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), _BATCH):
        yield names[start : start + _BATCH]


def _decoded(store: Store, *tests: ColumnElement[bool]) -> Iterator[ActRecord]:
    last = ""
    while True:
        wanted = select(ACTS.c.act_id, ACTS.c.body).where(ACTS.c.act_id > last, *tests)
        with store.read() as connection:
            rows = connection.execute(wanted.order_by(ACTS.c.act_id).limit(_BATCH)).all()
        for row in rows:
            yield _CODEC.decode(row.body)
        if len(rows) < _BATCH:
            return
        last = rows[-1].act_id


def row_of(record: ActRecord) -> dict[str, Any]:
    """The row of an act."""
    facts, now = record.dossier.facts, datetime.now(UTC)
    number = said(facts.dossier_number)
    return {
        "act_id": record.act_id,
        "status": record.status,
        "dossier_number": number,
        "base_number": None if number is None else base_number(number),
        "actes_id": said(facts.actes_id),
        "commune_insee": said(facts.commune_insee),
        "act_type": said(facts.act_type),
        "stage": said(facts.stage),
        "decided_on": record.dossier.clock.decided_on,
        "received_on": received_on(record) or now.date(),
        "defere_on": record.deadlines.defere.date if record.deadlines else None,
        "rank_value": record.score.rank_value if record.score else None,
        "stale": False,
        "body": _CODEC.encode(record),
        "updated_at": now,
    }


def received_on(record: ActRecord) -> date | None:
    """The day the act is filed under: received, else decided or tacit, the earliest it could be."""
    clock = record.dossier.clock
    return clock.received_on or clock.decided_on or clock.tacit_on


def _age(record: ActRecord) -> tuple[date, str]:
    return (record.dossier.clock.decided_on or date.max, record.act_id)
