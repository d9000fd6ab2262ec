"""What the authority decides on each dossier of the demonstration, well or badly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from vigie.demo.acts import Act, Applicant, Base
from vigie.domain.fact import ActType, Decision, OpinionBody, OpinionSense, Stage

BINDING = frozenset({OpinionBody.ABF, OpinionBody.DDTM, OpinionBody.PREFET, OpinionBody.CDPENAF})
TACIT_DELAY = {ActType.DP: 30, ActType.PCMI: 61, ActType.PD: 61}


def decide(act: Act, draw: Random) -> Act:
    """The decision on a first demand, with what it rests on."""
    if act.act_type is ActType.CUA:
        return replace(act, decision=Decision.INFORMATIVE)
    reasons = _objections(act)
    if _denies(act, reasons, draw):
        return _denied(act, reasons or (draw.choice(("height", "access", "setback")),), draw)
    if act.act_type not in {ActType.CUB, ActType.PA} and draw.random() < 0.055:
        return _tacit(act, draw)
    return _allowed(act, draw)


def _objections(act: Act) -> tuple[str, ...]:
    """What a careful service would oppose, as keys of the wording."""
    found = []
    if act.project.new_dwelling and act.exposure >= 0.3:
        found.append("interdiction")
    if any(s.sense is OpinionSense.UNFAVOURABLE and s.body in BINDING for s in act.opinions):
        found.append("opinion")
    protected = act.zone[:1] in {"A", "N"} and not act.zone.startswith("AU")
    if act.project.new_dwelling and protected and not act.farming_need:
        found.append("farming")
    return tuple(found)


def _denies(act: Act, reasons: tuple[str, ...], draw: Random) -> bool:
    care = act.town.care
    chance = 0.055
    for reason in reasons:
        ask = {"interdiction": 0.15 + 0.5 * care, "opinion": 0.5 + 0.35 * care, "farming": 0.45}
        chance = 1 - (1 - chance) * (1 - ask[reason])
    return draw.random() < chance


def _denied(act: Act, reasons: tuple[str, ...], draw: Random) -> Act:
    decision = {ActType.DP: Decision.OPPOSED, ActType.CUB: Decision.NEGATIVE}.get(
        act.act_type, Decision.REFUSED
    )
    if act.act_type in {ActType.PC, ActType.PCMI, ActType.PA} and draw.random() < 0.16:
        return replace(act, decision=Decision.DEFERRED, reasons=("deferral",))
    return replace(act, decision=decision, reasons=reasons)


def _tacit(act: Act, draw: Random) -> Act:
    """Silence: a certificate is asked for some weeks later, for a permit or a declaration."""
    silence = act.decided_on - timedelta(days=draw.randint(6, 45))
    filed = silence - timedelta(days=TACIT_DELAY.get(act.act_type, 91))
    return replace(
        act,
        decision=Decision.TACIT,
        tacit_on=silence,
        filed_on=filed,
        completed_on=None,
        posted_on=filed + timedelta(days=4),
        opinions=(),
        risk_cited=False,
    )


def _allowed(act: Act, draw: Random) -> Act:
    if act.act_type is ActType.CUB:
        return replace(act, decision=Decision.POSITIVE)
    level = _flood_level(act, draw)
    conditions = level is not None or _carried(act) or draw.random() < 0.28
    if act.act_type is ActType.DP:
        decision = (
            Decision.NON_OPPOSITION_WITH_CONDITIONS if conditions else Decision.NON_OPPOSITION
        )
    else:
        decision = Decision.GRANTED_WITH_CONDITIONS if conditions else Decision.GRANTED
    return replace(act, decision=decision, flood_level=level)


def _carried(act: Act) -> bool:
    return any(s.sense is OpinionSense.FAVOURABLE_WITH_CONDITIONS for s in act.opinions)


def _flood_level(act: Act, draw: Random) -> float | None:
    """The level imposed on the first floor, when the service thought of it."""
    if act.risk is None or not act.project.floor_area or draw.random() > 0.35 + 0.5 * act.town.care:
        return None
    return round(2.1 + (int(act.town.insee) % 17) * 1.7 + draw.random(), 2)


def follow(  # noqa: PLR0913 - one later act of the world
    index: int,
    base: Act,
    stage: Stage,
    day: date,
    draw: Random,
    *,
    new_holder: Applicant,
    rank: int,
) -> Act:
    """A later act on an earlier grant; ``rank`` counts those of its stage."""
    suffix = {Stage.MODIFICATIF: f" M{rank:02d}", Stage.TRANSFERT: f" T{rank:02d}"}.get(stage, "")
    withdrawn = stage in {Stage.RETRAIT, Stage.ANNULATION}
    asked = max(base.decided_on, day - timedelta(days=draw.randint(18, 60)))
    filed = base.filed_on if stage is Stage.RETRAIT else asked
    return replace(
        base,
        index=index,
        number=base.number + suffix,
        stage=stage,
        decision=Decision.WITHDRAWN if withdrawn else Decision.GRANTED,
        applicant=new_holder if stage is Stage.TRANSFERT else base.applicant,
        filed_on=filed,
        completed_on=None,
        posted_on=filed + timedelta(days=3),
        decided_on=day,
        tacit_on=None,
        opinions=() if stage is not Stage.MODIFICATIF else base.opinions[:1],
        reasons=(),
        base=Base(number=base.number, decided_on=base.decided_on, applicant=base.applicant),
        contradictory_on=_contradictory(stage, day, draw),
        asked_by_holder=stage is Stage.ANNULATION,
        causes=(),
    )


def _contradictory(stage: Stage, day: date, draw: Random) -> date | None:
    if stage is not Stage.RETRAIT or draw.random() < 0.15:
        return None
    return day - timedelta(days=draw.randint(16, 30))
