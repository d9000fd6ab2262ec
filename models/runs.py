"""Trainings and reports of drift written to MLflow, as its users expect to read them.

A training is a parent run with one nested run a candidate; the chosen one holds one nested run a
test period and the registered model. Everything of a run goes in one batch: each call is a
transaction.
"""

from __future__ import annotations

import dataclasses
import hashlib
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from models import plots
from models.card import write_card, write_features
from models.drift import Drift
from models.drift_page import write_drift
from models.measures import known, metrics_of, recall_curve, said, summary
from models.predictions import PREDICTIONS, RULES, SEEN, UNSEEN, write_predictions
from models.registry import CHALLENGER, NAME, exists
from models.report import Evaluation, TrainingReport
from models.serving import FORMAT, TRUSTED, example_of
from models.tracking import NOTE, Tracking, connected, experiment

EXPERIMENT = "vigie-risque"
DRIFT = "vigie-derive"
REQUIREMENTS = ("scikit-learn", "skops", "numpy", "scipy")
ABOUT = """Modèles qui ordonnent la lecture des actes. Un essai parent par entraînement, un essai
par candidat (règles simples comprises), un par période d'essai du candidat retenu.

`recall` et `precision` : à la capacité de l'entraînement ; `recall_curve` : rappel selon la part
des actes lus (le pas est en pour cent). Tout est mesuré sur des actes que le modèle n'avait pas
appris, pondérés pour représenter tous les actes."""
ABOUT_DRIFT = "Ce qui change d'un mois à l'autre parmi les actes reçus (tailles d'effet)."
ABOUT_MODEL = """Priorité de lecture des actes d'urbanisme. `champion` : en service ;
`challenger` : le dernier entraîné. Mise en service : `vigie models promote`."""


def record_training(report: TrainingReport, *, tracking: Tracking) -> TrainingReport:
    """Log a training, register its chosen model, give it the alias challenger."""
    with connected(tracking) as (mlflow, client):
        log = _Log(client, experiment(client, tracking, EXPERIMENT, about=ABOUT), report)
        with log.run(f"entraînement {report.until:%Y-%m-%d}", about=summary(report)) as parent:
            for evaluation in report.evaluations:
                if evaluation.candidate.name != report.chosen:
                    log.candidate(evaluation, parent)
            run_id = log.candidate(report.of(report.chosen), parent, keep_open=True)
            log.periods(report.of(report.chosen), run_id)
            version = _register(mlflow, client, report, run_id)
            client.set_terminated(run_id)
            done = dataclasses.replace(report, version=version, run_id=run_id)
            client.log_text(run_id, write_card(done), "carte.md")
            log.training(done, parent)
    return done


def record_drift(tracking: Tracking, found: Drift) -> None:
    """Keep a monthly report of drift as a run of its own: effects, page, plot, numbers."""
    page, month = write_drift(found), found.month
    effects = {shift.name: shift.effect for shift in (*found.watched, *found.shifts)}
    rate = {"outcome_rate": found.outcome_rate.value, "drawn": float(found.drawn)}
    with connected(tracking) as (_, client):
        about = experiment(client, tracking, DRIFT, about=ABOUT_DRIFT)
        run_id = _started(client, about, f"dérive {month:%Y-%m}", {NOTE: page})
        params = {"month": month.isoformat(), "acts": found.acts_now, "before": found.acts_before}
        _batch(client, run_id, effects | known(rate), params)
        client.log_text(run_id, page, "derive.md")
        client.log_dict(
            run_id, dataclasses.asdict(found) | {"month": month.isoformat()}, "derive.json"
        )
        if found.watched:
            _log_png(client, run_id, plots.shifts(found), "derive.png")
        client.set_terminated(run_id)


