"""The stage of an act, and the act that it says it bears on.

Acts that follow another are to be tied again; they are read as they were kept then, with nothing
of the program.
"""

import json
import zlib

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

BATCH = 500


def upgrade() -> None:
    """Add the column and the table; fill the column from the acts that are there."""
    op.add_column("acts", sa.Column("stage", sa.Text(), nullable=True))
    columns = ["commune_insee", "decided_on"]
    op.create_index(op.f("ix_acts_commune_insee_decided_on"), "acts", columns)
    op.create_table(
        "bases_cited",
        sa.Column("act_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("insee", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["act_id"], ["acts.act_id"], name=op.f("fk_bases_cited_act_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("act_id", name=op.f("pk_bases_cited")),
    )
    op.create_index(op.f("ix_bases_cited_number"), "bases_cited", ["number"])
    places = ["insee", "decided_on"]
    op.create_index(op.f("ix_bases_cited_insee_decided_on"), "bases_cited", places)
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    acts = sa.table("acts", *(sa.column(name) for name in ("act_id", "body", "stage", "stale")))
    kept = sa.select(acts.c.act_id, acts.c.body).order_by(acts.c.act_id)
    last = ""
    while rows := connection.execute(kept.where(acts.c.act_id > last).limit(BATCH)).all():
        for row in rows:
            stage = _stage(row.body)
            if stage is not None:
                again = {} if stage == "initial" else {"stale": True}
                one = sa.update(acts).where(acts.c.act_id == row.act_id)
                connection.execute(one.values(stage=stage, **again))
        last = rows[-1].act_id


def _stage(body: bytes) -> str | None:
    plain = body[:1] in (b"{", b"[")
    facts = json.loads(body if plain else zlib.decompress(body))["dossier"]["facts"]
    stage: str | None = facts.get("stage", {}).get("value")
    return stage
