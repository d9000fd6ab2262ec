"""Tables of the first version."""

import sqlalchemy as sa
from alembic import op

from vigie.store.tables import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "acts",
        sa.Column("act_id", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("dossier_number", sa.Text(), nullable=True),
        sa.Column("actes_id", sa.Text(), nullable=True),
        sa.Column("commune_insee", sa.Text(), nullable=True),
        sa.Column("act_type", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("defere_on", sa.Date(), nullable=True),
        sa.Column("rank_value", sa.Float(), nullable=True),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("act_id", name=op.f("pk_acts")),
    )
    op.create_index(op.f("ix_acts_actes_id"), "acts", ["actes_id"], unique=False)
    op.create_index(
        op.f("ix_acts_commune_insee_received_on"),
        "acts",
        ["commune_insee", "received_on"],
        unique=False,
    )
    op.create_index(op.f("ix_acts_dossier_number"), "acts", ["dossier_number"], unique=False)
    op.create_index(op.f("ix_acts_stale_act_id"), "acts", ["stale", "act_id"], unique=False)
    op.create_index(
        op.f("ix_acts_status_decided_on"), "acts", ["status", "decided_on"], unique=False
    )
    op.create_index(
        op.f("ix_acts_status_defere_on_rank_value"),
        "acts",
        ["status", "defere_on", "rank_value"],
        unique=False,
    )
    op.create_index(
        op.f("ix_acts_status_received_on"), "acts", ["status", "received_on"], unique=False
    )
    op.create_table(
        "controls",
        sa.Column("control_id", sa.String(length=64), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=True),
        sa.Column("dossier_number", sa.Text(), nullable=True),
        sa.Column("actes_id", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("control_id", name=op.f("pk_controls")),
    )
    op.create_index(op.f("ix_controls_actes_id"), "controls", ["actes_id"], unique=False)
    op.create_index(
        op.f("ix_controls_dossier_number"), "controls", ["dossier_number"], unique=False
    )
    op.create_index(op.f("ix_controls_source_sha256"), "controls", ["source_sha256"], unique=False)
    op.create_table(
        "documents",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("pages_ocr", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_documents")),
    )
    op.create_index(
        op.f("ix_documents_stage_received_at"), "documents", ["stage", "received_at"], unique=False
    )
    op.create_table(
        "layers",
        sa.Column("layer_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("added_at", Instant(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("layer_id", name=op.f("pk_layers")),
    )
    op.create_index(op.f("ix_layers_subject"), "layers", ["subject"], unique=False)
    op.create_table(
        "refused_rows",
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source_sha256", "ordinal", name=op.f("pk_refused_rows")),
    )
    op.create_table(
        "reviews",
        sa.Column("review_id", sa.String(length=64), nullable=False),
        sa.Column("act_id", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_reviews")),
    )
    op.create_index(op.f("ix_reviews_act_id_at"), "reviews", ["act_id", "at"], unique=False)
    op.create_table(
        "settings",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("set_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "deposits",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["documents.sha256"], name=op.f("fk_deposits_sha256")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_deposits")),
    )
    op.create_table(
        "extractions",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["documents.sha256"], name=op.f("fk_extractions_sha256")
        ),
        sa.PrimaryKeyConstraint("sha256", "ordinal", name=op.f("pk_extractions")),
    )
    op.create_index(op.f("ix_extractions_act_id"), "extractions", ["act_id"], unique=False)
    op.create_table(
        "names",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("arrived_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["documents.sha256"], name=op.f("fk_names_sha256")),
        sa.PrimaryKeyConstraint("sha256", "name", name=op.f("pk_names")),
    )
    op.create_table(
        "parcels",
        sa.Column("act_id", sa.String(length=64), nullable=False),
        sa.Column("parcel", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act_id"], ["acts.act_id"], name=op.f("fk_parcels_act_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("act_id", "parcel", name=op.f("pk_parcels")),
    )
    op.create_index(op.f("ix_parcels_parcel"), "parcels", ["parcel"], unique=False)
    op.create_table(
        "readings",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("read_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["documents.sha256"], name=op.f("fk_readings_sha256")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_readings")),
    )
