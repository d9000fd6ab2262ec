"""Acts of one life: the same dossier, the same land, or an act that another says it bears on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Select, bindparam, delete, select

from vigie.domain.dossier import BaseCited, Dossier
from vigie.domain.fact import ActType, Stage, said
from vigie.identity import base_number
from vigie.store.engine import Store
from vigie.store.tables import ACTS, BASES_CITED, PARCELS

_DROP = delete(BASES_CITED).where(BASES_CITED.c.act_id == bindparam("act"))
_COLUMNS = (
    ACTS.c.act_id,
    ACTS.c.dossier_number,
    ACTS.c.stage,
    ACTS.c.act_type,
    ACTS.c.commune_insee,
    ACTS.c.decided_on,
    BASES_CITED.c.number,
    BASES_CITED.c.decided_on.label("cited_on"),
)
_KIN = select(*_COLUMNS).join(BASES_CITED, BASES_CITED.c.act_id == ACTS.c.act_id, isouter=True)
_OF_DOSSIER = _KIN.where(ACTS.c.base_number == bindparam("wanted"))
_ON_PARCELS = _KIN.where(
    ACTS.c.act_id.in_(
        select(PARCELS.c.act_id).where(PARCELS.c.parcel.in_(bindparam("wanted", expanding=True)))
    )
)
_DECIDED = _KIN.where(
    ACTS.c.commune_insee == bindparam("insee"), ACTS.c.decided_on == bindparam("day")
)
_CITING = _KIN.where(BASES_CITED.c.number == bindparam("wanted"))
_CITING_DAY = _KIN.where(
    BASES_CITED.c.insee == bindparam("insee"), BASES_CITED.c.decided_on == bindparam("day")
)


@dataclass(frozen=True, slots=True)
class Kin:
    """What ties are made from: an act by its number, stage, place, day, and the act it cites."""

    act_id: str
    number: str | None
    stage: Stage | None
    act_type: ActType | None
    insee: str | None
    decided_on: date | None
    cited: BaseCited | None = None

    @property
    def base(self) -> str | None:
        """The number of its dossier, without suffix."""
        return None if self.number is None else base_number(self.number)


def kin_of(dossier: Dossier) -> Kin:
    """An act as those that may be tied to it see it."""
    facts = dossier.facts
    return Kin(
        dossier.act_id,
        said(facts.dossier_number),
        said(facts.stage),
        said(facts.act_type),
        said(facts.commune_insee),
        dossier.clock.decided_on,
        dossier.base_cited,
    )


def save(connection: Connection, dossier: Dossier) -> None:
    """Keep what an act says that it bears on."""
    remove(connection, dossier.act_id)
    cited = dossier.base_cited
    if cited is not None:
        row = {
            "act_id": dossier.act_id,
            "number": cited.number,
            "insee": said(dossier.facts.commune_insee),
            "decided_on": cited.decided_on,
        }
        connection.execute(BASES_CITED.insert(), row)


def remove(connection: Connection, act_id: str) -> None:
    """Forget what an act says that it bears on."""
    connection.execute(_DROP, {"act": act_id})


def of_dossier(store: Store, base: str | None) -> tuple[Kin, ...]:
    """Acts that bear the number of a dossier, with a suffix or without."""
    return () if base is None else _asked(store, _OF_DOSSIER, wanted=base)


def on_parcels(store: Store, parcels: Iterable[str]) -> tuple[Kin, ...]:
    """Acts that cite one of these parcels."""
    wanted = sorted(set(parcels))
    return _asked(store, _ON_PARCELS, wanted=wanted) if wanted else ()


def decided(store: Store, insee: str | None, day: date | None) -> tuple[Kin, ...]:
    """Acts of a commune decided on a day."""
    return _asked(store, _DECIDED, insee=insee, day=day) if insee and day else ()


def citing(store: Store, act: Kin) -> tuple[Kin, ...]:
    """Acts that say they bear on the dossier of this one, or on an act of its commune and day."""
    named = _asked(store, _CITING, wanted=act.base) if act.base else ()
    known = act.insee and act.decided_on
    dated = _asked(store, _CITING_DAY, insee=act.insee, day=act.decided_on) if known else ()
    return tuple({one.act_id: one for one in (*named, *dated)}.values())


def _asked(
    store: Store, statement: Select[tuple[object, ...]], **values: object
) -> tuple[Kin, ...]:
    with store.read() as connection:
        rows = connection.execute(statement, values).all()
    return tuple(
        Kin(
            row.act_id,
            row.dossier_number,
            Stage(row.stage) if row.stage else None,
            ActType(row.act_type) if row.act_type else None,
            row.commune_insee,
            row.decided_on,
            BaseCited(row.number, row.cited_on) if row.number or row.cited_on else None,
        )
        for row in rows
    )
