"""Acts with a planted truth: a red zone and a finding raise the risk, a hidden cause too."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from tests.builders import some_facts
from vigie.domain.deadline import Clock
from vigie.domain.dossier import Dossier
from vigie.domain.fact import ActType, ApplicantKind, Decision, WorksKind
from vigie.domain.finding import Finding, Theme, Verdict
from vigie.domain.outcome import Outcome, Rung, Selection
from vigie.domain.place import Place, Precision, Regime, Subject, ZoneHit
from vigie.domain.record import ActRecord, ActStatus

FIRST_DAY = date(2023, 1, 2)


def a_finding(strength: int = 3, verdict: Verdict = Verdict.BREACH) -> Finding:
    return Finding("INO-1", Theme.FLOOD, verdict, strength, "parce que", "L562-1", "rien")


def a_zone(share: float, regime: Regime = Regime.INTERDICTION) -> ZoneHit:
    return ZoneHit(
        "ppri", Subject.FLOOD_PLAN, "P", "R", regime.value, None, share, 0.0, 0.0, None, None
    )


def a_place(*zones: ZoneHit, parcel: str = "34150000CA0221") -> Place:
    surveyed = frozenset({Subject.FLOOD_PLAN, Subject.PLU})
    return Place(Precision.PARCEL, (parcel,), (), None, 500.0, zones, surveyed, FIRST_DAY, "ok")


def some_records(count: int, *, seed: int = 0, days: int = 720) -> tuple[ActRecord, ...]:
    """Acts over two years; about one in five is reviewed, red zones more often."""
    rng = np.random.default_rng(seed)
    return tuple(
        _record(i, rng, FIRST_DAY + timedelta(days=i * days // count)) for i in range(count)
    )


def _record(index: int, rng: np.random.Generator, received: date) -> ActRecord:
    red = rng.random() < 0.15
    large = rng.random() < 0.3
    alarm = red and rng.random() < 0.7
    logit = -3.5 + 2.5 * red + 2.0 * alarm + 0.8 * large + rng.normal(0, 0.5)
    unlawful = rng.random() < 1 / (1 + np.exp(-logit))
    place = a_place(a_zone(0.6), parcel=f"p{index}") if red else a_place(parcel=f"p{index}")
    facts = some_facts(
        dossier_number=f"PC 0341{index % 12:02d} 24 V{index:04d}",
        act_type=ActType.PC if rng.random() < 0.5 else ActType.DP,
        decision=Decision.GRANTED,
        commune_insee=f"341{index % 12:02d}",
        floor_area_created_m2=float(rng.lognormal(5 if large else 4, 0.5)),
        works_kinds=(WorksKind.NEW_DWELLING,) if rng.random() < 0.5 else (WorksKind.POOL,),
        applicant_kind=ApplicantKind.COMPANY if rng.random() < 0.2 else ApplicantKind.PERSON,
        applicant_name="Personne Inventée",
    )
    clock = Clock(decided_on=received - timedelta(days=9), received_on=received)
    dossier = Dossier(f"act-{index:05d}", facts, place, clock, reading_confidence=0.97)
    findings = (a_finding(),) if alarm else ()
    return ActRecord(
        dossier=dossier,
        status=ActStatus.READY,
        reason=None,
        findings=findings,
        deadlines=None,
        score=None,
        outcomes=_outcomes(rng, received, red=red, unlawful=unlawful),
    )


def _outcomes(
    rng: np.random.Generator, received: date, *, red: bool, unlawful: bool
) -> tuple[Outcome, ...]:
    drawn = rng.random() < 0.08
    if not drawn and rng.random() > (0.6 if red else 0.12):
        return ()
    known = received + timedelta(days=int(rng.integers(5, 45)))
    rung = Rung.OBSERVATIONS if unlawful else Rung.NOTHING_SAID
    selection = Selection.RANDOM if drawn else Selection.TARGETED
    return (Outcome(rung, known, "tableau", selection),)
