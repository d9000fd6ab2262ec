"""Claims as rows: kept as one value, two writers could undo each other's."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from vigie.store.standing_tables import CLAIMS
from vigie.store.tables import SETTINGS

revision = "0008"
down_revision = "0007"

NAME = "claims"


def upgrade() -> None:
    """Add the table, and move there what the setting held."""
    connection = op.get_bind()
    CLAIMS.create(connection)
    kept = connection.scalar(sa.select(SETTINGS.c.value).where(SETTINGS.c.name == NAME))
    rows = [_row(act_id, told) for act_id, told in (kept or {}).items()]
    if rows:
        connection.execute(CLAIMS.insert(), rows)
    connection.execute(sa.delete(SETTINGS).where(SETTINGS.c.name == NAME))


def _row(act_id: str, told: dict[str, Any]) -> dict[str, Any]:
    at = datetime.fromisoformat(told["at"])
    return {"act_id": act_id, "by": told["by"], "name": told["name"], "at": at}
