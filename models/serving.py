"""The promoted model, read from disk and checked before it answers. MLflow is not needed here.

Layout of ``VIGIE_HOME/champion``: ``manifest.json`` (in force), ``previous.json`` (the one
before), and one ``model-<hash>.skops`` for each. A model is used only if its hash, its feature
signature, its types and its answers on the example are those recorded at promotion; when
anything is wrong the last good one stays, and the log says why.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import skops.io

from features.catalogue import FEATURES, SIGNATURE
from models.additive import Additive, additive
from models.candidates import Floor
from models.dataset import Numbers, to_row
from vigie.domain.score import Contribution, Prediction, RiskModel
from vigie.errors import OperatorError

LOG = logging.getLogger(__name__)
FORMAT = 1
# All types a model file may hold beyond those that skops knows as harmless.
TRUSTED = (
    "numpy.dtype",  # that of the numbers which an imputer was fitted on
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
)
TOLERANCE = 1e-9
FLOOR_NAME = "rule_floor"
FLOOR_LABEL = "Plancher : un moyen suffisant à lui seul est relevé"


class ModelRefused(OperatorError):  # noqa: N818 - the word of the trade
    """A model file is not what was promoted; the message says what differs."""


@dataclass(frozen=True, slots=True, eq=False)
class ServedModel:
    """A champion: one act in well under a millisecond, with what each feature adds."""

    version: str
    signature: str
    total: Additive
    floor: Floor | None

    @property
    def columns(self) -> int:
        """How many numbers it asks for."""
        return len(FEATURES)

    def predict(self, vector: tuple[float | None, ...]) -> Prediction:
        """Answer for one act; features in the order of the catalogue."""
        x = to_row(vector)
        parts = self.total.parts(x)
        contributions = [
            Contribution(feature.name, feature.label, feature.theme, vector[i], float(parts[i]))
            for i, feature in enumerate(FEATURES)
            if parts[i] != 0.0
        ]
        logit = self.total.base + math.fsum(c.log_odds for c in contributions)
        if self.floor is not None:
            raised = float(self.floor.raise_up(x[None, :], np.array([logit]))[0])
            if raised != logit:
                value = vector[self.floor.column]
                added = Contribution(FLOOR_NAME, FLOOR_LABEL, None, value, raised - logit)
                contributions.append(added)
                logit = self.total.base + math.fsum(c.log_odds for c in contributions)
        return Prediction(_sigmoid(logit), self.total.base, tuple(contributions))


def served(version: str, signature: str, estimator: Any, floor: Floor | None) -> ServedModel:
    """A trained estimator as scoring asks for it."""
    return ServedModel(version, signature, additive(estimator), floor)


def load_champion(home: Path) -> RiskModel | None:
    """The promoted model, else the one before when it is unsound, else None."""
    folder = home / "champion"
    for name in ("manifest.json", "previous.json"):
        if not (folder / name).is_file():
            continue
        try:
            return load_manifest(folder / name)
        except ModelRefused as error:
            LOG.error("%s", error)
    return None


class Champion:
    """The promoted model of a home, read again when it changes, kept when the new one is bad.

    Safe to call from several threads: while one reads a new model, the others use the old one.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._stamp: Stamp | None = None
        self._model: RiskModel | None = None
        self._reading = threading.Lock()

    def current(self) -> RiskModel | None:
        """The last good model."""
        stamp = _stamp(self._home / "champion" / "manifest.json")
        if stamp != self._stamp and self._reading.acquire(blocking=self._model is None):
            try:
                if stamp != self._stamp:
                    self._model = self._changed()
                    self._stamp = stamp
            finally:
                self._reading.release()
        return self._model

    def _changed(self) -> RiskModel | None:
        if self._model is None:
            return load_champion(self._home)
        try:
            return load_manifest(self._home / "champion" / "manifest.json")
        except ModelRefused as error:
            LOG.error("%s Le modèle %s reste en service.", error, self._model.version)
            return self._model


Stamp = tuple[int, int, int]


def _stamp(path: Path) -> Stamp | None:
    """What changes when a file is replaced; None without it."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def load_manifest(path: Path) -> ServedModel:
    """The model that a manifest names.

    Raises:
        ModelRefused: anything differs from what was recorded at promotion.
    """
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return from_manifest(manifest, path.parent / str(manifest["file"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise ModelRefused(
            f"Modèle {path} illisible ({error}) : relancez « vigie models promote »."
        ) from error


def from_manifest(manifest: Mapping[str, Any], file: Path) -> ServedModel:
    """Check one file against its manifest, then build what it holds."""
    if manifest["format"] != FORMAT:
        raise ModelRefused(f"Modèle {file.name} : format {manifest['format']} inconnu.")
    if manifest["signature"] != SIGNATURE:
        raise ModelRefused(
            f"Modèle {manifest['version']} entraîné sur un autre catalogue de caractéristiques "
            f"({manifest['signature']}, ici {SIGNATURE}) : relancez « vigie train »."
        )
    estimator = load_audited(file, str(manifest["sha256"]))
    floor = manifest["floor"]
    model = served(
        str(manifest["version"]),
        str(manifest["signature"]),
        estimator,
        None if floor is None else Floor(int(floor["column"]), float(floor["logit"])),
    )
    _check_example(model, manifest["example"])
    return model


def load_audited(file: Path, sha256: str) -> Any:
    """The estimator of a skops file of that hash, built from trusted types only.

    Raises:
        ModelRefused: another hash, or a type that is not on the list.
    """
    data = file.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ModelRefused(f"Modèle {file.name} : son empreinte n'est pas celle de sa promotion.")
    unknown = sorted(set(skops.io.get_untrusted_types(data=data)) - set(TRUSTED))
    if unknown:
        raise ModelRefused(f"Modèle {file.name} : types non autorisés {', '.join(unknown)}.")
    return skops.io.loads(data, trusted=list(TRUSTED))


def _check_example(model: ServedModel, example: Mapping[str, Any]) -> None:
    for row, expected in zip(example["x"], example["logit"], strict=True):
        answer = model.predict(tuple(row))
        logit = answer.base + math.fsum(c.log_odds for c in answer.contributions)
        if not math.isclose(logit, expected, rel_tol=0.0, abs_tol=TOLERANCE):
            raise ModelRefused(
                f"Modèle {model.version} : il répond {logit:.6f} au lieu de {expected:.6f} "
                "sur son exemple ; vérifiez les versions installées."
            )


def example_of(estimator: Any, floor: Floor | None, x: Numbers) -> dict[str, Any]:
    """Rows and the log-odds that the estimator itself gives them, for the manifest."""
    logit = np.asarray(estimator.decision_function(x), dtype=np.float64)
    raised = logit if floor is None else floor.raise_up(x, logit)
    rows = [[None if math.isnan(value) else value for value in row] for row in x.tolist()]
    return {"x": rows, "logit": raised.tolist()}


def _sigmoid(logit: float) -> float:
    if logit >= 0:
        return 1 / (1 + math.exp(-logit))
    odds = math.exp(logit)
    return odds / (1 + odds)
