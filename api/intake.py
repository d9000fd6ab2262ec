"""A worker behind the service: what is handed in by HTTP goes through the whole chain."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from vigie.cluster import pool
from vigie.pipeline import Stages
from vigie.settings import Settings
from vigie.stages import gazetteer
from vigie.store import Store
from vigie.worker import coordinating, process_due

log = logging.getLogger(__name__)

AGAIN_S = 30.0


class Intake:
    """One thread that works while something is due, then waits to be woken."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        stages: Callable[[], Stages],
        changed: Callable[[], None],
    ) -> None:
        self._settings, self._store = settings, store
        self._stages, self._changed = stages, changed
        self._due, self._stopping = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Something is due."""
        self._due.set()
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="intake", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Stop after the document in hand; what is due stays due for the next start."""
        self._stopping.set()
        self._due.set()
        if self._thread is not None:
            self._thread.join(timeout=60)

    def _run(self) -> None:
        while self._due.wait() and not self._stopping.is_set():
            self._due.clear()
            try:
                self._work()
            except Exception as error:  # noqa: BLE001 - the worker's loop
                log.warning("la prise en charge reprendra dans %.0f s : %s", AGAIN_S, error)
                if not self._stopping.wait(AGAIN_S):
                    self._due.set()

    def _work(self) -> None:
        opened = pool(
            workers=self._settings.workers or 1,
            address=self._settings.cluster,
            communes=gazetteer(self._store),
            engines=self._settings.engines,
        )
        with coordinating(self._store), opened as processes:
            for _ in process_due(self._store, self._stages(), processes):
                self._changed()
                if self._stopping.is_set():
                    return
        self._changed()
