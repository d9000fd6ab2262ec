"""Alembic's entry: the connection is given by the store."""

from alembic import context

from vigie.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=False,  # the store holds the transaction
)
context.run_migrations()
