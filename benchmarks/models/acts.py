"""Acts of the made département as they are, before anybody reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from benchmarks.models.communes import Town
from benchmarks.models.land import Land, draw_land
from benchmarks.models.projects import KINDS, Kind
from vigie.domain.fact import ActType as T
from vigie.domain.fact import Decision, Opinion, OpinionBody, SignatoryRole, Stage
from vigie.domain.fact import OpinionSense as S
from vigie.domain.fact import WorksKind as W

B = OpinionBody
# After 3,324 decisions posted in 2026: 7.4 % withdrawn or annulled, 3.3 % tacit grants, 10 % denied
# (a part of them on sight, below), 45 % of the grants with conditions. The rest is supposed.
LATER = {
    Stage.MODIFICATIF: 0.08,
    Stage.TRANSFERT: 0.03,
    Stage.PROROGATION: 0.008,
    Stage.ANNULATION: 0.064,
    Stage.RETRAIT: 0.01,
}
TACIT, DENIED, DENIED_ON_SIGHT, CONDITIONAL = 0.035, 0.07, 0.8, 0.45
DELEGATED = 0.995  # of the deputies who sign
WITH = S.FAVOURABLE_WITH_CONDITIONS
NETWORK = ((S.FAVOURABLE, 70), (WITH, 26), (S.TACIT, 3), (S.UNFAVOURABLE, 1))
HERITAGE = ((S.FAVOURABLE, 42), (WITH, 42), (S.TACIT, 11), (S.UNFAVOURABLE, 5))
RED = ((S.UNFAVOURABLE, 35), (WITH, 45), (S.FAVOURABLE, 20))
AGREED = ((S.FAVOURABLE, 80), (WITH, 20))
BLUE = ((S.UNFAVOURABLE, 2), (WITH, 60), (S.FAVOURABLE, 38))
DAYS = {T.DP: 20, T.PCMI: 50, T.PD: 50, T.PC: 80, T.PA: 80}  # usual length of instruction
LIMIT = {T.DP: 30, T.PCMI: 61, T.PD: 61, T.PC: 91, T.PA: 91}
DENYING = {T.DP: Decision.OPPOSED, T.CUB: Decision.NEGATIVE}
UNDOING = frozenset({Stage.RETRAIT, Stage.ANNULATION})
# A declaration covers 40 m² of extension in a built zone up to 150 m² in all (R421-14 b).
SMALL, LARGE, ARCHITECT = 20, 40, 150
TAKEN_UP = 0.95  # of the conditions of the ABF, by the act (R425-1)
# Words that no rule looks for, by what they say; each has a lawful sentence that resembles it.
ODD = ("ceded", "precarious", "awaiting")
ODD_SHARE, LIKE_SHARE = 0.009, 0.015  # of the grants of new works, of all acts


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One act. Days are ordinals; ``base`` is the index of the act that it follows."""

    index: int
    town: Town
    kind: Kind
    land: Land
    number: str
    stage: Stage
    decision: Decision
    filed: int
    completed: int | None
    decided: int
    received: int
    floor: float | None
    existing: float | None
    company: bool
    opinions: tuple[Opinion, ...]
    role: SignatoryRole
    visa: bool  # of the delegation
    delegated: bool
    architect: bool
    need: bool  # of a farm, stated
    reasons: bool
    level: bool  # of the floor, where floods come
    attested: bool
    conditions: tuple[str, ...]  # keys of the phrases
    zone_cited: bool
    wrong_zone: bool
    adapted: bool  # adaptation mineure
    contradictory: bool
    late_withdrawal: bool
    odd: str | None = None
    alike: str | None = None
    base: int | None = None

    @property
    def service(self) -> int:
        """Number of the drafting service."""
        return self.town.service.manner

    @property
    def granted(self) -> bool:
        """Whether it allows something new."""
        allowing = self.stage in (Stage.INITIAL, Stage.MODIFICATIF)
        return allowing and self.decision.favourable is True

    @property
    def dwellings(self) -> int:
        """Dwellings created."""
        if self.kind.key == "flats":
            return max(2, round((self.floor or 140) / 66))
        return int(W.NEW_DWELLING in self.kind.works or self.kind.key == "conversion")


