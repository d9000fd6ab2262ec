"""The tables of the reading benchmark, written between two marks of ``docs/benchmarks.md``."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.ocr.damage import GRADES, HELD_OUT, KINDS
from benchmarks.ocr.metrics import NONE, Errors
from benchmarks.ocr.ways import WAYS

DOC = Path("docs/benchmarks.md")
BEGIN, END = "<!-- reading: begin -->", "<!-- reading: end -->"
NAMES = {
    "ours": "Vigie",
    "tesseract_only": "Vigie, Tesseract seul",
    "rapidocr_only": "Vigie, RapidOCR seul",
    "plain": "pytesseract, réglages par défaut",
    "ocrmypdf": "OCRmyPDF",
}


Rows = list[dict[str, Any]]


def write(results: Path) -> None:
    """Put the tables of what was run in the document."""
    read = _common({way: rows for way in WAYS if (rows := rows_of(results / f"{way}.jsonl"))})
    ways = {way: [r for r in rows if r["kind"] in KINDS] for way, rows in read.items()}
    parts = [_grades(ways), _kinds(ways), _turned(rows_of(results / "ours.jsonl"))]
    if any(row["kind"] == "real" for rows in read.values() for row in rows):
        parts.append(_real(read))
    parts.append(_spent(ways))
    if (results / "speed.json").exists():
        parts.append(_speed(json.loads((results / "speed.json").read_text())))
    if "ours" in ways:
        parts.append(_reliability(ways["ours"]))
    digital = results / "digital.json"
    if digital.exists():
        parts.append(_digital(json.loads(digital.read_text())))
    text = DOC.read_text() if DOC.exists() else "# Benchmarks\n"
    if BEGIN not in text:
        text += f"\n## Reading\n\n{BEGIN}\n{END}\n"
    head, rest = text.split(BEGIN, 1)
    _, tail = rest.split(END, 1)
    told = "\n\n".join(part for part in parts if part)
    DOC.write_text(head + BEGIN + "\n" + told + "\n" + END + tail)


def rows_of(path: Path) -> Rows:
    """What one way has read so far."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _common(ways: dict[str, Rows]) -> dict[str, Rows]:
    """The rows of the pages that every way has read: a comparison on other pages is none."""
    pages = [{(r["kind"], r["grade"], r["seed"]) for r in rows} for rows in ways.values()]
    shared = set.intersection(*pages) if pages else set()
    return {
        way: [r for r in rows if (r["kind"], r["grade"], r["seed"]) in shared]
        for way, rows in ways.items()
    }


def _sum(rows: Rows) -> Errors:
    total = NONE
    for row in rows:
        total += Errors(*row["counts"])
    return total


