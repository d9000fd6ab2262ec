# ruff: noqa: PLC0415, S603 - each figure imports only what it measures, in a process of its own
"""`python -m benchmarks.intake`: the table of intake in docs/benchmarks.md."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import pypdfium2

from benchmarks.intake import made

START, END = "<!-- bench-intake -->", "<!-- /bench-intake -->"
PAGE = Path("docs/benchmarks.md")
CLOCK = time.process_time if "--cpu" in sys.argv else time.perf_counter
FEWEST_CHARACTERS = 200  # of a first page that carries its text
FACTS = {
    "act_type": "PC",
    "decision": "granted",
    "commune_insee": "34150",
    "parcels": ["34150000CA0221"],
    "works_kinds": ["new_dwelling"],
    "floor_area_created_m2": 120,
    "decided_on": "2026-03-02",
    "received_on": "2026-03-10",
}
Figures = dict[str, Any]


def main() -> None:
    """Measure, print and write the table; each figure in a process of its own."""
    options = _options()
    if options.one is not None:
        print(json.dumps(PARTS[options.one](options)))  # noqa: T201 - read by the parent
        return
    figures: Figures = {"clock": "processor" if options.cpu else "wall"}
    for name in PARTS:
        command = [sys.executable, "-m", "benchmarks.intake", *sys.argv[1:], "--one", name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        figures |= json.loads(done.stdout.splitlines()[-1])
    print(json.dumps(figures, ensure_ascii=False, indent=1))  # noqa: T201 - the figures asked for
    write_table(figures, options.note)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=900, help="made; two thirds carry their text")
    parser.add_argument("--rows", type=int, default=75_000)
    parser.add_argument("--permits", type=int, default=500_000)
    parser.add_argument("--asked", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--note", default="", help="a sentence on the machine")
    parser.add_argument("--one", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument(
        "--cpu", action="store_true", help="processor time, for a machine that others use too"
    )
    return parser.parse_args()


def acts(options: argparse.Namespace) -> Figures:
    """Born-digital acts of the demonstration, from files to scored acts, on its layers."""
    from vigie.commands import ingest, layers
    from vigie.demo.build import build
    from vigie.settings import Settings
    from vigie.store import calendar, communes, open_store

    with tempfile.TemporaryDirectory() as folder:
        world = build(Path(folder, "world"), acts=options.acts)
        settings = Settings(home=Path(folder, "home"), workers=options.workers)
        store = open_store(settings.store_url, home=settings.home)
        calendar.fix(store, world.today)
        communes.save(store, world.communes)
        layers.add_layers(store, [world.layers])
        digital = [path for path in sorted(world.acts.rglob("*.pdf")) if _is_digital(path)]
        started, before = time.perf_counter(), _processor()
        summary = ingest.run(store, settings, digital)
        seconds = time.perf_counter() - started
        forkserver._forkserver._stop()  # type: ignore[attr-defined] # now counted
        processor = _processor() - before
        own = resource.getrusage(resource.RUSAGE_SELF)
        return {
            "acts": len(digital),
            "acts_pages": summary["pages"],
            "acts_s": seconds,
            "acts_processor_ms": 1000 * processor / len(digital),
            "coordinator_ms": 1000 * (own.ru_utime + own.ru_stime) / len(digital),
            "stored_kb": _size(settings.home) / len(digital) / 1024,
            "database_kb": (settings.home / "vigie.sqlite").stat().st_size / len(digital) / 1024,
        }


def _is_digital(path: Path) -> bool:
    page = pypdfium2.PdfDocument(path)[0]
    return bool(page.get_textpage().count_chars() >= FEWEST_CHARACTERS)


def _processor() -> float:
    """Processor seconds of this process and of the children that ended."""
    return sum(os.times()[:4])


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def sheet(options: argparse.Namespace) -> Figures:
    """A tracking sheet, from its bytes to rows in the store."""
    return _rows("sheet", made.tracking_sheet, options.rows)


def sitadel(options: argparse.Namespace) -> Figures:
    """A file of Sitadel of all France, from its bytes to rows in the store."""
    return _rows("sitadel", made.sitadel, options.permits)


def _rows(name: str, make: Callable[[Path, int], None], rows: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        command = "from benchmarks.intake import made; from pathlib import Path; "
        call = f"made.{make.__name__}(Path({str(path)!r}), {rows})"  # its memory is not ours
        subprocess.run([sys.executable, "-c", command + call], check=True)
        return {f"{name}_{key}": value for key, value in _taken(path, Path(folder)).items()}


def _taken(path: Path, home: Path) -> Figures:
    from ingest.formats import recognise
    from vigie.store import controls, open_store

    store = open_store(f"sqlite:///{home / 'vigie.sqlite'}")
    data, started = path.read_bytes(), CLOCK()
    reader = recognise(data)
    assert reader is not None
    contents = reader.read(data, path.name)
    read = CLOCK() - started
    controls.save(store, contents.controls, source_sha256="0" * 64, refused=contents.refused_rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "rows": len(contents.controls),
        "read_s": read,
        "s": CLOCK() - started,
        "mb": peak,
    }


def score(options: argparse.Namespace) -> Figures:
    """``POST /api/v1/score`` with facts given, through the whole service."""
    from fastapi.testclient import TestClient

    from api.app import create_app
    from vigie.settings import Settings

    home = os.environ.get("VIGIE_HOME")
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(home=Path(home or folder)))
        with TestClient(app) as client:
            for thread in threading.enumerate():
                if (
                    thread.name == "warm"
                ):  # the service opens what it needs behind its first answers
                    thread.join()
            for _ in range(20):
                client.post("/api/v1/score", json=FACTS).raise_for_status()
            times = sorted(_asked(client) for _ in range(options.asked))
    return {
        "score_layers": home is not None,
        "score_median_ms": 1000 * times[len(times) // 2],
        "score_p95_ms": 1000 * times[int(0.95 * len(times))],
    }


def _asked(client: Any) -> float:
    started = CLOCK()
    client.post("/api/v1/score", json=FACTS).raise_for_status()
    return CLOCK() - started


PARTS: dict[str, Callable[[argparse.Namespace], Figures]] = {
    "sheet": sheet,
    "sitadel": sitadel,
    "score": score,
    "acts": acts,
}


def write_table(f: Figures, note: str) -> None:
    """Put the table in the page of benchmarks, in place of the last one."""
    page = PAGE.read_text(encoding="utf-8")
    body = f"{START}\n{_table(f, note)}\n{END}"
    if START in page:
        head, _, rest = page.partition(START)
        page = head + body + rest.partition(END)[2]
    else:
        page = page.rstrip("\n") + "\n\n" + body + "\n"
    PAGE.write_text(page, encoding="utf-8")


def _table(f: Figures, note: str) -> str:
    rows = [
        (
            f"born-digital acts, file to scored act, 2 processes ({f['acts']} acts, "
            f"{f['acts_pages']} pages)",
            f"{f['acts'] / f['acts_s']:.1f} acts/s",
            "≥ 12/s",
        ),
        ("processor time of one, in all", f"{f['acts_processor_ms']:.0f} ms", ""),
        ("of which the coordinator", f"{f['coordinator_ms']:.0f} ms", ""),
        ("kept on disk for one (of which the database)",
         f"{f['stored_kb']:.0f} kB ({f['database_kb']:.0f})", ""),
        (f"tracking sheet of {f['sheet_rows']:,} rows, {f['clock']} time",
         f"{f['sheet_s']:.1f} s, {f['sheet_mb']:.0f} MB", "≤ 20 s, ≤ 800 MB"),
        (f"Sitadel, {f['sitadel_rows']:,} permits, {f['clock']} time",
         f"{f['sitadel_s']:.1f} s, {f['sitadel_mb']:.0f} MB", "≤ 30 s"),
        (f"POST /score, median / p95, {f['clock']} time",
         f"{f['score_median_ms']:.1f} / {f['score_p95_ms']:.1f} ms", "p95 ≤ 25 ms"),
    ]  # fmt: skip
    lines = ["| figure | measured | goal |", "|---|---|---|"]
    lines += [f"| {name} | {value} | {goal} |" for name, value, goal in rows]
    said = f" {note}" if note else ""
    return f"## Intake (`make bench-intake`)\n\nFiles made from a seed.{said}\n\n" + "\n".join(
        lines
    )


if __name__ == "__main__":
    main()
