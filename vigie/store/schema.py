"""Brings a database to the present schema with Alembic, once, whoever comes first."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock
from sqlalchemy import Connection, Engine, inspect, text

from vigie.errors import OperatorError

HEAD = "0010"
MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(engine: Engine, home: Path) -> None:
    """Run the migrations that are missing.

    Raises:
        OperatorError: the database was written by a newer version of Vigie.
    """
    if _revision(engine) == HEAD:
        return
    with FileLock(home / "migration.lock"):
        if _revision(engine) == HEAD:
            return
        connection = engine.connect().execution_options(vigie_writes=True)
        with connection, connection.begin():
            _upgrade(connection)


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if found is None else str(found)


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import, seldom needed
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise OperatorError(
            "La base de données a été écrite par une version plus récente de Vigie : "
            "mettre Vigie à jour, ou choisir une autre VIGIE_DATABASE_URL."
        ) from error
