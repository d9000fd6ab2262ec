"""What layers and rules that changed did to the findings of acts."""

import sqlalchemy as sa
from alembic import op

from vigie.store.tables import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the journal of changes."""
    op.create_table(
        "changes",
        sa.Column("act_id", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("act_id", "at", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_at"), "changes", ["at"], unique=False)
