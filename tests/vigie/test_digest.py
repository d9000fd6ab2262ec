"""What a worker does with a document, with the engines that the operator chose."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from ocr import read
from vigie.digest import Digested, Job, work


@pytest.fixture(scope="module")
def scan():
    page = Image.fromarray(np.full((1200, 850), 255, np.uint8))
    page.paste(0, (200, 300, 600, 330))
    out = BytesIO()
    page.save(out, format="PDF", resolution=100)
    return out.getvalue()


@pytest.mark.parametrize("engines", [("tesseract",), ("rapidocr",), ("tesseract", "rapidocr")])
def test_only_the_engines_chosen_read(scan, engines, monkeypatch):
    asked = []
    monkeypatch.setattr(read, "engine", asked.append)
    work(Job("0" * 64, "pdf", "scan.pdf", scan), None, engines)
    assert set(asked) == set(engines)


def test_a_scan_read_by_one_engine_is_a_reading(scan):
    done = work(Job("0" * 64, "pdf", "scan.pdf", scan), None, ("tesseract",))
    assert isinstance(done, Digested)
    assert done.reading is not None
    assert len(done.reading.outline.pages) == 1
