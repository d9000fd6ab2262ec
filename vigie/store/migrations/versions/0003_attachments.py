"""Annexes, letters and forms tied to acts; registers; keys of client programs; events by time."""

import sqlalchemy as sa
from alembic import op

from vigie.store.tables import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables and the indices by time."""
    _attachments()
    _registers()
    op.create_table(
        "clients",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_clients")),
        sa.UniqueConstraint("hash", name=op.f("uq_clients_hash")),
    )
    for table, key in (("documents", "sha256"), ("acts", "act_id")):
        name = op.f(f"ix_{table}_updated_at_{key}")
        op.create_index(name, table, ["updated_at", key], unique=False)


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sha256"], ["documents.sha256"], name=op.f("fk_attachments_sha256")
        ),
        sa.PrimaryKeyConstraint("sha256", "name", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_name"), "attachments", ["name"], unique=False)


def _registers() -> None:
    op.create_table(
        "delegations",
        sa.Column("delegation_id", sa.String(length=64), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("commune_insee", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("delegation_id", name=op.f("pk_delegations")),
    )
    for column in ("commune_insee", "source_sha256"):
        op.create_index(op.f(f"ix_delegations_{column}"), "delegations", [column], unique=False)
    op.create_table(
        "planning",
        sa.Column("commune_insee", sa.String(length=8), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("commune_insee", "since", name=op.f("pk_planning")),
    )
