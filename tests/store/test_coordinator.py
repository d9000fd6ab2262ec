"""One coordinator at a time, wherever the second one starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from vigie.errors import OperatorError
from vigie.store import Store, open_store
from vigie.worker import coordinating


def one_then_the_other(first: Store, second: Store) -> None:
    def both() -> None:
        with coordinating(first), coordinating(second):
            pass

    with pytest.raises(OperatorError, match="déjà en cours"):
        both()
    with coordinating(second):
        pass


def test_a_second_one_on_the_same_home_refuses(store: Store, url: str) -> None:
    again = open_store(url, home=store.home)
    one_then_the_other(store, again)
    again.close()


def test_a_second_one_on_another_machine_refuses(postgres_url: str, tmp_path: Path) -> None:
    here, there = (open_store(postgres_url, home=tmp_path / name) for name in ("here", "there"))
    one_then_the_other(here, there)
    here.close()
    there.close()
