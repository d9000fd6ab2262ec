"""Which acts are tied to an act, and how; it does not depend on which of them came first.

A dossier number ties; so do parcels. A retrait or a prorogation under a number of its own is tied
to the dossier that it cites; where it cites a day alone, to the only dossier of the commune decided
on that day: where several were, nothing says which.
"""

from __future__ import annotations

from collections.abc import Iterable

from vigie.domain.dossier import Dossier, Related
from vigie.domain.fact import Stage
from vigie.store import Store, acts, lineage
from vigie.store.lineage import Kin

SUFFIXES = {"M": Stage.MODIFICATIF, "T": Stage.TRANSFERT}


def related(store: Store, me: Kin, parcels: Iterable[str]) -> tuple[Related, ...]:
    """Other acts tied to this one, once each, by id."""
    based, following = bases(store, me), followers(store, me)
    ties = {one.act_id: (one, "same_parcel") for one in lineage.on_parcels(store, parcels)}
    ties |= {one.act_id: (one, tie(me, one)) for one in lineage.of_dossier(store, me.base)}
    cited = (*((one, "base") for one in based), *((one, _stage_of(one)) for one in following))
    for one, how in cited:
        if one.base is None or one.base != me.base:
            ties[one.act_id] = one, how
    ties.pop(me.act_id, None)
    return tuple(Related(other, one.number, how) for other, (one, how) in sorted(ties.items()))


def touched(store: Store, dossier: Dossier) -> set[str]:
    """Acts whose own ties this one may change: those tied to it, those that cite it, and theirs."""
    found = {one.act_id for one in dossier.related}
    waiting = {one.act_id for one in lineage.citing(store, lineage.kin_of(dossier))}
    for record in acts.some(store, waiting).values():
        found |= {one.act_id for one in record.dossier.related}
    return (found | waiting) - {dossier.act_id}


def bases(store: Store, me: Kin, also: Kin | None = None) -> tuple[Kin, ...]:
    """Acts of the dossier that an act says it bears on; ``also`` is one not yet in the store."""
    if me.cited is None:
        return ()
    mine = (also,) if also else ()
    number, day = me.cited.number, me.cited.decided_on
    if number is not None:
        named = (*lineage.of_dossier(store, number), *mine)
        return _others(me, (one for one in named if one.base == number))
    dated = (*lineage.decided(store, me.insee, day), *mine)
    found = _others(me, (one for one in dated if one.decided_on == day and _alike(me, one)))
    return found if len({one.base or one.act_id for one in found}) == 1 else ()


def followers(store: Store, me: Kin) -> tuple[Kin, ...]:
    """Acts that bear on this one by what they cite."""
    waiting = (one for one in lineage.citing(store, me) if one.act_id != me.act_id)
    return tuple(
        one for one in waiting if me.act_id in {base.act_id for base in bases(store, one, also=me)}
    )


def tie(me: Kin, other: Kin) -> str:
    """How another act of the same dossier is tied to this one."""
    stage = _stage_of(other)
    if stage != "same_dossier":
        return stage
    return "base" if _stage_of(me) != "same_dossier" else stage


def _stage_of(one: Kin) -> str:
    """The stage of what follows a first act, by its words or its number; else the same dossier."""
    if one.stage not in (None, Stage.INITIAL):
        return str(one.stage)
    suffix = (one.number or "")[len(one.base or "") :].strip()[:1]
    return str(SUFFIXES.get(suffix, "same_dossier"))


def _others(me: Kin, known: Iterable[Kin]) -> tuple[Kin, ...]:
    """Acts once each, without the act itself."""
    return tuple({one.act_id: one for one in known if one.act_id != me.act_id}.values())


def _alike(me: Kin, other: Kin) -> bool:
    """Whether two acts may be of one dossier: the same letters, where both are known."""
    if me.act_type is None or other.act_type is None:
        return me.insee == other.insee
    return me.insee == other.insee and me.act_type[:2] == other.act_type[:2]
