"""Takes what is due, on Dask; keeps what failed, with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from vigie.digest import Digested, Failure, Job, Result, Waiting, unexpected
from vigie.domain.document import Document
from vigie.errors import OperatorError, SetAside
from vigie.pipeline import Stages, conclude, rescore
from vigie.store import Store, coordinator, documents, files

_BATCH = 500  # rows of the ledger held at once


class Pool(Protocol):
    """Something that works on documents, in any order."""

    def run(
        self, jobs: Iterable[Job], *, at_once: int | None = None
    ) -> Iterator[tuple[Job, Result]]:
        """Take jobs as there is room for them and give each with its result."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of the work: a document that became ready, waits, failed once or is set aside."""

    document: Document
    result: Result


@contextmanager
def coordinating(store: Store) -> Iterator[None]:
    """Own the ledger: one coordinator at a time for one home, and for one PostgreSQL database.

    Raises:
        OperatorError: another one is at work.
    """
    with coordinator.owned(store) as mine:
        if not mine:
            raise OperatorError(
                f"Un autre traitement est déjà en cours sur {store.home} ou sur sa base : "
                "attendre qu'il finisse (les fichiers déposés seront pris), ou l'arrêter."
            )
        yield


def process_due(store: Store, stages: Stages, pool: Pool) -> Iterator[Progress]:
    """Work until nothing is due. The caller holds :func:`coordinating`.

    What failed once is tried again alone, so that a document that kills its worker takes no
    other with it. What waits for the operator stays due for the next run.
    """
    files.sweep(store)
    waiting: set[str] = set()
    while due := _due(store, waiting):
        fresh = [document for document in due if not document.attempts]
        for document, result in _worked(store, pool, fresh or due, alone=not fresh):
            step = _settle(store, stages, document, result)
            if isinstance(result, Waiting):
                waiting.add(document.sha256)
            yield step
    for _ in rescore(store, stages, everything=False):
        pass


def _due(store: Store, waiting: set[str]) -> list[Document]:
    found = documents.due(store, limit=_BATCH + len(waiting))
    return [document for document in found if document.sha256 not in waiting]


def _worked(
    store: Store, pool: Pool, due: list[Document], *, alone: bool
) -> Iterator[tuple[Document, Result]]:
    by_hash = {document.sha256: document for document in due}
    jobs = (_job(store, document) for document in due)
    for job, result in pool.run(jobs, at_once=1 if alone else None):
        yield by_hash[job.sha256], result


def _job(store: Store, document: Document) -> Job:
    name = document.names[0] if document.names else document.sha256
    return Job(document.sha256, document.kind or "", name, files.load(store, document.sha256))


def _settle(store: Store, stages: Stages, document: Document, result: Result) -> Progress:
    if isinstance(result, Digested):
        concluded = _concluded(store, stages, document, result)
        if isinstance(concluded, Document):
            return Progress(concluded, result)
        result = concluded
    if isinstance(result, Waiting):
        documents.mark_waiting(store, document.sha256, result.reason)
    elif result.final:
        documents.mark_refused(store, document.sha256, result.reason)
    else:
        documents.mark_failed(store, document.sha256, result.reason)
    return Progress(documents.get(store, document.sha256) or document, result)


def _concluded(
    store: Store, stages: Stages, document: Document, digested: Digested
) -> Document | Failure:
    try:
        return conclude(store, stages, document, digested)
    except OperatorError:
        raise  # the database, the disk: nothing is marked, the next run resumes
    except SetAside as error:
        return Failure(str(error), final=True)
    except Exception as error:  # noqa: BLE001 - the worker's loop
        return Failure(unexpected(error), final=False)
