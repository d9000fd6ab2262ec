"""Run as a program: plain stages over a folder, slowly enough to be killed in the middle."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from ingest.receive import files_in, receive_file
from tests.vigie.chain import Chain, Inline, a_store, work
from vigie.digest import Job, Result
from vigie.worker import coordinating, process_due


def slowly(job: Job) -> Result:
    time.sleep(0.01)
    return work(job)


def main(folder: Path) -> None:
    store = a_store(Path(os.environ["VIGIE_HOME"]))
    with coordinating(store):
        for path in files_in([folder]):
            receive_file(store, path)
        for _ in process_due(store, Chain().stages(), Inline(slowly)):
            pass


if __name__ == "__main__":
    main(Path(sys.argv[1]))
