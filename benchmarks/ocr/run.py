"""Run the reading benchmark in parts: ``python -m benchmarks.ocr.run --part ours``.

Each part adds its pages to a file of results; ``--part report`` makes the table of whatever was
run. ``make bench-ocr`` runs all parts one after the other.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ocr import digital, report
from benchmarks.ocr.damage import GRADES, KINDS, page_pdf
from benchmarks.ocr.metrics import errors, flat
from benchmarks.ocr.ways import WAYS

RESULTS = Path("var/bench-ocr")
SEED = 70_000  # pages of the report; none of them was looked at while a threshold was chosen


@dataclass(frozen=True, slots=True)
class Job:
    """One page read one way."""

    way: str
    kind: str
    grade: int
    seed: int


def run_job(job: Job) -> dict[str, object]:
    """Read the page and count its errors, its wall and processor seconds."""
    pdf, sheet, turn = page_pdf(KINDS[job.kind], job.grade, job.seed)
    before, started = os.times(), time.perf_counter()
    try:
        text, words = WAYS[job.way](pdf)
    except Exception as error:  # noqa: BLE001 - the other way's failure is a result
        print(f"{job}: {error}", file=sys.stderr)  # noqa: T201
        text, words = "", ()
    after = os.times()
    counts = errors("\n".join(sheet.lines), text)
    return {
        "way": job.way,
        "kind": job.kind,
        "grade": job.grade,
        "seed": job.seed,
        "turn": turn,
        "reliability": _reliability(words, "\n".join(sheet.lines)),
        "counts": counts.values(),
        "seconds": time.perf_counter() - started,
        "cpu": sum(after[:4]) - sum(before[:4]),
    }


def _reliability(words: tuple[tuple[str, float], ...], truth: str) -> list[list[int]]:
    """For each tenth of confidence, how many words were said and how many stand on the page."""
    known = set(flat(truth).split())
    bins = [[0, 0] for _ in range(10)]
    for text, confidence in words:
        one = bins[min(int(10 * confidence), 9)]
        one[0] += 1
        one[1] += flat(text) in known
    return bins


def run_way(way: str, pages: int, processes: int) -> None:
    """Read ``pages`` pages of every kind and grade one way and keep the results."""
    if way == "ocrmypdf" and not shutil.which("ocrmypdf"):
        print("ocrmypdf n'est pas installé : partie laissée de côté.")  # noqa: T201
        return
    jobs = [
        Job(way, kind, grade, SEED + 100 * grade + n)
        for n in range(pages)
        for kind in KINDS
        for grade in range(len(GRADES))
    ]
    RESULTS.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(processes) as pool, (RESULTS / f"{way}.jsonl").open("w") as out:
        for row in _progress(pool.map(run_job, jobs), len(jobs), way):
            out.write(json.dumps(row | {"processes": processes}) + "\n")
            out.flush()


def _progress(
    rows: Iterable[dict[str, object]], total: int, way: str
) -> Iterable[dict[str, object]]:
    for number, row in enumerate(rows, 1):
        print(f"\r{way} {number}/{total}", end="", flush=True)  # noqa: T201
        yield row
    print()  # noqa: T201


def main() -> None:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parts = [*WAYS, "digital", "report", "all"]
    parser.add_argument("--part", choices=parts, default="all")
    parser.add_argument("--pages", type=int, default=5, help="pages of each kind and grade")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    wanted = parts[:-1] if given.part == "all" else [given.part]
    for part in wanted:
        if part in WAYS:
            run_way(part, given.pages, given.processes)
        elif part == "digital":
            RESULTS.mkdir(parents=True, exist_ok=True)
            (RESULTS / "digital.json").write_text(json.dumps(digital.measure()))
        else:
            report.write(RESULTS)


if __name__ == "__main__":
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
