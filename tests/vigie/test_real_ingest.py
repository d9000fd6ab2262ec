"""The odd PDFs of VIGIE_REAL_DATA through ``vigie ingest``, recognition engines included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.vigie.chain import a_store
from vigie.domain.document import DocumentStage
from vigie.store import documents

ROOT = Path(__file__).parents[2]
PASSWORD = "mot de passe"  # without it no program could read the file


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
    aside = {one.sha256: one.reason or "" for one in documents.set_aside(store)}
    assert all(aside.values())
    assert [reason for reason in aside.values() if "inattendue" in reason] == []
    contents = {sha256(data).hexdigest(): data for data in map(Path.read_bytes, files)}
    missed = [
        reason
        for digest, reason in aside.items()
        if b"%PDF" in contents[digest] and PASSWORD not in reason
    ]
    assert ready / (ready + len(missed)) >= 0.97, missed
