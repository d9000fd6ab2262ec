"""Small named values that belong to the data rather than to the machine."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from vigie.store.engine import Store
from vigie.store.tables import SETTINGS
from vigie.store.upsert import put

_VALUE = select(SETTINGS.c.value).where(SETTINGS.c.name == bindparam("name"))


def get(store: Store, name: str) -> Any:
    """A value by name, None when it was never set."""
    with store.read() as connection:
        return connection.scalar(_VALUE, {"name": name})


def save(store: Store, name: str, value: Any) -> None:
    """Set a value (anything JSON can say); None forgets it."""
    with store.write() as connection:
        if value is None:
            connection.execute(delete(SETTINGS).where(SETTINGS.c.name == name))
            return
        put(connection, SETTINGS, [{"name": name, "value": value, "set_at": datetime.now(UTC)}])
