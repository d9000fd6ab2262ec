"""The way to MLflow: runs and registry in SQLite, files under ``VIGIE_HOME/mlartifacts``.

The only module that imports it, and late: it costs seconds. Everything stays on this machine.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vigie.errors import OperatorError

NOTE = "mlflow.note.content"  # what MLflow shows as the description of a run or an experiment


@dataclass(frozen=True, slots=True)
class Tracking:
    """Where MLflow keeps runs and versions (``url``) and files (under ``home``)."""

    url: str
    home: Path

    @property
    def artifacts(self) -> str:
        """Folder of the artifacts, as a URL."""
        return (self.home / "mlartifacts").resolve().as_uri()


@contextmanager
def connected(tracking: Tracking) -> Iterator[tuple[Any, Any]]:
    """MLflow and its client pointed at the tracking store, quiet, without telemetry."""
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


def experiment(client: Any, tracking: Tracking, name: str, *, about: str) -> str:
    """Identifier of an experiment, made with its description the first time."""
    found = client.get_experiment_by_name(name)
    if found is not None:
        return str(found.experiment_id)
    tags = {NOTE: about}
    return str(client.create_experiment(name, artifact_location=tracking.artifacts, tags=tags))
