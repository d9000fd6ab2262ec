"""Acts as numbers, what was known of their outcome, and when: the dataset as of a date.

Rows hold no identity and no reviewer. Inside arrays an unknown number is NaN and a date that has
not come is NEVER; outside they are None.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from features.catalogue import FEATURES, SIGNATURE, vector
from models.arrival import as_arrived
from models.lineage import lineages
from vigie.domain.fact import ActType, ApplicantKind, Fact, said
from vigie.domain.outcome import Outcome, Rung, Selection
from vigie.domain.record import ActRecord

Numbers = npt.NDArray[np.float64]
Days = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEVER = np.iinfo(np.int64).max
MATURITY = timedelta(days=62)  # two months: the clock of the déféré, hence of most answers


@dataclass(frozen=True, slots=True)
class Column:
    """One feature as models see it: see ``features.feature.Feature``."""

    name: str
    label: str
    rising: bool = False
    spread: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Acts:
    """Acts in order of reception: numbers and the days (ordinals) on which things were known.

    ``x`` is acts x columns. ``reviewed`` is the day of the first outcome, ``positive`` the day of
    the first letter of observations or above, ``drawn`` whether a review was drawn at random,
    ``tipped`` whether somebody pointed the act out: then it was chosen for what it hides.
    ``group`` ties acts of one lineage or parcel; ``commune``, ``kind``,
    ``applicant`` and ``gravity`` describe them for evaluation only: models never see them.
    """

    columns: tuple[Column, ...]
    signature: str
    act_ids: npt.NDArray[np.str_]
    x: Numbers
    received: Days
    reviewed: Days
    positive: Days
    drawn: Flags
    tipped: Flags
    group: Days
    commune: npt.NDArray[np.str_]
    kind: npt.NDArray[np.str_]
    applicant: npt.NDArray[np.str_]
    gravity: Numbers

    def __len__(self) -> int:
        return len(self.act_ids)

    def take(self, rows: Flags | Days) -> Acts:
        """Some of the acts."""
        arrays: dict[str, Any] = {
            field.name: getattr(self, field.name)[rows]
            for field in fields(self)
            if field.name not in ("columns", "signature")
        }
        return Acts(columns=self.columns, signature=self.signature, **arrays)

    def column(self, name: str) -> Numbers | None:
        """The numbers of one column by name; None when there is no such column."""
        names = [column.name for column in self.columns]
        return self.x[:, names.index(name)] if name in names else None


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """What was known of the acts on ``until``: received early enough for their labels to be ripe.

    ``reviewed`` tells reviewed acts from those nobody looked at; ``positive`` is meaningful for
    the former only. A review that said nothing is weak evidence of legality, no review is none.
    """

    acts: Acts
    until: date
    reviewed: Flags
    positive: Flags

    def __len__(self) -> int:
        return len(self.acts)

    @property
    def digest(self) -> str:
        """Hash of every number, label and date of the dataset."""
        digest = hashlib.sha256(f"{self.acts.signature} {self.until.isoformat()}".encode())
        for array in (self.acts.x, self.acts.received, self.reviewed, self.positive):
            digest.update(np.ascontiguousarray(array).tobytes())
        digest.update("\n".join(self.acts.act_ids.tolist()).encode())
        return digest.hexdigest()

    def take(self, rows: Flags | Days) -> Dataset:
        """Some of the rows."""
        return Dataset(self.acts.take(rows), self.until, self.reviewed[rows], self.positive[rows])


def as_of(acts: Acts, until: date, *, maturity: timedelta = MATURITY) -> Dataset:
    """What was known on a day: acts whose labels are ripe, outcomes known by then.

    Positives and the others wait equally: taking early positives alone would inflate them.
    """
    ripe = acts.take(acts.received <= (until - maturity).toordinal())
    day = until.toordinal()
    return Dataset(ripe, until, ripe.reviewed <= day, ripe.positive <= day)


def collect(records: Iterable[ActRecord]) -> Acts:
    """Numbers of the acts as they arrived, in order of reception then of identifier.

    Acts outside the control, set aside, or without any date are left out.
    """
    arrived = as_arrived(records)
    return _acts([record for _, record in arrived], [day for day, _ in arrived])


def columns_of_catalogue() -> tuple[Column, ...]:
    """The columns of today's catalogue of features."""
    return tuple(Column(f.name, f.label, f.rising, f.spread) for f in FEATURES)


def to_row(numbers: Sequence[float | None]) -> Numbers:
    """Numbers of one act as an array, unknown ones as NaN."""
    return np.array([np.nan if value is None else value for value in numbers], dtype=np.float64)


def _acts(records: list[ActRecord], days: list[date]) -> Acts:
    rows = [to_row(vector(record.dossier, record.findings)) for record in records]
    return Acts(
        columns=columns_of_catalogue(),
        signature=SIGNATURE,
        act_ids=np.array([record.act_id for record in records], dtype=np.str_),
        x=np.array(rows, dtype=np.float64).reshape(len(records), len(FEATURES)),
        received=np.array([day.toordinal() for day in days], dtype=np.int64),
        reviewed=_days([_first(record.outcomes, Rung.NOTHING_SAID) for record in records]),
        positive=_days([_first(record.outcomes, Rung.OBSERVATIONS) for record in records]),
        drawn=_chosen(records, Selection.RANDOM),
        tipped=_chosen(records, Selection.TIP_OFF),
        group=lineages([record.dossier for record in records]),
        commune=np.array([_commune(record) for record in records], dtype=np.str_),
        kind=np.array([_named(record.dossier.facts.act_type) for record in records], np.str_),
        applicant=np.array(
            [_named(record.dossier.facts.applicant_kind) for record in records], np.str_
        ),
        gravity=np.array([r.score.gravity if r.score else 1.0 for r in records], np.float64),
    )


def _commune(record: ActRecord) -> str:
    return said(record.dossier.facts.commune_insee) or ""


def _named(fact: Fact[ActType] | Fact[ApplicantKind] | None) -> str:
    return "" if fact is None else str(fact.value)


def _chosen(records: Sequence[ActRecord], why: Selection) -> Flags:
    """Whether a review of each act was made for that reason."""
    reasons = [any(outcome.selection is why for outcome in r.outcomes) for r in records]
    return np.array(reasons, dtype=np.bool_)


def _first(outcomes: tuple[Outcome, ...], least: Rung) -> date | None:
    known = [outcome.known_on for outcome in outcomes if outcome.rung.level >= least.level]
    return min(known, default=None)


def _days(dates: list[date | None]) -> Days:
    return np.array([NEVER if day is None else day.toordinal() for day in dates], dtype=np.int64)
