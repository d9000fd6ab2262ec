"""Serving: what was promoted and nothing else, the last good model when anything is wrong."""

import json
import math
import subprocess
import sys
import time
from datetime import date

import numpy as np
import pytest
import skops.io
from sklearn.linear_model import LogisticRegression

from features.catalogue import SIGNATURE, vector
from models.candidates import CANDIDATES
from models.dataset import as_of, collect
from models.serving import (
    FLOOR_NAME,
    FORMAT,
    Champion,
    ModelRefused,
    example_of,
    load_champion,
    load_manifest,
    served,
)
from tests.models.records import some_records

RECORDS = some_records(400)
DATA = as_of(collect(RECORDS), date(2024, 12, 31))
LEARNT = [candidate for candidate in CANDIDATES if candidate.learnt]


def write_champion(home, trained, *, version="vigie-risque-1", **changed):
    import hashlib

    folder = home / "champion"
    folder.mkdir(parents=True, exist_ok=True)
    data = skops.io.dumps(trained.estimator)
    digest = hashlib.sha256(data).hexdigest()
    floor = trained.floor
    manifest = {
        "format": FORMAT,
        "version": version,
        "signature": SIGNATURE,
        "sha256": digest,
        "file": f"model-{digest[:16]}.skops",
        "floor": None if floor is None else {"column": floor.column, "logit": floor.logit},
        "example": example_of(trained.estimator, floor, DATA.acts.x[:3]),
    } | changed
    (folder / manifest["file"]).write_bytes(data)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


@pytest.fixture(scope="module")
def trained():
    return LEARNT[0].train(DATA, 0)


@pytest.mark.parametrize("candidate", LEARNT, ids=lambda c: c.name)
def test_every_learnt_candidate_survives_save_audit_load(candidate, tmp_path):
    made = candidate.train(DATA, 0)
    write_champion(tmp_path, made)
    model = load_champion(tmp_path)
    expected = made.order(DATA.acts)
    for i in range(0, len(DATA), 7):
        row = tuple(None if math.isnan(v) else v for v in DATA.acts.x[i].tolist())
        answer = model.predict(row)
        logit = answer.base + math.fsum(c.log_odds for c in answer.contributions)
        assert logit == pytest.approx(expected[i], abs=1e-9)
        assert answer.probability == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-12)


def test_a_strong_breach_is_lifted_to_the_floor_and_says_so(trained):
    model = served("v", SIGNATURE, trained.estimator, trained.floor)
    names = [column.name for column in DATA.acts.columns]
    quiet = [0.0] * len(names)
    alone = list(quiet)
    alone[names.index("breaches_3")] = 1.0
    parts = {c.feature: c.log_odds for c in model.predict(tuple(alone)).contributions}
    assert parts[FLOOR_NAME] > 0
    assert FLOOR_NAME not in {c.feature for c in model.predict(tuple(quiet)).contributions}


def test_one_act_takes_under_five_milliseconds(trained):
    model = served("v", SIGNATURE, trained.estimator, trained.floor)
    rows = [vector(record.dossier, record.findings) for record in RECORDS]
    times = []
    for row in rows:
        start = time.perf_counter()
        model.predict(row)
        times.append(time.perf_counter() - start)
    assert np.quantile(times, 0.95) < 0.005


def test_no_champion_is_none(tmp_path):
    assert load_champion(tmp_path) is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sha256": "0" * 64}, "empreinte"),
        ({"signature": "autre"}, "catalogue"),
        ({"format": 99}, "format"),
        ({"example": {"x": [[0.0] * 10], "logit": [0.0]}}, "illisible"),
        ({"file": "../ailleurs.skops"}, "illisible"),
    ],
)
def test_a_model_that_differs_from_its_promotion_is_refused(tmp_path, trained, changed, said):
    folder = write_champion(tmp_path, trained)
    manifest = json.loads((folder / "manifest.json").read_text()) | changed
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelRefused, match=said):
        load_manifest(folder / "manifest.json")
    assert load_champion(tmp_path) is None


def test_other_answers_than_recorded_are_refused(tmp_path, trained):
    folder = write_champion(tmp_path, trained)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["example"]["logit"][0] += 0.001
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelRefused, match="exemple"):
        load_manifest(folder / "manifest.json")


class Stowaway(LogisticRegression):
    """A type that nobody allowed."""


def test_a_type_that_is_not_on_the_list_is_never_built(tmp_path, trained):
    from dataclasses import replace

    rogue = Stowaway()
    rogue.__dict__ |= trained.estimator.named_steps["logistic"].__dict__
    folder = write_champion(tmp_path, trained)
    data = skops.io.dumps(rogue)
    manifest = json.loads((folder / "manifest.json").read_text())
    import hashlib

    manifest["sha256"] = hashlib.sha256(data).hexdigest()
    (folder / manifest["file"]).write_bytes(data)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelRefused, match="types non autorisés"):
        load_manifest(folder / "manifest.json")
    assert replace(trained).floor == trained.floor


def test_a_damaged_champion_leaves_the_one_before_in_service(tmp_path, trained):
    folder = write_champion(tmp_path, trained, version="vigie-risque-1")
    (folder / "manifest.json").rename(folder / "previous.json")
    write_champion(tmp_path, trained, version="vigie-risque-2")
    assert load_champion(tmp_path).version == "vigie-risque-2"
    (folder / "manifest.json").write_text("{")
    assert load_champion(tmp_path).version == "vigie-risque-1"


def test_a_running_service_keeps_its_model_when_the_new_one_is_bad(tmp_path, trained):
    folder = write_champion(tmp_path, trained)
    champion = Champion(tmp_path)
    assert champion.current().version == "vigie-risque-1"
    (folder / "manifest.json").write_text("{")
    assert champion.current().version == "vigie-risque-1"


def test_a_running_service_takes_the_model_promoted_meanwhile(tmp_path, trained):
    champion = Champion(tmp_path)
    assert champion.current() is None
    folder = write_champion(tmp_path, trained, version="vigie-risque-1")
    assert champion.current().version == "vigie-risque-1"
    (folder / "manifest.json").rename(folder / "previous.json")
    assert champion.current().version == "vigie-risque-1"
    write_champion(tmp_path, trained, version="vigie-risque-2")
    assert champion.current().version == "vigie-risque-2"
    assert champion.current() is champion.current()


def test_a_bad_promotion_does_not_bring_the_model_before_back(tmp_path, trained, caplog):
    folder = write_champion(tmp_path, trained, version="vigie-risque-1")
    (folder / "manifest.json").rename(folder / "previous.json")
    write_champion(tmp_path, trained, version="vigie-risque-2")
    champion = Champion(tmp_path)
    assert champion.current().version == "vigie-risque-2"
    (folder / "manifest.json").write_text("{")
    assert champion.current().version == "vigie-risque-2"
    assert "reste en service" in caplog.text


def test_stages_follow_the_promoted_model(tmp_path, trained):
    from vigie.stages import following

    in_force = following(tmp_path)
    assert in_force() is None
    write_champion(tmp_path, trained, version="vigie-risque-7")
    assert in_force().version == "vigie-risque-7"


def test_serving_needs_no_mlflow_and_unpickles_nothing(tmp_path, trained):
    write_champion(tmp_path, trained)
    program = """
import sys
from pathlib import Path
from models.serving import load_champion
found = []
sys.addaudithook(lambda event, args: found.append(args) if event == "pickle.find_class" else None)
assert load_champion(Path(sys.argv[1])) is not None
assert "mlflow" not in sys.modules
assert not found, found
"""
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)
