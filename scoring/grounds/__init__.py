"""Grounds (moyens): the law as tables that answer every case.

To add one: a :class:`~scoring.grounds.ground.Ground` in the module of its body of law, listed in
that module's ``GROUNDS``; ``docs/grounds.md`` is written anew from here.
"""

from __future__ import annotations

from scoring.grounds import (
    competence,
    consistency,
    consultations,
    declared,
    environment,
    farm_limits,
    farm_natural,
    fire,
    flood,
    flood_text,
    forest,
    form,
    heritage,
    lineage,
    littoral,
    montagne,
    national_rules,
    plu,
    procedure,
    tacit,
    transmission,
)
from scoring.grounds.case import Case
from scoring.grounds.ground import Ground
from scoring.grounds.reading import not_read
from scoring.grounds.weights import stated_weight, weight
from vigie.domain.dossier import Dossier
from vigie.domain.finding import Finding, Verdict

GROUNDS: tuple[Ground, ...] = (
    *flood.GROUNDS,
    *flood_text.GROUNDS,
    *fire.GROUNDS,
    *forest.GROUNDS,
    *littoral.GROUNDS,
    *montagne.GROUNDS,
    *environment.GROUNDS,
    *farm_natural.GROUNDS,
    *farm_limits.GROUNDS,
    *national_rules.GROUNDS,
    *plu.GROUNDS,
    *consultations.GROUNDS,
    *heritage.GROUNDS,
    *competence.GROUNDS,
    *form.GROUNDS,
    *procedure.GROUNDS,
    *tacit.GROUNDS,
    *lineage.GROUNDS,
    *consistency.GROUNDS,
    *declared.GROUNDS,
    *transmission.GROUNDS,
)
BY_CODE: dict[str, Ground] = {ground.code: ground for ground in GROUNDS}


def assess(dossier: Dossier) -> tuple[Finding, ...]:
    """What every ground says of a dossier, those that do not apply left out.

    Breaches and doubts come first, what weighs most before the rest; then what stays unknown. Of
    an act « à lire », what was not read stands beside the breaches that it may hide.
    """
    case = Case(dossier)
    found = [finding for ground in GROUNDS if (finding := ground.finding(case)) is not None]
    return tuple(sorted(found, key=_to_read_key if not_read(dossier) else _key))


def _to_read_key(finding: Finding) -> tuple[float, int, str]:
    return (-weight(finding), _ORDER[finding.verdict], finding.ground)


def _key(finding: Finding) -> tuple[bool, float, int, str]:
    against = finding.verdict in (Verdict.BREACH, Verdict.DOUBT)
    return (not against, -stated_weight(finding), _ORDER[finding.verdict], finding.ground)


_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}


__all__ = ["BY_CODE", "GROUNDS", "Ground", "Verdict", "assess"]
