"""One coordinator at a time: a lock of the home, and one of the database that machines share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout
from sqlalchemy import func, select

from vigie.store.engine import Store, translated

_KEY = int.from_bytes(b"vigie", "big")  # of PostgreSQL's advisory lock


@contextmanager
def owned(store: Store) -> Iterator[bool]:
    """Own the ledger until the end of the block; False when another program does.

    Both locks go with the process that holds them, however it dies.
    """
    lock = FileLock(store.home / "coordinator.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        yield False
        return
    try:
        with _of_database(store) as mine:
            yield mine
    finally:
        lock.release()


@contextmanager
def _of_database(store: Store) -> Iterator[bool]:
    if store.engine.dialect.name != "postgresql":
        yield True
        return
    with translated(), store.engine.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")  # hours without a word
        mine = bool(connection.scalar(select(func.pg_try_advisory_lock(_KEY))))
        try:
            yield mine
        finally:
            if mine:
                connection.execute(select(func.pg_advisory_unlock(_KEY)))
