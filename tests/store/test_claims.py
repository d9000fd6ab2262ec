"""Of those who reach for an act at once, one gets it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.api.memory import an_act
from vigie.domain.review import Review, ReviewDecision
from vigie.store import Store, acts, claims, open_store, reviews, settings
from vigie.store.claims import HOLDS, Claim

NOW = datetime.now(UTC).replace(microsecond=0)
PEOPLE, ACTS = 6, 20


def a_claim(act_id: str, by: str, *, at: datetime = NOW) -> Claim:
    return Claim(act_id, by, by.title(), at)


def a_review(number: int) -> Review:
    later = ReviewDecision.LATER
    return Review(review_id=f"r{number}", act_id="act-001", decision=later, by=f"p{number}", at=NOW)


@contextmanager
def processes(url: str, home: Path) -> Iterator[list[Store]]:
    """A store each, as processes of the service have: they share the database alone."""
    opened = [open_store(url, home=home) for _ in range(PEOPLE)]
    yield opened
    for store in opened:
        store.close()


def at_once(stores: list[Store], work: Callable[[Store, int], None]) -> None:
    gate = threading.Barrier(len(stores))
    failures: list[BaseException] = []

    def run(store: Store, number: int) -> None:
        gate.wait()
        try:
            work(store, number)
        except BaseException as error:  # noqa: BLE001 - told to the test
            failures.append(error)

    threads = [threading.Thread(target=run, args=(s, n)) for n, s in enumerate(stores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_one_of_many_gets_each_act(url: str, tmp_path: Path) -> None:
    won: list[tuple[str, str]] = []

    def take_all(store: Store, number: int) -> None:
        for act in range(ACTS):
            mine = a_claim(f"act-{act}", f"p{number}")
            if claims.take(store, mine).by == mine.by:
                won.append((mine.act_id, mine.by))

    with processes(url, tmp_path) as stores:
        at_once(stores, take_all)
        held = claims.listed(stores[0])
    assert sorted(won) == sorted((act_id, claim.by) for act_id, claim in held.items())
    assert len(held) == ACTS


def test_one_of_many_concludes(url: str, tmp_path: Path) -> None:
    concluded: list[int] = []

    def conclude(store: Store, number: int) -> None:
        with store.transaction() as bound:
            acts.hold(bound, "act-001")
            if not reviews.of_act(bound, "act-001"):
                reviews.add(bound, a_review(number))
                concluded.append(number)

    with processes(url, tmp_path) as stores:
        acts.save(stores[0], an_act(1))
        at_once(stores, conclude)
        assert len(reviews.of_act(stores[0], "act-001")) == len(concluded) == 1


def test_a_claim_holds_for_a_day_and_yields_to_force(store: Store) -> None:
    first = a_claim("act-1", "ana")
    assert claims.take(store, first) == first
    assert claims.take(store, a_claim("act-1", "bob")) == first
    again = a_claim("act-1", "ana", at=NOW + timedelta(minutes=5))
    assert claims.take(store, again) == again
    taken = a_claim("act-1", "bob", at=NOW + timedelta(minutes=6))
    assert claims.take(store, taken, force=True) == taken
    claims.leave(store, "act-1", "ana")
    assert claims.listed(store) == {"act-1": taken}
    claims.leave(store, "act-1", "bob")
    assert claims.listed(store) == {}


@pytest.mark.parametrize("aged", [HOLDS, HOLDS + timedelta(hours=1)])
def test_a_forgotten_claim_is_free(store: Store, aged: timedelta) -> None:
    claims.take(store, a_claim("act-1", "ana", at=NOW - aged))
    assert claims.listed(store) == {}
    mine = a_claim("act-1", "bob")
    assert claims.take(store, mine) == mine


def test_claims_of_before_are_moved(store: Store, url: str) -> None:
    held = a_claim("act-1", "ana")
    told = {"act-1": {"by": "ana", "name": "Ana", "at": held.at.isoformat()}}
    with store.write() as connection:
        for table in ("claims", "articles"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0007'")
    settings.save(store, "claims", told)
    again = open_store(url, home=store.home)
    assert claims.listed(again) == {"act-1": held}
    assert settings.get(again, "claims") is None
    again.close()