@dataclasses.dataclass(frozen=True, slots=True)
class _Log:
    """Runs of one training."""

    client: Any
    experiment: str
    report: TrainingReport

    @contextmanager
    def run(self, name: str, *, about: str, parent: str | None = None) -> Iterator[str]:
        """A run, ended as failed when something breaks."""
        tags = {NOTE: about} | ({"mlflow.parentRunId": parent} if parent else {})
        run_id = _started(self.client, self.experiment, name, tags)
        try:
            yield run_id
        except BaseException:
            self.client.set_terminated(run_id, "FAILED")
            raise
        self.client.set_terminated(run_id)

    def candidate(self, evaluation: Evaluation, parent: str, *, keep_open: bool = False) -> str:
        """What one candidate showed."""
        candidate, report = evaluation.candidate, self.report
        tags = {NOTE: said(report, evaluation), "mlflow.parentRunId": parent}
        run_id = _started(self.client, self.experiment, candidate.name, tags)
        params = {
            "candidate": candidate.name,
            "label": candidate.label,
            "learnt": candidate.learnt,
            "until": report.until.isoformat(),
            "dataset_digest": report.dataset.digest,
            "feature_signature": report.dataset.acts.signature,
        }
        curve = recall_curve(evaluation)
        _batch(self.client, run_id, metrics_of(report, evaluation), params, curve)
        self.client.log_text(
            run_id, write_predictions(evaluation.ranked, _origins(report)), PREDICTIONS
        )
        if not keep_open:
            self.client.set_terminated(run_id)
        return run_id

    def periods(self, evaluation: Evaluation, parent: str) -> None:
        """One nested run a test period; the others keep theirs in predictions.csv."""
        name = evaluation.candidate.name
        for period, at in zip(self.report.periods, evaluation.by_period, strict=True):
            about = (
                f"Appris jusqu'au {period.origin:%d/%m/%Y}, essayé jusqu'au {period.end:%d/%m/%Y}."
            )
            with self.run(f"{name} {period.origin}", about=about, parent=parent) as run_id:
                found = {"recall": at.recall.value, "precision": at.precision.value}
                params = {"origin": period.origin.isoformat(), "end": period.end.isoformat()}
                _batch(self.client, run_id, known(found), params)

    def training(self, report: TrainingReport, run_id: str) -> None:
        """The training as a whole, on the parent run."""
        dataset, client = report.dataset, self.client
        params = {
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
        _batch(client, run_id, metrics_of(report, report.of(report.chosen)), params)
        client.set_tag(run_id, "version", report.version)
        client.log_text(run_id, write_card(report), "carte.md")
        client.log_dict(run_id, report.as_json(), "rapport.json")
        client.log_text(run_id, write_features(), "caracteristiques.csv")
        _log_png(client, run_id, plots.side_by_side(report), "candidats.png")
        _log_png(client, run_id, plots.recall_by_capacity(report), "rappel.png")
        found = report.of(report.chosen).calibration
        if found is not None and found.bins:
            plot = plots.reliability(found, report.of(report.chosen).candidate.label)
            for one in (run_id, report.run_id):
                _log_png(client, one, plot, "fiabilite.png")


def _origins(report: TrainingReport) -> tuple[str, ...]:
    return tuple(period.origin.isoformat() for period in report.periods)


# -- The model -----------------------------------------------------------------------------------


def _register(mlflow: Any, client: Any, report: TrainingReport, run_id: str) -> str:
    """Log the model as MLflow users expect, and the same bytes for our own serving."""
    with mlflow.start_run(run_id=run_id):
        info = _log_model(mlflow, report)
    data = _log_serving(client, run_id, report)
    if report.transfer is not None:
        once = (report.until.isoformat(),)
        client.log_text(run_id, write_predictions(report.transfer.unseen, once), UNSEEN)
        client.log_text(run_id, write_predictions(report.transfer.seen, once), SEEN)
    client.log_text(run_id, write_predictions(report.of("rules").ranked, _origins(report)), RULES)
    if not exists(client):
        client.create_registered_model(NAME, description=ABOUT_MODEL)
    tags = {
        "candidate": report.chosen,
        "until": report.until.isoformat(),
        "dataset_digest": report.dataset.digest,
        "feature_signature": report.dataset.acts.signature,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    made = client.create_model_version(
        NAME,
        info.model_uri,
        run_id=run_id,
        tags=tags,
        model_id=info.model_id,
        description=said(report, report.of(report.chosen)),
    )
    client.set_registered_model_alias(NAME, CHALLENGER, made.version)
    return str(made.version)


def _log_model(mlflow: Any, report: TrainingReport) -> Any:
    from mlflow.data.code_dataset_source import CodeDatasetSource  # noqa: PLC0415 - late on purpose

    estimator: Any = report.trained.estimator
    x = report.dataset.acts.x
    example = x[-5:]
    source = CodeDatasetSource(tags={"mlflow.source.name": "vigie train"})
    digest = report.dataset.digest[:36]
    dataset = mlflow.data.from_numpy(x, name="actes", digest=digest, source=source)
    mlflow.log_input(dataset, context="training")
    return mlflow.sklearn.log_model(
        estimator,
        name="model",
        serialization_format="skops",
        skops_trusted_types=list(TRUSTED),
        signature=mlflow.models.infer_signature(example, estimator.predict_proba(example)),
        input_example=example,
        pip_requirements=list(REQUIREMENTS),
        pyfunc_predict_fn="predict_proba",
        metadata={"columns": [column.name for column in report.dataset.acts.columns]},
    )


def _log_serving(client: Any, run_id: str, report: TrainingReport) -> bytes:
    import skops.io  # noqa: PLC0415 - late on purpose

    trained = report.trained
    data: bytes = skops.io.dumps(trained.estimator)
    floor = trained.floor
    example = np.asarray(report.dataset.acts.x[-5:])
    manifest = {
        "format": FORMAT,
        "candidate": report.chosen,
        "signature": report.dataset.acts.signature,
        "columns": [column.name for column in report.dataset.acts.columns],
        "trained_until": report.until.isoformat(),
        "dataset_digest": report.dataset.digest,
        "floor": None if floor is None else {"column": floor.column, "logit": floor.logit},
        "example": example_of(trained.estimator, floor, example),
    }
    client.log_dict(run_id, manifest, "service.json")
    _log_bytes(client, run_id, data, "service.skops")
    return data


# -- MLflow itself -------------------------------------------------------------------------------


def _started(client: Any, experiment_id: str, name: str, tags: Mapping[str, str]) -> str:
    source = {"mlflow.source.name": "vigie", "mlflow.source.type": "LOCAL"}
    run = client.create_run(experiment_id, run_name=name, tags=source | dict(tags))
    return str(run.info.run_id)


def _batch(
    client: Any,
    run_id: str,
    metrics: Mapping[str, float],
    params: Mapping[str, object],
    curve: Mapping[int, float] | None = None,
) -> None:
    """Everything known of a run in one transaction."""
    from mlflow.entities import Metric, Param  # noqa: PLC0415 - late on purpose

    now = int(1000 * time.time())
    numbers = [Metric(name, value, now, 0) for name, value in metrics.items()]
    numbers += [Metric("recall_curve", value, now, step) for step, value in (curve or {}).items()]
    client.log_batch(run_id, numbers, [Param(name, str(value)) for name, value in params.items()])


def _log_png(client: Any, run_id: str | None, data: bytes, name: str) -> None:
    if run_id is not None:
        _log_bytes(client, run_id, data, name)


def _log_bytes(client: Any, run_id: str, data: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        client.log_artifact(run_id, str(path))
