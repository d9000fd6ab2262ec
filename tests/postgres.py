"""A PostgreSQL server of our own: Debian's binaries, a temporary folder or one that is kept."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Folder of PostgreSQL's server programs, None when it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if found:
        return found[-1].parent
    on_path = shutil.which("postgres")
    return Path(on_path).parent if on_path else None


@contextmanager
def server(kept: Path | None = None) -> Iterator[str]:
    """Start a server on a free port of loopback; give the URL of its database.

    Its folder is removed after, but for one ``kept``, which is opened again the next time.
    """
    programs = binaries()
    assert programs is not None
    folder = kept or Path(tempfile.mkdtemp(prefix="vigie-pg-"))
    folder.mkdir(parents=True, exist_ok=True)
    data, port = folder / "data", _free_port()
    _own(folder)
    if not data.exists():
        _run(programs / "initdb", "-D", data, "-U", "vigie", "-A", "trust", "-E", "UTF8", "-N")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{folder}'"
    _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql://vigie@127.0.0.1:{port}/postgres"
    finally:
        how = "fast" if kept else "immediate"
        _run(programs / "pg_ctl", "-D", data, "-w", "-t", "600", "-m", how, "stop")
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _own(folder: Path) -> None:
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
