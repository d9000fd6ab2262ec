"""Acts reviewed, which count in the past of those that come after it."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from vigie.domain.record import ActRecord
from vigie.store import acts, earlier
from vigie.store.codec import Codec
from vigie.store.tables import EARLIER_ACTS

revision = "0006"
down_revision = "0005"

BATCH = 500


def upgrade() -> None:
    """Add the table, and fill it from the acts that are there."""
    connection = op.get_bind()
    EARLIER_ACTS.create(connection)
    for record in _records(connection):
        earlier.save(connection, record, acts.received_on(record))


def _records(connection: sa.Connection) -> Iterator[ActRecord]:
    act_id: sa.ColumnClause[str] = sa.column("act_id")
    body: sa.ColumnClause[bytes] = sa.column("body")
    kept = sa.select(act_id, body).select_from(sa.table("acts", act_id, body)).order_by(act_id)
    last = ""
    while rows := connection.execute(kept.where(act_id > last).limit(BATCH)).all():
        for row in rows:
            yield Codec(ActRecord).decode(row.body)
        last = rows[-1].act_id
