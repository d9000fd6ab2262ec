"""Run the reading benchmark in parts: ``python -m benchmarks.ocr.run --part ours``.

Quality and time are apart. A part of quality keeps each page as soon as it is read and begins
where it was stopped (``--fresh`` begins anew, as one must after a change of the reader);
``--part speed`` is for a quiet machine. ``--part report`` makes the tables of whatever was run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.ocr import digital, report, speed, typewritten
from benchmarks.ocr.damage import GRADES, KINDS, UPRIGHT, page_pdf
from benchmarks.ocr.metrics import errors, flat
from benchmarks.ocr.ways import WAYS

RESULTS = Path("var/bench-ocr")
SEED = 70_000  # pages of the report; none of them was looked at while a threshold was chosen
REAL = "real"  # kind of the typewritten pages
LEVEL = "upright"  # kind of the turned pages when they are not turned


@dataclass(frozen=True, slots=True)
class Job:
    """One page read one way: a made one, or the image ``name`` of a real one."""

    way: str
    kind: str
    grade: int
    seed: int
    name: str = ""

    @property
    def page(self) -> tuple[object, ...]:
        """What page it is, whatever reads it."""
        return (self.kind, self.grade, self.seed)


def run_job(job: Job) -> dict[str, object]:
    """Read the page and count its errors and processor seconds."""
    turn = 0
    if job.kind == REAL:
        pdf, lines = typewritten.page_pdf(job.name)
    else:
        pdf, sheet, turn = page_pdf(KINDS.get(job.kind, UPRIGHT), job.grade, job.seed)
        lines = sheet.lines
    before = os.times()
    try:
        text, words = WAYS[job.way](pdf)
    except Exception as error:  # noqa: BLE001 - the other way's failure is a result
        print(f"{job}: {error}", file=sys.stderr)  # noqa: T201
        text, words = "", ()
    after = os.times()
    return {
        "kind": job.kind,
        "grade": job.grade,
        "seed": job.seed,
        "turn": turn,
        "reliability": _reliability(words, "\n".join(lines)),
        "counts": errors("\n".join(lines), text).values(),
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


def jobs_of(way: str, pages: int) -> list[Job]:
    """``pages`` pages of every kind and grade, a real one after every eighth of them."""
    made = [
        Job(way, kind, grade, SEED + 100 * grade + n)
        for n in range(pages)
        for kind in (*KINDS, *[LEVEL] * (way == "ours"))
        for grade in range(len(GRADES))
    ]
    real = [Job(way, REAL, 0, n, name) for n, name in enumerate(typewritten.names())]
    for n, job in enumerate(real):
        made.insert(9 * n + 8, job)
    return made


def run_way(way: str, pages: int, processes: int, *, fresh: bool) -> None:
    """Read the pages one way that were not read yet and keep the results."""
    if way == "ocrmypdf" and not shutil.which("ocrmypdf"):
        print("ocrmypdf n'est pas installé : partie laissée de côté.")  # noqa: T201
        return
    RESULTS.mkdir(parents=True, exist_ok=True)
    kept = RESULTS / f"{way}.jsonl"
    if fresh:
        kept.unlink(missing_ok=True)
    done = {(row["kind"], row["grade"], row["seed"]) for row in report.rows_of(kept)}
    jobs = [job for job in jobs_of(way, pages) if job.page not in done]
    with ProcessPoolExecutor(processes) as pool, kept.open("a") as out:
        for row in _progress(pool.map(run_job, jobs), len(jobs), way):
            out.write(json.dumps(row) + "\n")
            out.flush()


def _progress(
    rows: Iterable[dict[str, object]], total: int, way: str
) -> Iterable[dict[str, object]]:
    for number, row in enumerate(rows, 1):
        print(f"\r{way} {number}/{total}", end="", flush=True)  # noqa: T201
        yield row
    print()  # noqa: T201


def _keep(name: str, figures: Any) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / name).write_text(json.dumps(figures))


def main() -> None:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parts = [*WAYS, "digital", "speed", "report", "all"]
    parser.add_argument("--part", choices=parts, default="all")
    parser.add_argument("--pages", type=int, default=5, help="pages of each kind and grade")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--fresh", action="store_true", help="forget what was read before")
    given = parser.parse_args()
    for part in parts[:-1] if given.part == "all" else [given.part]:
        if part in WAYS:
            run_way(part, given.pages, given.processes, fresh=given.fresh)
        elif part == "digital":
            _keep("digital.json", digital.measure())
        elif part == "speed":
            _keep("speed.json", speed.measure(SEED))
        else:
            report.write(RESULTS)


if __name__ == "__main__":
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
