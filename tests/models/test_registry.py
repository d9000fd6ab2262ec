"""Training into MLflow, comparing, promoting by proof, going back."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from features.catalogue import vector
from models import promotion, registry
from models.candidates import CANDIDATES
from models.comparison import write_comparison
from models.promotion import PromotionRefused
from models.runs import EXPERIMENT
from models.serving import load_champion
from models.tracking import Tracking, connected
from models.train import train
from tests.models.records import some_records
from vigie.errors import UserError

RECORDS = some_records(420)
FEW = tuple(c for c in CANDIDATES if not c.learnt or c.name == "logistic")
UNTIL = date(2024, 12, 31)
TODAY = date(2025, 1, 2)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def tracking(home) -> Tracking:
    return Tracking(f"sqlite:///{home / 'mlflow.sqlite'}", home)


@pytest.fixture(scope="module")
def report(tracking):
    return train(RECORDS, until=UNTIL, tracking=tracking, candidates=FEW)


@pytest.fixture(scope="module")
def runs(report, tracking):
    from mlflow import MlflowClient

    client = MlflowClient(tracking.url, tracking.url)
    experiment = client.get_experiment_by_name(EXPERIMENT)
    return client, list(client.search_runs([experiment.experiment_id], max_results=500))


def test_training_registers_a_challenger_and_promotes_nothing(report, tracking, home):
    (version,) = registry.list_versions(tracking)
    assert version.version == report.version
    assert version.aliases == ("challenger",)
    assert version.tags["dataset_digest"] == report.dataset.digest
    assert load_champion(home) is None


def test_runs_are_nested_with_metrics_against_the_baselines(report, runs):
    _, found = runs
    parents = [run for run in found if "mlflow.parentRunId" not in run.data.tags]
    assert len(parents) == 1
    children = [
        run for run in found if run.data.tags.get("mlflow.parentRunId") == parents[0].info.run_id
    ]
    assert {run.info.run_name for run in children} == {e.candidate.name for e in report.evaluations}
    for run in children:
        assert {"recall", "precision", "recall_5pc_low"} <= set(run.data.metrics)
    folds = [run for run in found if run not in parents and run not in children]
    assert folds
    assert parents[0].data.params["dataset_digest"] == report.dataset.digest
    assert "recall_against_best_baseline_low" in parents[0].data.metrics


def test_artifacts_stay_under_the_home(home, runs, monkeypatch):
    client, found = runs
    parent = next(run for run in found if "mlflow.parentRunId" not in run.data.tags)
    assert (home / "mlartifacts").resolve().as_uri() in parent.info.artifact_uri
    names = {item.path for item in client.list_artifacts(parent.info.run_id)}
    assert {"carte.md", "rapport.json", "candidats.png", "rappel.png"} <= names
    assert not Path("mlruns").exists()


def test_the_model_carries_its_signature_and_an_example(report, tracking):
    from mlflow.models import get_model_info

    version = registry.find(tracking, "challenger")
    with connected(tracking):
        info = get_model_info(f"models:/{registry.NAME}/{version.version}")
    assert info.signature is not None
    assert info.saved_input_example_info is not None


def test_nothing_logged_names_a_person(home, report):
    for path in (home / "mlartifacts").rglob("*"):
        if path.is_file():
            assert "Personne Inventée".encode() not in path.read_bytes(), path
    assert "Personne Inventée".encode() not in (home / "mlflow.sqlite").read_bytes()


def test_the_card_reads_in_french(report, tracking):
    text = registry.card(tracking, report.version)
    assert f"version {report.version}" in text
    assert "priorité" in text
    assert report.dataset.digest in text


def test_predictions_are_kept_for_later_comparison(report, tracking):
    version = registry.find(tracking, report.version)
    text = registry.artifact(tracking, version, "predictions.csv").decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(report.of(report.chosen).ranked.act_ids)


def test_past_scores_come_out_the_same_to_the_bit_once_another_model_serves(report, tracking):
    records = (*RECORDS, *some_records(90, seed=5))
    rows = [vector(record.dossier, record.findings) for record in records]
    model = promotion.load_version(tracking, report.version)
    before = [model.predict(row) for row in rows]
    train(some_records(300, seed=9), until=UNTIL, tracking=tracking, candidates=FEW)
    again = promotion.load_version(tracking, f"{registry.NAME}-{report.version}")
    assert len(rows) >= 500
    assert [again.predict(row) for row in rows] == before


def test_promotion_asks_for_a_name_then_exports_then_can_go_back(report, tracking, home):
    with pytest.raises(UserError, match="signe"):
        promotion.promote(tracking, report.version, by="  ", on=TODAY)
    done = promotion.promote(tracking, report.version, by="Agent d'essai", on=TODAY)
    assert all(gate.passed for gate in done.gates)
    version = registry.find(tracking, "champion")
    assert version.tags["promoted_by"] == "Agent d'essai"
    assert load_champion(home).version == f"{registry.NAME}-{report.version}"
    again = train(RECORDS, until=UNTIL, tracking=tracking, candidates=FEW)
    promotion.promote(tracking, again.version, by="Agent d'essai", on=TODAY)
    assert load_champion(home).version == f"{registry.NAME}-{again.version}"
    promotion.promote(tracking, report.version, by="Agent d'essai", on=TODAY)
    assert load_champion(home).version == f"{registry.NAME}-{report.version}"
    compared = promotion.compare(tracking, report.version, again.version)
    assert compared.difference.value == 0.0
    text = write_comparison(compared)
    assert text.count("0,0 points [0,0 ; 0,0]") == len(compared.at) + 1
    assert "Aucune différence de rappel n'est démontrée" in text


def test_an_unknown_version_is_named(tracking, report):
    with pytest.raises(UserError, match="99"):
        registry.find(tracking, "99")


def test_too_few_reviews_are_said_in_french(tmp_path):
    nowhere = Tracking(f"sqlite:///{tmp_path / 'm.sqlite'}", tmp_path)
    with pytest.raises(UserError, match="Trop peu de contrôles"):
        train(some_records(20), until=UNTIL, tracking=nowhere)


def test_listing_before_any_training_is_empty(tmp_path):
    assert registry.list_versions(Tracking(f"sqlite:///{tmp_path / 'm.sqlite'}", tmp_path)) == ()


def test_a_file_changed_since_training_is_not_exported(report, tracking, home):
    version = registry.find(tracking, report.version)
    forged = registry.Version(version.version, (), version.run_id, version.tags | {"sha256": "0"})
    with pytest.raises(Exception, match="a changé"):
        registry.export(tracking, forged, by="x", on=TODAY)


def test_refused_promotions_keep_the_champion(report, tracking, home, monkeypatch):
    from models.gates import Gate

    before = load_champion(home)
    later = train(RECORDS, until=UNTIL, tracking=tracking, candidates=FEW)
    monkeypatch.setattr(promotion, "check", lambda *_: (Gate("rappel", False, "moins bon"),))
    with pytest.raises(PromotionRefused, match="moins bon"):
        promotion.promote(tracking, later.version, by="x", on=TODAY)
    after = load_champion(home)
    assert (before and before.version) == (after and after.version)
