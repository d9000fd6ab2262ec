"""A pool of processes on Dask: this machine's cores, or a cluster by its address."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from typing import Any

from features.facts.gazetteer import Gazetteer
from vigie.digest import Failure, Job, Result, unexpected, work
from vigie.errors import OperatorError

# One thread a process: Tesseract and OpenMP would otherwise fight over the cores.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
MEMORY_LIMIT = "3GiB"  # of one process; beyond it the nanny restarts it
_DIED = (
    "le processus de lecture est mort sur ce document (mémoire ou temps dépassé, "
    "fichier hostile) : le demander sous une autre forme"
)


class DaskPool:
    """Works on a Dask cluster; a worker that dies costs its document one attempt."""

    def __init__(self, client: Any, communes: Gazetteer | None = None) -> None:
        self._client, self._communes = client, communes

    def run(
        self, jobs: Iterable[Job], *, at_once: int | None = None
    ) -> Iterator[tuple[Job, Result]]:
        """Keep every process busy and hold no more documents than that."""
        waiting = iter(jobs)
        running: dict[Any, Job] = {}
        done = _distributed().as_completed()
        for job in islice(waiting, at_once or self._window()):
            done.add(self._submit(job, running))
        for future in done:
            job = running.pop(future)
            result = _result(future)
            future.release()
            for following in islice(waiting, 1):
                done.add(self._submit(following, running))
            yield job, result

    def _submit(self, job: Job, running: dict[Any, Job]) -> Any:
        future = self._client.submit(work, job, self._communes, pure=False)
        running[future] = job
        return future

    def _window(self) -> int:
        # One more than there are processes: none waits while a result is written.
        return int(sum(self._client.nthreads().values())) + 1


@contextmanager
def pool(
    *,
    workers: int | None = None,
    address: str | None = None,
    communes: Gazetteer | None = None,
) -> Iterator[DaskPool]:
    """A pool on this machine's cores, or on the scheduler at ``address``.

    Raises:
        OperatorError: the scheduler does not answer.
    """
    import dask  # noqa: PLC0415 - slow to import

    dd = _distributed()
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with dask.config.set(_config()):
        if address is not None:
            with _client(dd, address) as client:
                yield DaskPool(client, communes)
            return
        cluster = dd.LocalCluster(
            n_workers=workers or os.cpu_count() or 1,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            memory_limit=MEMORY_LIMIT,
            env=ONE_THREAD,
            silence_logs=logging.CRITICAL,
        )
        with cluster, dd.Client(cluster) as client:
            yield DaskPool(client, communes)


def _client(dd: Any, address: str) -> Any:
    try:
        return dd.Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise OperatorError(
            f"L'ordonnanceur Dask {address} ne répond pas : vérifier l'adresse et qu'il tourne "
            "(dask scheduler)."
        ) from error


def _config() -> dict[str, Any]:
    return {
        "distributed.scheduler.allowed-failures": 0,  # attempts are counted in the ledger
        "distributed.admin.large-graph-warning-threshold": "1GiB",  # a job carries its document
        "distributed.nanny.environ": ONE_THREAD,
        "distributed.worker.memory.target": False,
        "distributed.worker.memory.spill": False,
        "distributed.worker.memory.pause": False,
    }


def _result(future: Any) -> Result:
    try:
        result: Result = future.result()
    except _distributed().KilledWorker:
        return Failure(_DIED, final=False)
    except Exception as error:  # noqa: BLE001 - the worker's loop
        return Failure(unexpected(error), final=False)
    return result


def _distributed() -> Any:
    return import_module("distributed")  # slow to import, and only half typed