def draw_acts(towns: tuple[Town, ...], *, days: int, count: int, seed: int) -> tuple[Made, ...]:
    """Acts in the order in which they come, over so many days from the first."""
    draw = Random(f"{seed}:acts")
    first = date(2019, 1, 1).toordinal()
    came = sorted(first + draw.randrange(days) for _ in range(count))
    weights = [town.weight for town in towns]
    open_permits: dict[str, list[Made]] = {town.insee: [] for town in towns}
    found: list[Made] = []
    for index, day in enumerate(came):
        town = draw.choices(towns, weights)[0]
        act = _later(draw, index, day, open_permits[town.insee])
        if act is None:
            act = _initial(draw, index, day, town)
            if act.granted:
                open_permits[town.insee] = [*open_permits[town.insee][-40:], act]
        found.append(act)
    return tuple(found)


def _later(draw: Random, index: int, day: int, permits: list[Made]) -> Made | None:
    stage = draw.choices([None, *LATER], [1 - sum(LATER.values()), *LATER.values()])[0]
    if stage is None or not permits:
        return None
    base = draw.choice(permits)
    if base.kind.act_type in (T.CUA, T.CUB):
        return None
    lag = int(draw.expovariate(1 / 9.0))
    rank = {Stage.MODIFICATIF: " M01", Stage.TRANSFERT: " T01"}.get(stage, "")
    undone = stage in UNDOING
    heard = base.opinions[:1] if stage is Stage.MODIFICATIF else ()
    bound = heard == (Opinion(B.ABF, WITH),)
    changed = stage is Stage.MODIFICATIF and draw.random() < 0.02
    kind = next(k for k in KINDS if k.key == "conversion") if changed else base.kind
    return replace(
        base,
        index=index,
        kind=kind,
        number=base.number + rank,
        stage=stage,
        decision=Decision.WITHDRAWN if undone else Decision.GRANTED,
        filed=day - lag - draw.randint(15, 60),
        completed=None,
        decided=day - lag,
        received=day,
        opinions=heard,
        reasons=stage is Stage.RETRAIT and draw.random() < 0.9,
        conditions=("abf",) if bound and draw.random() < TAKEN_UP else (),
        contradictory=draw.random() < 0.9,
        late_withdrawal=draw.random() < 0.08,
        odd=None,
        alike=None,
        base=base.index,
    )


def _initial(draw: Random, index: int, day: int, town: Town) -> Made:
    kind = draw.choices(KINDS, [k.weight for k in KINDS])[0]
    land = draw_land(draw, town, kind, index)
    if kind.key == "split" and land.heritage:  # there a permit, not a declaration (R421-19)
        kind = next(k for k in KINDS if k.key == "plots")
    care = town.service.care
    floor, existing = _size(draw, kind.floor), _size(draw, kind.existing)
    if kind.act_type is T.DP and floor is not None and draw.random() > 0.02:
        floor = min(floor, most_declared(kind, land, floor + (existing or 0)) - 0.5)
    company = draw.random() < (0.75 if kind.key in _BY_COMPANIES else 0.08)
    lag = int(draw.expovariate(1 / 9.0))
    decided = day - lag
    length = max(3, int(draw.gauss(DAYS.get(kind.act_type, 30), 5)))
    role = draw.choices(
        (SignatoryRole.MAYOR, SignatoryRole.DEPUTY, SignatoryRole.AGENT), (62, 37.5, 0.5)
    )[0]
    delegated = draw.random() < DELEGATED
    opinions = tuple(_opinions(draw, kind, land, town))
    decision = _decision(draw, kind, land, opinions)
    grants = decision.favourable is True
    odd = draw.choice(ODD) if grants and kind.new and draw.random() < ODD_SHARE else None
    return Made(
        index=index,
        town=town,
        kind=kind,
        land=land,
        number=_number(town, kind, index, decided),
        stage=Stage.INITIAL,
        decision=decision,
        filed=decided - length,
        completed=decided - length + draw.randint(3, 15) if draw.random() < 0.25 else None,
        decided=decided,
        received=day,
        floor=floor,
        existing=existing,
        company=company,
        opinions=() if decision is Decision.TACIT else opinions,
        role=role,
        visa=draw.random() < (0.95 if delegated else 0.1),
        delegated=delegated,
        architect=draw.random() < 0.98,
        need=kind.key == "farm_house" and draw.random() < 0.8,
        reasons=draw.random() < (0.2 + 0.3 * care if grants else 0.93 + 0.06 * care),
        level=draw.random() < 0.35 + 0.5 * care,
        attested=draw.random() < 0.3 + 0.5 * care,
        conditions=tuple(_conditions(draw, decision, care, opinions)),
        zone_cited=draw.random() < 0.7,
        wrong_zone=draw.random() < 0.01,
        adapted=grants and kind.new and draw.random() < 0.006,
        contradictory=True,
        late_withdrawal=False,
        odd=odd,
        alike=draw.choice(ODD) if draw.random() < LIKE_SHARE else None,
    )


