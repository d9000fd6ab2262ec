"""The odd PDFs of VIGIE_REAL_DATA through ``vigie ingest``, recognition engines included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.vigie.chain import a_store
from vigie.domain.document import DocumentStage
from vigie.store import documents

ROOT = Path(__file__).parents[2]
NOT_ASKED = ("mot de passe", "pas un PDF", "format non reconnu")  # no program could read these


@pytest.mark.slow
@pytest.mark.realdata
@pytest.mark.timeout(3 * 3600)
@pytest.mark.skipif("VIGIE_REAL_DATA" not in os.environ, reason="VIGIE_REAL_DATA is not set")
def test_every_odd_pdf_ends_read_or_set_aside_with_its_reason(tmp_path: Path) -> None:
    folder = Path(os.environ["VIGIE_REAL_DATA"]) / "pdf_odd"
    files = [path for path in folder.rglob("*") if path.suffix.lower() == ".pdf"]
    done = subprocess.run(
        [sys.executable, "-m", "vigie", "ingest", *map(str, files), "--json"],
        env={**os.environ, "VIGIE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr[-2000:]
    said = json.loads(done.stdout)
    assert (said["received"], said["waiting"]) == (len(files), 0)
    store = a_store(tmp_path)
    assert documents.due(store) == ()
    ready = documents.count_by_stage(store)[DocumentStage.READY]
    aside = [one.reason or "" for one in documents.set_aside(store)]
    assert all(aside)
    assert [reason for reason in aside if "inattendue" in reason] == []
    asked = [reason for reason in aside if not any(said in reason for said in NOT_ASKED)]
    assert ready / (ready + len(asked)) >= 0.97, asked
