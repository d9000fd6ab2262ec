"""The real chain, whole: the same readings, findings, scores and gaps wherever and however it runs.

One process on SQLite is what the others are held against: PostgreSQL, and a Dask scheduler with two
workers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ingest.layers.add import add
from ingest.receive import files_in, receive, receive_file
from tests import postgres
from tests.vigie.arretes import an_act
from tests.vigie.chain import Inline
from tests.vigie.test_cluster import a_worker, scheduler
from vigie import gaps
from vigie.cluster import pool
from vigie.demo.build import DemoWorld, build
from vigie.digest import work
from vigie.settings import Settings
from vigie.stages import gazetteer, real_stages
from vigie.store import Store, acts, calendar, communes, documents, open_store, readings
from vigie.worker import Pool, process_due

TESSERACT = ("tesseract",)
SHEET = (
    "N° dossier;Date décision;Date réception préfecture;Suite\n"
    "PC 034 157 24 V0001;02/05/2024;30/05/2024;RG le 12/06/2024\n"
    "PC 034 157 24 V0009;02/05/2024;10/05/2024;RAS\n"
)

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def server_url() -> Iterator[str]:
    if postgres.binaries() is None:
        pytest.skip("PostgreSQL n'est pas installé (apt install postgresql-15)")
    with postgres.server() as url:
        yield url


def a_store(folder: Path, url: str | None = None) -> Store:
    folder.mkdir()
    return open_store(url or f"sqlite:///{folder / 'vigie.sqlite'}", home=folder)


def ended(store: Store, processes: Pool) -> dict[str, Any]:
    """Work until nothing is due; all that must be the same."""
    for _ in process_due(store, real_stages(store, Settings(home=store.home)), processes):
        pass
    found = said(store)
    store.close()
    return found


def said(store: Store) -> dict[str, Any]:
    """What was concluded, days and hours apart.

    Apart also from the past that each act was given: of acts taken in all at once, those concluded
    first do not know yet what was found of the others.
    """
    records = list(acts.iterate(store))
    digests = {one.sha256 for record in records for one in record.dossier.documents}
    return {
        "acts": [
            (
                r.act_id,
                replace(r.dossier, earlier=None),
                r.status,
                r.findings,
                r.score,
                r.deadlines,
                r.outcomes,
            )
            for r in records
        ],
        "readings": {digest: readings.get(store, digest) for digest in sorted(digests)},
        "aside": sorted((one.sha256, one.reason) for one in documents.set_aside(store)),
        "due": documents.due(store),
        "gaps": gaps.found(store),
    }


def test_both_databases_give_the_same(tmp_path: Path, server_url: str) -> None:
    def run(store: Store) -> dict[str, Any]:
        for index in (1, 2):
            receive(store, an_act(index), name=f"{index}.pdf")
        receive(store, SHEET.encode(), name="suivi.csv")
        return ended(store, Inline())

    calm = run(a_store(tmp_path / "sqlite"))
    assert run(a_store(tmp_path / "postgresql", server_url)) == calm
    assert all(findings and score for _, _, _, findings, score, *_ in calm["acts"])
    rungs = [one.rung for *_, outcomes in calm["acts"] for one in outcomes]
    assert rungs == ["observations"]
    assert {gap.kind for gap in calm["gaps"]} == {"no_document", "late"}


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_scheduler_and_two_workers_give_what_one_process_gives(tmp_path: Path) -> None:
    """A département with layers, scans, sheets and recours."""
    world = build(tmp_path / "world", acts=12, seed=7)
    calm = taken_in(a_store(tmp_path / "one"), world, None)
    assert sum(bool(findings) for _, _, _, findings, *_ in calm["acts"]) > 6
    assert any(record[1].place.zones for record in calm["acts"])
    with scheduler() as address, a_worker(address), a_worker(address):
        assert taken_in(a_store(tmp_path / "two"), world, address) == calm


def taken_in(store: Store, world: DemoWorld, address: str | None) -> dict[str, Any]:
    calendar.fix(store, world.today)
    communes.save(store, world.communes)
    add(store, [world.layers])
    receive_all(store, [world.sheets, world.acts])
    if address is None:
        one = partial(work, communes=gazetteer(store), engines=TESSERACT)
        return ended(store, Inline(one))
    with pool(address=address, communes=gazetteer(store), engines=TESSERACT) as processes:
        return ended(store, processes)


def receive_all(store: Store, folders: Iterable[Path]) -> None:
    for path in files_in(folders):
        receive_file(store, path)
