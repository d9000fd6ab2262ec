"""The service on a desk in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from tests.api.memory import MemoryDesk, an_act
from vigie.settings import Settings


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk([an_act(index) for index in range(1, 61)])


@pytest.fixture
def client(desk: MemoryDesk, tmp_path) -> Iterator[TestClient]:
    app = create_app(Settings(home=tmp_path, max_upload_mb=1), desk=desk)
    with TestClient(app, raise_server_exceptions=False) as made:
        yield made
