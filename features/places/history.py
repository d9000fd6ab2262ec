"""Parcels under the names that mergers of communes gave or took from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shapely.geometry.base import BaseGeometry

from features.places.communes import Registers
from features.places.parcels import Cadastre

_OWN = "000"  # prefix of the parcels of a commune that took in no other


class History:
    """Parcels and communes, whichever year the act, the cadastre and the lists were written.

    The commune that took in another keeps its parcels apart by a prefix: the number of the former
    commune. 34093 000 0A 0012 became 34144 093 0A 0012.
    """

    def __init__(self, cadastre: Cadastre, registers: Registers) -> None:
        """The cadastre of every vintage, and which commune took in which."""
        self._cadastre = cadastre
        self._registers = registers

    def find(self, identifier: str, on: date) -> BaseGeometry | None:
        """A parcel as it stood on a day, under its own identifier or another year's."""
        found = (self._cadastre.find(name, on) for name in self._names(identifier))
        return next((shape for shape in found if shape is not None), None)

    def doubt(self, identifier: str, on: date) -> str | None:
        """Why the cadastre makes a parcel cited on a day doubtful under all its names, or None."""
        names = [name for name in self._names(identifier) if self._cadastre.covers(name[:5])]
        doubts = [self._cadastre.doubt(name, on) for name in names]
        return doubts[0] if doubts and None not in doubts else None

    def communes(self, identifier: str) -> frozenset[str]:
        """Communes that the ground of a parcel is or was in: its own, the former one."""
        former = self._former(identifier)
        return frozenset({identifier[:5], former} if former else {identifier[:5]})

    def with_successor(self, communes: frozenset[str]) -> frozenset[str]:
        """Communes with those that took them in: lists may name either."""
        after = (self._registers.successor(insee) for insee in communes)
        return communes | {insee for insee in after if insee}

    def _names(self, identifier: str) -> Iterator[str]:
        yield identifier
        former, rest = self._former(identifier), identifier[8:]
        if former:
            yield f"{former}{_OWN}{rest}"
        elif identifier[5:8] == _OWN:
            chief = self._registers.successor(identifier[:5])
            if chief:
                yield f"{chief}{identifier[2:5]}{rest}"

    def _former(self, identifier: str) -> str | None:
        """The former commune that the prefix of a parcel tells, when a register confirms it."""
        prefix, former = identifier[5:8], identifier[:2] + identifier[5:8]
        if prefix == _OWN or self._registers.successor(former) != identifier[:5]:
            return None
        return former
