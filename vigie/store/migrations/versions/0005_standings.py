"""What ranking needs of each act; the queue of a day; overrides, skips, strategies, views."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from vigie.domain.record import ActRecord
from vigie.store import act_words, standing_tables, standings
from vigie.store.codec import Codec

revision = "0005"
down_revision = "0004"

BATCH = 500
TABLES = (
    standing_tables.STANDINGS,
    standing_tables.QUEUE_ROWS,
    standing_tables.PRECEDENTS,
    standing_tables.OVERRIDES,
    standing_tables.SKIPS,
    standing_tables.STRATEGIES,
    standing_tables.SAVED_VIEWS,
)


def upgrade() -> None:
    """Add the tables, and fill what is derived from the acts that are there."""
    connection = op.get_bind()
    for table in TABLES:
        table.create(connection)
    act_words.create(connection)
    for rows in _batches(connection):
        records = [Codec(ActRecord).decode(row.body) for row in rows]
        standings.save(connection, records, [row.received_on for row in rows])


def _batches(connection: sa.Connection) -> Iterator[list[Any]]:
    columns: tuple[Any, ...] = (
        sa.column("act_id"),
        sa.column("received_on", sa.Date),
        sa.column("body"),
    )
    acts = sa.table("acts", *columns)
    last = ""
    while True:
        wanted = sa.select(*columns).select_from(acts).where(columns[0] > last)
        rows = list(connection.execute(wanted.order_by(columns[0]).limit(BATCH)))
        if not rows:
            return
        yield rows
        last = rows[-1].act_id
