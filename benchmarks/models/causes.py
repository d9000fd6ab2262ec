"""What makes a made act unlawful, with what chance, of all that the act and the map show.

The chance of a cause is that of its kind, not of the case: one that is often enough alone, one
that needs the file, one that is formal. They were set before any ranking was looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.models.acts import (
    DELEGATED,
    LIMIT,
    UNDOING,
    WITH,
    Made,
    most_declared,
    out_of_continuity,
)
from vigie.domain.fact import ActType as T
from vigie.domain.fact import Decision, OpinionBody, SignatoryRole, Stage
from vigie.domain.fact import OpinionSense as S
from vigie.domain.fact import WorksKind as W

ALONE, FILE, FORMAL = 0.8, 0.3, 0.02
HIDDEN = 0.0035  # neither act nor map shows it
# No delegation, of those who visa none: nine in ten of those who lack it, 5 % of the others.
LACKING = (1 - DELEGATED) * 0.9 / ((1 - DELEGATED) * 0.9 + DELEGATED * 0.05)
Cause = tuple[str, float]
BUILT = frozenset({"house", "cellar", "flats", "shop", "workshop", "hall", "farm_house", "light"})


def causes(act: Made) -> tuple[Cause, ...]:
    """Causes by name, each with its chance; they strike independently."""
    return tuple(_causes(act))


def _causes(act: Made) -> Iterator[Cause]:
    yield from _signature(act)
    if act.stage in UNDOING:
        yield from _withdrawal(act)
    elif act.granted:
        yield from _risks(act)
        yield from _sites(act)
        yield from _zones(act)
        yield from _files(act)
        yield from _words(act)
    elif act.decision in (Decision.REFUSED, Decision.OPPOSED, Decision.DEFERRED):
        yield from _denials(act)
    closed = act.land.red > 0.5 or _alone(act) or act.land.zone in ("A", "N")
    if act.decision is Decision.POSITIVE and closed:
        yield "certificate", FILE


def _signature(act: Made) -> Iterator[Cause]:
    if act.decision is Decision.TACIT:
        return
    if act.role is SignatoryRole.AGENT:
        yield "agent", FILE
    elif act.role is SignatoryRole.DEPUTY and act.town.register:
        if not act.delegated:
            yield "no delegation", ALONE
    elif act.role is SignatoryRole.DEPUTY and not act.visa:
        yield "no delegation", ALONE * LACKING


def _withdrawal(act: Made) -> Iterator[Cause]:
    if act.stage is Stage.RETRAIT and (act.late_withdrawal or not act.contradictory):
        yield "withdrawal", ALONE
    if act.stage is Stage.RETRAIT and not act.reasons:
        yield "no reasons", FILE


def _risks(act: Made) -> Iterator[Cause]:
    kind, land = act.kind, act.land
    if land.red > 0.02 and (kind.houses or kind.key in ("hall", "shop", "camping")):
        yield "red zone", ALONE * min(1.0, 1.6 * land.red)
    if land.red > 0.02 and W.EXTENSION in kind.works and (act.floor or 0) > 20:
        yield "red extension", FILE * min(1.0, 1.6 * land.red)
    if W.BASEMENT in kind.works and land.red + land.blue > 0.02:
        yield "cellar", FILE
    if land.blue > 0.02 and land.red < 0.02 and act.floor and not act.level:
        yield "level", FORMAL
    if land.fire > 0.02 and kind.key in BUILT:
        yield "fire", ALONE * min(1.0, 1.6 * land.fire)


def _alone(act: Made) -> bool:
    """Out of continuity where the law of the coast or of the mountain asks for it."""
    bound = act.town.littoral or act.town.montagne
    return bound and act.land.density == "isolated" and bool(act.land.open_share)


def _sites(act: Made) -> Iterator[Cause]:
    kind, land = act.kind, act.land
    if kind.key in BUILT and _alone(act):
        yield "isolated", ALONE
    if kind.key in BUILT and (land.shore_m or 999) < 100 and land.density != "dense":
        yield "shore", ALONE
    if out_of_continuity(kind, act.town, land) and _left_out(act, OpinionBody.PREFET):
        yield "no agreement", ALONE
    if not kind.light and land.classed > 0.02:
        yield "classed wood", ALONE * min(1.0, 1.6 * land.classed)
    if not kind.light and land.reserved > 0.5:
        yield "reserved", FILE
    if kind.new and land.woods > 0.3:
        yield "clearance", FILE


def _zones(act: Made) -> Iterator[Cause]:
    kind, zone = act.kind, act.land.zone
    if kind.key == "split" and zone in ("A", "N"):
        yield "split", ALONE
    elif kind.key == "conversion" and zone in ("A", "N") and not act.land.designated:
        yield "conversion", ALONE
    elif kind.key in BUILT and kind.houses and zone in ("A", "N"):
        yield "farm dwelling", 0.1 if act.need else ALONE
    elif W.EXTENSION in kind.works and zone == "N" and (act.floor or 0) > 50:
        yield "large extension", FILE


def _files(act: Made) -> Iterator[Cause]:
    yield from _consulted(act)
    if _oversized(act):
        yield "threshold", ALONE
    if _needs_architect(act) and act.town.service.prints_architect and not act.architect:
        yield "architect", ALONE
    if act.adapted and act.stage is Stage.INITIAL:
        yield "derogation", FILE if act.reasons else ALONE
    if act.stage is Stage.MODIFICATIF and act.kind.key == "conversion":
        yield "overturned", FILE
    if "undecided" in act.conditions:
        yield "undecided", FILE


def _consulted(act: Made) -> Iterator[Cause]:
    against = [o.body for o in act.opinions if o.sense is S.UNFAVOURABLE]
    if OpinionBody.ABF in against or OpinionBody.DDTM in against:
        yield "opinion", ALONE
    elif against:
        yield "opinion", FILE
    bound = any(o.body is OpinionBody.ABF and o.sense is WITH for o in act.opinions)
    if bound and "abf" not in act.conditions:
        yield "ABF left out", FILE
    protected = act.land.heritage and act.kind.key != "split" and act.kind.act_type is not T.CUB
    if act.decision is Decision.TACIT:
        if protected or act.land.red + act.land.open_share > 0.02:
            yield "tacit", FILE
    elif protected and act.stage is Stage.INITIAL and _left_out(act, OpinionBody.ABF):
        yield "no ABF", ALONE


def _left_out(act: Made, body: OpinionBody) -> bool:
    return all(opinion.body is not body for opinion in act.opinions)


def _oversized(act: Made) -> bool:
    grows = {W.EXTENSION, W.ANNEXE} & set(act.kind.works)
    if act.kind.act_type is not T.DP or not grows or act.stage is not Stage.INITIAL:
        return False
    floor = act.floor or 0
    return floor > most_declared(act.kind, act.land, floor + (act.existing or 0))


def _needs_architect(act: Made) -> bool:
    if act.kind.act_type not in (T.PC, T.PCMI) or act.kind.where == "open" or not act.floor:
        return False
    return act.company or act.floor + (act.existing or 0) > 150


def _words(act: Made) -> Iterator[Cause]:
    """What no rule looks for: a wording, and a chain of four conditions."""
    if act.odd is not None:
        yield act.odd, 0.7
    late = act.received - act.decided > 22
    if act.stage is Stage.MODIFICATIF and not act.kind.light and late and (act.floor or 0) > 60:
        yield "chain", 0.55


def _denials(act: Made) -> Iterator[Cause]:
    if not act.reasons:
        yield "no reasons", FILE
    since = act.completed or act.filed
    limit = LIMIT.get(act.kind.act_type)
    if limit is not None and act.stage is Stage.INITIAL:
        limit += 31 * act.land.heritage
        if act.decided - since > limit:
            yield "late refusal", FILE
