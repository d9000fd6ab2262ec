"""Texts of articles of law."""

from alembic import op

from vigie.store.tables import ARTICLES

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table."""
    ARTICLES.create(op.get_bind())
