"""Gravity: what is at stake if the act is unlawful, from 0 to 1, apart from its probability.

The scale of each ground (``Ground.gravity``) weighs, in this order, human safety (flood and fire,
0.9 to 1), what cannot be undone (shore, forest, farmland, remarkable sites, 0.7 to 0.9), the
authority of the decision (competence, mandatory opinions, 0.5 to 0.8), order and form (0.1 to
0.5). The gravest ground at play counts, whatever its verdict short of « clear »: gravity asks
« if it is unlawful », not « is it ». The size of the project moves it by 15 % at most, and a size
that was not read counts as the largest; lives do not weigh by the square metre: from ``SAFETY``
size moves nothing. A ground that an act read well leaves open keeps a part of its gravity. An act
of which a page was not read may hide anything: 1.
"""

from __future__ import annotations

from math import log1p

from scoring.grounds import BY_CODE
from scoring.grounds.reading import not_read, partly_unread
from vigie.domain.dossier import Dossier
from vigie.domain.fact import WorksKind, said
from vigie.domain.finding import Finding, Verdict

SILENT = 0.6  # what a ground keeps when an act that was read well leaves it open
UNCOVERED = 0.3  # what a ground keeps of its gravity when no layer can answer it
SMALLEST_SIZE = 0.85
SAFETY = 0.9  # gravity from which a ground is one of human safety
LARGE_AREA_M2 = 5000.0
# An act without any finding at play, by its heaviest works.
BARE = (
    (frozenset({WorksKind.NEW_DWELLING, WorksKind.SUBDIVISION, WorksKind.CAMPING}), 0.30),
    (frozenset({WorksKind.NEW_BUILDING, WorksKind.FARM_BUILDING, WorksKind.CHANGE_OF_USE}), 0.25),
    (frozenset({WorksKind.EXTENSION, WorksKind.RAISING, WorksKind.EARTHWORKS}), 0.18),
)
MINOR = 0.10


def gravity(dossier: Dossier, findings: tuple[Finding, ...]) -> float:
    """What is at stake if the act is unlawful, from 0 to 1."""
    if partly_unread(dossier):
        return 1.0
    kept = 1.0 if not_read(dossier) else SILENT
    worst = max((_of(finding, kept) for finding in findings), default=0.0)
    stake = max(worst, _bare(dossier))
    return stake if stake >= SAFETY else stake * _size(dossier)


def gravest(dossier: Dossier, findings: tuple[Finding, ...]) -> str | None:
    """Code of the ground whose gravity the act bears; None when its works alone decide."""
    kept = 1.0 if not_read(dossier) else SILENT
    worst = max(findings, key=lambda finding: _of(finding, kept), default=None)
    if worst is None or _of(worst, kept) <= _bare(dossier):
        return None
    return worst.ground


def _of(finding: Finding, kept: float) -> float:
    ground = BY_CODE.get(finding.ground)
    if ground is None or finding.verdict in (Verdict.CLEAR, Verdict.NOT_APPLICABLE):
        return 0.0
    if finding.verdict is Verdict.UNKNOWN and not finding.unread:
        return UNCOVERED * ground.gravity * (finding.strength / 3)
    return ground.gravity * (kept if finding.verdict is Verdict.UNKNOWN else 1.0)


def _bare(dossier: Dossier) -> float:
    fact = dossier.facts.works_kinds
    kinds = frozenset(fact.value if fact else ())
    if not kinds:
        return BARE[0][1]
    return next((value for group, value in BARE if kinds & group), MINOR)


def _size(dossier: Dossier) -> float:
    """From 0.85 for a small project to 1 for a large one or one whose size was not read."""
    area = said(dossier.facts.floor_area_created_m2)
    if area is None:
        return 1.0
    reach = log1p(max(0.0, area)) / log1p(LARGE_AREA_M2)
    return SMALLEST_SIZE + (1 - SMALLEST_SIZE) * min(1.0, reach)
