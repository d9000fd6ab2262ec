"""Grounds (moyens): the law as tables that answer every case.

To add one: a :class:`~scoring.grounds.ground.Ground` in the module of its body of law, listed in
that module's ``GROUNDS``; ``docs/grounds.md`` is written anew from here.
"""

from __future__ import annotations

from scoring.grounds import (
    competence,
    consistency,
    consultations,
    environment,
    farm_natural,
    fire,
    flood,
    form,
    heritage,
    lineage,
    littoral,
    montagne,
    national_rules,
    plu,
    procedure,
    transmission,
)
from scoring.grounds.case import Case
from scoring.grounds.ground import Ground
from scoring.grounds.weights import weight
from vigie.domain.dossier import Dossier
from vigie.domain.finding import Finding, Verdict

GROUNDS: tuple[Ground, ...] = (
    *flood.GROUNDS,
    *fire.GROUNDS,
    *littoral.GROUNDS,
    *montagne.GROUNDS,
    *environment.GROUNDS,
    *farm_natural.GROUNDS,
    *national_rules.GROUNDS,
    *plu.GROUNDS,
    *consultations.GROUNDS,
    *heritage.GROUNDS,
    *competence.GROUNDS,
    *form.GROUNDS,
    *procedure.GROUNDS,
    *lineage.GROUNDS,
    *consistency.GROUNDS,
    *transmission.GROUNDS,
)
BY_CODE: dict[str, Ground] = {ground.code: ground for ground in GROUNDS}


def assess(dossier: Dossier) -> tuple[Finding, ...]:
    """What every ground says of a dossier, strongest first; those that do not apply left out."""
    case = Case(dossier)
    found = [finding for ground in GROUNDS if (finding := ground.finding(case)) is not None]
    return tuple(sorted(found, key=lambda finding: (-weight(finding), finding.ground)))


__all__ = ["BY_CODE", "GROUNDS", "Ground", "Verdict", "assess"]
