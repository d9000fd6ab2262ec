"""A store of a million acts in minutes: some are saved, the others are their copies in bulk.

The acts saved went through :func:`vigie.store.acts.save`; each copy has every row that its model
was given, under its own names, so that the store is what saving act by act would have made of it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    column,
    event,
    func,
    insert,
    select,
    table,
    text,
)

from benchmarks.queue.acts import MODELS, Names, names, record
from vigie.domain.dossier import DocumentRole, Extracted
from vigie.domain.fact import said
from vigie.domain.record import ActRecord
from vigie.store import Store, act_words, acts, documents, extractions, standings
from vigie.store.extractions import Extraction
from vigie.store.standing_tables import PRECEDENTS, STANDINGS
from vigie.store.tables import ACTS, EARLIER_ACTS, PARCELS

BATCH = 20_000
ADLER = 65_521

COPIES = Table(
    "copies",
    MetaData(),
    Column("word_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("act_id", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("parcel", Text, nullable=False),
    prefixes=["TEMPORARY"],
)
TEXTS = Table(
    "texts",
    MetaData(),
    Column("model", Text, primary_key=True),
    Column("number", Text, nullable=False),
    Column("body", Text, nullable=False),
    prefixes=["TEMPORARY"],
)


def fill(store: Store, count: int, *, models: int = MODELS) -> None:
    """Put this many acts in an empty store, the first ``models`` of them one by one."""
    saved = [record(number, models=models) for number in range(min(count, models))]
    with store.transaction() as bound:
        for one in saved:
            acts.save(bound, one)
    if count > models:
        with _bulk(store) as connection:
            _copy(connection, saved, count)
    with store.write() as connection:
        connection.execute(text("ANALYZE"))


def readable(store: Store, act_ids: Sequence[str]) -> None:
    """Give acts a document that speaks of them, so that deciding on one concludes it again."""
    for act_id, one in acts.some(store, act_ids).items():
        sha = documents.receive(store, act_id.encode(), name=f"{act_id}.pdf", kind="pdf")[0].sha256
        told = Extracted((1, 2), one.dossier.facts, one.dossier.masked_text or "")
        extraction = Extraction(sha, 0, act_id, DocumentRole.ACT, 2, 0.95, 0, told)
        extractions.save(store, sha, [extraction])
        documents.mark_ready(store, sha, pages=2, pages_ocr=0)


@contextmanager
def _bulk(store: Store) -> Iterator[Connection]:
    """A connection that writes much at once: nothing it does need survive the machine."""
    engine = store.engine
    sqlite = engine.dialect.name == "sqlite"
    if sqlite:
        engine.dispose()  # connections made from now on are prepared for the bulk
        event.listen(engine, "connect", _hurry)
    try:
        with engine.connect().execution_options(vigie_writes=True) as connection:
            yield connection
    finally:
        if sqlite:
            event.remove(engine, "connect", _hurry)
            engine.dispose()


def _hurry(connection: Any, _record: object) -> None:
    for pragma in ("synchronous=OFF", "cache_size=-500000", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _copy(connection: Connection, saved: Sequence[ActRecord], count: int) -> None:
    """Make the copies: whole acts with their own body, all other rows by one statement a table."""
    own = {"act_id": COPIES.c.act_id}
    derived = (
        (STANDINGS, own | {"word_id": COPIES.c.word_id}),
        (PARCELS, own | {"parcel": COPIES.c.parcel}),
        (EARLIER_ACTS, own),
        (PRECEDENTS, own),
    )
    with connection.begin():
        COPIES.create(connection)
        TEXTS.create(connection)
        connection.execute(insert(TEXTS), [_text(one) for one in saved])
        moulds = _moulds(connection, saved)
    with _without_indexes(connection, (ACTS, *(table for table, _ in derived))):
        for start in range(len(saved), count, BATCH):
            with connection.begin():
                _copy_acts(connection, moulds, range(start, min(start + BATCH, count)))
        for table, changed in derived:
            with connection.begin():
                _multiply(connection, table, changed)
        with connection.begin():
            _multiply_words(connection)


@contextmanager
def _without_indexes(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """Indexes made once at the end take a fraction of the time of keeping them up."""
    indexes = [index for table in tables for index in table.indexes]
    postgres = connection.dialect.name == "postgresql"
    with connection.begin():
        for index in indexes:
            index.drop(connection)
        if postgres:
            connection.execute(text("DROP INDEX ix_act_words_body"))
    yield
    with connection.begin():
        if postgres:
            connection.execute(text("SET LOCAL maintenance_work_mem = '1GB'"))
            connection.execute(text(act_words.INDEX))
        for index in indexes:
            index.create(connection)


def _copy_acts(connection: Connection, moulds: Sequence[Mould], numbers: range) -> None:
    rows, copies = [], []
    for number in numbers:
        mould, named = moulds[number % len(moulds)], names(number, models=len(moulds))
        rows.append(mould.cast(named))
        word_id = standings.word_id(named.act_id)
        model = mould.named.act_id
        copies.append(
            {"word_id": word_id, "act_id": named.act_id, "model": model,
             "number": named.dossier_number, "parcel": named.parcel}
        )  # fmt: skip
    _insert(connection, ACTS, rows)
    _insert(connection, COPIES, copies)


def _insert(connection: Connection, target: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Many rows at once: PostgreSQL takes them as one stream."""
    if connection.dialect.name == "sqlite":
        connection.execute(insert(target), rows)
        return
    cursor = connection.connection.driver_connection.cursor()  # type: ignore[union-attr]
    names = tuple(rows[0])
    with cursor.copy(f"COPY {target.name} ({', '.join(names)}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row([row[name] for name in names])


def _multiply(
    connection: Connection, target: Table, changed: Mapping[str, ColumnElement[Any]]
) -> None:
    """Give every copy the rows of its model, but for what is its own."""
    columns = [changed.get(column.name, column) for column in target.c]
    of_model = target.join(COPIES, COPIES.c.model == target.c.act_id)
    rows = select(*columns).select_from(of_model)
    connection.execute(insert(target).from_select([column.name for column in target.c], rows))


def _multiply_words(connection: Connection) -> None:
    """The words of each copy, in the order of their rows: FTS5 writes to disk at each step back."""
    sqlite = connection.dialect.name == "sqlite"
    words: ColumnElement[Any] = TEXTS.c.body
    for told in (func.lower, _joined):
        words = func.replace(words, told(TEXTS.c.number), told(COPIES.c.number))
    row = column("rowid" if sqlite else "word_id", BigInteger)
    target = table("act_words", row, column("body"))
    kept = words if sqlite else func.to_tsvector("simple", words)
    of_model = TEXTS.join(COPIES, COPIES.c.model == TEXTS.c.model)
    rows = select(COPIES.c.word_id, kept).select_from(of_model).order_by(COPIES.c.word_id)
    connection.execute(insert(target).from_select([row, column("body")], rows))


def _joined(number: ColumnElement[str]) -> ColumnElement[str]:
    return func.replace(func.lower(number), " ", "")


def _text(one: ActRecord) -> dict[str, str]:
    number = said(one.dossier.facts.dossier_number)
    return {"model": one.act_id, "number": number or "", "body": act_words.text_of(one)}


@dataclass(frozen=True, slots=True)
class Mould:
    """An act saved, from whose row those of its copies are made.

    All that names it stands in the first bytes of its JSON: only these are written anew, in a
    block that zlib does not compress; the rest was compressed once.
    """

    named: Names
    row: Mapping[str, Any]
    head: bytes
    tail: bytes
    tail_sum: int
    tail_length: int

    @classmethod
    def of(cls, row: Mapping[str, Any], named: Names) -> Self:
        """From the row of an act."""
        whole = zlib.decompress(row["body"])
        cut = max(whole.rindex(one.encode()) + len(one) for one in named)
        tail = whole[cut:]
        packer = zlib.compressobj(3, wbits=-zlib.MAX_WBITS)
        packed = packer.compress(tail) + packer.flush()
        return cls(named, row, whole[:cut], packed, zlib.adler32(tail), len(tail))

    def cast(self, named: Names) -> dict[str, Any]:
        """The row of a copy under its own names."""
        head = self.head
        for mine, other in zip(self.named, named, strict=True):
            head = head.replace(mine.encode(), other.encode())
        stored = struct.pack("<BBBHH", 0x78, 0x01, 0, len(head), len(head) ^ 0xFFFF)
        total = _adler32(zlib.adler32(head), self.tail_sum, self.tail_length)
        number = named.dossier_number
        return {
            **self.row,
            "act_id": named.act_id,
            "dossier_number": number,
            "base_number": number,
            "body": stored + head + self.tail + total.to_bytes(4, "big"),
        }


def _adler32(head: int, tail: int, tail_length: int) -> int:
    """The checksum of two pieces put together, from those of each (RFC 1950)."""
    low = (head & 0xFFFF) + (tail & 0xFFFF) - 1
    high = (head >> 16) + (tail >> 16) + tail_length * ((head & 0xFFFF) - 1)
    return (high % ADLER) << 16 | low % ADLER


def _moulds(connection: Connection, saved: Sequence[ActRecord]) -> list[Mould]:
    rows = {row["act_id"]: dict(row) for row in connection.execute(select(ACTS)).mappings()}
    return [
        Mould.of(rows[one.act_id], names(number, models=len(saved)))
        for number, one in enumerate(saved)
    ]
