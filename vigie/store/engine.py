"""Opens the database and gives transactions on it: SQLite by default, PostgreSQL by URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from vigie.errors import OperatorError

# The service answers forty requests at once, and a writer may read beside its own transaction.
POOL: dict[str, Any] = {"pool_size": 10, "max_overflow": 70}
BUSY_TIMEOUT_S = 60  # how long a writer waits for another before it gives up


@dataclass(frozen=True, slots=True)
class Store:
    """The database and the folder that holds the documents by content hash.

    Every function of the store's modules takes a store. One that is bound to a connection (see
    :meth:`transaction`) makes them all part of the same transaction.
    """

    engine: Engine
    home: Path
    bound: Connection | None = None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read with, on one consistent state."""
        if self.bound is not None:
            yield self.bound
            return
        with translated(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection to write with: committed on leaving, undone by an exception."""
        if self.bound is not None:
            yield self.bound
            return
        with translated(), self._writing() as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Store]:
        """A store whose reads and writes are one transaction."""
        if self.bound is not None:
            yield self
            return
        with translated(), self._writing() as connection:
            yield replace(self, bound=connection)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        connection = self.engine.connect().execution_options(vigie_writes=True)
        with connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Let go of the database's files and sockets."""
        self.engine.dispose()


def open_store(url: str, *, home: Path | None = None) -> Store:
    """Open the database at ``url``, brought to the present schema.

    ``home`` is where documents are kept; by default the folder of a SQLite file, else ``var``.

    Raises:
        OperatorError: the database cannot be reached or was written by a newer Vigie.
    """
    place = home or _folder_of(url)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError(
            f"Dossier de travail {place} inaccessible ({error.strerror}) : "
            "corriger ses droits ou VIGIE_HOME."
        ) from error
    store = Store(_engine(url), place)
    from vigie.store.schema import bring_up_to_date  # noqa: PLC0415 - it needs Store's engine

    try:
        with translated():
            bring_up_to_date(store.engine, place)
    except BaseException:
        store.close()
        raise
    return store


@contextmanager
def translated() -> Iterator[None]:
    """Turn a database that cannot be reached or is too busy into an error that says the remedy."""
    try:
        yield
    except OperationalError as error:
        raise OperatorError(_remedy(error)) from error


def _remedy(error: DBAPIError) -> str:
    said = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
    if "locked" in said or "busy" in said or "lock timeout" in said:
        return (
            f"Base de données occupée depuis plus de {BUSY_TIMEOUT_S} s par un autre programme : "
            "le laisser finir ou l'arrêter, puis relancer."
        )
    if "full" in said:
        return "Disque plein : libérer de la place, puis relancer ; rien n'est perdu."
    return f"Base de données inaccessible ({said}) : vérifier VIGIE_DATABASE_URL et VIGIE_HOME."


def _folder_of(url: str) -> Path:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return Path(str(parsed.database)).parent
    return Path("var")


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(parsed, connect_args={"timeout": BUSY_TIMEOUT_S}, **POOL)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if parsed.get_backend_name() == "postgresql":
        waits = {"options": f"-c lock_timeout={BUSY_TIMEOUT_S * 1000:.0f}"}
        url_ = parsed.set(drivername="postgresql+psycopg")
        return create_engine(url_, pool_pre_ping=True, connect_args=waits, **POOL)
    raise OperatorError(
        f"Base « {parsed.get_backend_name()} » inconnue : VIGIE_DATABASE_URL commence par "
        "sqlite:/// ou postgresql://."
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # this module says BEGIN itself, see _begin_sqlite
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: upgrading a read lock later fails without waiting.
    writes = connection.get_execution_options().get("vigie_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
