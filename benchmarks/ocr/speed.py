"""Pages a second of each way on the same pages, with one and two processes, one after the other."""

from __future__ import annotations

import os
import shutil
import time
from concurrent.futures import ProcessPoolExecutor

from benchmarks.ocr.damage import GRADES, KINDS, page_pdf
from benchmarks.ocr.ways import WAYS

SIDE_BY_SIDE = ("ours", "tesseract_only", "plain", "ocrmypdf")
PROCESSES = (1, 2)


def measure(seed: int) -> dict[str, object]:
    """Pages a second by way and number of processes, and how loaded the machine was meanwhile."""
    pdfs = [
        page_pdf(kind, grade, seed + 100 * grade)[0]
        for kind in KINDS.values()
        for grade in range(len(GRADES))
    ]
    ways = [way for way in SIDE_BY_SIDE if way != "ocrmypdf" or shutil.which(way)]
    rates = {way: {str(n): _rate(way, pdfs, n) for n in PROCESSES} for way in ways}
    return {"pages": len(pdfs), "pages_s": rates, "load": os.getloadavg()[0]}


def _rate(way: str, pdfs: list[bytes], processes: int) -> float:
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(_read, [(way, pdfs[0])] * processes))  # engines are loaded before
        started = time.perf_counter()
        list(pool.map(_read, [(way, pdf) for pdf in pdfs]))
        return len(pdfs) / (time.perf_counter() - started)


def _read(job: tuple[str, bytes]) -> None:
    way, pdf = job
    WAYS[way](pdf)