def _table(head: list[str], lines: list[list[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _grades(ways: dict[str, Rows]) -> str:
    """Character errors by grade, then the other figures on all pages."""
    lines = []
    for way, rows in ways.items():
        cells = [f"{100 * _sum([r for r in rows if r['grade'] == g]).cer:.2f}" for g in range(4)]
        total = _sum(rows)
        cells += [f"{100 * total.cer:.2f}", f"{100 * total.wer:.2f}"]
        cells += [f"{total.word_recall:.3f}", f"{total.digit_recall:.3f}", str(len(rows))]
        lines.append([NAMES[way], *cells])
    head = ["CER %", *GRADES, "all", "WER %", "word recall", "digit-token recall", "pages"]
    return _table(head, lines)


def _kinds(ways: dict[str, Rows]) -> str:
    """Character errors and word recall by kind of scan."""
    lines = []
    for kind in KINDS:
        if not any(r["kind"] == kind for rows in ways.values() for r in rows):
            continue  # a part that was not run says nothing
        cells = []
        for rows in ways.values():
            total = _sum([r for r in rows if r["kind"] == kind])
            cells.append(f"{100 * total.cer:.2f} / {total.word_recall:.3f}")
        lines.append([f"{kind} (held out)" if kind == HELD_OUT else kind, *cells])
    return _table(["CER % / word recall", *[NAMES[way] for way in ways]], lines)


def _reliability(rows: Rows) -> str:
    """Of the words said to be so sure, the share that stands on the page."""
    bins = [[sum(row["reliability"][n][k] for row in rows) for k in (0, 1)] for n in range(10)]
    lines = [
        [f"{n / 10:.1f} to {(n + 1) / 10:.1f}", str(said), f"{right / said:.3f}"]
        for n, (said, right) in enumerate(bins)
        if said
    ]
    return _table(["confidence of the word", "words", "share right"], lines)


def _turned(rows: Rows) -> str:
    """Character errors of Vigie on the same pages on their side or upside down, and upright."""
    turned = {(r["grade"], r["seed"]): r for r in rows if r["kind"] == "turned"}
    pairs = [
        (r, turned[page])
        for r in rows
        if r["kind"] == "upright" and (page := (r["grade"], r["seed"])) in turned
    ]
    if not pairs:
        return ""
    cells = [f"{100 * _sum([pair[k] for pair in pairs]).cer:.2f}" for k in (0, 1)]
    head = ["CER % of Vigie on the same pages", "upright", "turned", "pages"]
    return _table(head, [["by 90, 180 or 270°", *cells, str(len(pairs))]])


def _real(ways: dict[str, Rows]) -> str:
    """Real typewritten pages."""
    lines = []
    for way, rows in ways.items():
        real = [r for r in rows if r["kind"] == "real"]
        total = _sum(real)
        cells = [f"{100 * total.cer:.2f}", f"{total.word_recall:.3f}", f"{total.digit_recall:.3f}"]
        lines.append([NAMES[way], *cells, str(len(real))])
    head = ["real typewritten pages", "CER %", "word recall", "digit-token recall", "pages"]
    return _table(head, lines)


def _spent(ways: dict[str, Rows]) -> str:
    """Processor seconds, which other work on the machine moves less than the clock."""
    lines = []
    for way, rows in ways.items():
        spent: dict[int, list[float]] = defaultdict(list)
        for row in rows:
            spent[row["grade"]].append(row["cpu"])
        everything = [cpu for group in spent.values() for cpu in group]
        cells = [f"{sum(spent[g]) / max(len(spent[g]), 1):.2f}" for g in range(4)]
        lines.append([NAMES[way], *cells, f"{sum(everything) / max(len(everything), 1):.2f}"])
    return _table(["processor seconds a page", *GRADES, "all"], lines)


def _speed(figures: dict[str, Any]) -> str:
    """Pages a second by the clock."""
    lines = [
        [NAMES[way], *[f"{rate:.2f}" for rate in rates.values()]]
        for way, rates in figures["pages_s"].items()
    ]
    head = f"pages a second, {figures['pages']} pages, load {figures['load']:.1f}"
    return _table([head, "1 process", "2 processes"], lines)


def _digital(figures: dict[str, Any]) -> str:
    speed, decisions, memory = figures["speed"], figures["decisions"], figures["memory_mb"]
    lines = [
        ["native pages a second, Vigie", f"{speed['ours_pages_s']:.0f}"],
        ["native pages a second, pdfplumber", f"{speed['pdfplumber_pages_s']:.1f}"],
        ["CER of native pages, Vigie", f"{100 * speed['ours_cer']:.2f} %"],
        ["CER of native pages, pdfplumber", f"{100 * speed['pdfplumber_cer']:.2f} %"],
        [
            "need for OCR decided rightly",
            f"{decisions['right']:.3f} of {decisions['pages']:.0f} pages, "
            f"{decisions['ms']:.1f} ms a page",
        ],
        *[[f"peak memory of a worker, {k}", f"{v:.0f} MB"] for k, v in memory.items()],
    ]
    return _table(["figure", "measured"], lines)
