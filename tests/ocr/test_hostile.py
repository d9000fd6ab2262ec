from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ocr.bombs import BOMBS, mutant
from tests.ocr.pages import ACT, a_pdf, lines, picture, scan_of

# A reader as a worker runs it: the address space is capped, and so is the processor time of each
# document, by a signal that ends the process even in native code. Each document that ends says how.
CHILD = """
import pickle, resource, signal, sys
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
from ocr.options import ReadOptions
from ocr.read import read_document
from vigie.errors import Refused
options = ReadOptions(engines=())
for data in pickle.load(sys.stdin.buffer):
    signal.setitimer(signal.ITIMER_PROF, float(sys.argv[1]))
    try:
        reading = read_document(data, options=options)
        assert all(page.reason for page in reading.pages)
        print("read", len(reading.pages), flush=True)
    except Refused as refused:
        assert str(refused).endswith("."), refused
        print("refused", flush=True)
    except MemoryError:
        print("memory", flush=True)
"""
KILLED = (-9, -27, -11, -6, 1)  # by the limits, or by PDFium when the memory ends
CONTAINED_S = 10  # of processor time, for one document


def read_in_child(
    documents: list[bytes], *, seconds: int = CONTAINED_S
) -> tuple[int, list[str], str]:
    import pickle

    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(seconds)],
        input=pickle.dumps(documents),
        capture_output=True,
        cwd=Path(__file__).parents[2],
        timeout=280,
        check=False,
    )
    return done.returncode, done.stdout.decode().splitlines(), done.stderr.decode()


@pytest.mark.parametrize("name", ["giant_page", "looped_pages", "many_pages"])
def test_documents_that_ask_for_much_are_read_within_the_budgets(name):
    data = BOMBS[name](3_000) if name == "many_pages" else BOMBS[name]()
    status, said, errors = read_in_child([data], seconds=60)
    assert status == 0, errors
    assert said[0].startswith(("read", "refused"))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_ends_with_its_process_and_no_other(name):
    status, said, errors = read_in_child([BOMBS[name]()])
    assert status in (0, *KILLED), errors
    if status == 0:
        assert said


def mutants(first: int, last: int) -> list[bytes]:
    whole = (a_pdf(lines(*ACT), lines("Page 2")), a_pdf(picture(scan_of(("Bonjour",), dpi=60))))
    return [mutant(whole[seed % 2], seed) for seed in range(first, last)]


def survive(documents: list[bytes]) -> int:
    """Read the documents in children that are begun again after each death; how many died."""
    died = 0
    while documents:
        status, said, errors = read_in_child(documents)
        if status == 0:
            return died
        assert status in KILLED, errors
        assert "Traceback" not in errors, errors
        died += 1
        documents = documents[len(said) + 1 :]
    return died


def test_mutants_are_read_or_refused():
    assert survive(mutants(0, 120)) <= 1


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_two_thousand_mutants_are_read_or_refused():
    died = sum(survive(mutants(first, first + 200)) for first in range(0, 2_000, 200))
    assert died <= 20
