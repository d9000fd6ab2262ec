"""The service on a free port of this machine, and a headless Chromium."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.sync_api import sync_playwright

from api.app import create_app
from tests.api.memory import MemoryDesk, a_document, an_act
from vigie.settings import Settings

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BAD_PAGE = """<!doctype html><html><head><title></title></head><body>
<img src="/static/vigie.svg"><input type="text"><p style="color:#ccc">gris sur blanc</p>
</body></html>"""


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of an application while it is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        if time.monotonic() > until:
            raise TimeoutError("the server did not start")
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture
def desk() -> MemoryDesk:
    made = MemoryDesk([an_act(index) for index in range(1, 61)])
    made.documents = [a_document(reason="Fichier chiffré : demander un fichier lisible.")]
    return made


@pytest.fixture
def site(desk: MemoryDesk, tmp_path: Path) -> Iterator[str]:
    app = create_app(Settings(home=tmp_path), desk=desk)
    app.add_api_route("/controle-negatif", lambda: HTMLResponse(BAD_PAGE))
    with serving(app) as address:
        yield address


def absent(reason: str) -> NoReturn:
    """Skip on a machine without a browser; fail where every test is meant to run."""
    if os.environ.get("CI", "").lower() in ("", "0", "false"):
        pytest.skip(reason)
    pytest.fail(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if not Path(CHROMIUM).exists():
        absent(f"Chromium absent ({CHROMIUM}) : make browser")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens pages that note what the console complains of, in ``page.complaints``."""
    contexts = []

    def open_page(**options: Any) -> Any:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(locale="fr-FR", **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: page.complaints.append(said.text) if said.type == "error" else None,
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
