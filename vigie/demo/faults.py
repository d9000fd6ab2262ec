"""What makes an act of the made world unlawful: what it shows, what the map shows, or neither.

Nothing here reads a page: causes are drawn with chance, so that the same sight is sometimes
lawful and sometimes not, as in life.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from vigie.demo.acts import Act, Cause
from vigie.demo.verdicts import BINDING
from vigie.domain.fact import (
    ActType,
    ApplicantKind,
    Authority,
    OpinionSense,
    SignatoryRole,
    Stage,
    WorksKind,
)

WITHDRAWAL_DAYS = 92
PERMITS = frozenset({ActType.PC, ActType.PCMI, ActType.PA})
Odds = tuple[float, Cause]

FORBIDDEN = Cause("construction en zone d'interdiction", "flood", "map")
PARTLY = Cause("implantation en zone d'interdiction", "flood", "nothing")
ENLARGED = Cause("extension au-delà du règlement en zone d'interdiction", "flood", "map")
BASEMENT = Cause("sous-sol en zone inondable", "flood", "both")
LOW_FLOOR = Cause("plancher sous la cote de référence", "flood", "nothing")
OPINION = Cause("avis défavorable passé outre", "consultation", "act")
SIGNATORY = Cause("signataire sans délégation", "competence", "act")
ARCHITECT = Cause("absence d'architecte", "procedure", "act")
FARMING = Cause("logement sans nécessité agricole", "farm_natural", "both")
LATE = Cause("retrait hors délai", "procedure", "act")
UNHEARD = Cause("retrait sans procédure contradictoire", "procedure", "act")
OUTSIDE = Cause("construction isolée en discontinuité", "littoral", "nothing")
PLANS = Cause("plans contraires au règlement", "plu", "nothing")


def settle(act: Act, draw: Random, today: date) -> Act:
    """The same act with its reception and the truth about it."""
    act = replace(act, received_on=_received(act, draw, today))
    if act.authority is Authority.ETAT:
        return act
    return replace(act, causes=tuple(cause for odds, cause in _odds(act) if draw.random() < odds))


def _received(act: Act, draw: Random, today: date) -> date:
    """Some communes send at once, others by the month."""
    late = draw.random() < 0.3 * (1.1 - act.town.care)
    lag = draw.randint(16, 44) if late else draw.randint(0, 13)
    day = act.decided_on + timedelta(days=lag)
    return min(day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0), today)


def _odds(act: Act) -> Iterator[Odds]:
    if act.stage in {Stage.RETRAIT, Stage.ANNULATION}:
        yield from _withdrawal_odds(act)
    elif act.decision.favourable and act.stage in {Stage.INITIAL, Stage.MODIFICATIF}:
        yield from _flood_odds(act)
        yield from _file_odds(act)
        yield from _hidden_odds(act)


def _withdrawal_odds(act: Act) -> Iterator[Odds]:
    if act.asked_by_holder or act.base is None:
        return
    if (act.decided_on - act.base.decided_on).days > WITHDRAWAL_DAYS:
        yield 0.95, LATE
    if act.contradictory_on is None:
        yield 0.8, UNHEARD


def _flood_odds(act: Act) -> Iterator[Odds]:
    project, initial = act.project, act.stage is Stage.INITIAL
    if project.new_dwelling and act.exposure >= 0.5:
        yield 0.92 if initial else 0.15, FORBIDDEN
    elif project.new_dwelling and act.exposure >= 0.1:
        yield 0.3 if initial else 0.05, PARTLY
    if WorksKind.EXTENSION in project.kind.works and act.exposure >= 0.4:
        yield 0.75 if (project.floor_area or 0) > 25 else 0.15, ENLARGED
    if WorksKind.BASEMENT in project.kind.works and act.risk is not None:
        yield 0.8, BASEMENT
    if act.risk is not None and project.floor_area and act.exposure < 0.3:
        yield 0.1 if act.flood_level is None else 0.02, LOW_FLOOR


def _file_odds(act: Act) -> Iterator[Odds]:
    against = [s for s in act.opinions if s.sense is OpinionSense.UNFAVOURABLE]
    if against:
        yield 0.85 if any(s.body in BINDING for s in against) else 0.25, OPINION
    signed = act.signed
    if signed.role is SignatoryRole.DEPUTY and not signed.visa:
        yield 0.28, SIGNATORY
    if act.architect is None and _needs_architect(act):
        yield 0.85, ARCHITECT
    if act.project.new_dwelling and act.zone[:1] in {"A", "N"} and act.zone != "AU0":
        yield 0.2 if act.farming_need else 0.7, FARMING


def _hidden_odds(act: Act) -> Iterator[Odds]:
    if act.project.floor_area:
        yield 0.025 * (1.4 - act.town.care), PLANS
    if act.project.new_dwelling and act.parcels[0].ring >= 7:
        yield 0.12, OUTSIDE


def _needs_architect(act: Act) -> bool:
    """What a permit builds calls for an architect; what is declared does not (CU L431-1)."""
    project = act.project
    total = (project.floor_area or 0) + (project.existing or 0)
    if act.act_type not in PERMITS or not project.floor_area:
        return False
    return total > 150 if act.applicant.kind is ApplicantKind.PERSON else total > 40
