"""Communes: their outlines, what lists say of them, and which commune took in which."""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import sqrt
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from features.places.parcels import Cadastre
from vigie.domain.dossier import Commune
from vigie.domain.layer import LayerRecord, LayerRole
from vigie.domain.place import Subject
from vigie.store.layer_files import LayerFile, features_path

EDGE_M = 50.0  # outlines and zones are drawn apart: a meeting thinner than this is a drawing's
EDGE_SHARE = 0.02  # of the width of the commune, for small ones


class Registers:
    """What lists of communes say: attributes, groups, and which commune took in which."""

    def __init__(self, records: Iterable[LayerRecord], home: Path) -> None:
        """Take the lists of communes among ``records``."""
        wide = (LayerRole.COMMUNE_WIDE, LayerRole.OUTLINE)
        self._files = [
            features_path(home, record.layer_id)
            for record in records
            if record.subject is Subject.COMMUNE and record.role in wide
        ]
        self._rows: dict[str, list[dict[str, Any]]] | None = None

    def successor(self, insee: str) -> str | None:
        """The commune that has taken in a former one, None when it stands."""
        chiefs = {row.get("cheflieu") for row in self._of(insee) if row.get("cheflieu")}
        chiefs.discard(insee)
        return next(iter(chiefs)) if len(chiefs) == 1 else None

    def commune(self, insee: str) -> Commune | None:
        """A commune as the lists describe it; what none of them says is None."""
        rows = self._of(insee)
        if not rows:
            return None

        def said(*names: str) -> Any:
            return next((r[n] for r in rows for n in names if r.get(n) not in (None, "")), None)

        document = said("documentopposable", "document", "docurba")
        return Commune(
            insee=insee,
            name=said("nom") or insee,
            epci=said("epci_nom", "epci", "siren_epci"),
            littoral=yes_or_no(said("littoral", "commune_littorale", "classement_littoral")),
            montagne=yes_or_no(said("montagne", "zone_montagne", "classement_montagne")),
            planning_document=document or ("RNU" if yes_or_no(said("rnu")) else None),
        )

    def _of(self, insee: str) -> list[dict[str, Any]]:
        if self._rows is None:
            self._rows = {}
            for path in self._files:
                file = LayerFile(path)
                columns = (file.column(name) for name in ("code", "label", "properties"))
                for code, label, properties in zip(*columns, strict=True):
                    row = {"nom": label, **json.loads(properties or "{}")}
                    self._rows.setdefault(code, []).append(row)
        return self._rows.get(insee, [])


_NO = frozenset({"", "0", "n", "non", "false", "faux", "aucun", "aucune", "hors"})


def yes_or_no(value: Any) -> bool | None:
    """A flag as lists write it; « partie » and « totalement » are yes; None when not said."""
    if value is None:
        return None
    return str(value).strip().lower() not in _NO


class Outlines:
    """Outlines of communes, from the layers of outlines, else from the parcels loaded."""

    def __init__(self, records: Iterable[LayerRecord], home: Path, cadastre: Cadastre) -> None:
        """Take the layers of outlines among ``records``; the last added answers first."""
        mine = [record for record in records if record.role is LayerRole.OUTLINE]
        mine.sort(key=lambda r: (r.added_at is not None, r.added_at, r.layer_id), reverse=True)
        self._records = mine
        self._home = home
        self._cadastre = cadastre
        self._rows: dict[str, tuple[LayerFile, int]] | None = None
        self._cores: dict[str, BaseGeometry | None] = {}

    def outline(self, insee: str) -> BaseGeometry | None:
        """Outline of a commune, None when no layer draws it."""
        found = self._index().get(insee)
        if found is None:
            return None
        file, row = found
        outline: BaseGeometry | None = file.geometry(row)
        return outline

    def name(self, insee: str) -> str | None:
        """Name of a commune as the layer gives it."""
        found = self._index().get(insee)
        return None if found is None else found[0].table["label"][found[1]].as_py()

    def every(self) -> list[str]:
        """INSEE codes of the communes drawn."""
        return sorted(self._index())

    def core(self, insee: str) -> BaseGeometry | None:
        """The commune without its edge: what meets it is really in the commune."""
        if insee not in self._cores:
            whole = self.outline(insee)
            if whole is None:
                whole = self._cadastre.ground(insee)
            self._cores[insee] = None if whole is None else _core(whole)
        return self._cores[insee]

    def _index(self) -> dict[str, tuple[LayerFile, int]]:
        if self._rows is None:
            self._rows = {}
            for record in self._records:
                file = LayerFile(features_path(self._home, record.layer_id))
                for row, insee in enumerate(file.column("code")):
                    if insee:
                        self._rows.setdefault(insee, (file, row))
        return self._rows


def _core(whole: BaseGeometry) -> BaseGeometry:
    inside = whole.buffer(-min(EDGE_M, EDGE_SHARE * sqrt(whole.area)))
    core: BaseGeometry = whole if inside.is_empty else inside
    shapely.prepare(core)
    return core
