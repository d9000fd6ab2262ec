"""The store of the service: opened once, when first asked for, and shared by all that answers."""

from __future__ import annotations

import threading

from vigie.settings import Settings
from vigie.store import Store, open_store


class OneStore:
    """Gives the store that the settings name; safe to call from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._opened: Store | None = None

    def __call__(self) -> Store:
        """The store."""
        with self._lock:
            if self._opened is None:
                self._opened = open_store(self._settings.store_url, home=self._settings.home)
            return self._opened

    def close(self) -> None:
        """Let go of it, if it was opened."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()
