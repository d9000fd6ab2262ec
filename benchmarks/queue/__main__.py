"""``python -m benchmarks.queue``: pages with 10,000 and 1,000,000 acts, then fifty at once.

Each size is filled, opened by the real service, asked through HTTP as a browser asks. Wall clock
is what a reader waits; the time of the processor says the same on a machine that does other work.
``--keep FOLDER`` keeps each store that is filled, and measures on it the next time; with
``--people 0`` nobody decides on its acts, so that it stays as it was filled.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from fastapi.testclient import TestClient

from api.app import create_app
from api.people import COOKIE, Account, People, Role
from api.store_desk import WARM
from benchmarks.queue.acts import TODAY
from benchmarks.queue.fill import fill, readable
from tests import postgres
from vigie.settings import Settings
from vigie.store import calendar, open_store

SIZES = (10_000, 1_000_000)
ROUNDS = 60
PEOPLE = 50
TARGETS = {"queue": 150.0, "filtered": 150.0, "act": 250.0}  # p95 of the wall clock, ms
GROWTH = 1.5
FILLED = "filled"  # the file that says that a store kept is whole
FILTERS = ("?theme=fire", "?commune=34017", "?type=DP", "?echeance=7", "?q=hangar", "?apres=50")


@dataclass(frozen=True, slots=True)
class Figure:
    """One page at one size, in milliseconds."""

    acts: int
    page: str
    median: float
    p95: float
    processor: float  # median of the processor's time


def main() -> int:
    """Measure, print a table, answer 1 when a target is missed."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--acts", type=int, action="append", help="acts in the store")
    given.add_argument("--rounds", type=int, default=ROUNDS)
    given.add_argument("--people", type=int, default=PEOPLE)
    base = given.add_mutually_exclusive_group()
    base.add_argument("--database", help="URL of an empty database; SQLite by default")
    base.add_argument("--postgres", action="store_true", help="a PostgreSQL server of its own")
    given.add_argument("--keep", type=Path, metavar="FOLDER", help="keeps what is filled there")
    given.add_argument("--json", action="store_true")
    asked = given.parse_args()
    logging.disable(logging.INFO)
    if asked.postgres and postgres.binaries() is None:
        _say("PostgreSQL n'est pas installé (apt install postgresql-15) : rien n'est mesuré.")
        return 0
    figures, errors = [], 0
    for size in asked.acts or SIZES:
        with _home(asked, size) as settings, _service(settings) as client:
            figures += _pages(client, size, asked.rounds)
            errors += _crowd(client, asked.people, settings)
    grown = _grown(figures)
    _report(figures, grown, errors, as_json=asked.json)
    slow = any(one.p95 > TARGETS[one.page] for one in figures)
    return int(errors > 0 or slow or any(times > GROWTH for times in grown.values()))


@contextmanager
def _home(asked: argparse.Namespace, size: int) -> Iterator[Settings]:
    """A folder and a database of this many acts, filled unless they were kept."""
    with ExitStack() as opened:
        home = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        if asked.keep:
            home = _kept(asked.keep / f"{'postgres' if asked.postgres else 'sqlite'}-{size}")
        server = home / "server" if asked.keep else None
        url = opened.enter_context(postgres.server(server)) if asked.postgres else asked.database
        settings = Settings(home=home, database_url=url, capacity=25)
        if not (home / FILLED).exists():
            _fill(settings, size)
            (home / FILLED).touch()
        yield settings


def _kept(home: Path) -> Path:
    """A folder that stays; what an interrupted run left in it goes."""
    if home.exists() and not (home / FILLED).exists():
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    return home.resolve()


def _fill(settings: Settings, size: int) -> None:
    start = time.monotonic()
    store = open_store(settings.store_url, home=settings.home)
    fill(store, size)
    calendar.fix(store, TODAY)
    store.close()
    _say(f"{size} actes rangés en {time.monotonic() - start:.0f} s")


@contextmanager
def _service(settings: Settings) -> Iterator[TestClient]:
    """The service at work: its queue made, and what it opens behind the first pages open."""
    app = create_app(settings)
    with (
        tempfile.TemporaryDirectory() as accounts,
        TestClient(app, raise_server_exceptions=False) as client,
    ):
        app.state.people = People(Path(accounts), demo=False)
        start = time.monotonic()
        client.get("/").raise_for_status()
        _say(f"file du jour montrée en {time.monotonic() - start:.1f} s")
        for thread in threading.enumerate():
            if thread.name == WARM:
                thread.join()
        yield client


