"""A past score drawn again, bit for bit, on the facts, layers, rules and model of its day.

What stays from one version of Vigie to the next: the facts and the past kept with the act, layers
(a delivery never replaces another) and models (every version keeps its file). Rules are code:
they are those of the version of Vigie that runs, which their version tells (``RULES_VERSION``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from features.places.locate import Locator
from models.serving import ModelRefused
from scoring.deadlines import deadlines
from scoring.grounds import assess
from scoring.score import RULES_VERSION, score
from scoring.steering import NEUTRAL, Steering
from vigie.domain.deadline import Clock
from vigie.domain.fact import said
from vigie.domain.layer import LayerRecord
from vigie.domain.place import Place
from vigie.domain.record import ActRecord
from vigie.domain.score import RiskModel
from vigie.errors import UserError


class PastLayers:
    """The layers of a catalogue as they were known at any moment."""

    def __init__(self, records: Iterable[LayerRecord], home: Path) -> None:
        self._records = tuple(records)
        self._home = home
        self._opened: dict[tuple[str, ...], Locator] = {}

    def at(self, moment: datetime) -> Locator:
        """What placed acts at a moment."""
        known = [r for r in self._records if r.added_at is None or r.added_at <= moment]
        names = tuple(record.layer_id for record in known)
        if names not in self._opened:
            self._opened[names] = Locator(known, self._home)
        return self._opened[names]


def recomputed(
    record: ActRecord,
    *,
    layers: PastLayers,
    load: Callable[[str], RiskModel],
    today: date,
    steering: Steering = NEUTRAL,
) -> ActRecord:
    """An act placed, judged and scored again as when it was scored, on the day ``today``.

    ``load`` gives a version of the model by its name (``models.promotion.load_version``).

    Raises:
        UserError: the act was never scored, or its model is not known.
    """
    if record.score is None or record.scored_at is None:
        raise UserError(f"L'acte {record.act_id} n'a pas été noté : rien à recalculer.")
    locator, version = layers.at(record.scored_at), record.score.model_version
    dossier = replace(record.dossier, place=_place(locator, record, today))
    findings, limits = assess(dossier), deadlines(dossier.clock)
    model = None if version == RULES_VERSION else load(version)
    again = score(dossier, findings, limits, model=model, steering=steering, today=today)
    return replace(record, dossier=dossier, findings=findings, deadlines=limits, score=again)


def _place(locator: Locator, record: ActRecord, today: date) -> Place:
    facts = record.dossier.facts
    as_of = _day(record.dossier.clock) or today
    return locator.place(facts, as_of=as_of, commune=said(facts.commune_insee))


def _day(clock: Clock) -> date | None:
    return clock.decided_on or clock.tacit_on or clock.received_on


@dataclass(frozen=True, slots=True)
class Verified:
    """Scores that came out the same to the bit, and acts whose score did not.

    ``silent`` says in French why a model no longer answers: another catalogue of features.
    """

    same: int
    differ: tuple[str, ...]
    silent: dict[str, str]


def verify(
    records: Iterable[ActRecord],
    *,
    layers: PastLayers,
    load: Callable[[str], RiskModel],
    day: date | None,
    steering: Steering = NEUTRAL,
) -> Verified:
    """Draw again every score kept; ``day`` is the fixed day of the calendar, None for a real one.

    Raises:
        UserError: a model is not in the registry any more.
    """
    models, silent = cache(load), dict[str, str]()
    same, differ = 0, list[str]()
    for record in records:
        kept, at = record.score, record.scored_at
        if kept is None or at is None or kept.model_version in silent:
            continue
        today = day or at.date()
        try:
            again = recomputed(record, layers=layers, load=models, today=today, steering=steering)
        except ModelRefused as refused:
            silent[kept.model_version] = str(refused)
            continue
        if again.score == kept:
            same += 1
        else:
            differ.append(record.act_id)
    return Verified(same, tuple(differ), silent)
