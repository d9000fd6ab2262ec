"""The list of communes, as each worker of Dask keeps it from one document to the next."""

from __future__ import annotations

from distributed import WorkerPlugin

from features.facts.gazetteer import Gazetteer


class Known(WorkerPlugin):
    """Comes to every worker, and to the one that takes the place of a dead one."""

    def __init__(self, communes: Gazetteer | None) -> None:
        self.communes = communes
