"""Acts of one dossier are found by its base number."""

import sqlalchemy as sa
from alembic import op

from vigie.identity import base_number

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column and fill it from the numbers that are there."""
    op.add_column("acts", sa.Column("base_number", sa.Text(), nullable=True))
    op.create_index(op.f("ix_acts_base_number"), "acts", ["base_number"], unique=False)
    acts = sa.table("acts", sa.column("dossier_number"), sa.column("base_number"))
    numbers = op.get_bind().scalars(sa.select(acts.c.dossier_number).distinct()).all()
    for number in numbers:
        if number is not None:
            same = sa.update(acts).where(acts.c.dossier_number == number)
            op.execute(same.values(base_number=base_number(number)))