_BY_COMPANIES = frozenset({"flats", "shop", "workshop", "plots", "camping"})


def _size(draw: Random, size: tuple[float, float]) -> float | None:
    return round(draw.lognormvariate(*size), 1) if size[0] else None


def _number(town: Town, kind: Kind, index: int, day: int) -> str:
    prefix = {"PCMI": "PC", "CUa": "CU", "CUb": "CU"}.get(kind.act_type.value, kind.act_type.value)
    year = date.fromordinal(day).year % 100
    place = f"034{town.insee[2:]}"
    return f"{prefix} {place} {year:02d} {town.service.letter}{index % 10_000:04d}"


def most_declared(kind: Kind, land: Land, whole: float) -> int:
    """Floor area that a declaration may create (R421-14, R421-17)."""
    widened = land.zone == "U" and kind.key != "annexe" and whole <= ARCHITECT
    return LARGE if widened else SMALL


def out_of_continuity(kind: Kind, town: Town, land: Land) -> bool:
    """A farm building that the law of the coast allows with the préfet's agreement (L121-10)."""
    return kind.key == "shed" and town.littoral and land.density != "dense"


def _opinions(draw: Random, kind: Kind, land: Land, town: Town) -> Iterator[Opinion]:
    builds, small = not kind.light, kind.act_type is T.DP
    asked = (
        (B.ABF, HERITAGE, 0.97 if land.heritage else 0.01),
        (B.DDTM, RED if land.red > 0.3 else BLUE, 0.55 if land.red + land.blue and builds else 0.0),
        (B.SDIS, NETWORK, 0.6 if kind.key in ("hall", "shop", "camping", "flats") else 0.02),
        (B.CDPENAF, NETWORK, 0.5 if kind.where == "open" and land.zone == "A" else 0.0),
        (B.PREFET, AGREED, 0.97 * out_of_continuity(kind, town, land)),
        (B.SANITATION, NETWORK, (0.08 if small else 0.4) * builds),
        (B.ENEDIS, NETWORK, (0.05 if small else 0.35) * builds),
    )
    if kind.act_type is T.CUA:
        return
    for body, senses, chance in asked:
        if draw.random() < chance:
            sense = draw.choices([s for s, _ in senses], [w for _, w in senses])[0]
            yield Opinion(body, sense)


def _decision(draw: Random, kind: Kind, land: Land, opinions: tuple[Opinion, ...]) -> Decision:
    if kind.act_type is T.CUA:
        return Decision.INFORMATIVE
    chance = DENIED
    if kind.houses and (land.red > 0.02 or land.open_share):
        chance = 1 - (1 - chance) * (1 - DENIED_ON_SIGHT)
    if any(o.sense is S.UNFAVOURABLE for o in opinions):
        chance = 1 - (1 - chance) * 0.2
    if draw.random() < chance:
        deferred = kind.act_type not in DENYING and draw.random() < 0.08
        return Decision.DEFERRED if deferred else DENYING.get(kind.act_type, Decision.REFUSED)
    if kind.act_type is T.CUB:
        return Decision.POSITIVE
    if draw.random() < TACIT:
        return Decision.TACIT
    bound = Opinion(B.ABF, WITH) in opinions
    return _granted(kind, conditional=draw.random() < CONDITIONAL or bound)


def _granted(kind: Kind, *, conditional: bool) -> Decision:
    if kind.act_type is T.DP:
        return Decision.NON_OPPOSITION_WITH_CONDITIONS if conditional else Decision.NON_OPPOSITION
    return Decision.GRANTED_WITH_CONDITIONS if conditional else Decision.GRANTED


def _conditions(
    draw: Random, decision: Decision, care: float, opinions: tuple[Opinion, ...]
) -> Iterator[str]:
    bound = Opinion(B.ABF, WITH) in opinions and decision.favourable is True
    if bound and draw.random() < TAKEN_UP:
        yield "abf"
    if decision not in (
        Decision.GRANTED_WITH_CONDITIONS,
        Decision.NON_OPPOSITION_WITH_CONDITIONS,
    ):
        return
    yield from draw.sample(("rain", "colour", "networks", "clearing", "level_roof"), 2)
    if draw.random() < 0.3 * (1 - care):
        yield "vague"
    if draw.random() < 0.03 * (1 - care):
        yield "undecided"
