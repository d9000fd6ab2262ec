"""The locator of a catalogue as it stands now: opened again when a layer came or went."""

from __future__ import annotations

import threading

from features.places.locate import Locator
from vigie.store import layers as catalogue
from vigie.store.engine import Store


class CurrentLocator:
    """One locator for a service that lives long; safe to call from several threads."""

    def __init__(self, store: Store) -> None:
        """On the catalogue of a store; nothing is opened before the first question."""
        self._store = store
        self._lock = threading.Lock()
        self._opened: tuple[object, Locator] | None = None

    def locator(self) -> Locator:
        """The locator on the layers that the catalogue lists at this moment."""
        version = catalogue.version(self._store)
        with self._lock:
            if self._opened is None or self._opened[0] != version:
                self._opened = version, Locator.open(self._store)
            return self._opened[1]