def _pages(client: TestClient, size: int, rounds: int) -> list[Figure]:
    items = client.get("/api/v1/queue?limit=50").json()["items"]
    ids = [item["act_id"] for item in items]
    asked: dict[str, Callable[[int], str]] = {
        "queue": lambda _: "/",
        "filtered": lambda turn: "/" + FILTERS[turn % len(FILTERS)],
        "act": lambda turn: f"/actes/{ids[turn % len(ids)]}",
    }
    return [_figure(client, size, name, address, rounds) for name, address in asked.items()]


def _figure(
    client: TestClient, size: int, name: str, address: Callable[[int], str], rounds: int
) -> Figure:
    for turn in range(len(FILTERS)):
        client.get(address(turn)).raise_for_status()
    waited, worked = [], []
    for turn in range(rounds):
        wall, work = time.perf_counter(), time.process_time()
        client.get(address(turn)).raise_for_status()
        worked.append((time.process_time() - work) * 1000)
        waited.append((time.perf_counter() - wall) * 1000)
    ordered = sorted(waited)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return Figure(size, name, median(waited), p95, median(worked))


def _crowd(client: TestClient, people: int, settings: Settings) -> int:
    """Everybody takes the next act and decides on it; two never get the same."""
    if not people:
        return 0
    store = open_store(settings.store_url, home=settings.home)
    first = client.get(f"/api/v1/queue?limit={min(1000, 4 * people)}").json()["items"]
    picked = client.app.state.desk.board(TODAY).picked  # type: ignore[attr-defined]
    readable(store, [item["act_id"] for item in first] + [e.record.act_id for e in picked])
    store.close()
    answers: list[tuple[int, str]] = []
    team: People = client.app.state.people  # type: ignore[attr-defined]
    for number in range(people):
        team.add(f"p{number}", f"Personne {number}", Role.REVIEWER, "mot de passe long")

    def work(account: Account) -> None:
        cookie = team.cookie(account)
        session = team.session(cookie)
        form = {"jeton": session.token if session else ""}
        mine = {"Cookie": f"{COOKIE}={cookie}"}
        taken = client.post("/suivante", data=form, headers=mine, follow_redirects=False)
        act = taken.headers.get("location", "/")
        read = client.get(act, headers=mine)
        decided = client.post(
            f"{act}/decisions",
            data=form | {"decision": "nothing_to_say", "version": "0"},
            headers=mine,
            follow_redirects=False,
        )
        answers.append((taken.status_code, act))
        answers.extend(((read.status_code, ""), (decided.status_code, "")))

    threads = [threading.Thread(target=work, args=[one]) for one in team.accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = [path for _, path in answers if path.startswith("/actes/")]
    twice = len(taken) - len(set(taken))
    wrong = sum(status not in (200, 303) for status, _ in answers)
    missing = 3 * people - len(answers)
    _say(f"{people} personnes à la fois : {wrong + missing} erreurs, {twice} acte pris deux fois")
    return wrong + twice + missing


def _grown(figures: list[Figure]) -> dict[str, float]:
    """How many times the processor's time of the smallest store each page takes in the largest."""
    smallest, largest = min(f.acts for f in figures), max(f.acts for f in figures)
    if smallest == largest:
        return {}
    at = {(one.page, one.acts): one.processor for one in figures}
    return {page: at[page, largest] / at[page, smallest] for page in TARGETS}


def _report(figures: list[Figure], grown: dict[str, float], errors: int, *, as_json: bool) -> None:
    if as_json:
        rows = {"figures": [asdict(one) for one in figures], "grown": grown, "errors": errors}
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return
    lines = ["| actes | page | médiane | p95 | processeur |", "|---|---|---|---|---|"]
    lines += [
        f"| {one.acts:,} | {one.page} | {one.median:.0f} ms | {one.p95:.0f} ms "
        f"| {one.processor:.0f} ms |"
        for one in figures
    ]
    lines += [
        f"{page} : × {times:.2f} du plus petit au plus grand" for page, times in grown.items()
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
