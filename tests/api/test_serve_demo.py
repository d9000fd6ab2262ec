"""The demonstration never listens beyond this machine."""

from __future__ import annotations

from datetime import date

import pytest

from vigie.commands import serve
from vigie.errors import OperatorError
from vigie.settings import Settings
from vigie.store import calendar, open_store


@pytest.fixture
def served(tmp_path, monkeypatch):
    """What would be served, without serving it."""
    calls = []
    monkeypatch.setattr("uvicorn.run", lambda app, **more: calls.append(more["host"]))
    settings = Settings(home=tmp_path)
    store = open_store(settings.store_url, home=tmp_path)
    yield settings, store, calls
    store.close()


def test_demonstration_refuses_other_machines(served):
    settings, store, calls = served
    calendar.fix(store, date(2026, 3, 16))
    with pytest.raises(OperatorError, match="démonstration"):
        serve.run(settings, host="0.0.0.0", port=0)
    serve.run(settings, port=0)
    assert calls == ["127.0.0.1"]


def test_a_real_service_may_listen(served):
    settings, _, calls = served
    serve.run(settings, host="0.0.0.0", port=0)
    assert calls == ["0.0.0.0"]
