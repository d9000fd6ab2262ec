"""The settings and the store, opened for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vigie.settings import Settings, load_settings

if TYPE_CHECKING:
    from vigie.store import Store


@contextmanager
def opened() -> Iterator[tuple[Settings, Store]]:
    """Settings from the environment, and the store they name."""
    from vigie.store import open_store

    settings = load_settings()
    store = open_store(settings.store_url, home=settings.home)
    try:
        yield settings, store
    finally:
        store.close()
