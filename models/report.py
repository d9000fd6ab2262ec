"""What a training found, as plain values: the registry logs it, the commands print it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from models.additive import additive
from models.candidates import Candidate, Trained
from models.dataset import Dataset
from models.evaluate import AtCapacity, Calibration, Estimate, Ranked
from models.exposure import Exposure
from models.rolling import Period
from models.transfer import Transfer


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """How one candidate ranked acts that it had not learnt from."""

    candidate: Candidate
    ranked: Ranked
    at: tuple[AtCapacity, ...]
    by_period: tuple[AtCapacity, ...]
    against_best_baseline: Estimate
    calibration: Calibration | None
    work_saved: float | None
    regret: float


@dataclass(frozen=True, slots=True, eq=False)
class TrainingReport:
    """What a training did. ``version`` is that of the registered challenger."""

    until: date
    capacity_share: float
    dataset: Dataset
    periods: tuple[Period, ...]
    evaluations: tuple[Evaluation, ...]
    best_baseline: str
    chosen: str
    trained: Trained
    transfer: Transfer | None = None
    exposure: tuple[Exposure, ...] = ()
    version: str | None = None
    run_id: str | None = None

    def of(self, name: str) -> Evaluation:
        """The evaluation of one candidate."""
        return next(e for e in self.evaluations if e.candidate.name == name)

    @property
    def strongest(self) -> tuple[tuple[str, float], ...]:
        """Labels of the features that move the log-odds most, with their mean move."""
        if self.trained.estimator is None:
            return ()
        x = self.dataset.acts.x[-500:]
        total = additive(self.trained.estimator)
        moves = np.abs([total.parts(row) for row in x]).mean(axis=0)
        order = np.argsort(-moves, kind="stable")[:12]
        columns = self.dataset.acts.columns
        return tuple((columns[i].label, float(moves[i])) for i in order if moves[i] > 0)

    @property
    def found(self) -> int:
        """Reviewed acts followed by observations or more, among those learnt from."""
        return int((self.dataset.reviewed & self.dataset.positive).sum())

    def as_json(self) -> dict[str, Any]:
        """The report as ``vigie train --json`` prints it."""
        return {
            "until": self.until.isoformat(),
            "version": self.version,
            "run_id": self.run_id,
            "chosen": self.chosen,
            "best_baseline": self.best_baseline,
            "capacity_share": self.capacity_share,
            "dataset": {
                "digest": self.dataset.digest,
                "signature": self.dataset.acts.signature,
                "acts": len(self.dataset),
                "reviewed": int(self.dataset.reviewed.sum()),
                "positive": self.found,
            },
            "periods": [[p.origin.isoformat(), p.end.isoformat()] for p in self.periods],
            "candidates": [evaluation_as_json(e, self.capacity_share) for e in self.evaluations],
            "exposure": [asdict(one) for one in self.exposure],
        }


def at_share(evaluation: Evaluation, share: float) -> AtCapacity:
    """The metrics at one capacity."""
    return next(at for at in evaluation.at if at.share == share)


def evaluation_as_json(evaluation: Evaluation, share: float) -> dict[str, Any]:
    """Main figures of one candidate; null is « cannot be said »."""
    at = at_share(evaluation, share)
    calibrated = evaluation.calibration
    return {
        "name": evaluation.candidate.name,
        "label": evaluation.candidate.label,
        "learnt": evaluation.candidate.learnt,
        "recall": _estimate(at.recall),
        "precision": _estimate(at.precision),
        "lift": _estimate(at.lift),
        "share_of_ceiling": at.of_ceiling,
        "gravity_recall": at.gravity_recall,
        "recall_against_best_baseline": _estimate(evaluation.against_best_baseline),
        "ece": None if calibrated is None else calibrated.ece,
        "brier": None if calibrated is None else calibrated.brier,
        "work_saved_at_95": evaluation.work_saved,
        "regret": evaluation.regret,
    }


def _estimate(estimate: Estimate) -> dict[str, float | None]:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high}
