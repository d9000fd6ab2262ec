"""Real files, where VIGIE_REAL_DATA names a folder of them: arrêtés and odd PDFs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ocr.options import ReadOptions
from ocr.read import read_document

pytestmark = [
    pytest.mark.realdata,
    pytest.mark.skipif("VIGIE_REAL_DATA" not in os.environ, reason="VIGIE_REAL_DATA is not set"),
]
CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (600, 610))
from ocr.options import ReadOptions
from ocr.read import read_document
from vigie.errors import Refused
for path in sys.argv[1:]:
    try:
        pages = read_document(open(path, "rb").read(), options=ReadOptions(engines=())).pages
        print(json.dumps([path, "read", len(pages)]), flush=True)
    except Refused as refused:
        print(json.dumps([path, str(refused), 0]), flush=True)
"""


def folder(name: str) -> list[Path]:
    return sorted((Path(os.environ["VIGIE_REAL_DATA"]) / name).rglob("*.pdf"))


def read_all(paths: list[Path]) -> list[tuple[str, str, int]]:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *map(str, paths)],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def shares(rows: list[tuple[str, str, int]]) -> float:
    """Of those that are PDFs without a password, the share that was read."""
    asked = [said for _, said, _ in rows if "mot de passe" not in said and "pas un PDF" not in said]
    return sum(said == "read" for said in asked) / len(asked)


def test_a_sample_of_odd_pdfs_is_read_or_refused_with_a_reason():
    paths = folder("pdf_odd")[::20]
    rows = read_all(paths)
    assert len(rows) == len(paths)
    assert shares(rows) > 0.9


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_every_odd_pdf_is_read_or_refused_with_a_reason():
    paths = folder("pdf_odd")
    rows = [
        row for first in range(0, len(paths), 100) for row in read_all(paths[first : first + 100])
    ]
    assert len(rows) == len(paths)
    assert shares(rows) >= 0.97


@pytest.mark.parametrize(
    "path", list(folder("arretes")[:2]) if "VIGIE_REAL_DATA" in os.environ else []
)
def test_real_acts_hold_an_operative_word(path):
    text = read_document(path.read_bytes(), options=ReadOptions(max_ocr_pages=1)).pages[0].text
    assert "arrêt" in text.lower()
