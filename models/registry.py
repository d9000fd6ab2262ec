"""MLflow: runs, registered versions, aliases. The only module that imports it, and late.

Everything stays on this machine: ``sqlite:///`` for runs and registry, artifacts under
``VIGIE_HOME/mlartifacts``. The service never comes here: promotion exports to a folder that
``models.serving`` reads.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from models import plots
from models.card import write_card
from models.predictions import PREDICTIONS, RULES, SEEN, UNSEEN, write_predictions
from models.report import Evaluation, TrainingReport, at_share, evaluation_as_json
from models.serving import FORMAT, TRUSTED, example_of
from vigie.errors import OperatorError, UserError

NAME = "vigie-risque"
EXPERIMENT = "vigie-risque"
DRIFT = "vigie-derive"
CHAMPION, CHALLENGER = "champion", "challenger"
REQUIREMENTS = ("scikit-learn", "skops", "numpy", "scipy")


@dataclass(frozen=True, slots=True)
class Tracking:
    """Where MLflow keeps runs and versions (``url``) and files (under ``home``)."""

    url: str
    home: Path

    @property
    def artifacts(self) -> str:
        """Folder of the artifacts, as a URL."""
        return (self.home / "mlartifacts").resolve().as_uri()


@dataclass(frozen=True, slots=True)
class Version:
    """One registered model. ``aliases`` holds champion or challenger."""

    version: str
    aliases: tuple[str, ...]
    run_id: str
    tags: dict[str, str]

    @property
    def candidate(self) -> str:
        """Name of the candidate that it is."""
        return self.tags.get("candidate", "")


def record_training(report: TrainingReport, *, tracking: Tracking) -> TrainingReport:
    """Log a training, register its chosen model, give it the alias challenger."""
    with _client(tracking) as (mlflow, client):
        experiment = _experiment(client, tracking)
        mlflow.set_experiment(experiment_id=experiment)
        with mlflow.start_run(run_name=f"entraînement {report.until:%Y-%m-%d}") as parent:
            for evaluation in report.evaluations:
                if evaluation.candidate.name != report.chosen:
                    _log_candidate(mlflow, report, evaluation)
            with _candidate_run(mlflow, report, report.of(report.chosen)) as run_id:
                version = _register(mlflow, client, report, run_id)
            done = dataclasses.replace(report, version=version, run_id=run_id)
            client.log_text(run_id, write_card(done), "carte.md")
            _log_training(mlflow, done)
            client.set_tag(parent.info.run_id, "version", version)
    return done


def list_versions(tracking: Tracking) -> tuple[Version, ...]:
    """Registered versions, newest first."""
    with _client(tracking) as (_, client):
        if not _exists(client):
            return ()
        aliases = client.get_registered_model(NAME).aliases
        found = client.search_model_versions(f"name='{NAME}'")
        versions = [_version(one, aliases) for one in found]
    return tuple(sorted(versions, key=lambda one: -int(one.version)))


def card(tracking: Tracking, version: str) -> str:
    """The model card of a version, in French."""
    found = _wanted(tracking, version)
    return _artifact(tracking, found.run_id, "carte.md").decode()


def find(tracking: Tracking, version: str) -> Version:
    """A version by number or alias.

    Raises:
        UserError: there is none.
    """
    return _wanted(tracking, version)


def artifact(tracking: Tracking, version: Version, name: str) -> bytes:
    """A file that the training of a version left."""
    return _artifact(tracking, version.run_id, name)


def artifacts(tracking: Tracking, version: Version) -> tuple[str, ...]:
    """Names of the files that the training of a version left."""
    with _client(tracking) as (_, client):
        return tuple(found.path for found in client.list_artifacts(version.run_id))


def export(tracking: Tracking, version: Version, *, by: str, on: date) -> Path:
    """Write a version for serving, in one step; the one in force becomes the previous one."""
    folder = tracking.home / "champion"
    folder.mkdir(parents=True, exist_ok=True)
    manifest = json.loads(_artifact(tracking, version.run_id, "service.json"))
    data = _artifact(tracking, version.run_id, "service.skops")
    if hashlib.sha256(data).hexdigest() != version.tags["sha256"]:
        raise OperatorError(
            f"Le fichier du modèle {version.version} a changé depuis son entraînement : "
            "relancez « vigie train »."
        )
    manifest |= {
        "version": f"{NAME}-{version.version}",
        "sha256": version.tags["sha256"],
        "file": f"model-{version.tags['sha256'][:16]}.skops",
        "promoted_by": by,
        "promoted_on": on.isoformat(),
    }
    _write(folder / manifest["file"], data)
    current = folder / "manifest.json"
    if current.is_file():
        _write(folder / "previous.json", current.read_bytes())
    _write(current, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    return current


def set_champion(tracking: Tracking, version: Version, *, by: str, on: date, why: str) -> None:
    """Move the alias and keep who signed, when and on what proof."""
    with _client(tracking) as (_, client):
        client.set_registered_model_alias(NAME, CHAMPION, version.version)
        if CHALLENGER in version.aliases:
            client.delete_registered_model_alias(NAME, CHALLENGER)
        for key, value in (("promoted_by", by), ("promoted_on", on.isoformat()), ("proof", why)):
            client.set_model_version_tag(NAME, version.version, key, value)


def record_drift(tracking: Tracking, month: date, page: str, effects: dict[str, float]) -> None:
    """Keep a monthly report of drift as a run of its own."""
    with _client(tracking) as (mlflow, client):
        mlflow.set_experiment(experiment_id=_experiment(client, tracking, DRIFT))
        with mlflow.start_run(run_name=f"dérive {month:%Y-%m}"):
            mlflow.log_param("month", month.isoformat())
            mlflow.log_metrics(effects)
            mlflow.log_text(page, "derive.md")


# -- Logging -------------------------------------------------------------------------------------


def _log_training(mlflow: Any, report: TrainingReport) -> None:
    dataset = report.dataset
    mlflow.log_params(
        {
            "until": report.until.isoformat(),
            "capacity_share": report.capacity_share,
            "dataset_digest": dataset.digest,
            "feature_signature": dataset.acts.signature,
            "acts": len(dataset),
            "reviewed": int(dataset.reviewed.sum()),
            "positive": report.found,
            "periods": len(report.periods),
            "chosen": report.chosen,
            "best_baseline": report.best_baseline,
        }
    )
    mlflow.log_metrics(_metrics(report, report.of(report.chosen)))
    mlflow.log_text(write_card(report), "carte.md")
    mlflow.log_dict(report.as_json(), "rapport.json")
    _log_png(mlflow, plots.side_by_side(report), "candidats.png")
    _log_png(mlflow, plots.recall_by_capacity(report), "rappel.png")


def _log_candidate(mlflow: Any, report: TrainingReport, evaluation: Evaluation) -> None:
    with _candidate_run(mlflow, report, evaluation):
        pass


@contextmanager
def _candidate_run(mlflow: Any, report: TrainingReport, evaluation: Evaluation) -> Iterator[str]:
    candidate = evaluation.candidate
    with mlflow.start_run(run_name=candidate.name, nested=True) as run:
        mlflow.log_params(
            {
                "candidate": candidate.name,
                "label": candidate.label,
                "learnt": candidate.learnt,
                "until": report.until.isoformat(),
                "dataset_digest": report.dataset.digest,
                "feature_signature": report.dataset.acts.signature,
            }
        )
        mlflow.log_metrics(_metrics(report, evaluation))
        mlflow.log_text(write_predictions(evaluation.ranked, _origins(report)), PREDICTIONS)
        chosen = candidate.name == report.chosen
        if chosen and evaluation.calibration is not None and evaluation.calibration.bins:
            plot = plots.reliability(evaluation.calibration, candidate.label)
            _log_png(mlflow, plot, "fiabilite.png")
        if chosen:
            _log_periods(mlflow, report, evaluation)
        yield run.info.run_id


def _log_periods(mlflow: Any, report: TrainingReport, evaluation: Evaluation) -> None:
    """One nested run a test period; the others keep theirs in predictions.csv."""
    for period, at in zip(report.periods, evaluation.by_period, strict=True):
        with mlflow.start_run(run_name=f"{evaluation.candidate.name} {period.origin}", nested=True):
            mlflow.log_params({"origin": period.origin.isoformat(), "end": period.end.isoformat()})
            found = {"recall": at.recall.value, "precision": at.precision.value}
            mlflow.log_metrics({k: v for k, v in found.items() if v is not None})


def _metrics(report: TrainingReport, evaluation: Evaluation) -> dict[str, float]:
    """Numbers of one candidate at every capacity, without those that cannot be said."""
    found: dict[str, float | None] = {}
    for at in evaluation.at:
        name = f"{100 * at.share:g}pc"
        found |= {
            f"recall_{name}": at.recall.value,
            f"recall_{name}_low": at.recall.low,
            f"recall_{name}_high": at.recall.high,
            f"precision_{name}": at.precision.value,
            f"lift_{name}": at.lift.value,
            f"share_of_ceiling_{name}": at.of_ceiling,
        }
    flat = evaluation_as_json(evaluation, report.capacity_share)
    for name in ("gravity_recall", "ece", "brier", "work_saved_at_95", "regret"):
        found[name] = flat[name]
    for name, value in flat["recall_against_best_baseline"].items():
        found[f"recall_against_best_baseline_{name}"] = value
    at_capacity = at_share(evaluation, report.capacity_share)
    found |= {"recall": at_capacity.recall.value, "precision": at_capacity.precision.value}
    return {name: float(value) for name, value in found.items() if value is not None}


def _log_png(mlflow: Any, data: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        mlflow.log_artifact(str(path))


def _register(mlflow: Any, client: Any, report: TrainingReport, run_id: str) -> str:
    """Log the model as MLflow users expect, and the same bytes for our own serving."""
    estimator: Any = report.trained.estimator
    x = report.dataset.acts.x
    example = x[-5:]
    names = [column.name for column in report.dataset.acts.columns]
    mlflow.log_input(
        mlflow.data.from_numpy(
            x, name="actes", digest=report.dataset.digest[:36], source=_source()
        ),
        context="training",
    )
    info = mlflow.sklearn.log_model(
        estimator,
        name="model",
        serialization_format="skops",
        skops_trusted_types=list(TRUSTED),
        signature=mlflow.models.infer_signature(example, estimator.predict_proba(example)),
        input_example=example,
        pip_requirements=list(REQUIREMENTS),
        pyfunc_predict_fn="predict_proba",
        metadata={"columns": names},
    )
    data = _log_serving(mlflow, report, example)
    if report.transfer is not None:
        once = (report.until.isoformat(),)
        mlflow.log_text(write_predictions(report.transfer.unseen, once), UNSEEN)
        mlflow.log_text(write_predictions(report.transfer.seen, once), SEEN)
    mlflow.log_text(write_predictions(report.of("rules").ranked, _origins(report)), RULES)
    if not _exists(client):
        client.create_registered_model(NAME, description="Priorité de lecture des actes.")
    tags = {
        "candidate": report.chosen,
        "until": report.until.isoformat(),
        "dataset_digest": report.dataset.digest,
        "feature_signature": report.dataset.acts.signature,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    made = client.create_model_version(
        NAME, info.model_uri, run_id=run_id, tags=tags, model_id=info.model_id
    )
    client.set_registered_model_alias(NAME, CHALLENGER, made.version)
    return str(made.version)


def _origins(report: TrainingReport) -> tuple[str, ...]:
    return tuple(period.origin.isoformat() for period in report.periods)


def _source() -> Any:
    from mlflow.data.code_dataset_source import CodeDatasetSource  # noqa: PLC0415 - late on purpose

    return CodeDatasetSource(tags={"mlflow.source.name": "vigie train"})


def _log_serving(mlflow: Any, report: TrainingReport, example: Any) -> bytes:
    import skops.io  # noqa: PLC0415 - late on purpose

    trained = report.trained
    data: bytes = skops.io.dumps(trained.estimator)
    floor = trained.floor
    manifest = {
        "format": FORMAT,
        "candidate": report.chosen,
        "signature": report.dataset.acts.signature,
        "columns": [column.name for column in report.dataset.acts.columns],
        "trained_until": report.until.isoformat(),
        "dataset_digest": report.dataset.digest,
        "floor": None if floor is None else {"column": floor.column, "logit": floor.logit},
        "example": example_of(trained.estimator, floor, np.asarray(example)),
    }
    mlflow.log_dict(manifest, "service.json")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "service.skops"
        path.write_bytes(data)
        mlflow.log_artifact(str(path))
    return data


# -- MLflow itself -------------------------------------------------------------------------------


@contextmanager
def _client(tracking: Tracking) -> Iterator[tuple[Any, Any]]:
    """MLflow pointed at the tracking store, quiet, without telemetry."""
    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    tracking.home.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # third-party deprecations are not ours to mend
        import mlflow  # noqa: PLC0415 - 2 s to import
        import mlflow.sklearn  # noqa: PLC0415 - 2 s to import

        for noisy in ("mlflow", "alembic"):
            logging.getLogger(noisy).setLevel(logging.ERROR)
        mlflow.set_tracking_uri(tracking.url)
        mlflow.set_registry_uri(tracking.url)
        try:
            yield mlflow, mlflow.MlflowClient(tracking.url, tracking.url)
        except mlflow.exceptions.MlflowException as error:
            raise OperatorError(
                f"MLflow ({tracking.url}) : {error}. Vérifiez la base de suivi et l'espace disque."
            ) from error


def _experiment(client: Any, tracking: Tracking, name: str = EXPERIMENT) -> str:
    found = client.get_experiment_by_name(name)
    if found is not None:
        return str(found.experiment_id)
    return str(client.create_experiment(name, artifact_location=tracking.artifacts))


def _exists(client: Any) -> bool:
    return bool(client.search_registered_models(f"name='{NAME}'"))


def _version(found: Any, aliases: dict[str, str]) -> Version:
    own = tuple(sorted(a for a, number in aliases.items() if str(number) == str(found.version)))
    return Version(str(found.version), own, str(found.run_id), dict(found.tags))


def _wanted(tracking: Tracking, version: str) -> Version:
    versions = list_versions(tracking)
    asked = version.removeprefix(f"{NAME}-")
    found = next((v for v in versions if asked == v.version or asked in v.aliases), None)
    if found is None:
        known = ", ".join(v.version for v in versions) or "aucune : lancez « vigie train »"
        raise UserError(f"Modèle {version} inconnu. Versions enregistrées : {known}.")
    return found


def _artifact(tracking: Tracking, run_id: str, name: str) -> bytes:
    with _client(tracking) as (_, client), TemporaryDirectory() as folder:
        return Path(client.download_artifacts(run_id, name, folder)).read_bytes()


def _write(path: Path, data: bytes) -> None:
    """Write beside, then replace: a reader sees the old file or the new one."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)
