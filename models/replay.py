"""Past days replayed: each act scored with what was known the day it arrived.

A model is trained on the first of each month, from the reviews known that morning; until enough
are known, the rules alone score. Nothing that came after the act is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from models.arrival import as_arrived
from models.candidates import Candidate, named, trainable
from models.dataset import Acts, as_of, collect
from models.rolling import month_after
from models.serving import ServedModel, served
from scoring.deadlines import deadlines
from scoring.score import score
from scoring.steering import NEUTRAL, Steering
from vigie.domain.record import ActRecord
from vigie.domain.score import RiskModel
from vigie.errors import UserError

DEFAULT_CANDIDATE = "logistic"  # weights cost few reviews more than they mend
SEED = 20260101


@dataclass(slots=True, eq=False)
class MonthlyModels:
    """Models trained on what was known on the first of each month; each is trained once."""

    acts: Acts
    candidate: Candidate
    seed: int
    trained: dict[date, RiskModel | None]

    @classmethod
    def of(cls, records: Iterable[ActRecord], candidate: str | None = None) -> MonthlyModels:
        """Ready to train one kind of candidate on these acts."""
        name = candidate or DEFAULT_CANDIDATE
        found = named(name)
        if found is None or not found.learnt:
            raise UserError(f"Candidat {name} inconnu, ou qui ne s'entraîne pas.")
        return cls(collect(records), found, SEED, {})

    def on(self, day: date) -> RiskModel | None:
        """The model in force on a day; None while too few reviews are known."""
        origin = month_after(day, 0)
        if origin not in self.trained:
            self.trained[origin] = self._train(origin)
        return self.trained[origin]

    def _train(self, origin: date) -> ServedModel | None:
        known = as_of(self.acts, origin)
        if not trainable(known):
            return None
        trained = self.candidate.train(known, self.seed)
        version = f"{self.candidate.name}@{origin:%Y-%m-%d}-{known.digest[:8]}"
        return served(version, self.acts.signature, trained.estimator, trained.floor)


def replay_scores(
    records: Iterable[ActRecord],
    *,
    start: date,
    end: date,
    steering: Steering = NEUTRAL,
    candidate: str | None = None,
) -> tuple[ActRecord, ...]:
    """Acts received from ``start`` to ``end``, both included, scored as on the day they arrived.

    ``records`` is all that is known, so that models can learn from acts before ``start``.
    """
    every = tuple(records)
    models = MonthlyModels.of(every, candidate)
    arrived = as_arrived(every)
    return tuple(
        _scored(record, day, models, steering) for day, record in arrived if start <= day <= end
    )


def _scored(record: ActRecord, day: date, models: MonthlyModels, steering: Steering) -> ActRecord:
    limits = deadlines(record.dossier.clock)
    return replace(
        record,
        deadlines=limits,
        score=score(
            record.dossier,
            record.findings,
            limits,
            model=models.on(day),
            steering=steering,
            today=day,
        ),
        scored_at=datetime.combine(day, time(), UTC),
    )
