"""A pool of processes on Dask: this machine's cores, or a cluster by its address."""

from __future__ import annotations

import concurrent.futures
import faulthandler
import logging
import os
import resource
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from itertools import islice
from multiprocessing import forkserver
from typing import Any

from features.facts.gazetteer import Gazetteer
from ocr.options import ENGINES
from vigie.digest import Failure, Job, Result, Waiting, unexpected, work
from vigie.errors import OperatorError

# One thread a process: Tesseract and OpenMP would otherwise fight over the cores.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
MEMORY_LIMIT = "3GiB"  # resident, of one process; beyond it the nanny restarts it
ADDRESS_SPACE = 8 * 2**30  # bytes; an allocation beyond it fails at once
TIME_LIMIT_S = 900  # for one document; readers have shorter budgets of their own
ARRIVAL_S = 30  # how long a cluster may take to show one worker
_DIED = (
    "le processus de lecture est mort sur ce document (mémoire ou temps dépassé, "
    "fichier hostile) : le demander sous une autre forme"
)
_KNOWN = "vigie-communes"
_GONE = "l'ordonnanceur Dask s'est arrêté : le relancer, puis relancer la prise en charge"

Do = Callable[[Job, Gazetteer | None], Result]


def guarded(
    job: Job,
    communes: Gazetteer | None,
    seconds: float = TIME_LIMIT_S,
    engines: tuple[str, ...] = ENGINES,
) -> Result:
    """Work on one document under the limits of this process.

    A document that hangs in native code is ended with its process: nothing else can stop it. The
    nanny starts another one.
    """
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or most > ADDRESS_SPACE:
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, most))
    faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        return work(job, communes, engines)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _done(do: Do, job: Job) -> Result:
    known = _distributed().get_worker().plugins[_KNOWN].communes
    return do(job, known)


class DaskPool:
    """Works on a Dask cluster; a worker that dies costs its document one attempt."""

    def __init__(
        self,
        client: Any,
        communes: Gazetteer | None = None,
        *,
        do: Do = guarded,
    ) -> None:
        self._client, self._do = client, do
        # The list of communes of France is heavy: once to each worker, those to come included.
        from vigie.communes_known import Known  # noqa: PLC0415 - Dask is slow to import

        client.register_plugin(Known(communes), name=_KNOWN)

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
        future = self._client.submit(_done, self._do, job, pure=False)
        running[future] = job
        return future

    def _window(self) -> int:
        # One in hand and one that waits for each process: none idles while a result is written.
        return 2 * int(sum(self._client.nthreads().values()))


def prepare() -> None:
    """Begin to load what readers need, in the process they are forked from; returns at once.

    Loaded once, whatever the number of readers and however often one is replaced.
    """
    os.environ.update(ONE_THREAD)  # libraries look at it when they are loaded
    forkserver.set_forkserver_preload(["distributed.nanny", "vigie.warm"])
    forkserver.ensure_running()


@contextmanager
def pool(
    *,
    workers: int | None = None,
    address: str | None = None,
    communes: Gazetteer | None = None,
    engines: tuple[str, ...] = ENGINES,
    do: Do | None = None,
) -> Iterator[DaskPool]:
    """A pool on this machine's cores, or on the scheduler at ``address``.

    ``engines`` are those that may read scans. ``do`` is what a worker does with a document, by
    default :func:`guarded`.

    Raises:
        OperatorError: the scheduler does not answer.
    """
    if address is None and do is None:
        prepare()
    do = do or partial(guarded, engines=engines)
    import dask  # noqa: PLC0415 - slow to import

    dd = _distributed()
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with dask.config.set(_config()):
        if address is not None:
            with _client(dd, address) as client:
                yield DaskPool(client, communes, do=do)
            return
        cluster = dd.LocalCluster(
            n_workers=workers or os.cpu_count() or 1,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",  # health only, on a free port of loopback
            scheduler_kwargs={"dashboard": False},
            memory_limit=MEMORY_LIMIT,
            env=ONE_THREAD,
            silence_logs=logging.CRITICAL,
        )
        with cluster, dd.Client(cluster) as client:
            yield DaskPool(client, communes, do=do)


def _client(dd: Any, address: str) -> Any:
    try:
        client = dd.Client(address, timeout=ARRIVAL_S)
        client.wait_for_workers(1, timeout=ARRIVAL_S)
    except (OSError, ValueError) as error:
        raise OperatorError(
            f"L'ordonnanceur Dask {address} ne répond pas, ou n'a aucun exécutant : vérifier "
            "l'adresse, « dask scheduler » et « dask worker »."
        ) from error
    return client


def _config() -> dict[str, Any]:
    return {
        "distributed.scheduler.allowed-failures": 0,  # attempts are counted in the ledger
        "distributed.admin.large-graph-warning-threshold": "1GiB",  # a job carries its document
        "distributed.nanny.environ": ONE_THREAD,
        "distributed.worker.multiprocessing-method": "forkserver",
        # Nobody looks at what Dask measures of itself, a hundred times a second.
        "distributed.worker.profile.enabled": False,
        "distributed.admin.tick.interval": "1s",
        "distributed.admin.system-monitor.interval": "5s",
        "distributed.worker.memory.target": False,
        "distributed.worker.memory.spill": False,
        "distributed.worker.memory.pause": False,
    }


def _result(future: Any) -> Result:
    try:
        result: Result = future.result()
    except _distributed().KilledWorker:
        return Failure(_DIED, final=False)
    except concurrent.futures.CancelledError:
        return Waiting(_GONE)
    except Exception as error:  # noqa: BLE001 - the worker's loop
        return Failure(unexpected(error), final=False)
    return result


def _distributed() -> Any:
    return import_module("distributed")  # slow to import, and only half typed
