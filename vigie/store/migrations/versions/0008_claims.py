"""Claims as rows: kept as one value, two writers could undo each other's."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

NAME = "claims"


def upgrade() -> None:
    """Add the table, and move there what the setting held."""
    table = op.create_table(
        "claims",
        sa.Column("act_id", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=128), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("act_id", name=op.f("pk_claims")),
    )
    settings = sa.table("settings", sa.column("name"), sa.column("value", sa.JSON()))
    of_claims = settings.c.name == NAME
    kept = op.get_bind().scalar(sa.select(settings.c.value).where(of_claims))
    rows = [_row(act_id, told) for act_id, told in (kept or {}).items()]
    if rows:
        op.bulk_insert(table, rows)
    op.execute(sa.delete(settings).where(of_claims))


def _row(act_id: str, told: dict[str, Any]) -> dict[str, Any]:
    at = datetime.fromisoformat(told["at"]).astimezone(UTC).replace(tzinfo=None)
    return {"act_id": act_id, "by": told["by"], "name": told["name"], "at": at}
