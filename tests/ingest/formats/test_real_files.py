"""Real files, from the folder named by VIGIE_REAL_DATA."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from ingest.formats import actes, pdf, recognise

pytestmark = pytest.mark.realdata


@pytest.fixture
def folder() -> Path:
    root = os.environ.get("VIGIE_REAL_DATA")
    if not root:
        pytest.skip("VIGIE_REAL_DATA n'est pas donné")
    return Path(root)


def test_every_transmission_is_recognised_and_read(folder: Path) -> None:
    received, outcomes, pieces = set(), [], 0
    files = [p for p in (folder / "actes").rglob("*") if p.suffix in {".xml", ".gz"}]
    assert len(files) > 12
    for path in files:
        data = path.read_bytes()
        assert recognise(data) is actes.READER, path.name
        found = actes.read(data, path.name)
        pieces += len(found.pieces)
        assert found.controls or found.notes or path.name.startswith("EACT--")
        received |= {row.received_on for row in found.controls if row.received_on}
        outcomes += [outcome for row in found.controls for outcome in row.outcomes]
    assert {day.isoformat() for day in received} == {"2017-12-27", "2013-06-23", "2018-05-28"}
    assert [outcome.known_on.isoformat() for outcome in outcomes] == ["2015-08-05"]
    assert pieces == 1


def test_exports_are_recognised(folder: Path) -> None:
    export = (folder / "actes/export_prefecture/export-actes_extrait.csv").read_bytes()
    reader = recognise(export)
    assert reader is not None
    assert reader.name == "prefecture_export"
    assert "14 acte(s)" in reader.read(export, "export.csv").notes[0]
    (path,) = (folder / "sitadel").glob("*.csv")
    reader = recognise(path.read_bytes())
    assert reader is not None
    found = reader.read(path.read_bytes(), path.name)
    assert (reader.name, len(found.controls), len(found.refused_rows)) == ("sitadel", 251, 0)


def test_each_sample_is_taken_by_its_format_or_by_none(folder: Path) -> None:
    """Those of none are the papers that came with the samples: schemas, dictionaries, notes."""
    found: Counter[tuple[str, str]] = Counter()
    for name in ("actes", "sitadel", "cerfa"):
        for path in (folder / name).rglob("*"):
            if path.is_file():
                reader = recognise(path.read_bytes())
                found[name, reader.name if reader else "aucun"] += 1
    assert found == {
        ("actes", "actes"): 16,
        ("actes", "pdf"): 3,
        ("actes", "prefecture_export"): 1,
        ("actes", "aucun"): 6,
        ("sitadel", "sitadel"): 1,
        ("sitadel", "aucun"): 8,
        ("cerfa", "pdf"): 1,
    }


def test_the_official_form_is_read_by_its_fields(folder: Path) -> None:
    (path,) = (folder / "cerfa").glob("*.pdf")
    declared = pdf.read(path.read_bytes(), path.name).declared
    assert declared is not None
    values = {name: fact.value for name, fact in declared.facts.items()}
    assert values.pop("works")
    assert values == {
        "parcels": ("000LV0040",),
        "site_area_m2": 992.0,
        "floor_area_created_m2": 150.0,
        "floor_area_existing_m2": 0.0,
        "dwellings_created": 1,
    }
    assert (declared.form, declared.in_risk_plan) == ("13406*06", False)
    assert declared.contradictions == ()
